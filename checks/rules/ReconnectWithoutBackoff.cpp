//===- checks/rules/ReconnectWithoutBackoff.cpp - Impatient devices -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// When a server goes down, every device of the fleet tries to come back. With
// no pause they are an attack on their own server; with the same pause for all
// they come back in step. The rule looks at loops that repeat a connection
// attempt after it failed, and at what is waited for on that way round.
//
// A loop is left alone when it ends by itself (counters, lists of addresses),
// when it waits for an event first, and when its pause is not a constant: then
// the pause may grow, or somebody has chosen it.
//
//===----------------------------------------------------------------------===//

#include "checks/CallGraph.h"
#include "checks/Modelled.h"
#include "checks/ResultTests.h"
#include "checks/RuleCheck.h"
#include "checks/SecretNames.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

/// What is found in a loop: conditions, and variables that count.
class LoopContents : public RecursiveASTVisitor<LoopContents> {
public:
  bool VisitIfStmt(IfStmt *S) {
    Ifs.push_back(S);
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *U) {
    if (U->isIncrementDecrementOp())
      if (const ValueDecl *D = namedThing(U->getSubExpr()))
        Counted.insert(D);
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *B) {
    // 'x += n' counts, and so does 'x = x->next'.
    const ValueDecl *D =
        B->isAssignmentOp() ? namedThing(B->getLHS()) : nullptr;
    if (D && (B->isCompoundAssignmentOp() || mentions(B->getRHS(), D)))
      Counted.insert(D);
    return true;
  }

  static bool mentions(const Stmt *S, const ValueDecl *D) {
    if (!S)
      return false;
    if (const auto *E = dyn_cast<Expr>(S))
      if (const auto *Reference = dyn_cast<DeclRefExpr>(E);
          Reference && Reference->getDecl() == D)
        return true;
    if (const auto *Member = dyn_cast<MemberExpr>(S);
        Member && Member->getMemberDecl() == D)
      return true;
    return llvm::any_of(S->children(),
                        [&](const Stmt *Child) { return mentions(Child, D); });
  }
  bool countsIn(const Stmt *S) const {
    return llvm::any_of(Counted,
                        [&](const ValueDecl *D) { return mentions(S, D); });
  }

  llvm::SmallVector<const IfStmt *, 4> Ifs;
  llvm::SmallPtrSet<const ValueDecl *, 4> Counted;
};

bool contains(const Stmt *S, const Stmt *Part) {
  return S && (S == Part || llvm::any_of(S->children(), [&](const Stmt *Child) {
                 return contains(Child, Part);
               }));
}

const Stmt *lastOf(const Stmt *S) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(S);
  return Block ? (Block->body_empty() ? nullptr : Block->body_back()) : S;
}

/// The branch leaves the loop, or never comes back.
bool leaves(const Stmt *Branch) {
  const Stmt *Last = lastOf(Branch);
  if (!Last)
    return false;
  if (isa<ReturnStmt, BreakStmt, GotoStmt, CXXThrowExpr>(Last))
    return true;
  const auto *C = dyn_cast<CallExpr>(Last);
  const FunctionDecl *Callee = C ? C->getDirectCallee() : nullptr;
  return Callee && Callee->isNoReturn();
}

class ReconnectWithoutBackoff : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    llvm::SmallPtrSet<const Stmt *, 4> Reported;
    for (const Call &C : Facts.calls())
      if (const Loop *L = connects(C) ? innermostLoop(C) : nullptr)
        if (!Reported.contains(L->Site) && judge(C, *L))
          Reported.insert(L->Site);
  }

