//===- checks/rules/MissingCryptographicStep.cpp - A sequence with a gap
//---===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Hashes and keys are used in a fixed sequence of calls on one object. When the
// object is a local variable that nobody else gets to see, a step that is not
// in the function is not taken.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "firmcop/Rules.h"
#include "llvm/ADT/MapVector.h"

using namespace clang;

namespace firmcop {

namespace {

/// What a function does with a local variable.
struct Steps {
  const Call *Begin = nullptr, *Data = nullptr, *Result = nullptr;
  const Call *KeyBegin = nullptr, *KeyUse = nullptr;
  bool Escapes = false;
};

class MissingCryptographicStep : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    for (const Store &S : Facts.stores())
      Stores[S.In].push_back(&S);
    for (const Return &R : Facts.returns())
      Returns[R.In].push_back(&R);
    for (const Function &F : Facts.functions())
      judge(F);
  }

private:
  using Variables = llvm::MapVector<const VarDecl *, Steps>;

  void judge(const Function &F) {
    Variables Found;
    for (const Call *C : F.Calls)
      for (unsigned I = 0, End = C->argumentCount(); I != End; ++I)
        if (const VarDecl *V = localIn(C->argument(I)))
          note(*C, I, Found[V]);
    if (Found.empty())
      return;
    for (const Store *S : Stores[F.Definition]) {
      if (const VarDecl *V = localIn(S->Value); V && S->Target != V)
        Found[V].Escapes = true;
      // Something else than null, such as the result of a call, is an object.
      const auto *Target = dyn_cast<VarDecl>(S->Target);
      if (Target && constantInteger(S->Value, *TU) != 0)
        Found[Target].Escapes |= !isAllocation(S->Value);
    }
    for (const Return *R : Returns[F.Definition])
      if (const VarDecl *V = localIn(R->Site->getRetValue()))
        Found[V].Escapes = true;
    for (const auto &[V, Taken] : Found)
      if (!Taken.Escapes)
        report(*V, Taken);
  }

  static const VarDecl *localIn(const Expr *E) {
    const auto *V = E ? dyn_cast_or_null<VarDecl>(namedThing(E)) : nullptr;
    return V && V->isLocalVarDecl() && !V->isStaticLocal() ? V : nullptr;
  }

  /// A fresh object that is not set up yet: 'EVP_MD_CTX_new()'.
  static bool isAllocation(const Expr *E) {
    const auto *Site = dyn_cast<CallExpr>(stripped(E));
    const FunctionDecl *Callee = Site ? Site->getDirectCallee() : nullptr;
    return Callee && Callee->getNumParams() == 0;
  }

  void note(const Call &C, unsigned Argument, Steps &S) const {
    bool IsKnown = false;
    auto Take = [&](std::string_view Kind, const Call **Step) {
      for (const ModelRow *Row : rowsOfKind(C, Kind, *TU)) {
        if (Row->At.Index != Argument)
          continue;
        IsKnown = true;
        if (Step && !*Step)
          *Step = &C;
      }
    };
    Take("hash-begin", &S.Begin);
    Take("hash-data", &S.Data);
    Take("hash-result", &S.Result);
    Take("key-begin", &S.KeyBegin);
    Take("key-use", &S.KeyUse);
    Take("crypto-other", nullptr);
    S.Escapes |= !IsKnown;
  }

  void report(const VarDecl &V, const Steps &S) {
    const Call *Hash = S.Data ? S.Data : S.Result;
    if (Hash && !S.Begin)
      found(*Hash, "hash", V, "which was never set up");
    else if (S.Result && !S.Data)
      found(*S.Result, "hash", V, "which was given no data to hash");
    if (S.KeyUse && !S.KeyBegin)
      found(*S.KeyUse, "key", V, "which was never made");
    else if (S.KeyBegin && !S.KeyUse)
      found(*S.KeyBegin, "key", V, "with which nothing is encrypted");
  }

  void found(const Call &C, const char *What, const VarDecl &V,
             const char *Missing) {
    RuleCheck::report(
        C.Site->getSourceRange(),
        {C.Callee->getNameAsString(), What, V.getNameAsString(), Missing});
  }

  const TranslationUnitFacts *TU = nullptr;
  /// Of each function.
  llvm::DenseMap<const FunctionDecl *, std::vector<const Store *>> Stores;
  llvm::DenseMap<const FunctionDecl *, std::vector<const Return *>> Returns;
};

RuleRegistration<MissingCryptographicStep> X(rules::MissingCryptographicStep);

} // namespace

} // namespace firmcop
