//===- checks/rules/CommandInjection.cpp - firmcop-command-injection ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "checks/Strings.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

/// The elements of an argument vector that is spelled out in this file.
llvm::SmallVector<const Expr *, 8> elements(const Expr *Vector) {
  llvm::SmallVector<const Expr *, 8> Result;
  const auto *Variable = dyn_cast_or_null<VarDecl>(namedThing(Vector));
  const Expr *Initial = Variable ? Variable->getAnyInitializer() : nullptr;
  if (const auto *List = dyn_cast_or_null<InitListExpr>(Initial))
    Result.append(List->inits().begin(), List->inits().end());
  return Result;
}

/// The script of "sh -c SCRIPT", whether the arguments are listed in the call
/// or in a vector.
const Expr *scriptOf(const Call &C, const TranslationUnitFacts &TU) {
  llvm::SmallVector<const Expr *, 8> Arguments;
  for (unsigned I = 0, End = C.argumentCount(); I != End; ++I) {
    Arguments.push_back(C.argument(I));
    Arguments.append(elements(C.argument(I)));
  }
  bool IsShell = false;
  for (size_t I = 0; I + 1 < Arguments.size(); ++I) {
    std::optional<std::string> Text = constantText(Arguments[I], TU);
    if (!Text)
      continue;
    llvm::StringRef Program = llvm::StringRef(*Text).rsplit('/').second;
    if (Program.empty())
      Program = *Text;
    IsShell |= Program == "sh" || Program == "bash" || Program == "ash" ||
               Program == "dash";
    if (IsShell && *Text == "-c")
      return Arguments[I + 1];
  }
  return nullptr;
}

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
    if (!IsInput)
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
