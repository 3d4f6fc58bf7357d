//===- checks/Strings.h - How a string is put together ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A shell command, an SQL statement or a format is harmless when all of its
// text is fixed in the program. So the question is which text is not: what a
// "%s" inserts, what strcat appends, what a read fills in. The answer is looked
// for in the function that uses the string, in its local variables, and at the
// visible callers when the text is a parameter.
//
// Left out is text that cannot hold syntax: constants, numbers, addresses that
// were printed, and variables that an earlier condition has handed to a
// function (a validator, a comparison with allowed words, isalnum in a loop).
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_STRINGS_H
#define FIRMCOP_CHECKS_STRINGS_H

#include "checks/Facts.h"

#include <string>
#include <string_view>

namespace firmcop {

/// A piece of text in a string that is not fixed in the program.
struct Ingredient {
  enum class Source : std::uint8_t {
    Input,   ///< data from outside, by the models
    Caller,  ///< a parameter that no visible caller explains
    Unknown, ///< a field, a global, another file's function
  };
  Source From = Source::Unknown;
  /// It is inserted into or appended to other text, rather than being all of
  /// the string.
  bool IsPart = false;
  /// The expression that brings it in.
  const clang::Expr *Value = nullptr;
  /// What the user calls it: a variable, a field, a function.
  std::string Name;
  /// For Input, what kind of data it is: "data that an HTTP peer sent".
  std::string_view Meaning;
  /// For Input, another device decides it, and not the owner of this one.
  bool IsRemote = false;
  /// Where it is read, for Input, and where it is put into the string.
  clang::SourceLocation Origin, Insertion;
};

/// The ingredients of a string that \p Use takes, in the order in which they
/// were found.
std::vector<Ingredient> ingredientsOf(const clang::Expr *String,
                                      const Call &Use,
                                      const TranslationUnitFacts &TU);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_STRINGS_H
