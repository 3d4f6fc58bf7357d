//===- binscan/adapters/Squashfs.h - libsquashfs ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_ADAPTERS_SQUASHFS_H
#define FIRMCOP_BINSCAN_ADAPTERS_SQUASHFS_H

#include "binscan/Format.h"

namespace firmcop::binscan {

/// Whether a SquashFS 4.0 file system has a root directory that can be read.
bool hasSquashfsRoot(Bytes Input);

/// Unpacks a SquashFS 4.0 file system.
void unpackSquashfs(Unpacking &U);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_ADAPTERS_SQUASHFS_H
