//===- checks/SecretNames.h - What identifiers say --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// No type says "this is a password"; programmers say it with a name. The words
// of a name are read as English is: the last one that matters says what the
// thing is, those before it say which one. So 'wifi_password' is a password,
// 'password_length' is a length, 'api_key' is a secret and 'sort_key' is not.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_SECRETNAMES_H
#define FIRMCOP_CHECKS_SECRETNAMES_H

#include "checks/Clang.h"

#include <string>

namespace firmcop {

/// The kinds of secrets that names speak of.
enum class Secret : std::uint8_t { None, Password, Pin, Token, Key };

/// What a name says about a secret.
struct NamedSecret {
  Secret Is = Secret::None;
  /// The name can hardly mean something else. 'pass', 'pin' and 'token' alone
  /// can: a pass of an algorithm, a pin of a chip, a token of a parser.
  bool IsCertain = false;

  explicit operator bool() const { return Is != Secret::None; }
};

/// "password", "PIN", "token" or "key".
llvm::StringRef toString(Secret S);

/// The words of an identifier in lower case: 'wifiPassword_2' is "wifi",
/// "password", "2".
llvm::SmallVector<std::string, 4> wordsOf(llvm::StringRef Identifier);

/// The secret that an identifier names.
NamedSecret secretNamed(llvm::StringRef Identifier);

/// The identifier names something that has to be unpredictable: a secret, or a
/// nonce, an initialisation vector, a salt, a session's id.
bool mustBeUnpredictable(llvm::StringRef Identifier);

/// The personal datum that an identifier names, such as "e-mail address"; or
/// empty.
llvm::StringRef personalDatumNamed(llvm::StringRef Identifier);

/// The identifier names somebody who logs in: 'user', 'admin_login'.
bool isUserName(llvm::StringRef Identifier);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_SECRETNAMES_H
