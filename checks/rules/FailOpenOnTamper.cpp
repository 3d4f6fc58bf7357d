//===- checks/rules/FailOpenOnTamper.cpp - A warning instead of a stop
//-----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a branch has to do to count as a reaction is left open: a jump, an
// assignment, a call that is not known to log. Only a branch that logs and ends
// is certain to change nothing.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/ResultTests.h"
#include "checks/RuleCheck.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

class FailOpenOnTamper : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    for (const Call &C : Facts.calls())
      for (const ModelRow *Row : rowsOfKind(C, "signature-verification", Facts))
        if (Row->At.Of == Port::Base::ReturnValue && judge(C, Row->SuccessIs))
          break;
  }

private:
  bool judge(const Call &C, Success Is) {
    std::optional<std::int64_t> Good = goodResult(Is);
    if (!Good)
      return false;
    ResultUses Uses = usesOfResult(C, *TU);
    // Somebody else may act on the result.
    if (Uses.IsReturned || Uses.IsUsedOtherwise || Uses.Tests.size() != 1)
      return false;
    const ResultTest &T = Uses.Tests.front();
    if (!T.Decides || T.Decides->getElse() || T.holdsFor(*Good) ||
        !onlyLogs(T.Decides->getThen()))
      return false;
    FindingDetails Details;
    Details.Notes = {{T.Decides->getBeginLoc(), "A failure ends here."}};
    report(C.Site->getSourceRange(),
           {C.Callee->getNameAsString(), "for nothing but a message follows"},
           std::move(Details));
    return true;
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
