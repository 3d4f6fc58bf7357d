//===- checks/rules/IgnoredNetworkError.cpp - Nobody listens to the network
//===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A cast to void is what C programmers write when they mean it.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

class IgnoredNetworkError : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &TU) override {
    for (const Call &C : TU.calls())
      if (C.Use == ResultUse::Ignored && rowOfKind(C, "network-result", TU) &&
          !isCastToVoid(*C.Site, TU.context()))
        report(C.Site->getSourceRange(), {C.Callee->getNameAsString()});
  }

private:
  static bool isCastToVoid(const Expr &E, ASTContext &Context) {
    for (DynTypedNode Parent : Context.getParents(E)) {
      const auto *Around = Parent.get<Expr>();
      if (const auto *Cast = dyn_cast_or_null<CastExpr>(Around);
          Cast && Cast->getCastKind() == CK_ToVoid)
        return true;
      if (isa_and_nonnull<ParenExpr, FullExpr>(Around))
        return isCastToVoid(*Around, Context);
    }
    return false;
  }
};

RuleRegistration<IgnoredNetworkError> X(rules::IgnoredNetworkError);

} // namespace

} // namespace firmcop
