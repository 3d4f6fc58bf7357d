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
          !isCastToVoid(*C.Site, TU.context()) && !isOfDatagrams(C, TU))
        report(C.Site->getSourceRange(), {C.Callee->getNameAsString()});
  }

private:
  /// To connect such a socket only says whom its datagrams go to; whether they
  /// arrive shows later.
  static bool isOfDatagrams(const Call &C, const TranslationUnitFacts &TU) {
    const Function *In = TU.definition(C.In);
    const ValueDecl *Socket =
        C.argumentCount() && rowOfKind(C, "network-connect", TU)
            ? namedThing(C.argument(0))
            : nullptr;
    if (!In || !Socket)
      return false;
    return llvm::any_of(In->Calls, [&](const Call *Other) {
      const ModelRow *Row = rowOfKind(*Other, "datagram-socket", TU);
      if (!Row)
        return false;
      if (const Expr *Given = valueAt(Row->At, {Other, nullptr, {}}))
        return namedThing(Given) == Socket;
      return llvm::any_of(TU.stores(), [&](const Store &S) {
        return S.Target == Socket && stripped(S.Value) == Other->Site;
      });
    });
  }

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
