//===- binscan/Tokens.h - Finding tokens of services ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Services give their tokens a prefix so that scanners can find them. A prefix
// alone proves little in megabytes of machine code, so each kind is confirmed
// by all that is known of its form: length, alphabet, a checksum where there is
// one, a second half nearby, JSON that decodes. What documentation writes in
// place of a token ("AKIA...EXAMPLE", rows of x) is none.
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
