//===- checks/rules/SensingCapability.cpp - What a program can see and hear
//===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each capability is named once a file, by the first call that uses it.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "firmcop/Rules.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace firmcop {

namespace {

class SensingCapability : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &TU) override {
    llvm::StringSet<> Known;
    auto Consider = [&](const ModelRow &Row, SourceRange Where) {
      if (!Known.insert(Row.Text).second)
        return;
      llvm::StringRef File = TU.sources().getFilename(
          TU.sources().getExpansionLoc(Where.getBegin()));
      report(Where,
             {llvm::sys::path::filename(File).str(), Row.Text, Row.Name});
    };
    for (const Call &C : TU.calls())
      if (const ModelRow *Row = rowOfKind(C, "sensing", TU))
        Consider(*Row, C.Site->getSourceRange());
    for (const ConstantUse &U : TU.constantUses())
      for (const ModelRow &Row :
           ModelSet::builtin().rows(Subject::Constant, U.Name))
        if (Row.Kind == "sensing")
          Consider(Row, U.Where);
  }
};

RuleRegistration<SensingCapability> X(rules::SensingCapability);

} // namespace

} // namespace firmcop
