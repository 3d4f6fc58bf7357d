//===- binscan/filesystems/Inode.cpp - What POSIX says of a file *- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Inode.h"

using namespace firmcop;
using namespace firmcop::binscan;

FileAttributes binscan::attributesOfMode(std::uint32_t Mode, std::uint32_t Uid,
                                         std::uint32_t Gid) {
  FileAttributes A;
  A.Mode = Mode & 07777;
  A.Uid = Uid;
  A.Gid = Gid;
  switch (Mode >> 12 & 15) {
  case 1:
    A.Type = FileType::Fifo;
    break;
  case 2:
    A.Type = FileType::CharDevice;
    break;
  case 4:
    A.Type = FileType::Directory;
    break;
  case 6:
    A.Type = FileType::BlockDevice;
    break;
  case 10:
    A.Type = FileType::Symlink;
    break;
  case 12:
    A.Type = FileType::Socket;
    break;
  default:
    break;
  }
  return A;
}

void binscan::setOldDevice(FileAttributes &A, std::uint32_t Device) {
  A.DeviceMajor = Device >> 8 & 0xFF;
  A.DeviceMinor = Device & 0xFF;
}

void binscan::setNewDevice(FileAttributes &A, std::uint32_t Device) {
  A.DeviceMajor = Device >> 8 & 0xFFF;
  A.DeviceMinor = (Device & 0xFF) | (Device >> 12 & 0xFFF00);
}
