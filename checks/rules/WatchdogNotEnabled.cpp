//===- checks/rules/WatchdogNotEnabled.cpp - A watchdog turned off --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Start-up code often turns the watchdog off until the device is ready; then
// the same file turns it on.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

class WatchdogNotEnabled : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &TU) override {
    struct Off {
      SourceRange Where;
      const ModelRow *Row;
    };
    llvm::SmallVector<Off, 2> Found;
    bool TurnsOn = false;
    auto Consider = [&](llvm::ArrayRef<const ModelRow *> Rows,
                        SourceRange Where) {
      for (const ModelRow *Row : Rows) {
        TurnsOn |= Row->Kind == "watchdog-on";
        if (Row->Kind == "watchdog-off")
          Found.push_back({Where, Row});
      }
    };
    for (const Call &C : TU.calls()) {
      Consider(rowsOfKind(C, "watchdog-on", TU), C.Site->getSourceRange());
      Consider(rowsOfKind(C, "watchdog-off", TU), C.Site->getSourceRange());
    }
    for (const ConstantUse &U : TU.constantUses())
      for (const ModelRow &Row :
           ModelSet::builtin().rows(Subject::Constant, U.Name))
        Consider(&Row, U.Where);
    if (TurnsOn)
      return;
    for (const Off &O : Found) {
      FindingDetails Details;
      Details.Evidence = O.Row->Name;
      report(O.Where, {O.Row->Name, O.Row->Text}, std::move(Details));
    }
  }
};

RuleRegistration<WatchdogNotEnabled> X(rules::WatchdogNotEnabled);

} // namespace

} // namespace firmcop
