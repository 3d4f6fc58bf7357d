//===- checks/rules/RebootOnNetworkLoss.cpp - No network, no device
//--------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The result of a call that connects decides whether the device restarts.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/ResultTests.h"
#include "checks/RuleCheck.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

class RebootOnNetworkLoss : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &TU) override {
    for (const Call &C : TU.calls()) {
      if (!rowOfKind(C, "network-connect", TU))
        continue;
      QualType T = C.Callee->getReturnType();
      std::int64_t Failure = T->isBooleanType() || T->isPointerType() ? 0 : -1;
      for (const ResultTest &Test : usesOfResult(C, TU).Tests) {
        if (!Test.Decides)
          continue;
        const Stmt *Failed = Test.holdsFor(Failure) ? Test.Decides->getThen()
                                                    : Test.Decides->getElse();
        if (const Call *Restart = restartAtEnd(Failed, TU))
          report(Restart->Site->getSourceRange(),
                 {Restart->Callee->getNameAsString(),
                  C.Callee->getNameAsString()});
      }
    }
  }

private:
  static const Call *restartAtEnd(const Stmt *Branch,
                                  const TranslationUnitFacts &TU) {
    if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Branch))
      Branch = Block->body_empty() ? nullptr : Block->body_back();
    const auto *Last = dyn_cast_or_null<Expr>(Branch);
    if (Last)
      for (const Call &C : TU.calls())
        if (C.Site == Last->IgnoreParenCasts() && rowOfKind(C, "restart", TU))
          return &C;
    return nullptr;
  }
};

RuleRegistration<RebootOnNetworkLoss> X(rules::RebootOnNetworkLoss);

} // namespace

} // namespace firmcop
