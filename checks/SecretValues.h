//===- checks/SecretValues.h - What strings can be secrets ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Around a secret there are many strings that are none: prompts, names of form
// fields and settings, options, formats, paths, placeholders. The functions
// below tell them apart by the string and by the name it is given to.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_SECRETVALUES_H
#define FIRMCOP_CHECKS_SECRETVALUES_H

#include "checks/SecretNames.h"
#include "checks/Values.h"

#include <optional>
#include <string>

namespace firmcop {

/// The text can be the value of a secret, at a place that certainly takes one.
bool canBeSecret(llvm::StringRef Text);

/// The text can be the value of the secret \p Named that an identifier of that
/// name holds. Stricter: the place may as well hold the name of a setting.
bool canBeSecret(llvm::StringRef Text, NamedSecret Named,
                 llvm::StringRef Identifier);

/// What kind of secret the text is by the name of an identifier: "password";
/// empty for none.
std::string_view secretOf(std::string_view Identifier, std::string_view Text);

/// A user name and a password that are written in a URL, "user:password"; or
/// empty.
llvm::StringRef userInfoOf(llvm::StringRef Text);

/// The password is one that people and factories choose everywhere.
bool isCommonPassword(llvm::StringRef Text);

/// The bytes are a private key in DER (PKCS #1, PKCS #8, SEC 1) or PEM.
bool isPrivateKey(llvm::StringRef Bytes);

/// The text of a constant: of a literal, or of an array of printable bytes.
std::optional<std::string> textOf(const ConstantValue &V);

/// The type holds text: a pointer to or an array of characters, or an object of
/// a class for strings.
bool isTextType(clang::QualType T);

/// What a call or a conversion hands on unchanged of a string: 's' for
/// 's.c_str()' and 's.data()', else the expression itself; stripped.
const clang::Expr *stringObject(const clang::Expr *E);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_SECRETVALUES_H
