//===- binscan/rules/EmptyPasswordAccount.cpp -------------------*- C++ -*-===//
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
    if (A.How == Scheme::Empty && A.CanLogIn)
      R.fail(
          {printable(A.Name), printable(A.Shell.empty() ? "/bin/sh" : A.Shell)},
          A.where(I), A.Name);
}

static const ArtifactRule Registered(rules::EmptyPasswordAccount, run);
