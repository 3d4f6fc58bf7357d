//===- binscan/rules/WeakPasswordHash.cpp -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/LoginAccounts.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static void run(const Image &I, Report &R) {
  const std::vector<LoginAccount> Accounts = accountsOf(I);
  R.checked(Accounts.size(), "accounts");
  R.notApplicable(NoAccounts);
  for (const LoginAccount &A : Accounts)
    if (isWeak(A.How)) {
      // The hash of a closed account is still a password that somebody uses.
      const Level L = A.CanLogIn ? R.rule().DefaultLevel : Level::Warning;
      R.fail({printable(A.File->Name + ": " + A.Name),
              std::string(describe(A.How))},
             A.where(I), A.Name, L);
    }
}

static const ArtifactRule Registered(rules::WeakPasswordHash, run);
