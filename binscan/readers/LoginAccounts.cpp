//===- binscan/readers/LoginAccounts.cpp - Who can log in -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/LoginAccounts.h"

#include "binscan/readers/Text.h"

#include <algorithm>

namespace firmcop::binscan {

Location LoginAccount::where(const Image &I) const {
  if (Password.empty())
    return I.atLine(*File, Line);
  const Range Secret{
      static_cast<std::uint64_t>(Password.data() - File->bytes().text().data()),
      Password.size()};
  return I.atLine(*File, Line, {&Secret, 1});
}

/// Whether a file's name is that of an account file or of a copy of it that
/// tools leave behind: "shadow", "shadow-", "shadow.bak", "shadow.orig".
static bool isNamed(std::string_view Name, std::string_view Base) {
  if (!Name.starts_with(Base))
    return false;
  std::string_view Rest = Name.substr(Base.size());
  return Rest.empty() || Rest == "-" || Rest == "~" || Rest == ".bak" ||
         Rest == ".old" || Rest == ".orig" || Rest == ".default" ||
         Rest == ".sample";
}

static const Account *find(const std::vector<Account> &Accounts,
                           std::string_view Name) {
  auto Same = std::ranges::find(Accounts, Name, &Account::Name);
  return Same == Accounts.end() ? nullptr : &*Same;
}

static LoginAccount fromLine(const Node &File, const Account &A,
                             const Account *Passwd) {
  LoginAccount L;
  L.Name = std::string(A.Name);
  L.Password = A.Password;
  L.How = schemeOf(A.Password);
  L.File = &File;
  L.Line = A.Line;
  if (Passwd) {
    L.Shell = Passwd->Shell.empty() ? "/bin/sh" : std::string(Passwd->Shell);
    L.IsRoot = Passwd->Uid == 0u;
    L.CanLogIn = !refusesLogin(L.Shell);
  } else {
    L.IsRoot = A.Name == "root";
  }
  return L;
}

static const Node *sibling(const FileSystem &F, const Node &File,
                           std::string_view Name) {
  const Node *N = F.find(std::string(directoryName(F.pathOf(File))) + "/" +
                         std::string(Name));
  return N && N->isRegularFile() ? N : nullptr;
}

std::vector<LoginAccount> accountsOf(const FileSystem &F) {
  std::vector<LoginAccount> All;
  F.forEachFile([&](const Node &File) {
    const std::string_view Text = File.bytes().text();
    if (isNamed(File.Name, "passwd")) {
      for (const Account &A : readPasswd(Text))
        if (schemeOf(A.Password) != Scheme::Shadowed)
          All.push_back(fromLine(File, A, &A));
    } else if (isNamed(File.Name, "shadow")) {
      std::vector<Account> Passwd;
      if (const Node *Beside = sibling(F, File, "passwd"))
        Passwd = readPasswd(Beside->bytes().text());
      for (const Account &A : readShadow(Text)) {
        const Account *Line = find(Passwd, A.Name);
        // Where there is a passwd file, an account is what stands in it.
        if (Line || Passwd.empty())
          All.push_back(fromLine(File, A, Line));
      }
    } else if (File.Name.ends_with("htpasswd")) {
      for (const Account &A : readHtpasswd(Text))
        All.push_back(fromLine(File, A, nullptr));
    }
  });
  return All;
}

std::vector<LoginAccount> accountsOf(const Image &I) {
  std::vector<LoginAccount> All;
  for (const FileSystem &F : I.fileSystems())
    std::ranges::move(accountsOf(F), std::back_inserter(All));
  return All;
}

} // namespace firmcop::binscan
