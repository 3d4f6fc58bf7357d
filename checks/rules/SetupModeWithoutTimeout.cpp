//===- checks/rules/SetupModeWithoutTimeout.cpp - Open until further notice
//===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A timer that ends set-up is seldom started by the function that begins it, so
// the whole file is asked for one.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

class SetupModeWithoutTimeout : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &TU) override {
    bool Ends = llvm::any_of(TU.calls(), [&](const Call &C) {
      return rowOfKind(C, "setup-mode-end", TU) ||
             rowOfKind(C, "timer-start", TU);
    });
    for (const Call &C : TU.calls()) {
      const ModelRow *Row = rowOfKind(C, "setup-mode-unlimited", TU);
      if (!Row && !Ends)
        Row = rowOfKind(C, "setup-mode", TU);
      if (!Row)
        continue;
      FindingDetails Details;
      Details.Evidence = Row->Name;
      report(C.Site->getSourceRange(), {C.Callee->getNameAsString(), Row->Text},
             std::move(Details));
    }
  }
};

RuleRegistration<SetupModeWithoutTimeout> X(rules::SetupModeWithoutTimeout);

} // namespace

} // namespace firmcop
