//===- binscan/adapters/Crypt.h - Password hashing by libcrypt --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_ADAPTERS_CRYPT_H
#define FIRMCOP_BINSCAN_ADAPTERS_CRYPT_H

#include <string>
#include <string_view>

namespace firmcop::binscan {

/// Tests passwords against crypt(3) hashes. Keeps the 32 KiB that libcrypt
/// works in, so that many guesses need one allocation; not for two threads.
class PasswordTester {
public:
  PasswordTester();

  /// Whether \p Password has this hash. False too for a hash that libcrypt
  /// does not know, and for passwords or hashes with a NUL in them.
  bool fits(std::string_view Password, std::string_view Hash);

private:
  std::string Space;
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_ADAPTERS_CRYPT_H
