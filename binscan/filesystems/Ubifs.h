//===- binscan/filesystems/Ubifs.h - UBIFS ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_FILESYSTEMS_UBIFS_H
#define FIRMCOP_BINSCAN_FILESYSTEMS_UBIFS_H

#include "binscan/Format.h"
#include "binscan/Ordered.h"

namespace firmcop::binscan {

/// A node of UBIFS: every piece of it has this header.
struct UbifsNode {
  enum Kind : std::uint8_t {
    Inode = 0,
    Data = 1,
    Dirent = 2,
    Truncation = 4,
    Super = 6,
  };
  std::uint8_t Type = 0;
  std::uint64_t Sequence = 0;
  Ordered Content; ///< the whole node
};

/// The node at \p At; nothing unless its checksum is right.
std::optional<UbifsNode> readUbifsNode(Bytes Volume, std::uint64_t At);

/// The size that the super block at the start of a volume states, in bytes;
/// nothing when there is no super block.
std::optional<std::uint64_t> ubifsSize(Bytes Volume);

/// Unpacks a volume with UBIFS.
void unpackUbifs(Unpacking &U);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_FILESYSTEMS_UBIFS_H
