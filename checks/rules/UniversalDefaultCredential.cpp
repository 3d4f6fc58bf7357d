//===- checks/rules/UniversalDefaultCredential.cpp ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// 'admin' with 'admin' is not one device's password, it is everybody's. Such a
// pair is reported wherever the program holds it as an account.
//
//===----------------------------------------------------------------------===//

#include "checks/DefaultCredentials.h"
#include "checks/RuleCheck.h"
#include "firmcop/Finding.h"
#include "firmcop/Rules.h"

namespace firmcop {

namespace {

class UniversalDefaultCredential : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &TU) override {
    for (const DefaultPair &Pair : defaultPairs(TU)) {
      FindingDetails Details;
      Details.Evidence = Pair.User;
      Details.MaskLiterals = true;
      report(Pair.Where, {Pair.User, masked(Pair.Password)},
             std::move(Details));
    }
  }
};

RuleRegistration<UniversalDefaultCredential>
    Registered(rules::UniversalDefaultCredential);

} // namespace

} // namespace firmcop
