//===- binscan/Unpack.h - From bytes to a tree ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_UNPACK_H
#define FIRMCOP_BINSCAN_UNPACK_H

#include "binscan/Budget.h"
#include "binscan/Tree.h"

#include <string>
#include <vector>

namespace firmcop::binscan {

/// How much of an image is understood: its bytes, down to the innermost ranges
/// that it holds verbatim. The last five add up to the first.
struct Coverage {
  std::uint64_t Total = 0;
  std::uint64_t Recognised = 0; ///< in a known format, or its headers
  std::uint64_t Padding = 0;
  std::uint64_t Code = 0;    ///< a processor's code without a header
  std::uint64_t Unknown = 0; ///< no format claims it
  /// As unknown, and too random to be code or text: encrypted, or compressed in
  /// a way we do not know.
  std::uint64_t Opaque = 0;
};

/// An image with what unpacking it gave.
struct Unpacked {
  Image Tree;
  std::vector<Problem> Problems;
  Coverage Seen;
};

/// Takes an image apart, as deep as \p Allowed goes. \p Path is the name that
/// locations start with. \p Jobs threads work on it; the result is the same for
/// any number of them.
Unpacked unpack(std::string Path, Blob Content, const Budget &Allowed,
                unsigned Jobs);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_UNPACK_H
