//===- binscan/filesystems/Cramfs.h - cramfs --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_FILESYSTEMS_CRAMFS_H
#define FIRMCOP_BINSCAN_FILESYSTEMS_CRAMFS_H

#include "binscan/Format.h"
#include "binscan/Ordered.h"

namespace firmcop::binscan {

/// Offsets in a cramfs super block.
struct CramfsLayout {
  static constexpr std::uint32_t Magic = 0x28CD3D45;
  static constexpr std::uint64_t HeaderSize = 76, SizeAt = 4, FlagsAt = 8,
                                 SignatureAt = 16, CrcAt = 32, RootAt = 64;
  /// The offsets count from this far before the super block when room was left
  /// for a boot loader (mkfs.cramfs -p).
  static constexpr std::uint64_t BootRoom = 512;
  static constexpr std::uint32_t HasCrc = 1, ExtendedPointers = 0x800;
};

/// Unpacks the cramfs whose super block is at the start or behind the room for
/// a boot loader.
void unpackCramfs(Unpacking &U);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_FILESYSTEMS_CRAMFS_H
