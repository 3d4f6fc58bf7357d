//===- binscan/adapters/Crypt.cpp - Password hashing by libcrypt *- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Crypt.h"

#include <crypt.h>

namespace firmcop::binscan {

PasswordTester::PasswordTester() : Space(sizeof(crypt_data), '\0') {}

bool PasswordTester::fits(std::string_view Password, std::string_view Hash) {
  constexpr char Nul = '\0';
  if (Hash.empty() || Password.find(Nul) != Password.npos ||
      Hash.find(Nul) != Hash.npos)
    return false;
  // The hash is its own setting: crypt reads scheme, cost and salt from it.
  const char *Made =
      crypt_rn(std::string(Password).c_str(), std::string(Hash).c_str(),
               Space.data(), static_cast<int>(Space.size()));
  return Made && Hash == Made;
}

} // namespace firmcop::binscan
