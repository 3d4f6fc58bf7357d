//===- checks/rules/UncheckedParserResult.cpp - Fields that may be missing
//-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A result that may be null is tested before its members are read. Only what is
// certain is reported: a variable that is handed to any function may be tested
// there, so the rule looks at those of which nothing but members is used.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "firmcop/Names.h"
#include "firmcop/Rules.h"
#include "firmcop/Words.h"

using namespace clang;

namespace firmcop {

namespace {

/// Every use of a variable in a function.
class VariableUses : public RecursiveASTVisitor<VariableUses> {
public:
  explicit VariableUses(const VarDecl *V) : V(V) {}

  bool VisitMemberExpr(MemberExpr *E) {
    if (!E->isArrow())
      return true;
    const auto *Base = dyn_cast<DeclRefExpr>(stripped(E->getBase()));
    if (!Base || Base->getDecl() != V)
      return true;
    Members.insert(Base);
    if (!First)
      First = E;
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *B) {
    if (B->getOpcode() == BO_Assign)
      if (const auto *Target = dyn_cast<DeclRefExpr>(stripped(B->getLHS())))
        Targets.insert(Target);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (E->getDecl() == V)
      All.push_back(E);
    return true;
  }

  /// The first member that is read, if nothing else is ever done with it.
  const MemberExpr *membersOnly() const {
    return llvm::all_of(All,
                        [&](const DeclRefExpr *E) {
                          return Members.contains(E) || Targets.contains(E);
                        })
               ? First
               : nullptr;
  }

private:
  const VarDecl *V;
  const MemberExpr *First = nullptr;
  llvm::SmallVector<const DeclRefExpr *, 8> All;
  llvm::SmallPtrSet<const DeclRefExpr *, 8> Members, Targets;
};

/// Kinds of rows that say that a function reads what an argument points to.
constexpr std::string_view ReadingKinds[] = {
    "copy-source", "length", "memory-compare", "number-of", "content-copy",
};

class UncheckedParserResult : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    for (const Call &C : Facts.calls())
      if (rowOfKind(C, "parser-result", Facts) && isUsedUntested(C) &&
          !isOfKnownType(C))
        report(C.Site->getSourceRange(), {C.Callee->getNameAsString()});
  }

private:
  bool isUsedUntested(const Call &C) const {
    if (const auto *Member = dyn_cast_or_null<MemberExpr>(C.Parent))
      return Member->isArrow();
    if (const auto *Outer = dyn_cast_or_null<CallExpr>(C.Parent))
      return isReadBy(*Outer, C);
    if (C.Use != ResultUse::Stored)
      return false;
    for (const Store &S : TU->stores()) {
      const auto *V = dyn_cast<VarDecl>(S.Target);
      if (!V || !V->isLocalVarDecl() || S.ToElement ||
          stripped(S.Value) != C.Site || !C.In)
        continue;
      VariableUses Uses(V);
      Uses.TraverseStmt(C.In->getBody());
      return Uses.membersOnly() != nullptr;
    }
    return false;
  }

  /// The same function asked before of which type the thing is: who reads a
  /// text from a text gets one.
  bool isOfKnownType(const Call &C) const {
    const Function *In = TU->definition(C.In);
    const ValueDecl *Thing =
        C.argumentCount() ? namedThing(C.argument(0)) : nullptr;
    if (isGivenByType(C, Thing))
      return true;
    return In && Thing && llvm::any_of(In->Calls, [&](const Call *Other) {
             return Other != &C && Other->argumentCount() &&
                    namedThing(Other->argument(0)) == Thing &&
                    Other->Use != ResultUse::Ignored &&
                    Other->Callee->getDeclName().isIdentifier() &&
                    TU->sources().isBeforeInTranslationUnit(Other->location(),
                                                            C.location()) &&
                    llvm::any_of(identifierWords(Other->Callee->getName()),
                                 [](const std::string &Word) {
                                   return words::TypeQuestions.contains(Word);
                                 });
           });
  }

  /// The thing comes from a function of the program that was told which type it
  /// has to have.
  bool isGivenByType(const Call &C, const ValueDecl *Thing) const {
    return Thing && llvm::any_of(TU->stores(), [&](const Store &S) {
             const auto *Giver = dyn_cast_or_null<CallExpr>(stripped(S.Value));
             return S.Target == Thing && S.In == C.In && Giver &&
                    TU->sources().isBeforeInTranslationUnit(
                        Giver->getBeginLoc(), C.location()) &&
                    llvm::any_of(Giver->arguments(), [](const Expr *Argument) {
                      const auto *Type = dyn_cast_or_null<EnumConstantDecl>(
                          namedThing(Argument));
                      return Type &&
                             llvm::is_contained(
                                 identifierWords(Type->getName()), "type");
                    });
           });
  }

  bool isReadBy(const CallExpr &Outer, const Call &Inner) const {
    const Function *In = TU->definition(Inner.In);
    if (!In)
      return false;
    for (const Call *C : In->Calls) {
      if (C->Site != &Outer)
        continue;
      for (std::string_view Kind : ReadingKinds)
        for (const ModelRow *Row : rowsOfKind(*C, Kind, *TU)) {
          const Port &Read =
              Row->From.Of == Port::Base::None ? Row->At : Row->From;
          if (Read.Of == Port::Base::Argument && C->argument(Read.Index) &&
              stripped(C->argument(Read.Index)) == Inner.Site)
            return true;
        }
    }
    return false;
  }

  const TranslationUnitFacts *TU = nullptr;
};

RuleRegistration<UncheckedParserResult> X(rules::UncheckedParserResult);

} // namespace

} // namespace firmcop
