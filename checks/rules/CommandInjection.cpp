//===- checks/rules/CommandInjection.cpp - firmcop-command-injection ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/Programs.h"
#include "checks/RuleCheck.h"
#include "checks/Strings.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

class CommandInjection : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &TU) override {
    for (const Call &C : TU.calls()) {
      if (const ModelRow *Row = rowOfKind(C, "command", TU))
        consider(C, C.argument(Row->At.Index), TU);
      else if (rowOfKind(C, "program", TU))
        if (const Expr *Script = scriptOf(C, TU))
          consider(C, Script, TU);
    }
  }

private:
  /// Text that is handed through unchanged is the business of whoever wrote
  /// it; text that is put into a command, or comes from outside, is a finding.
  void consider(const Call &C, const Expr *Command,
                const TranslationUnitFacts &TU) {
    const Ingredient *Worst = nullptr;
    std::vector<Ingredient> All = ingredientsOf(Command, C, TU);
    for (const Ingredient &I : All)
      if (I.From == Ingredient::Source::Input || (I.IsPart && !Worst))
        if (!Worst || Worst->From != Ingredient::Source::Input)
          Worst = &I;
    if (!Worst)
      return;
    FindingDetails Details;
    bool IsInput = Worst->From == Ingredient::Source::Input;
    // Settings and the environment are the owner's. Of a text that nobody
    // looked at it is not known whose it is; a caller may be anybody.
    if (IsInput ? !Worst->IsRemote : Worst->From != Ingredient::Source::Caller)
      Details.Severity = Level::Note;
    else if (!IsInput)
      Details.Severity = Level::Warning;
    if (Worst->Origin.isValid())
      Details.Flow.push_back({Worst->Origin, "'" + Worst->Name + "' is " +
                                                 std::string(Worst->Meaning)});
    if (Worst->Insertion.isValid())
      Details.Flow.push_back(
          {Worst->Insertion,
           "'" + Worst->Name + "' becomes a part of the command here"});
    report(C.Site->getSourceRange(),
           {C.Name.str(), Worst->Name,
            IsInput ? std::string(Worst->Meaning)
                    : std::string("text that nothing here has checked")},
           std::move(Details));
  }
};

RuleRegistration<CommandInjection> X(rules::CommandInjection);

} // namespace

} // namespace firmcop
