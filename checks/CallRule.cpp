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

#include "checks/Modelled.h"
#include "checks/Module.h"
#include "checks/OwnCalls.h"
#include "firmcop/Names.h"
#include "firmcop/Words.h"

#include <set>

using namespace clang;

namespace firmcop {

namespace {

class CallRule : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    for (const Call &C : Facts.calls())
      if (!C.Name.empty() && isOurs(C))
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
  /// The rule is about such calls, and the project decided to make this one.
  bool isOurs(const Call &C) const {
    bool IsAsked = llvm::any_of(
        ModelSet::builtin().rows(Subject::Function, C.Name),
        [&](const ModelRow &Row) { return constraintOn(Row.Kind) != nullptr; });
    return IsAsked && !isOwnCall(C, *TU);
  }

  /// Reports the first row that makes a finding of the subject.
  bool consider(Subject About, llvm::StringRef Name, const ModelSubject &S,
                SourceRange Where, llvm::StringRef ShownName = {}) {
    for (const ModelRow &Row : ModelSet::builtin().rows(About, Name)) {
      const CallConstraint *Constraint = constraintOn(Row.Kind);
      if (!Constraint || !applies(Row, S, *TU) || !holds(*Constraint, Row, S))
        continue;
      FindingDetails Details;
      Details.Evidence = Name.str();
      Details.MaskLiterals = Constraint->Is == Constraint::Constant;
      // Somebody may ask for it; that is not how devices are delivered.
      if (std::string_view(Row.Kind).ends_with("-off") &&
          isBySetting(S.OfCall ? S.OfCall->Site : S.Value))
        Details.Severity = Level::Note;
      // A benchmark, or a table of what there is, chooses none.
      if (S.OfCall && (isOneOfMany(*S.OfCall) || isNamedAfter(*S.OfCall) ||
                       (Row.Kind == "weak-hash" && isByAlgorithm(*S.OfCall))))
        Details.Severity = Level::Note;
      if (isOneOfSeveral(Row, S))
        Details.Severity = Level::Note;
      if (Details.MaskLiterals && S.OfCall)
        Where = placeOfConstant(Row, S, Where);
      report(Where, {(ShownName.empty() ? Name : ShownName).str(), Row.Text},
             std::move(Details));
      return true;
    }
    return false;
  }

  /// The function calls three or more of the things that rules warn of for
  /// their weakness, one beside the other.
  bool isOneOfMany(const Call &C) const {
    const Function *In = TU->definition(C.In);
    std::set<std::string_view> Weak;
    if (In)
      for (const Call *Each : In->Calls)
        for (const ModelRow &Row :
             ModelSet::builtin().rows(Subject::Function, Each->Name))
          if (std::string_view(Row.Kind).starts_with("weak-") &&
              applies(Row, {Each, nullptr, {}}, *TU))
            Weak.insert(Row.Text);
    return Weak.size() >= 3;
  }

  /// Something such as a setting decides whether it is this value or one that
  /// the row says nothing of.
  bool isOneOfSeveral(const ModelRow &Row, const ModelSubject &S) const {
    return llvm::any_of(Row.When, [&](const Condition &C) {
      const Expr *E = valueAt(C.At, S);
      return E && (!C.Equals.empty() || C.Below || C.AnyBit) &&
             llvm::any_of(constantValues(E, *TU), [&](const ConstantValue &V) {
               return V.Integer && !C.holdsForValue(*V.Integer);
             });
    });
  }

  /// A function that says by its name that it is about a weak algorithm, and
  /// calls one: whoever calls it has chosen, and is where to look.
  static bool isNamedAfter(const Call &C) {
    auto IsWeak = [](const FunctionDecl *F) {
      if (!F || !F->getDeclName().isIdentifier())
        return false;
      // "md5" is two words.
      std::vector<std::string> Words = identifierWords(F->getName());
      for (std::size_t I = 0; I < Words.size(); ++I)
        if (words::WeakAlgorithms.contains(Words[I]) ||
            (I + 1 < Words.size() &&
             words::WeakAlgorithms.contains(Words[I] + Words[I + 1])))
          return true;
      return false;
    };
    return IsWeak(C.In) && IsWeak(C.Callee);
  }