private:
  /// The call opens a connection, or calls a function of this file that does.
  bool connects(const Call &C) const {
    if (rowOfKind(C, "network-connect", *TU))
      return true;
    const Function *Helper = TU->definition(C.Callee);
    return Helper && !Helper->Definition->getReturnType()->isVoidType() &&
           llvm::any_of(Helper->Calls, [&](const Call *Inner) {
             return rowOfKind(*Inner, "network-connect", *TU);
           });
  }

  const Loop *innermostLoop(const Call &C) const {
    const Loop *Innermost = nullptr;
    for (const Loop &L : TU->loops())
      if (L.In == C.In && contains(L.Site, C.Site) &&
          (!Innermost || contains(Innermost->Site, L.Site)))
        Innermost = &L;
    return Innermost;
  }

  /// What the call gives when it fails.
  static std::int64_t failureOf(const Call &C) {
    QualType T = C.Callee->getReturnType();
    return T->isBooleanType() || T->isPointerType() ? 0 : -1;
  }

  /// Reports the loop if it repeats the call at once or in a fixed rhythm.
  bool judge(const Call &C, const Loop &L) {
    const auto *For = dyn_cast<ForStmt>(L.Site);
    if (isa<CXXForRangeStmt>(L.Site) || (For && For->getInc()))
      return false;
    LoopContents Contents;
    Contents.TraverseStmt(const_cast<Stmt *>(L.Site));
    if (Contents.countsIn(L.Condition) || Contents.countsIn(C.Site) ||
        askedForErrno(L.Condition))
      return false;
    for (const IfStmt *If : Contents.Ifs)
      if (askedForErrno(If->getCond()) ||
          (Contents.countsIn(If->getCond()) &&
           (leaves(If->getThen()) || leaves(If->getElse()))))
        return false;

    std::optional<Path> OnFailure = pathOnFailure(C, L);
    if (!OnFailure)
      return false;
    const Call *Pause = nullptr;
    for (const Call &Other : TU->calls()) {
      if (Other.In != C.In || &Other == &C || !OnFailure->has(Other.Site))
        continue;
      if (waitsForEvent(Other))
        return false;
      if (std::optional<bool> IsConstant = pauses(Other)) {
        if (!*IsConstant)
          return false;
        Pause = &Other;
      }
    }
    report(C, Pause);
    return true;
  }

  /// The part of a loop that runs again after the call failed.
  struct Path {
    const Stmt *Whole;
    const Stmt *Skipped = nullptr; ///< what runs after a success only
    const Stmt *Last = nullptr;    ///< where it goes back to the beginning

    bool has(const Stmt *S) const {
      return contains(Whole, S) && !contains(Skipped, S) &&
             (!Last || contains(Last, S) ||
              S->getBeginLoc() < Last->getBeginLoc());
    }
  };

  /// Nothing when a failure ends the loop, or nobody knows.
  std::optional<Path> pathOnFailure(const Call &C, const Loop &L) const {
    std::int64_t Failure = failureOf(C);
    Path Result{L.Site};
    ResultUses Uses = usesOfResult(C, *TU);
    bool IsRetried = false;
    for (const ResultTest &T : Uses.Tests) {
      if (T.Repeats && contains(L.Site, T.Repeats)) {
        if (T.Repeats != L.Site || !T.holdsFor(Failure))
          return std::nullopt;
        IsRetried = true;
      }
      if (!T.Decides || !contains(L.Site, T.Decides))
        continue;
      bool Fails = T.holdsFor(Failure);
      const Stmt *Then = T.Decides->getThen(), *Else = T.Decides->getElse();
      const Stmt *OnFailure = Fails ? Then : Else;
      if (leaves(OnFailure))
        return std::nullopt;
      if (isa_and_nonnull<ContinueStmt>(lastOf(OnFailure))) {
        Result.Last = OnFailure;
        IsRetried = true;
      }
      const Stmt *OnSuccess = Fails ? Else : Then;
      Result.Skipped = OnSuccess;
      IsRetried |= OnSuccess && leaves(OnSuccess);
    }
    IsRetried |= asksForConnection(L.Condition);
    if (!IsRetried)
      return std::nullopt;
    return Result;
  }

  /// The loop goes on until there is a connection.
  bool asksForConnection(const Stmt *Condition) const {
    if (!Condition)
      return false;
    llvm::StringRef Name;
    if (const auto *E = dyn_cast<Expr>(Condition)) {
      if (const auto *C = dyn_cast<CallExpr>(E)) {
        if (const FunctionDecl *Callee = C->getDirectCallee();
            Callee && Callee->getDeclName().isIdentifier())
          Name = Callee->getName();
      } else if (isa<DeclRefExpr, MemberExpr>(E)) {
        if (const ValueDecl *D = namedThing(E);
            D && D->getDeclName().isIdentifier())
          Name = D->getName();
      }
    }
    if (Name.contains_insensitive("connected"))
      return true;
    return llvm::any_of(Condition->children(), [&](const Stmt *Child) {
      return asksForConnection(Child);
    });
  }

  /// An interrupted system call is repeated at once, and rightly so.
  bool askedForErrno(const Stmt *Condition) const {
    if (!Condition)
      return false;
    if (const auto *C = dyn_cast<CallExpr>(Condition))
      if (const FunctionDecl *Callee = C->getDirectCallee();
          Callee && Callee->getDeclName().isIdentifier() &&
          Callee->getName().contains("errno"))
        return true;
    if (const auto *Reference = dyn_cast<DeclRefExpr>(Condition))
      if (Reference->getDecl()->getName() == "errno")
        return true;
    return llvm::any_of(Condition->children(), [&](const Stmt *Child) {
      return askedForErrno(Child);
    });
  }

  bool waitsForEvent(const Call &C) const {
    if (rowOfKind(C, "event-wait", *TU))
      return true;
    const Function *Helper = TU->definition(C.Callee);
    return Helper && llvm::any_of(Helper->Calls, [&](const Call *Inner) {
             return rowOfKind(*Inner, "event-wait", *TU);
           });
  }

  /// The call is a pause: a constant one, or one that may vary.
  std::optional<bool> pauses(const Call &C, unsigned Depth = 0) const {
    if (const ModelRow *Row = rowOfKind(C, "delay", *TU))
      return constantInteger(C.argument(Row->At.Index), *TU).has_value();
    if (const Function *Helper = TU->definition(C.Callee)) {
      for (const Call *Inner : Helper->Calls)
        if (Depth < 2)
          if (std::optional<bool> IsConstant = pauses(*Inner, Depth + 1))
            return IsConstant;
      return std::nullopt;
    }
    if (!C.Callee->getDeclName().isIdentifier())
      return std::nullopt;
    for (llvm::StringRef Word : wordsOf(C.Callee->getName())) {
      if (Word == "backoff" || Word == "jitter" || Word == "wait" ||
          Word == "poll" || Word == "yield")
        return false;
      if (Word == "sleep" || Word == "delay" || Word == "msleep" ||
          Word == "usleep" || Word == "pause")
        return C.argument(0) && constantInteger(C.argument(0), *TU).has_value();
    }
    return std::nullopt;
  }

  void report(const Call &C, const Call *Pause) {
    FindingDetails Details;
    Details.Evidence =
        C.In->getNameAsString() + ":" + C.Callee->getNameAsString();
    if (Pause) {
      Details.Severity = Level::Note;
      Details.Notes.push_back(
          {Pause->location(), "This pause is the same after every failure."});
    }
    RuleCheck::report(
        C.Site->getSourceRange(),
        {C.Callee->getNameAsString(),
         Pause ? "after the same pause every time" : "without a pause"},
        std::move(Details));
  }

  const TranslationUnitFacts *TU = nullptr;
};

RuleRegistration<ReconnectWithoutBackoff> X(rules::ReconnectWithoutBackoff);

} // namespace

} // namespace firmcop
