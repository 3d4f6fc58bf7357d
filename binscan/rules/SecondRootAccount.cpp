//===- binscan/rules/SecondRootAccount.cpp ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/LoginAccounts.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <set>

using namespace firmcop;
using namespace firmcop::binscan;

/// Whether the password field lets somebody in.
static bool isOpen(const LoginAccount &A) {
  return A.CanLogIn && (A.How == Scheme::Empty || isHash(A.How));
}

static void judge(const FileSystem &F, Report &R) {
  const Node *Passwd = F.find("/etc/passwd");
  if (!Passwd || !Passwd->isRegularFile())
    return;
  const std::vector<Account> Lines = readPasswd(Passwd->bytes().text());
  R.checked(Lines.size(), "accounts");
  bool HasRoot = false;
  std::set<std::string_view> Others;
  for (const Account &A : Lines)
    if (A.Uid == 0u)
      A.Name == "root" ? void(HasRoot = true) : void(Others.insert(A.Name));
  // A product may call its only root account what it likes.
  if (!HasRoot || Others.empty())
    return;
  std::set<std::string_view> Open;
  for (const LoginAccount &A : accountsOf(F))
    if (isOpen(A) && Others.contains(A.Name))
      Open.insert(*Others.find(A.Name));
  for (const Account &A : Lines)
    if (A.Uid == 0u && Open.erase(A.Name))
      R.fail({printable(A.Name), printable(F.pathOf(*Passwd))},
             R.image().atLine(*Passwd, A.Line), printable(A.Name));
}

static void run(const Image &I, Report &R) {
  R.notApplicable("no root file system of the image has accounts");
  for (const FileSystem &F : I.rootFileSystems())
    judge(F, R);
}

static const ArtifactRule Registered(rules::SecondRootAccount, run);
