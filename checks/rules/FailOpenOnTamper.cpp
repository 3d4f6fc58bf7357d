//===- checks/rules/FailOpenOnTamper.cpp - A warning instead of a stop ----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a branch has to do to count as a reaction is left open: a jump, an
// assignment, a call that is not known to log. Only a branch that logs and ends
// is certain to change nothing.
//
// The other way to let everything through is to compare only where there is
// something to compare with: whoever leaves the checksum out is not asked for
// it.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/ResultTests.h"
#include "checks/RuleCheck.h"
#include "checks/SecretNames.h"
#include "checks/Verifications.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

class FailOpenOnTamper : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    for (const Verification &V : verificationsIn(Facts))
      judge(*V.At, V.Is);
    for (const Call &C : Facts.calls())
      if (C.In && rowOfKind(C, "memory-compare", Facts) && installs(*C.In))
        judgeComparison(C);
  }

private:
  void judge(const Call &C, Success Is) {
    std::optional<std::int64_t> Good = goodResult(Is);
    if (!Good)
      return;
    ResultUses Uses = usesOfResult(C, *TU);
    // Somebody else may act on the result.
    if (Uses.IsReturned || Uses.IsUsedOtherwise || Uses.Tests.size() != 1)
      return;
    const ResultTest &T = Uses.Tests.front();
    if (!T.Decides || T.Decides->getElse() || T.holdsFor(*Good) ||
        !onlyLogs(T.Decides->getThen()))
      return;
    FindingDetails Details;
    Details.Notes = {{T.Decides->getBeginLoc(), "A failure ends here."}};
    report(C.Site->getSourceRange(),
           {"after '" + C.Callee->getNameAsString() + "' has failed",
            "for nothing but a message follows"},
           std::move(Details));
  }

  // -- Comparisons that are left out ----------------------------------------

  static bool hasWord(const NamedDecl &D,
                      std::initializer_list<llvm::StringRef> Any) {
    return D.getDeclName().isIdentifier() &&
           llvm::any_of(wordsOf(D.getName()), [&](llvm::StringRef Word) {
             return llvm::is_contained(Any, Word);
           });
  }

  /// The function is about putting something in place, as its name says.
  static bool installs(const FunctionDecl &F) {
    return hasWord(F, {"install", "installs", "update", "upgrade", "flash",
                       "boot", "load", "unpack", "deploy"});
  }

  /// What a digest or signature is compared with, or null.
  static const VarDecl *digest(const Expr *E) {
    const auto *Reference = dyn_cast_or_null<DeclRefExpr>(stripped(E));
    const auto *V =
        Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
    return V && V->isLocalVarDecl() && V->getType()->isPointerType() &&
                   hasWord(*V, {"sha", "sha1", "sha256", "sha512", "md5", "md",
                                "digest", "hash", "checksum", "cksum", "md5sum",
                                "signature", "sig", "hmac"})
               ? V
               : nullptr;
  }

  /// The condition is true if the variable is not null, and asks no more.
  static bool isPresence(const Expr *Condition, const VarDecl &V) {
    Condition = stripped(Condition);
    if (const auto *B = dyn_cast<BinaryOperator>(Condition);
        B && B->getOpcode() == BO_NE) {
      const Expr *Left = stripped(B->getLHS()), *Right = stripped(B->getRHS());
      return (refersTo(Left, V) && isNull(Right)) ||
             (refersTo(Right, V) && isNull(Left));
    }
    return refersTo(Condition, V);
  }
  static bool isNull(const Expr *E) {
    const auto *Number = dyn_cast<IntegerLiteral>(E);
    return isa<GNUNullExpr, CXXNullPtrLiteralExpr>(E) ||
           (Number && Number->getValue() == 0);
  }
  static bool refersTo(const Expr *E, const VarDecl &V) {
    const auto *Reference = dyn_cast<DeclRefExpr>(E);
    return Reference &&
           Reference->getDecl()->getCanonicalDecl() == V.getCanonicalDecl();
  }

  static bool contains(const Stmt *Whole, const Stmt *Part) {
    return Whole && (Whole == Part ||
                     llvm::any_of(Whole->children(), [&](const Stmt *Child) {
                       return contains(Child, Part);
                     }));
  }

  /// Some way through the statement leaves the function.
  static bool leaves(const Stmt *S) {
    return S && (isa<ReturnStmt, GotoStmt>(S) ||
                 llvm::any_of(S->children(), leaves));
  }

  /// The outermost statement that compares only where a digest is, and refuses
  /// where it is another one.
  void judgeComparison(const Call &C) {
    const VarDecl *First = digest(C.argument(0)),
                  *Second = digest(C.argument(1));
    if (!First || !Second)
      return;
    const FunctionDecl *Definition = nullptr;
    const Stmt *Body = C.In->getBody(Definition);
    llvm::SmallVector<const Stmt *, 8> Todo{Body};
    const IfStmt *Around = nullptr;
    const VarDecl *Missing = nullptr;
    bool Refuses = false;
    while (!Todo.empty()) {
      const Stmt *S = Todo.pop_back_val();
      if (!S || !contains(S, C.Site))
        continue;
      if (const auto *If = dyn_cast<IfStmt>(S)) {
        for (const VarDecl *V : {Second, First})
          if (!Around && !If->getElse() && contains(If->getThen(), C.Site) &&
              isPresence(If->getCond(), *V)) {
            Around = If;
            Missing = V;
          }
        if (contains(If->getCond(), C.Site))
          Refuses = leaves(If->getThen());
      }
      Todo.append(S->child_begin(), S->child_end());
    }
    if (!Around || !Refuses || isAskedElsewhere(Body, *Missing, Around))
      return;
    FindingDetails Details;
    Details.Notes = {{C.location(), "This comparison is left out then."}};
    report(Around->getCond()->getSourceRange(),
           {"where '" + Missing->getNameAsString() + "' is missing",
            "without the comparison with it"},
           std::move(Details));
  }

  /// Another condition looks whether the variable is there.
  static bool isAskedElsewhere(const Stmt *S, const VarDecl &V,
                               const IfStmt *Here) {
    if (!S || S == Here)
      return false;
    if (const auto *If = dyn_cast<IfStmt>(S))
      if (mentions(If->getCond(), V))
        return true;
    return llvm::any_of(S->children(), [&](const Stmt *Child) {
      return isAskedElsewhere(Child, V, Here);
    });
  }
  static bool mentions(const Stmt *S, const VarDecl &V) {
    if (!S)
      return false;
    const auto *E = dyn_cast<Expr>(S);
    return (E && refersTo(E, V)) ||
           llvm::any_of(S->children(),
                        [&](const Stmt *Child) { return mentions(Child, V); });
  }

  static std::optional<std::int64_t> goodResult(Success Is) {
    switch (Is) {
    case Success::Zero:
    case Success::NotNegative:
      return 0;
    case Success::One:
    case Success::NonZero:
    case Success::Positive:
      return 1;
    case Success::None:
      break;
    }
    return std::nullopt;
  }

  /// At least one statement, and each a call that logs.
  bool onlyLogs(const Stmt *Branch) const {
    if (const auto *Block = dyn_cast<CompoundStmt>(Branch))
      return !Block->body_empty() &&
             llvm::all_of(Block->body(),
                          [&](const Stmt *Each) { return onlyLogs(Each); });
    const auto *E = dyn_cast<Expr>(Branch);
    const auto *Site = E ? dyn_cast<CallExpr>(E->IgnoreParenCasts()) : nullptr;
    if (!Site)
      return false;
    for (const Call &C : TU->calls())
      if (C.Site == Site)
        return rowOfKind(C, "log-argument", *TU) || rowOfKind(C, "format", *TU);
    return false;
  }

  const TranslationUnitFacts *TU = nullptr;
};

RuleRegistration<FailOpenOnTamper> X(rules::FailOpenOnTamper);

} // namespace

} // namespace firmcop
