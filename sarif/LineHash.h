//===- sarif/LineHash.h - GitHub's rolling hash of lines --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_LINEHASH_H
#define FIRMCOP_SARIF_LINEHASH_H

#include <string>
#include <string_view>
#include <vector>

namespace firmcop {

/// The fingerprint of each line of a text, first line first, in the form
/// "hash:count" that code scanning keeps as \c primaryLocationLineHash. The
/// text is decoded as UTF-8; an invalid sequence counts as U+FFFD. An empty
/// text has one line.
std::vector<std::string> lineHashes(std::string_view Utf8Text);

} // namespace firmcop

#endif // FIRMCOP_SARIF_LINEHASH_H
