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

#include "checks/Choices.h"
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
      const Stmt *Site = S.OfCall ? S.OfCall->Site : S.Value;
      if (std::string_view(Row.Kind).ends_with("-off") &&
          isBySetting(Site, *TU))
        Details.Severity = Level::Note;
      if ((S.OfCall && isChosenElsewhere(*S.OfCall, Row)) ||
          (isAboutWeakness(Row) && isInCaseOfWeak(Site, *TU)) ||
          isOneOfSeveral(Row, S))
        Details.Severity = Level::Note;
      if (Details.MaskLiterals && S.OfCall)
        Where = placeOfConstant(Row, S, Where);
      report(Where, {(ShownName.empty() ? Name : ShownName).str(), Row.Text},
             std::move(Details));
      return true;
    }
    return false;
  }

  static bool isAboutWeakness(const ModelRow &Row) {
    return Row.Kind.starts_with("weak-") || Row.Kind == "ecb-mode";
  }

  /// Whoever calls the function around has chosen, or nobody has: a benchmark,
  /// or a table of what there is.
  bool isChosenElsewhere(const Call &C, const ModelRow &Row) const {
    return isAsItHasToBe(C, Row) || isOneOfMany(C) || isNamedAfter(C) ||
           (Row.Kind == "weak-hash" && isBesideStrongHash(C, *TU)) ||
           (Row.Kind == "obsolete-function" &&
            isBesideSuccessor(C, Row.Text, *TU));
  }

  /// A server asks for no certificate, or a protocol has its greeting hashed.
  bool isAsItHasToBe(const Call &C, const ModelRow &Row) const {
    if (Row.Kind == "tls-verification-off")
      return isOfServer(C, Row);
    const Function *In =
        Row.Kind == "weak-hash" ? TU->definition(C.In) : nullptr;
    return In && llvm::any_of(In->Calls, [&](const Call *Each) {
             for (unsigned I = 0; I < Each->argumentCount(); ++I)
               if (std::optional<std::string> Text =
                       constantText(Each->argument(I), *TU);
                   Text && words::HandshakeTexts.contains(lowerCase(*Text)))
                 return true;
             return false;
           });
  }

  /// The connection, or every one of the file, is a server's. Its peers need no
  /// certificate.
  bool isOfServer(const Call &C, const ModelRow &Row) const {
    const ValueDecl *Thing = namedThing(C.argument(0));
    bool IsServer = false, IsClient = false;
    for (const Call &Other : TU->calls()) {
      const ModelRow *Serves = rowOfKind(Other, "tls-server", *TU);
      if (Serves && Serves->Library == Row.Library) {
        IsServer = true;
        if (Thing && namedThing(Other.argument(Serves->At.Index)) == Thing)
          return true;
      }
      for (std::string_view Kind : {"tls-client", "tls-handshake"}) {
        const ModelRow *Asks = rowOfKind(Other, Kind, *TU);
        IsClient |= Asks && Asks->Library == Row.Library;
      }
    }
    return IsServer && !IsClient;
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
