//===- binscan/readers/FlashLayout.h - The regions of a flash ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Raw flash has no table of partitions; whoever boots has to be told. Linux
// takes the regions from its command line, as in
//
//   mtdparts=spi0.0:256k(u-boot)ro,64k@0x40000(env),-(firmware)
//
// (drivers/mtd/parsers/cmdlinepart.c), which a boot loader's environment or a
// device tree holds, or from nodes "partition" of the device tree itself
// (Devicetree bindings, mtd/partitions/fixed-partitions.yaml). In a dump of the
// flash this tells what each range is for.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_FLASHLAYOUT_H
#define FIRMCOP_BINSCAN_READERS_FLASHLAYOUT_H

#include "binscan/DeviceTree.h"
#include "binscan/Tree.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

struct FlashRegion {
  std::string Name;
  std::uint64_t Offset = 0;
  std::uint64_t Size = 0; ///< UINT64_MAX: up to the end of the flash
  bool IsReadOnly = false;
};

/// The regions of one chip.
struct FlashLayout {
  std::string Chip; ///< "spi0.0"; a device tree gives none
  std::vector<FlashRegion> Regions;
  /// Where the last region of known size ends.
  std::uint64_t end() const;
};

/// Reads "mtdparts=..." out of a command line, or what stands behind the sign.
/// Nothing of a chip whose definition is wrong.
std::vector<FlashLayout> readMtdParts(std::string_view CommandLine);

/// Reads the nodes of a device tree that list partitions with labels.
std::vector<FlashLayout> readPartitionNodes(const DeviceTreeNode &Root);

/// The layout of the flash that the image is a dump of, by what the image
/// itself says; without regions when it says nothing that fits its size.
FlashLayout flashLayout(const Image &I);

/// The region that a range at \p Offset lies in; null when none does.
const FlashRegion *regionAt(const FlashLayout &L, std::uint64_t Offset);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_FLASHLAYOUT_H
