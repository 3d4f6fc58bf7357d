//===- checks/BuildOptions.cpp - Options that a file is built with --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/BuildOptions.h"
#include "checks/Modelled.h"

namespace firmcop {

std::vector<flow::BuildOption> buildOptions(const TranslationUnitFacts &TU) {
  std::vector<flow::BuildOption> Found;
  for (const MacroDefinition &M : TU.macros())
    for (const ModelRow &Row :
         ModelSet::builtin().rows(Subject::Macro, M.Name)) {
      if (Row.Kind != "boot-verification" &&
          Row.Kind != "boot-verification-off" &&
          Row.Kind != "rollback-protection")
        continue;
      flow::BuildOption Option{Row.Kind, std::string(Row.Library)};
      if (!llvm::is_contained(Found, Option) &&
          applies(Row, {nullptr, nullptr, macroValue(M, TU)}, TU))
        Found.push_back(std::move(Option));
    }
  return Found;
}

} // namespace firmcop
