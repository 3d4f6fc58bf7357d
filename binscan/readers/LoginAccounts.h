//===- binscan/readers/LoginAccounts.h - Who can log in ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_LOGINACCOUNTS_H
#define FIRMCOP_BINSCAN_READERS_LOGINACCOUNTS_H

#include "binscan/Tree.h"
#include "binscan/readers/Accounts.h"

#include <string>
#include <vector>

namespace firmcop::binscan {

/// An account with the password field that counts for it.
struct LoginAccount {
  std::string Name;
  std::string_view Password;
  Scheme How = Scheme::Locked;
  /// As passwd has it; "/bin/sh" where that is empty, "" where it is unknown.
  std::string Shell;
  bool IsRoot = false; ///< user id 0
  /// A password would be asked for and lead to a shell (or a web page).
  bool CanLogIn = true;
  const Node *File = nullptr; ///< that holds the password field
  std::uint32_t Line = 1;

  /// The line, with the password field masked.
  Location where(const Image &I) const;
};

/// The accounts of a file system, in order of files and lines: every "passwd"
/// with the "shadow" beside it, wherever they are (/etc, /etc_ro, an overlay's
/// upper directory), their backups ("shadow-", "shadow.bak"), and htpasswd
/// files. An "x" in passwd is left out when no shadow line answers it.
std::vector<LoginAccount> accountsOf(const FileSystem &F);

/// The same of all file systems of the image.
std::vector<LoginAccount> accountsOf(const Image &I);

/// Why a rule about accounts has nothing to look at.
inline constexpr const char *NoAccounts =
    "the image has no file with accounts (passwd, shadow, htpasswd)";

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_LOGINACCOUNTS_H
