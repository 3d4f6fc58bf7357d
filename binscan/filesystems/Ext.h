//===- binscan/filesystems/Ext.h - ext2, ext3, ext4 -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_FILESYSTEMS_EXT_H
#define FIRMCOP_BINSCAN_FILESYSTEMS_EXT_H

#include "binscan/Format.h"

namespace firmcop::binscan {

/// What the super block says of an ext2, ext3 or ext4.
struct ExtSuper {
  std::uint64_t BlockSize = 0, Blocks = 0, FirstDataBlock = 0;
  std::uint32_t Inodes = 0, InodesPerGroup = 0, InodeSize = 0;
  std::uint32_t DescriptorSize = 0;
  std::uint32_t Incompatible = 0; ///< features that change the layout

  static constexpr std::uint64_t At = 1024, Size = 1024;
};

/// Reads the super block of a file system that starts with the bytes; nothing
/// when its fields contradict each other.
std::optional<ExtSuper> readExtSuper(Bytes Image);

/// Unpacks the ext2, ext3 or ext4 that the bytes are.
void unpackExt(Unpacking &U);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_FILESYSTEMS_EXT_H