  /// Another branch of the same decision takes a strong hash: the caller says
  /// which one, and is where to look.
  bool isByAlgorithm(const Call &C) const {
    const Function *In = TU->definition(C.In);
    if (!In)
      return false;
    auto HasStrong = [&](const Stmt *Branch) {
      return Branch && llvm::any_of(In->Calls, [&](const Call *Each) {
               return Each->Callee->getDeclName().isIdentifier() &&
                      words::StrongHashes.occursIn(
                          lowerCase(Each->Callee->getName())) &&
                      Branch->getBeginLoc() <= Each->Site->getBeginLoc() &&
                      Each->Site->getEndLoc() <= Branch->getEndLoc();
             });
    };
    DynTypedNode Now = DynTypedNode::create(*C.Site);
    for (unsigned Depth = 0; Depth < 40; ++Depth) {
      DynTypedNodeList Around = TU->context().getParents(Now);
      if (Around.empty() || Around[0].get<FunctionDecl>())
        return false;
      const auto *Inner = Now.get<Stmt>();
      Now = Around[0];
      if (const auto *If = Now.get<IfStmt>();
          If && Inner != If->getCond() &&
          HasStrong(Inner == If->getThen() ? If->getElse() : If->getThen()))
        return true;
      if (const auto *Choice = Now.get<ConditionalOperator>();
          Choice && Inner != Choice->getCond() &&
          HasStrong(Inner == Choice->getTrueExpr() ? Choice->getFalseExpr()
                                                   : Choice->getTrueExpr()))
        return true;
      if (const auto *Switch = Now.get<SwitchStmt>();
          Switch && HasStrong(Switch->getBody()))
        return true;
    }
    return false;
  }

  /// A setting decides whether the statement is reached: a field of a structure
  /// that is tested as a truth value or compared with a number, or an option of
  /// the command line.
  bool isBySetting(const Stmt *S) const {
    if (!S)
      return false;
    auto IsSetting = [](const Expr *Condition) {
      llvm::SmallVector<const Stmt *, 8> Open{Condition};
      while (!Open.empty()) {
        const Stmt *Each = Open.pop_back_val();
        if (const auto *M = dyn_cast_or_null<MemberExpr>(Each);
            M && M->getType()->isIntegralOrEnumerationType())
          return true;
        if (Each && !isa<CallExpr>(Each))
          Open.append(Each->child_begin(), Each->child_end());
      }
      return false;
    };
    DynTypedNode Now = DynTypedNode::create(*S);
    for (unsigned Depth = 0; Depth < 40; ++Depth) {
      DynTypedNodeList Around = TU->context().getParents(Now);
      if (Around.empty())
        return false;
      const auto *Inner = Now.get<Stmt>();
      Now = Around[0];
      if (const auto *And = Now.get<BinaryOperator>();
          And && And->getOpcode() == BO_LAnd && Inner == And->getRHS() &&
          IsSetting(And->getLHS()))
        return true;
      if (const auto *If = Now.get<IfStmt>();
          If && Inner != If->getCond() && IsSetting(If->getCond()))
        return true;
      if (Now.get<CaseStmt>())
        return true;
      if (Now.get<FunctionDecl>())
        return false;
    }
    return false;
  }

  const CallConstraint *constraintOn(std::string_view Kind) const {
    for (const CallConstraint &C : rule().Calls)
      if (C.ModelKind == Kind)
        return &C;
    return nullptr;
  }

  bool holds(const CallConstraint &C, const ModelRow &Row,
             const ModelSubject &S) const {
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
    if (!Value)
      return false;
    // An initialisation vector of zeros is a constant as any other, when it is
    // used. A field of zeros may be filled yet.
    if (Value->Bytes)
      return S.OfCall ? !Value->Bytes->empty() : Value->isNonEmpty();
    // A number, such as a fixed pairing key. A pointer with a fixed address
    // says nothing about what is stored there.
    const Expr *E = valueAt(Row.At, S);
    return Value->isNonEmpty() && !(E && E->getType()->isPointerType());
  }

  /// Where the constant is written, because there it has to be changed; of one
  /// in a system's header the place of the call.
  SourceRange placeOfConstant(const ModelRow &Row, const ModelSubject &S,
                              SourceRange Call) const {
    std::optional<ConstantValue> Value = constantValue(valueAt(Row.At, S), *TU);
    if (!Value || !Value->Bytes || !Value->Origin)
      return Call;
    SourceRange Written = Value->Origin->getSourceRange();
    return Written.isInvalid() ||
                   TU->sources().isInSystemHeader(
                       TU->sources().getExpansionLoc(Written.getBegin()))
               ? Call
               : Written;
  }

  const TranslationUnitFacts *TU = nullptr;
};

} // namespace

std::unique_ptr<RuleCheck> makeCallRule(const Rule &R,
                                        tidy::ClangTidyContext *Context) {
  return std::make_unique<CallRule>(R, Context);
}

} // namespace firmcop
