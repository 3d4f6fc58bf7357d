//===- binscan/filesystems/Fat.h - FAT --------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_FILESYSTEMS_FAT_H
#define FIRMCOP_BINSCAN_FILESYSTEMS_FAT_H

#include "binscan/Format.h"

namespace firmcop::binscan {

/// What the boot sector says of a FAT12, FAT16 or FAT32.
struct FatLayout {
  std::uint64_t SectorSize = 0, ClusterSize = 0, Sectors = 0; ///< in bytes
  std::uint64_t TableAt = 0, TableSize = 0, RootAt = 0, DataAt = 0;
  std::uint32_t RootEntries = 0; ///< zero for FAT32
  std::uint32_t RootCluster = 0; ///< of FAT32
  std::uint32_t Clusters = 0;
  unsigned Bits = 0; ///< of an entry of the table: 12, 16 or 32
};

/// Reads a boot sector; nothing when its fields contradict each other.
std::optional<FatLayout> readFatLayout(Bytes Image);

/// Unpacks the FAT file system that the bytes are.
void unpackFat(Unpacking &U);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_FILESYSTEMS_FAT_H
