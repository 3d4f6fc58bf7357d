//===- checks/ResetNames.cpp - Names that speak of a reset ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/ResetNames.h"
#include "checks/SecretNames.h"

#include "llvm/ADT/StringSet.h"

namespace firmcop {

bool isAboutFactoryReset(llvm::StringRef Identifier) {
  using WordSet = llvm::StringSet<>;
  static const WordSet Returning{"reset",   "restore", "revert", "load",
                                 "default", "erase",   "wipe",   "clear"};
  static const WordSet Delivered{"factory", "factorydefault",
                                 "factorydefaults"};
  static const WordSet Defaults{"default", "defaults"};
  static const WordSet Everything{
      "settings", "config", "configuration", "nvram",         "nvs",
      "device",   "system", "credentials",   "users",         "accounts",
      "userdata", "cfg",    "conf",          "configurations"};
  // Somebody asks for a reset, or is told of one.
  static const WordSet Other{"is",    "has",    "test",  "request", "requested",
                             "check", "button", "print", "log",     "pending",
                             "get",   "reason", "cause", "needed",  "parse"};
  auto Words = wordsOf(Identifier);
  auto Has = [&](const WordSet &Of) {
    return llvm::any_of(
        Words, [&](const std::string &Word) { return Of.contains(Word); });
  };
  auto Is = [&](llvm::StringRef Word) {
    return llvm::is_contained(Words, Word);
  };
  if (Has(Other))
    return false;
  if (Is("factoryreset") || Is("defaultsettings"))
    return true;
  if (Has(Delivered))
    return Has(Returning) || Has(Defaults) || Is("settings");
  if (Is("restore") || Is("revert"))
    return Has(Defaults);
  if (Is("reset") || Is("erase") || Is("wipe"))
    return Has(Everything) || Is("defaults") || (Is("user") && Is("data")) ||
           (Is("all") && Is("data"));
  return (Is("load") || Is("set") || Is("apply") || Is("write")) &&
         Has(Defaults) && (Has(Everything) || Words.size() == 2);
}

} // namespace firmcop
