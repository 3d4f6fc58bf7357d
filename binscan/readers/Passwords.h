//===- binscan/readers/Passwords.h - Passwords by their names ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is a password, by the name that it goes by and by what it looks like;
// and those that lie in something else than text: databases, settings in flash.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_PASSWORDS_H
#define FIRMCOP_BINSCAN_READERS_PASSWORDS_H

#include "binscan/Tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// Whether the last words of a name say "password": of "mqtt_password",
/// "FTPPASS", "adminPwd". Not "password_file", "passwd_min_length".
bool namesPassword(std::string_view Name);

/// Whether a value is a password in the clear: no placeholder, hash, path,
/// version, reference to a file, or name of an algorithm.
bool isPassword(std::string_view Value);

/// Whether it is also none of what programs and pages call a password: fields
/// of a form, keys of a translation. It has a digit in it.
bool isPasswordInCode(std::string_view Name, std::string_view Value);

struct StoredPassword {
  const Node *Where = nullptr;
  std::string Name;  ///< what it goes by
  std::string Value; ///< the password itself
  Range At;          ///< where it stands; empty if it is not there as it is
};

/// The passwords in SQLite databases, and in settings in flash: U-Boot's
/// environment and Broadcom's NVRAM.
std::vector<StoredPassword> findStoredPasswords(const Image &I);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_PASSWORDS_H
