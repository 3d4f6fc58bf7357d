//===- binscan/filesystems/Ubi.h - UBI --------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_FILESYSTEMS_UBI_H
#define FIRMCOP_BINSCAN_FILESYSTEMS_UBI_H

#include "binscan/Format.h"

namespace firmcop::binscan {

/// A UBI device: physical erase blocks, each with its headers.
struct UbiLayout {
  std::uint64_t BlockSize = 0; ///< of an erase block, in bytes
  std::uint64_t Blocks = 0;    ///< up to the last one that is in use
};

/// The layout of the device that the bytes start with; nothing when there is
/// no header with a right checksum.
std::optional<UbiLayout> readUbiLayout(Bytes Device);

/// Adds the volumes of the device that the bytes are.
void unpackUbi(Unpacking &U);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_FILESYSTEMS_UBI_H
