//===- checks/Choices.h - Who chose what a call does ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A library of ciphers calls the weak ones too, and a tool does what its
// options say. Where somebody else chose, the place to look is where they did.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_CHOICES_H
#define FIRMCOP_CHECKS_CHOICES_H

#include "checks/Facts.h"

namespace firmcop {

/// A setting decides whether the statement is reached: a field of a structure
/// that is tested as a truth value or compared with a number, a bit of a word
/// of options, or an option of the command line.
bool isBySetting(const clang::Stmt *S, const TranslationUnitFacts &TU);

/// The call is to a weak algorithm, in a function that is about one by its own
/// name or by that of the object that it works on.
bool isNamedAfter(const Call &C);

/// The statement belongs to the case of a weak algorithm, which the label or
/// the condition names: another part of the program chose it.
bool isInCaseOfWeak(const clang::Stmt *S, const TranslationUnitFacts &TU);

/// Another branch of the same decision takes a strong hash.
bool isBesideStrongHash(const Call &C, const TranslationUnitFacts &TU);

/// Another branch of the same decision makes a call whose function \p Text
/// names: the one to use instead.
bool isBesideSuccessor(const Call &C, llvm::StringRef Text,
                       const TranslationUnitFacts &TU);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_CHOICES_H
