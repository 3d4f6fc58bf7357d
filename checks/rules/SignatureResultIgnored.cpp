//===- checks/rules/SignatureResultIgnored.cpp - Verified in vain ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A verification that decides nothing is worse than none, because it looks like
// one. Three mistakes make it so: nobody looks at the result, it is overwritten
// first, or the test does not tell success from every kind of failure. The last
// one hides in the libraries' conventions: OpenSSL says 1 for a good signature,
// 0 for a bad one and -1 for an error, so 'if (EVP_DigestVerifyFinal(...))'
// takes an error, which an attacker can provoke, for success.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/ResultTests.h"
#include "checks/RuleCheck.h"
#include "checks/SecretNames.h"
#include "checks/UpdateNames.h"
#include "checks/Verifications.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

/// What the results of a function mean: representatives of each kind.
struct Convention {
  llvm::SmallVector<int, 2> Good, Bad;
  llvm::StringRef Text;
};

Convention conventionOf(Success S) {
  switch (S) {
  case Success::Zero:
    return {{0}, {-1}, "only 0 says that the signature is good"};
  case Success::One:
    return {{1}, {0, -1}, "only 1 says that the signature is good"};
  case Success::NonZero:
    return {{1}, {0}, "0 says that the signature is bad"};
  case Success::Positive:
    return {{1}, {0, -1}, "only a positive number says that it is good"};
  case Success::NotNegative:
    return {{0}, {-1}, "a negative number says that the signature is bad"};
  case Success::None:
    break;
  }
  return {{}, {}, "nothing else says whether the signature is good"};
}

/// One of the tests tells every good result from every bad one.
bool isTold(const Convention &Means, llvm::ArrayRef<ResultTest> Tests) {
  for (int Good : Means.Good)
    for (int Bad : Means.Bad)
      if (llvm::none_of(Tests, [&](const ResultTest &T) {
            return T.holdsFor(Good) != T.holdsFor(Bad);
          }))
        return false;
  return true;
}

/// What a statement says by returning: success, failure or neither.
enum class Verdict { Unclear, Success, Failure };

Verdict verdictOf(const Stmt *Branch, const TranslationUnitFacts &TU) {
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Branch))
    Branch = Block->body_empty() ? nullptr : Block->body_back();
  const auto *Return = dyn_cast_or_null<ReturnStmt>(Branch);
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  if (!Value)
    return Verdict::Unclear;
  std::optional<std::int64_t> Number = constantInteger(Value, TU);
  if (!Number)
    return Verdict::Unclear;
  auto SaidBy = [](llvm::StringRef Name) {
    for (const std::string &Word : wordsOf(Name)) {
      if (Word == "ok" || Word == "success" || Word == "true")
        return Verdict::Success;
      if (Word == "error" || Word == "err" || Word == "fail" ||
          Word == "failed" || Word == "failure" || Word == "false")
        return Verdict::Failure;
    }
    return Verdict::Unclear;
  };
  // 'false' and 'true' are macros in C.
  for (const Expr *E = Value; E;) {
    for (llvm::StringRef Macro : macrosOf(E, TU))
      if (Verdict V = SaidBy(Macro); V != Verdict::Unclear)
        return V;
    const auto *Cast = dyn_cast<CastExpr>(E);
    E = Cast ? Cast->getSubExpr() : nullptr;
  }
  const Expr *Plain = stripped(Value);
  if (const auto *Literal = dyn_cast<CXXBoolLiteralExpr>(Plain))
    return Literal->getValue() ? Verdict::Success : Verdict::Failure;
  if (const auto *Reference = dyn_cast<DeclRefExpr>(Plain))
    if (isa<EnumConstantDecl>(Reference->getDecl()))
      return SaidBy(Reference->getDecl()->getName());
  return *Number < 0 ? Verdict::Failure : Verdict::Unclear;
}

/// The function says by its name that it asks for the opposite.
bool asksForBadness(const FunctionDecl &F) {
  if (!F.getDeclName().isIdentifier())
    return false;
  return llvm::any_of(wordsOf(F.getName()), [](llvm::StringRef Word) {
    return Word == "bad" || Word == "invalid" || Word == "not" ||
           Word == "fail" || Word == "fails" || Word == "failed" ||
           Word == "reject" || Word == "rejected" || Word == "wrong" ||
           Word == "broken" || Word == "corrupt" || Word == "error" ||
           Word == "forged" || Word == "untrusted" || Word == "tampered";
  });
}

