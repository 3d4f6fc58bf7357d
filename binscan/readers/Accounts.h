//===- binscan/readers/Accounts.h - passwd, shadow, htpasswd ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A Unix account is two lines. /etc/passwd (passwd(5)) has seven fields that
// everybody may read: name, password, uid, gid, comment, home, shell.
// /etc/shadow (shadow(5)) has nine, of which the second is the password hash.
// An "x" in the first file points to the second. A hash says how it was made:
//
//   abJnggxhB/yWI            DES, 13 characters, two of salt
//   $1$salt$...              MD5, 1,000 rounds
//   $5$, $6$                 SHA-256, SHA-512, 5,000 rounds and more
//   $2b$05$, $y$, $7$        bcrypt, yescrypt, scrypt
//   (empty)                  no password is asked for
//   *, !, !$6$...            nobody can log in with a password
//
// Everything is read by field, never by pattern: a "$1$" in a comment is text.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_ACCOUNTS_H
#define FIRMCOP_BINSCAN_READERS_ACCOUNTS_H

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// What the password field of an account holds.
enum class Scheme : std::uint8_t {
  Empty,    ///< no password is asked for
  Locked,   ///< no password fits
  Shadowed, ///< the hash is in the shadow file
  Des,
  BsdiDes,
  Md5,
  Apr1, ///< Apache's variant of MD5, htpasswd only
  NtHash,
  Sha1Base64, ///< "{SHA}", htpasswd only, no salt
  SunMd5,
  Sha256,
  Sha512,
  Bcrypt,
  Scrypt,
  Yescrypt,
  GostYescrypt,
  Unknown, ///< nothing that crypt(3) writes
};

/// The scheme of a password field.
Scheme schemeOf(std::string_view Field);

/// How people call the scheme: "MD5 crypt ($1$)".
std::string_view describe(Scheme S);

/// Whether a password can be tested against the field.
bool isHash(Scheme S);

/// Whether the scheme is too cheap to guess to protect a password today.
bool isWeak(Scheme S);

/// One line of passwd, shadow or htpasswd. Views point into the file's text.
struct Account {
  std::string_view Name;
  std::string_view Password;        ///< the field as it stands
  std::optional<std::uint64_t> Uid; ///< passwd only
  std::string_view Comment;         ///< passwd only
  std::string_view Home;            ///< passwd only
  std::string_view Shell;           ///< passwd only; empty means /bin/sh
  std::uint32_t Line = 1;
};

/// The well-formed lines of /etc/passwd: seven fields, a name, a numeric uid.
std::vector<Account> readPasswd(std::string_view Text);

/// The well-formed lines of /etc/shadow: two to nine fields, as BusyBox and
/// shadow-utils both accept, and a name.
std::vector<Account> readShadow(std::string_view Text);

/// The lines of an htpasswd file, "name:hash" with a hash that is one.
std::vector<Account> readHtpasswd(std::string_view Text);

/// Whether a login with that shell ends at once: nologin, false, true, sync...
bool refusesLogin(std::string_view Shell);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_ACCOUNTS_H
