//===- checks/rules/RsaWithoutOaep.cpp - RSA encryption without OAEP
//-------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Most libraries say in the call which padding is meant. With the Windows API
// the same function encrypts with every algorithm, so the key has to be looked
// at.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/OwnCalls.h"
#include "checks/RuleCheck.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

class RsaWithoutOaep : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &TU) override {
    for (const Call &C : TU.calls()) {
      if (const ModelRow *Row = rowOfKind(C, "rsa-without-oaep", TU)) {
        if (!isOwnCall(C, TU))
          found(C, Row->Text);
      } else if (const ModelRow *Row = rowOfKind(C, "rsa-encryption", TU))
        if (isRsaKey(namedThing(C.argument(Row->At.Index)), C, TU))
          found(C, "PKCS #1 v1.5 padding");
    }
  }

private:
  void found(const Call &C, std::string Padding) {
    report(C.Site->getSourceRange(),
           {C.Callee->getNameAsString(), std::move(Padding)});
  }

  /// The function makes the key, and makes it an RSA key.
  static bool isRsaKey(const ValueDecl *Key, const Call &Use,
                       const TranslationUnitFacts &TU) {
    const Function *In = TU.definition(Use.In);
    return Key && In && llvm::any_of(In->Calls, [&](const Call *C) {
             const ModelRow *Row = rowOfKind(*C, "rsa-key", TU);
             return Row && namedThing(C->argument(Row->At.Index)) == Key;
           });
  }
};

RuleRegistration<RsaWithoutOaep> X(rules::RsaWithoutOaep);

} // namespace

} // namespace firmcop
