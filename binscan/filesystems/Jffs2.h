//===- binscan/filesystems/Jffs2.h - JFFS2 ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// JFFS2 (include/uapi/linux/jffs2.h) is a log: nodes at multiples of four, in
// any order, each with checksums and a version; the highest version is what
// holds. A node of type "inode" is a part of a file's content with all of the
// file's attributes; a node of type "dirent" gives an inode a name in a
// directory, or takes the name away when it says inode zero.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_FILESYSTEMS_JFFS2_H
#define FIRMCOP_BINSCAN_FILESYSTEMS_JFFS2_H

#include "binscan/Format.h"
#include "binscan/Ordered.h"

#include <optional>

namespace firmcop::binscan {

/// A node of the log.
struct Jffs2Node {
  static constexpr std::uint64_t HeaderSize = 12;
  static constexpr std::uint16_t Magic = 0x1985;
  enum Type : std::uint16_t {
    Dirent = 0xE001,
    Inode = 0xE002,
    CleanMarker = 0x2003,
    Padding = 0x2004,
    Summary = 0x2006,
    Xattr = 0xE008,
    XattrReference = 0xE009,
  };

  std::uint16_t Kind = 0;
  /// It was replaced: on NOR flash a bit of the type is cleared then.
  bool IsObsolete = false;
  std::uint64_t Length = 0; ///< with its header
  /// From the node to the next one.
  std::uint64_t stride() const { return (Length + 3) & ~std::uint64_t(3); }
};

/// The node at \p At; nothing unless its header's checksum is right and all of
/// it is inside.
std::optional<Jffs2Node> readJffs2Node(const Ordered &Log, std::uint64_t At);

/// The node that follows what ends at \p At, across what erasing left between
/// nodes: at most the size of an erase block. Nothing at the end of the log.
std::optional<std::uint64_t> nextJffs2Node(const Ordered &Log,
                                           std::uint64_t At);

/// The checksum of nodes: CRC-32 that starts with and ends as zero.
std::uint32_t jffs2Crc(Bytes Part);

/// The byte order of a log that starts with a node; nothing when none does.
std::optional<ByteOrder> jffs2Order(Bytes Log);

/// Unpacks a log that starts with a node.
void unpackJffs2(Unpacking &U);

/// JFFS2's own compression: repeats what followed the last occurrence of each
/// byte. False when the input is damaged.
bool decodeRtime(Bytes In, std::span<std::uint8_t> Out);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_FILESYSTEMS_JFFS2_H
