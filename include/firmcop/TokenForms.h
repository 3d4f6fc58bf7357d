//===- include/firmcop/TokenForms.h - Tokens by their form ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_TOKENFORMS_H
#define FIRMCOP_TOKENFORMS_H

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop {

/// A secret that some service accepts, told by its form. The views are parts of
/// the text that it was found in.
struct TokenForm {
  std::string_view Kind;   ///< "GitHub token", "Address with a password"
  std::string_view Whole;  ///< what to show
  std::string_view Secret; ///< inside of it; what not to show
  /// Of an address, all but the password; empty for tokens.
  std::string Whose;
  /// Such tokens may be public or have run out, so the level is lower.
  bool IsMild = false;
};

/// What tokens begin with, or "://". The numbers of tokenAt() index it.
std::span<const std::string_view> tokenMarks();

/// The token around the mark that stands in the text at \p At, or nothing.
std::optional<TokenForm> tokenAt(std::string_view Text, std::size_t Mark,
                                 std::size_t At);

/// All tokens of a short text.
std::vector<TokenForm> tokensIn(std::string_view Text);

} // namespace firmcop

#endif // FIRMCOP_TOKENFORMS_H
