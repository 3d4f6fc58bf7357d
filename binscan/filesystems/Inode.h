//===- binscan/filesystems/Inode.h - What POSIX says of a file --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_FILESYSTEMS_INODE_H
#define FIRMCOP_BINSCAN_FILESYSTEMS_INODE_H

#include "binscan/Tree.h"

#include <cstdint>

namespace firmcop::binscan {

/// The attributes that st_mode states: type and permissions. An unknown type
/// counts as a regular file.
FileAttributes attributesOfMode(std::uint32_t Mode, std::uint32_t Uid,
                                std::uint32_t Gid);

inline bool isDevice(const FileAttributes &A) {
  return A.Type == FileType::CharDevice || A.Type == FileType::BlockDevice;
}

/// Linux' device numbers of 16 bits: 8 for each part.
void setOldDevice(FileAttributes &A, std::uint32_t Device);

/// Linux' device numbers of 32 bits: 12 for the major, 20 for the minor part.
void setNewDevice(FileAttributes &A, std::uint32_t Device);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_FILESYSTEMS_INODE_H
