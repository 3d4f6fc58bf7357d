//===- checks/ResultTests.cpp - What becomes of a result ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/ResultTests.h"
#include "checks/Values.h"

using namespace clang;

namespace firmcop {

bool ResultTest::holdsFor(std::int64_t Result) const {
  bool Holds = false;
  switch (Operator) {
  case BO_EQ:
    Holds = Result == Operand;
    break;
  case BO_NE:
    Holds = Result != Operand;
    break;
  case BO_LT:
    Holds = Result < Operand;
    break;
  case BO_LE:
    Holds = Result <= Operand;
    break;
  case BO_GT:
    Holds = Result > Operand;
    break;
  case BO_GE:
    Holds = Result >= Operand;
    break;
  default:
    llvm_unreachable("no comparison");
  }
  return Holds != IsNegated;
}

namespace {

/// Something that happens to the result or to the variable that keeps it.
struct Event {
  enum Kind { Origin, Write, Test, Return, Discard, Other };
  Kind Is;
  SourceLocation Where;
  ResultTest Tested;
  bool IsReturnedTest = false;
  /// The innermost block around it, and the loop.
  const Stmt *Block = nullptr, *Loop = nullptr;
};

/// Lists the events of one call's result in source order.
class Follower {
public:
  Follower(const Call &C, const VarDecl *Keeper, const TranslationUnitFacts &TU)
      : Site(C.Site), Keeper(Keeper), TU(TU) {
    visit(C.In->getBody());
  }

  std::vector<Event> Events;

private:
  void visit(const Stmt *S) {
    if (!S)
      return;
    Around.push_back(S);
    const auto *Assignment = dyn_cast<BinaryOperator>(S);
    if (Assignment && Assignment->getOpcode() == BO_Assign &&
        isKeeper(Assignment->getLHS())) {
      // The right side happens first.
      visit(Assignment->getRHS());
      add(Event::Write, Assignment->getBeginLoc());
      if (isValueUsed())
        classify();
    } else if (S == Site) {
      for (const Stmt *Child : S->children())
        visit(Child);
      add(Event::Origin, S->getBeginLoc());
      // What is stored in the variable is seen where the variable is used.
      if (!Keeper || !isStored())
        classify();
    } else if (isa<DeclRefExpr>(S) && isKeeper(cast<Expr>(S))) {
      classify();
    } else {
      for (const Stmt *Child : S->children())
        visit(Child);
    }
    Around.pop_back();
  }

  bool isKeeper(const Expr *E) const {
    const auto *Reference = dyn_cast<DeclRefExpr>(E->IgnoreParens());
    return Keeper && Reference && Reference->getDecl() == Keeper;
  }

  static bool isWrapper(const Stmt *S) {
    return isa<ParenExpr, ImplicitCastExpr, FullExpr, CStyleCastExpr>(S);
  }

  /// The call on the stack goes into the variable at once.
  bool isStored() const {
    for (const Stmt *P : llvm::drop_begin(llvm::reverse(Around))) {
      if (isWrapper(P))
        continue;
      if (isa<DeclStmt>(P))
        return true;
      const auto *B = dyn_cast<BinaryOperator>(P);
      return B && B->getOpcode() == BO_Assign && isKeeper(B->getLHS());
    }
    return false;
  }

  /// The assignment on the stack is more than a statement.
  bool isValueUsed() const {
    for (const Stmt *P : llvm::drop_begin(llvm::reverse(Around))) {
      if (isWrapper(P))
        continue;
      if (const auto *B = dyn_cast<BinaryOperator>(P))
        return B->getOpcode() != BO_Comma;
      return isa<Expr>(P) || isa<ReturnStmt>(P) || isConditionOf(P);
    }
    return false;
  }

  /// The current expression is the condition of \p P, not a part of its body.
  bool isConditionOf(const Stmt *P) const {
    auto Has = [&](const Stmt *Condition) {
      return Condition && llvm::is_contained(Around, Condition);
    };
    if (const auto *If = dyn_cast<IfStmt>(P))
      return Has(If->getCond());
    if (const auto *While = dyn_cast<WhileStmt>(P))
      return Has(While->getCond());
    if (const auto *Do = dyn_cast<DoStmt>(P))
      return Has(Do->getCond());
    if (const auto *For = dyn_cast<ForStmt>(P))
      return Has(For->getCond());
    if (const auto *Switch = dyn_cast<SwitchStmt>(P))
      return Has(Switch->getCond());
    return false;
  }

