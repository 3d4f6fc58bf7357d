//===- binscan/rules/SharedAccountPassword.cpp ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/BootGraph.h"
#include "binscan/readers/LoginAccounts.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <set>

using namespace firmcop;
using namespace firmcop::binscan;

/// Whether the device sets passwords by itself when it starts.
static bool setsPasswords(const Image &I) {
  for (const FileSystem &F : I.rootFileSystems())
    if (!bootGraph(F).running({"chpasswd", "passwd", "usermod"}).empty())
      return true;
  return false;
}

static void run(const Image &I, Report &R) {
  const std::vector<LoginAccount> Accounts = accountsOf(I);
  R.checked(Accounts.size(), "accounts");
  R.notApplicable(NoAccounts);
  const bool AreReplaced = setsPasswords(I);
  // Backups and the two slots of an update repeat the same account.
  std::set<std::pair<std::string, std::string_view>> Seen;
  for (const LoginAccount &A : Accounts) {
    if (!A.CanLogIn || !isHash(A.How) ||
        !Seen.insert({A.Name, A.Password}).second)
      continue;
    std::vector<std::string> Arguments = {printable(A.Name),
                                          printable(A.File->Name),
                                          std::string(describe(A.How))};
    if (AreReplaced)
      R.review(std::move(Arguments), A.where(I), A.Name);
    else
      R.fail(std::move(Arguments), A.where(I), A.Name);
  }
}

static const ArtifactRule Registered(rules::SharedAccountPassword, run);
