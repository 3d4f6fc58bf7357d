//===- checks/Format.h - What a printf format asks for ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_FORMAT_H
#define FIRMCOP_CHECKS_FORMAT_H

#include "checks/Clang.h"

#include <optional>
#include <string>
#include <vector>

namespace firmcop {

/// One conversion of a printf format.
struct Conversion {
  enum class Form : std::uint8_t { Text, Number, Other };
  Form Is = Form::Other;
  /// Which of the values after the format it takes, from 0.
  unsigned Value = 0;
  /// Most characters it can write, when the format alone says so.
  std::optional<std::uint64_t> Bound;
  /// Which of the values says how many characters of a text it can write at
  /// most, of "%.*s".
  std::optional<unsigned> BoundValue;
};

/// A printf format, taken apart.
struct ParsedFormat {
  std::vector<Conversion> Conversions;
  std::uint64_t LiteralLength = 0; ///< characters outside of conversions
};

/// Takes a format apart as Clang's own format checks do. Conversions that Clang
/// does not know (SQLite's %q, say) count as Other.
ParsedFormat parseFormat(llvm::StringRef Text,
                         const clang::ASTContext &Context);

/// The argument of a call that is its printf format: by a model row of kind
/// "format" or by the function's format attribute. Nothing when it has none.
struct FormatArgument {
  unsigned Index = 0;
  bool TakesList = false; ///< the values come as a va_list
};
struct Call;
std::optional<FormatArgument> formatArgument(const Call &C);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_FORMAT_H
