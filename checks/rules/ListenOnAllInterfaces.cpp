//===- checks/rules/ListenOnAllInterfaces.cpp - Sockets for everybody
//------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A server that is meant for this device, or for one of its networks, says so
// by its address. INADDR_ANY says that nobody thought about it.
//
//===----------------------------------------------------------------------===//

#include "checks/RuleCheck.h"
#include "checks/Values.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

class ListenOnAllInterfaces : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &TU) override {
    for (const Store &S : TU.stores()) {
      const auto *Field = dyn_cast<FieldDecl>(S.Target);
      if (!Field || !S.In || !isAnyAddress(*Field, S.Value, TU))
        continue;
      const Function *In = TU.definition(S.In);
      if (!In || !calls(*In, "bind") || !calls(*In, "listen"))
        continue;
      report(S.Where,
             {S.In->getNameAsString(), "its socket",
              Field->getName() == "sin6_addr" ? "in6addr_any" : "INADDR_ANY"});
    }
  }

private:
  static bool isAnyAddress(const FieldDecl &Field, const Expr *Value,
                           const TranslationUnitFacts &TU) {
    if (Field.getName() == "sin6_addr") {
      const ValueDecl *Thing = namedThing(Value);
      return Thing && Thing->getName() == "in6addr_any";
    }
    if (Field.getName() != "s_addr")
      return false;
    const Expr *E = stripped(Value);
    if (const auto *Swap = dyn_cast<CallExpr>(E); Swap && Swap->getNumArgs())
      E = Swap->getArg(0);
    return constantInteger(E, TU) == 0;
  }

  static bool calls(const Function &F, llvm::StringRef Name) {
    return llvm::any_of(F.Calls, [&](const Call *C) {
      return C->Name == Name || C->Name == ("lwip_" + Name).str() ||
             C->Name == ("zsock_" + Name).str();
    });
  }
};

RuleRegistration<ListenOnAllInterfaces> X(rules::ListenOnAllInterfaces);

} // namespace

} // namespace firmcop
