//===- checks/Choices.cpp - Who chose what a call does --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Choices.h"
#include "checks/Values.h"
#include "firmcop/Names.h"
#include "firmcop/Words.h"

#include <functional>

using namespace clang;

namespace firmcop {

/// How many statements and expressions around one are looked at.
static constexpr unsigned MaxDepth = 40;

/// Calls \p See with each statement around \p S, and the part of it that \p S
/// is in, until it says true.
static bool
isAround(const Stmt *S, const TranslationUnitFacts &TU,
         llvm::function_ref<bool(const Stmt &Around, const Stmt &Part)> See) {
  if (!S)
    return false;
  DynTypedNode Now = DynTypedNode::create(*S);
  for (unsigned Depth = 0; Depth < MaxDepth; ++Depth) {
    DynTypedNodeList Around = TU.context().getParents(Now);
    if (Around.empty() || Around[0].get<FunctionDecl>())
      return false;
    const auto *Part = Now.get<Stmt>();
    Now = Around[0];
    if (const auto *Outer = Now.get<Stmt>();
        Outer && Part && See(*Outer, *Part))
      return true;
  }
  return false;
}

static bool saysWeak(llvm::StringRef Name) {
  // "md5" is two words.
  std::vector<std::string> Words = identifierWords(Name);
  for (std::size_t I = 0; I < Words.size(); ++I)
    if (words::WeakAlgorithms.contains(Words[I]) ||
        (I + 1 < Words.size() &&
         words::WeakAlgorithms.contains(Words[I] + Words[I + 1])))
      return true;
  return false;
}

/// Every expression in \p E that is not part of a call.
static bool anyIn(const Expr *E, llvm::function_ref<bool(const Expr &)> Holds) {
  llvm::SmallVector<const Stmt *, 8> Open{E};
  while (!Open.empty()) {
    const Stmt *Each = Open.pop_back_val();
    const auto *Inner = dyn_cast_or_null<Expr>(Each);
    if (!Inner || isa<CallExpr>(Inner))
      continue;
    if (Holds(*Inner))
      return true;
    Open.append(Inner->child_begin(), Inner->child_end());
  }
  return false;
}

/// 'flags & SOMETHING', of a number that came from elsewhere.
static bool isOption(const Expr &E) {
  const auto *And = dyn_cast<BinaryOperator>(&E);
  if (!And || And->getOpcode() != BO_And)
    return false;
  for (auto [Bits, Mask] : {std::pair(And->getLHS(), And->getRHS()),
                            {And->getRHS(), And->getLHS()}}) {
    const auto *V = dyn_cast_or_null<VarDecl>(namedThing(Bits));
    const Expr *Constant = stripped(Mask);
    const auto *Named = dyn_cast_or_null<DeclRefExpr>(Constant);
    if (V && V->hasLocalStorage() &&
        (isa_and_nonnull<IntegerLiteral, BinaryOperator>(Constant) ||
         (Named && isa<EnumConstantDecl>(Named->getDecl()))))
      return true;
  }
  return false;
}

static bool isSetting(const Expr *Condition) {
  return anyIn(Condition, [](const Expr &Each) {
    const auto *M = dyn_cast<MemberExpr>(&Each);
    return (M && M->getType()->isIntegralOrEnumerationType()) || isOption(Each);
  });
}

bool isBySetting(const Stmt *S, const TranslationUnitFacts &TU) {
  return isAround(S, TU, [](const Stmt &Around, const Stmt &Part) {
    if (const auto *And = dyn_cast<BinaryOperator>(&Around))
      return And->getOpcode() == BO_LAnd && &Part == And->getRHS() &&
             isSetting(And->getLHS());
    if (const auto *If = dyn_cast<IfStmt>(&Around))
      return &Part != If->getCond() && isSetting(If->getCond());
    return isa<CaseStmt>(Around);
  });
}

bool isNamedAfter(const Call &C) {
  auto IsWeak = [](const FunctionDecl *F) {
    return F && F->getDeclName().isIdentifier() && saysWeak(F->getName());
  };
  // An object of the program's own, not one that the algorithm asks for.
  auto WorksOnWeak = [&](const FunctionDecl *F) {
    if (!F || F->getNumParams() == 0)
      return false;
    QualType T = F->getParamDecl(0)->getType();
    QualType Object = T->getPointeeType();
    return !Object.isNull() && Object->isRecordType() &&
           saysWeak(Object.getUnqualifiedType().getAsString()) &&
           llvm::none_of(C.Callee->parameters(), [&](const ParmVarDecl *P) {
             return C.Callee->getASTContext().hasSameUnqualifiedType(
                 P->getType()->getPointeeType().isNull()
                     ? P->getType()
                     : P->getType()->getPointeeType(),
                 Object);
           });
  };
  return IsWeak(C.Callee) && (IsWeak(C.In) || WorksOnWeak(C.In));
}

/// The label, or the other side of a comparison, names a weak algorithm.
static bool namesWeak(const Expr *E, const TranslationUnitFacts &TU) {
  return anyIn(E, [&](const Expr &Each) {
    const auto *Named = dyn_cast<DeclRefExpr>(&Each);
    return (Named && isa<EnumConstantDecl>(Named->getDecl()) &&
            saysWeak(Named->getDecl()->getName())) ||
           llvm::any_of(macrosOf(&Each, TU), saysWeak);
  });
}

bool isInCaseOfWeak(const Stmt *S, const TranslationUnitFacts &TU) {
  auto IsOfWeak = [&](const Stmt *Label) {
    for (const auto *Case = dyn_cast_or_null<CaseStmt>(Label); Case;
         Case = dyn_cast<CaseStmt>(Case->getSubStmt()))
      if (namesWeak(Case->getLHS(), TU))
        return true;
    return false;
  };
  return isAround(S, TU, [&](const Stmt &Around, const Stmt &Part) {
    if (const auto *If = dyn_cast<IfStmt>(&Around))
      return &Part == If->getThen() && namesWeak(If->getCond(), TU);
    if (isa<CaseStmt>(Around))
      return IsOfWeak(&Around);
    // Only the first statement behind a label is a part of it.
    const Stmt *Label = nullptr;
    if (const auto *Block = dyn_cast<CompoundStmt>(&Around))
      for (const Stmt *Each : Block->body()) {
        if (Each == &Part)
          break;
        if (isa<SwitchCase>(Each))
          Label = Each;
      }
    return IsOfWeak(Label);
  });
}

/// A branch that is not taken where \p C is reached satisfies \p Holds.
static bool isBeside(const Call &C, const TranslationUnitFacts &TU,
                     llvm::function_ref<bool(const Stmt *)> Holds) {
  return isAround(C.Site, TU, [&](const Stmt &Around, const Stmt &Part) {
    if (const auto *If = dyn_cast<IfStmt>(&Around);
        If && &Part != If->getCond())
      return Holds(&Part == If->getThen() ? If->getElse() : If->getThen());
    if (const auto *Choice = dyn_cast<ConditionalOperator>(&Around);
        Choice && &Part != Choice->getCond())
      return Holds(&Part == Choice->getTrueExpr() ? Choice->getFalseExpr()
                                                  : Choice->getTrueExpr());
    const auto *Switch = dyn_cast<SwitchStmt>(&Around);
    return Switch && Holds(Switch->getBody());
  });
}

static bool calls(const Stmt *Branch, const Function &In,
                  llvm::function_ref<bool(llvm::StringRef)> IsName) {
  return Branch && llvm::any_of(In.Calls, [&](const Call *Each) {
           return Each->Callee->getDeclName().isIdentifier() &&
                  Branch->getBeginLoc() <= Each->Site->getBeginLoc() &&
                  Each->Site->getEndLoc() <= Branch->getEndLoc() &&
                  IsName(Each->Callee->getName());
         });
}

bool isBesideStrongHash(const Call &C, const TranslationUnitFacts &TU) {
  const Function *In = TU.definition(C.In);
  return In && isBeside(C, TU, [&](const Stmt *Branch) {
           return calls(Branch, *In, [](llvm::StringRef Name) {
             return words::StrongHashes.occursIn(lowerCase(Name));
           });
         });
}

bool isBesideSuccessor(const Call &C, llvm::StringRef Text,
                       const TranslationUnitFacts &TU) {
  const Function *In = TU.definition(C.In);
  return In && isBeside(C, TU, [&](const Stmt *Branch) {
           return calls(Branch, *In, [&](llvm::StringRef Name) {
             return Name.size() > 3 && Text.contains(Name);
           });
         });
}

} // namespace firmcop