  void add(Event::Kind Is, SourceLocation Where) {
    Event E{Is, Where, {}, false, nullptr, nullptr};
    for (const Stmt *P : llvm::reverse(Around)) {
      if (!E.Block && isa<CompoundStmt, IfStmt, SwitchStmt>(P))
        E.Block = P;
      if (!E.Loop && isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(P))
        E.Loop = P;
    }
    Events.push_back(E);
  }

  /// Decides what happens to the value of the expression on the stack.
  void classify() {
    const auto *Current = cast<Expr>(Around.back());
    add(Event::Other, Current->getBeginLoc());
    Event &E = Events.back();
    ResultTest &T = E.Tested;
    T.Where = E.Where;
    auto BecomeTest = [&] { E.Is = Event::Test; };
    const Stmt *Child = Current;
    for (const Stmt *P : llvm::drop_begin(llvm::reverse(Around))) {
      if (const auto *Cast = dyn_cast<CastExpr>(P);
          Cast && Cast->getCastKind() == CK_ToVoid) {
        E.Is = Event::Discard;
        return;
      }
      if (isWrapper(P)) {
        Child = P;
        continue;
      }
      const auto *B = dyn_cast<BinaryOperator>(P);
      if (B && B->isComparisonOp() && E.Is == Event::Other) {
        bool IsLeft = B->getLHS() == Child;
        std::optional<std::int64_t> Operand =
            constantInteger(IsLeft ? B->getRHS() : B->getLHS(), TU);
        if (!Operand)
          return;
        T.Operator = IsLeft
                         ? B->getOpcode()
                         : BinaryOperator::reverseComparisonOp(B->getOpcode());
        if (B->isEqualityOp())
          T.Operator = B->getOpcode();
        T.Operand = *Operand;
        BecomeTest();
      } else if (const auto *U = dyn_cast<UnaryOperator>(P);
                 U && U->getOpcode() == UO_LNot) {
        BecomeTest();
        T.IsNegated = !T.IsNegated;
      } else if (B && B->isLogicalOp()) {
        BecomeTest();
        if (B->getOpcode() == BO_LAnd)
          findLoop(E, P);
        return;
      } else if (isa<ReturnStmt>(P)) {
        E.IsReturnedTest = E.Is == Event::Test;
        if (E.Is == Event::Other)
          E.Is = Event::Return;
        return;
      } else if (const auto *Choice =
                     dyn_cast<AbstractConditionalOperator>(P)) {
        if (Choice->getCond() == Child)
          BecomeTest();
        return;
      } else {
        if (isConditionOf(P) && !isa<SwitchStmt>(P)) {
          BecomeTest();
          T.Decides = dyn_cast<IfStmt>(P);
          if (!T.Decides)
            T.Repeats = P;
        }
        return;
      }
      Child = P;
    }
  }

  /// The loop whose condition is a chain of '&&' with the test in it.
  void findLoop(Event &E, const Stmt *And) const {
    bool IsReached = false;
    for (const Stmt *P : llvm::reverse(Around)) {
      IsReached |= P == And;
      if (!IsReached || isWrapper(P))
        continue;
      const auto *B = dyn_cast<BinaryOperator>(P);
      if (B && B->getOpcode() == BO_LAnd)
        continue;
      if (isa<WhileStmt, DoStmt, ForStmt>(P) && isConditionOf(P))
        E.Tested.Repeats = P;
      return;
    }
  }

