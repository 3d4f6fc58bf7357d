//===- binscan/Tokens.h - Finding tokens of services ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What tokens look like is told by firmcop/TokenForms.h; here they are looked
// for in files of any size.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_TOKENS_H
#define FIRMCOP_BINSCAN_TOKENS_H

#include "binscan/Literals.h"
#include "binscan/Tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// A secret that some service accepts.
struct Token {
  std::string_view Kind; ///< "GitHub token", "Address with a password"
  Range Where;           ///< what to show
  Range Secret;          ///< inside of it; what not to show
  /// Tells tokens apart without giving them away.
  std::string Evidence;
  /// Such tokens may be public or have run out, so the level is lower.
  bool IsMild = false;
};

/// The tokens in a file, text or not, each once, in order of offset.
std::vector<Token> findTokens(const MarkedBytes &File);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_TOKENS_H
