//===- binscan/readers/Verity.h - Hash trees of dm-verity -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// dm-verity verifies a read-only device block by block. The hashes of the
// blocks fill blocks themselves, those have hashes, and so on up to a single
// one, the root, which somebody signs (Linux,
// admin-guide/device-mapper/verity.rst; version 1: the salt comes before the
// block, and hashes are filled up to a power of two).
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_VERITY_H
#define FIRMCOP_BINSCAN_READERS_VERITY_H

#include "binscan/Signature.h"

namespace firmcop::binscan {

/// The root hash over blocks of 4 KiB; a last block that is not full counts as
/// if zeros followed. Empty for no data.
std::vector<std::uint8_t> verityRoot(HashKind Hash, Bytes Data, Bytes Salt);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_VERITY_H