class SignatureResultIgnored : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    Pending = verificationsIn(Facts);
    llvm::SmallPtrSet<const Call *, 8> Seen;
    while (!Pending.empty()) {
      Verification V = Pending.pop_back_val();
      if (V.At->In && Seen.insert(V.At).second)
        judge(V);
    }
  }

private:
  void judge(const Verification &V) {
    const Call &C = *V.At;
    if (C.Use == ResultUse::Ignored) {
      report(V, "is ignored");
      return;
    }
    ResultUses Uses = usesOfResult(C, *TU);
    if (Uses.IsReturned)
      followWrapper(C);
    if (Uses.IsDead || Uses.Overwritten.isValid()) {
      if (Uses.Overwritten.isValid())
        report(V, "is overwritten before anything looks at it",
               {{Uses.Overwritten, "It is overwritten here."}});
      else
        report(V, "is stored and never looked at");
      return;
    }
    Convention Means = conventionOf(V.Is);
    if (Means.Good.empty())
      return;
    if (!Uses.IsUsedOtherwise && !Uses.Tests.empty() &&
        !isTold(Means, Uses.Tests)) {
      report(V, "is tested in a way that takes a failure for success",
             {{Uses.Tests.front().Where, "This test does not tell them "
                                         "apart."}});
      return;
    }
    if (asksForBadness(*C.In))
      return;
    if (Uses.IsReturnedAsBool && !isTold(Means, {ResultTest()})) {
      report(V, "is returned as a truth value, which takes a failure for "
                "success");
      return;
    }
    if (Uses.IsReturnedAsBool && V.Is != Success::NonZero &&
        !ResultTest().holdsFor(Means.Good.front())) {
      report(V, "is returned as a truth value, which is false for success");
      return;
    }
    for (const ResultTest &T : Uses.Tests)
      if (isReversed(T, Means)) {
        report(V, "is tested the wrong way round",
               {{T.Where, "Success and failure are exchanged here."}});
        return;
      }
  }

  /// A branch for bad results returns success, or one for good ones failure.
  bool isReversed(const ResultTest &T, const Convention &Means) const {
    if (!T.Decides || !isTold(Means, {T}))
      return false;
    bool ThenIsGood = T.holdsFor(Means.Good.front());
    const Stmt *Then = T.Decides->getThen(), *Else = T.Decides->getElse();
    const Stmt *Good = ThenIsGood ? Then : Else;
    const Stmt *Bad = ThenIsGood ? Else : Then;
    return verdictOf(Good, *TU) == Verdict::Failure ||
           verdictOf(Bad, *TU) == Verdict::Success;
  }

  /// A function that verifies and returns the result has to be heeded, too.
  void followWrapper(const Call &C) {
    const Function *Wrapper = TU->definition(C.In);
    if (!Wrapper || !C.In->getDeclName().isIdentifier() ||
        !isVerifier(C.In->getName()))
      return;
    for (const Call *Use : Wrapper->CalledBy)
      Pending.push_back({Use, Success::None});
  }

  static bool isVerifier(llvm::StringRef Name) {
    return isAboutVerification(Name) ||
           llvm::any_of(wordsOf(Name), [](llvm::StringRef Word) {
             return Word == "verify" || Word == "check" || Word == "valid" ||
                    Word == "validate" || Word == "genuine" ||
                    Word == "authentic" || Word == "trusted";
           });
  }

  void report(const Verification &V, llvm::StringRef What,
              std::vector<Note> Notes = {}) {
    FindingDetails Details;
    Details.Notes = std::move(Notes);
    llvm::StringRef Name = V.At->Callee->getName();
    Details.Evidence = (V.At->In->getNameAsString() + ":" + Name).str();
    RuleCheck::report(V.At->Site->getSourceRange(),
                      {Name.str(), What.str(), conventionOf(V.Is).Text.str()},
                      std::move(Details));
  }

  const TranslationUnitFacts *TU = nullptr;
  llvm::SmallVector<Verification, 8> Pending;
};

RuleRegistration<SignatureResultIgnored> X(rules::SignatureResultIgnored);

} // namespace

} // namespace firmcop
