//===- checks/Values.h - Constant values of expressions ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// "Is this a constant, and which" is the question that most rules ask. It is
// answered through parentheses and casts, conditional operators, arrays of
// constant bytes, compound literals, and variables all of whose values are
// visible in this translation unit.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_VALUES_H
#define FIRMCOP_CHECKS_VALUES_H

#include "checks/Clang.h"
#include "checks/Facts.h"

#include <optional>
#include <string>

namespace firmcop {

/// A value that is known at compile time.
struct ConstantValue {
  /// The number, of an integer, enumerator or null pointer.
  std::optional<std::int64_t> Integer;
  /// The bytes of a string literal or of an array of constant bytes, without
  /// the terminating NUL of a literal.
  std::optional<std::string> Bytes;
  bool IsText = false; ///< Bytes come from a string literal
  /// The literal, initialiser list or other expression the value comes from.
  const clang::Expr *Origin = nullptr;

  /// Neither an empty string, all zero bytes, nor the number 0.
  bool isNonEmpty() const;
};

/// The value of an expression if it is a constant in every case. With several
/// possible constants it is the first one that is not empty.
std::optional<ConstantValue> constantValue(const clang::Expr *E,
                                           const TranslationUnitFacts &TU);

/// All constants an expression can be; empty when it may be something else.
llvm::SmallVector<ConstantValue, 2>
constantValues(const clang::Expr *E, const TranslationUnitFacts &TU);

/// The text of a string constant, or nothing.
std::optional<std::string> constantText(const clang::Expr *E,
                                        const TranslationUnitFacts &TU);

/// The number of an integer constant, or nothing.
std::optional<std::int64_t> constantInteger(const clang::Expr *E,
                                            const TranslationUnitFacts &TU);

/// The value is a non-empty string or byte array that is fixed in the program.
bool isConstantData(const clang::Expr *E, const TranslationUnitFacts &TU);

/// The value is written as the enumerator or macro of that name, also as one
/// operand of '|' or through a variable that is always this value.
bool isNamed(const clang::Expr *E, llvm::StringRef Name,
             const TranslationUnitFacts &TU);

/// The value of an object-like macro whose body is a string literal, possibly
/// of several parts, or an integer, possibly signed or in parentheses.
std::optional<ConstantValue> macroValue(const MacroDefinition &M,
                                        const TranslationUnitFacts &TU);

/// The macros that expand to exactly this expression, innermost first.
llvm::SmallVector<llvm::StringRef, 2> macrosOf(const clang::Expr *E,
                                               const TranslationUnitFacts &TU);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_VALUES_H
