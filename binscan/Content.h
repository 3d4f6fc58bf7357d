//===- binscan/Content.h - Reading every content once -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_CONTENT_H
#define FIRMCOP_BINSCAN_CONTENT_H

#include "binscan/Tree.h"

#include <string>
#include <vector>

namespace firmcop::binscan {

/// The leaves of the image, but of several with the same content (hard links, A
/// and B slots) only the first.
std::vector<const Node *> distinctLeaves(const Image &I);

/// Whether a human could read the file: no zero byte near its start.
bool isText(Bytes File);

/// A range of a node: by line and column in text, by offset elsewhere. \p
/// Secret is the part of it that the snippet must not show; of length 0 for
/// none.
Location locate(const Image &I, const Node &N, Range What, Range Secret = {});

/// "/usr/sbin/httpd" for a file of a file system, else its path in the image.
std::string shownPath(const Image &I, const Node &N);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_CONTENT_H
