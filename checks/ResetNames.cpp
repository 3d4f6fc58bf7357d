//===- checks/ResetNames.cpp - Names that speak of a reset ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/ResetNames.h"
#include "checks/SecretNames.h"
#include "firmcop/Words.h"

namespace firmcop {

bool isAboutFactoryReset(llvm::StringRef Identifier) {
  // Somebody asks for a reset, or is told of one.
  auto Words = wordsOf(Identifier);
  auto Has = [&](const WordSet &Of) {
    return llvm::any_of(
        Words, [&](const std::string &Word) { return Of.contains(Word); });
  };
  auto Is = [&](llvm::StringRef Word) {
    return llvm::is_contained(Words, Word);
  };
  if (Has(words::NoReset))
    return false;
  if (Is("factoryreset") || Is("defaultsettings"))
    return true;
  if (Has(words::Delivered))
    return Has(words::Returning) || Has(words::Defaults) || Is("settings");
  if (Is("restore") || Is("revert"))
    return Has(words::Defaults);
  if (Is("reset") || Is("erase") || Is("wipe"))
    return Has(words::Everything) || Is("defaults") ||
           (Is("user") && Is("data")) || (Is("all") && Is("data"));
  return (Is("load") || Is("set") || Is("apply") || Is("write")) &&
         Has(words::Defaults) && (Has(words::Everything) || Words.size() == 2);
}

} // namespace firmcop
