//===- binscan/filesystems/Erofs.h - EROFS ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// EROFS (Documentation/filesystems/erofs.rst, fs/erofs/erofs_fs.h) is what
// Android and containers use in place of SquashFS: little-endian, made to be
// read at random without decompressing more than a block. An inode is known by
// its place, in steps of 32 bytes from the start of the metadata. Its data lies
//
//   plain    in blocks behind each other,
//   inline   likewise, but what is left over behind the inode,
//   chunks   where a list behind the inode says,
//   packed   compressed, with an index behind the inode: see ErofsPacked.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_FILESYSTEMS_EROFS_H
#define FIRMCOP_BINSCAN_FILESYSTEMS_EROFS_H

#include "binscan/Format.h"
#include "binscan/Ordered.h"

#include <optional>
#include <span>
#include <string>

namespace firmcop::binscan {

/// The super block.
struct ErofsSuper {
  static constexpr std::uint64_t At = 1024;
  unsigned BlockLog = 12;
  std::uint64_t Blocks = 0;
  std::uint64_t Metadata = 0; ///< offset of the first inode
  std::uint64_t Root = 0;     ///< number of its inode
  std::uint32_t Features = 0; ///< that a reader has to know

  std::uint64_t blockSize() const { return std::uint64_t(1) << BlockLog; }
  std::uint64_t size() const { return Blocks << BlockLog; }
};

/// Reads the super block of an image that starts with the first byte; nothing
/// if there is none, or its root is no directory.
std::optional<ErofsSuper> readErofsSuper(Bytes Image);

/// A file that is packed.
struct ErofsPacked {
  std::uint64_t Size = 0;    ///< unpacked
  std::uint64_t IndexAt = 0; ///< behind the inode and its attributes
  bool IsCompact = false;    ///< layout 3, else 1
};

/// Unpacks the start of a file; says what went wrong, or nothing.
std::string unpackErofsFile(const Ordered &Image, const ErofsSuper &Super,
                            const ErofsPacked &File,
                            std::span<std::uint8_t> Out);

void unpackErofs(Unpacking &U);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_FILESYSTEMS_EROFS_H
