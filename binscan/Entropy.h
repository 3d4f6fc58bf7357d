//===- binscan/Entropy.h - Telling random bytes from others -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_ENTROPY_H
#define FIRMCOP_BINSCAN_ENTROPY_H

#include "binscan/Bytes.h"

#include <optional>
#include <vector>

namespace firmcop::binscan {

/// The byte that all of \p B repeats; nothing when it does not, or is empty.
std::optional<std::uint8_t> repeatedByte(Bytes B);

/// A range of bytes that is padding or is not.
struct Piece {
  std::uint64_t Offset = 0;
  std::uint64_t Length = 0;
  bool IsPadding = false;
};

/// Splits bytes into padding, which repeats one byte, and the rest, in order.
/// Runs count from 4 KiB on, at either end from 64 bytes on.
std::vector<Piece> splitPadding(Bytes B);

/// Whether the bytes are so evenly distributed that they must be encrypted or
/// compressed. Never true of less than 64 KiB, which says too little.
bool looksRandom(Bytes B);

/// Whether each value occurs as often as in random bytes, by a chi-square test:
/// true of what is encrypted, nearly never of what is compressed.
bool isUniform(Bytes B);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_ENTROPY_H
