//===- checks/DefaultCredentials.h - Accounts that all know -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_DEFAULTCREDENTIALS_H
#define FIRMCOP_CHECKS_DEFAULTCREDENTIALS_H

#include "checks/Facts.h"
#include "checks/Values.h"

#include <string>
#include <vector>

namespace firmcop {

/// A user name and a password that vendors ship, written side by side.
struct DefaultPair {
  std::string User;
  std::string Password;
  clang::SourceRange Where;
  /// Where the password comes from: an expression, or a macro's name.
  const clang::Expr *Origin = nullptr;
  llvm::StringRef Macro;
  const clang::FunctionDecl *In = nullptr;
};

/// The pair is one of those that are tried first on any device.
bool isDefaultPair(llvm::StringRef User, llvm::StringRef Password);

/// The default pairs of a translation unit: in two fields of one object, in
/// two neighbouring variables or macros, in two arguments of one call.
std::vector<DefaultPair> defaultPairs(const TranslationUnitFacts &TU);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DEFAULTCREDENTIALS_H
