//===- checks/CallRule.cpp - Rules that are data ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A `call` rule is a list of constraints on kinds of model rows. A row says
// what a function's argument, a field, a constant or a macro means; the
// constraint says when that is a finding.
//
//===----------------------------------------------------------------------===//

#include "checks/Module.h"
#include "checks/Values.h"
#include "firmcop/Model.h"

using namespace clang;

namespace firmcop {

namespace {

/// What a row's conditions and constraint look at.
struct Subjects {
  const Call *OfCall = nullptr;
  /// The value of the field or constant itself.
  const Expr *Value = nullptr;
  /// The value of a macro.
  std::optional<ConstantValue> Macro;
};

class CallRule : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    for (const Call &C : Facts.calls())
      if (!C.Name.empty())
        consider(Subject::Function, C.Name, {&C, nullptr, {}},
                 C.Site->getSourceRange());
    for (const Store &S : Facts.stores())
      if (const auto *F = dyn_cast<FieldDecl>(S.Target); F && !S.ToElement)
        for (const std::string &Name : Facts.modelNames(F))
          if (consider(Subject::Field, Name, {nullptr, S.Value, {}}, S.Where,
                       F->getName()))
            break;
    for (const ConstantUse &U : Facts.constantUses())
      consider(Subject::Constant, U.Name, {nullptr, U.Site, {}}, U.Where);
    for (const MacroDefinition &M : Facts.macros())
      consider(Subject::Macro, M.Name, {nullptr, nullptr, macroValue(M, Facts)},
               M.Where);
  }

private:
  /// Reports the first row that makes a finding of the subject.
  bool consider(Subject About, llvm::StringRef Name, const Subjects &S,
                SourceRange Where, llvm::StringRef ShownName = {}) {
    for (const ModelRow &Row : ModelSet::builtin().rows(About, Name)) {
      const CallConstraint *Constraint = constraintOn(Row.Kind);
      if (!Constraint || !holds(Row, S) || !holds(*Constraint, Row, S))
        continue;
      FindingDetails Details;
      Details.Evidence = Name.str();
      Details.MaskLiterals = Constraint->Is == Constraint::Constant;
      report(Where, {(ShownName.empty() ? Name : ShownName).str(), Row.Text},
             std::move(Details));
      return true;
    }
    return false;
  }

  const CallConstraint *constraintOn(std::string_view Kind) const {
    for (const CallConstraint &C : rule().Calls)
      if (C.ModelKind == Kind)
        return &C;
    return nullptr;
  }

  /// The expression at a port, or null.
  static const Expr *valueAt(const Port &At, const Subjects &S) {
    if (!S.OfCall)
      return S.Value;
    return At.Of == Port::Base::Argument ? S.OfCall->argument(At.Index)
                                         : nullptr;
  }

  bool holds(const CallConstraint &C, const ModelRow &Row,
             const Subjects &S) const {
    if (C.Is == Constraint::Used)
      return true;
    std::optional<ConstantValue> Value = S.Macro;
    if (const Expr *E = valueAt(Row.At, S))
      Value = constantValue(E, *TU);
    else if (!S.Macro)
      return false;
    bool IsConstant = Value && (Value->Bytes || Value->Integer);
    if (C.Is == Constraint::NotConstant)
      return !IsConstant;
    return Value && Value->Bytes && Value->isNonEmpty();
  }

  bool holds(const ModelRow &Row, const Subjects &S) const {
    return llvm::all_of(Row.When, [&](const Condition &C) {
      return holds(C, S);
    });
  }

  bool holds(const Condition &C, const Subjects &S) const {
    const Expr *E = valueAt(C.At, S);
    if (!E && !S.Macro)
      return false;
    for (const std::string &Name : C.Named)
      if (E && isNamed(E, Name, *TU))
        return true;
    llvm::SmallVector<ConstantValue, 2> Values;
    if (E)
      Values = constantValues(E, *TU);
    else
      Values.push_back(*S.Macro);
    return llvm::any_of(Values,
                        [&](const ConstantValue &V) { return holds(C, V); });
  }

  static bool holds(const Condition &C, const ConstantValue &V) {
    if (V.Integer && (llvm::is_contained(C.Equals, *V.Integer) ||
                      (C.Below && *V.Integer < *C.Below)))
      return true;
    return V.IsText &&
           llvm::any_of(C.Containing, [&](llvm::StringRef Part) {
             return llvm::StringRef(*V.Bytes).contains_insensitive(Part);
           });
  }

  const TranslationUnitFacts *TU = nullptr;
};

} // namespace

std::unique_ptr<RuleCheck> makeCallRule(const Rule &R,
                                        tidy::ClangTidyContext *Context) {
  return std::make_unique<CallRule>(R, Context);
}

} // namespace firmcop