  const Expr *Site;
  const VarDecl *Keeper;
  const TranslationUnitFacts &TU;
  llvm::SmallVector<const Stmt *, 32> Around;
};

/// The local variable that the result is put into, or null.
const VarDecl *keeperOf(const Call &C) {
  const VarDecl *V = nullptr;
  if (const auto *Declaration = dyn_cast_or_null<DeclStmt>(C.Parent)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        if (Variable->getInit() && stripped(Variable->getInit()) == C.Site)
          V = Variable;
  } else if (const auto *B = dyn_cast_or_null<BinaryOperator>(C.Parent)) {
    if (const auto *Reference =
            dyn_cast<DeclRefExpr>(B->getLHS()->IgnoreParens()))
      V = dyn_cast<VarDecl>(Reference->getDecl());
  }
  return V && V->hasLocalStorage() && !V->getType()->isReferenceType()
             ? V
             : nullptr;
}

} // namespace

/// The second event follows the first whenever that happens: both stand in one
/// block, and nothing between them jumps or can be jumped to.
static bool isStraight(const Event &First, const Event &Second,
                       const TranslationUnitFacts &TU) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(First.Block);
  if (!Block || Second.Block != Block || First.Loop != Second.Loop)
    return false;
  const SourceManager &SM = TU.sources();
  SourceLocation Begin = SM.getExpansionLoc(First.Where);
  SourceLocation End = SM.getExpansionLoc(Second.Where);
  return llvm::none_of(Block->body(), [&](const Stmt *S) {
    SourceLocation L = SM.getExpansionLoc(S->getBeginLoc());
    return isa<BreakStmt, ContinueStmt, GotoStmt, ReturnStmt, SwitchCase,
               LabelStmt>(S) &&
           SM.isBeforeInTranslationUnit(Begin, L) &&
           !SM.isBeforeInTranslationUnit(End, L);
  });
}

ResultUses usesOfResult(const Call &C, const TranslationUnitFacts &TU) {
  ResultUses Uses;
  const VarDecl *Keeper = C.Use == ResultUse::Stored ? keeperOf(C) : nullptr;
  if (!C.In || !C.In->getBody() || (C.Use == ResultUse::Stored && !Keeper)) {
    Uses.IsUsedOtherwise = true;
    return Uses;
  }
  std::vector<Event> Events = Follower(C, Keeper, TU).Events;
  auto Origin = llvm::find_if(
      Events, [](const Event &E) { return E.Is == Event::Origin; });
  if (Origin == Events.end()) {
    Uses.IsUsedOtherwise = true;
    return Uses;
  }
  auto Next = std::next(Origin);
  // The store itself, unless a declaration stores it.
  const Event *Store = nullptr;
  if (Next != Events.end() && Next->Is == Event::Write &&
      !isa_and_nonnull<DeclStmt>(C.Parent))
    Store = &*Next++;
  auto End = std::find_if(Next, Events.end(),
                          [](const Event &E) { return E.Is == Event::Write; });
  std::vector<Event> Relevant(Next, End);
  // What stands above in the same loop comes next time round.
  if (End == Events.end() && Origin->Loop)
    Relevant.insert(Relevant.end(), Events.begin(), Origin);

  bool IsRead = false;
  for (const Event &E : Relevant) {
    switch (E.Is) {
    case Event::Origin:
    case Event::Write:
    case Event::Discard:
      continue;
    case Event::Test:
      Uses.Tests.push_back(E.Tested);
      Uses.IsReturned |= E.IsReturnedTest;
      break;
    case Event::Return:
      Uses.IsReturned = true;
      Uses.IsReturnedAsBool |= C.In->getReturnType()->isBooleanType() &&
                               !C.Callee->getReturnType()->isBooleanType() &&
                               !(Keeper && Keeper->getType()->isBooleanType());
      Uses.IsUsedOtherwise = true;
      break;
    case Event::Other:
      Uses.IsUsedOtherwise = true;
      break;
    }
    IsRead = true;
  }
  // On the way around a branch that sets the variable anew, what reads it later
  // still sees the result.
  auto Reads = [](const Event &E) {
    return E.Is == Event::Test || E.Is == Event::Return || E.Is == Event::Other;
  };
  if (IsRead && End != Events.end() &&
      End->Block != (Store ? Store : &*Origin)->Block)
    Uses.IsUsedOtherwise |= std::any_of(std::next(End), Events.end(), Reads);
  if (Keeper && !IsRead) {
    if (End == Events.end())
      Uses.IsDead = true;
    else if (isStraight(Store ? *Store : *Origin, *End, TU))
      Uses.Overwritten = End->Where;
    else
      Uses.IsUsedOtherwise = true;
  }
  return Uses;
}

} // namespace firmcop
