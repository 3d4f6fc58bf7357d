//===- binscan/filesystems/Romfs.h - romfs ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_FILESYSTEMS_ROMFS_H
#define FIRMCOP_BINSCAN_FILESYSTEMS_ROMFS_H

#include "binscan/Format.h"

namespace firmcop::binscan {

/// Unpacks the romfs that the bytes start with.
void unpackRomfs(Unpacking &U);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_FILESYSTEMS_ROMFS_H
