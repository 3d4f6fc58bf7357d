//===- checks/rules/CleartextUpdateUrl.cpp - firmcop-cleartext-update-url -===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/CleartextUrls.h"
#include "checks/RuleCheck.h"
#include "firmcop/Rules.h"

namespace firmcop {

namespace {

class CleartextUpdateUrl : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &TU) override {
    for (const CleartextUrl &U : cleartextUrls(TU)) {
      if (!U.IsUpdate)
        continue;
      FindingDetails Details;
      Details.Evidence = U.Host;
      if (U.IsFetched)
        Details.Notes.push_back({U.UsedAt, "It is fetched from here."});
      report(U.Where, {U.Text, U.Scheme}, std::move(Details));
    }
  }
};

RuleRegistration<CleartextUpdateUrl> X(rules::CleartextUpdateUrl);

} // namespace

} // namespace firmcop
