//===- binscan/filesystems/Squashfs.h - SquashFS 3 and 4 --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A SquashFS (Documentation/filesystems/squashfs.rst) is a super block, the
// data of all files, and then tables: inodes, directories, fragments, owners.
// Tables are chains of metadata blocks, which hold up to 8 KiB, compressed
// where that helps. A file's data is a row of blocks, often 128 KiB, and its
// rest lies with the rests of other files in a block that is called a fragment.
//
// Version 4 is little-endian, but for one vendor's; version 3 has the byte
// order of the device, and packs its inodes into bit fields. Vendors changed
// the magic number, and LZMA before there was a standard for it, each in a way
// of their own: so which compression it is gets tried, not read.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_FILESYSTEMS_SQUASHFS_H
#define FIRMCOP_BINSCAN_FILESYSTEMS_SQUASHFS_H

#include "binscan/Format.h"
#include "binscan/Ordered.h"
#include "binscan/adapters/Blocks.h"

namespace firmcop::binscan {

/// What the super blocks of versions 3 and 4 say. Offsets are from the super
/// block's first byte, sizes in bytes.
struct SquashfsSuper {
  ByteOrder Order = ByteOrder::Little;
  unsigned Major = 0;
  std::uint32_t BlockSize = 0;
  std::uint32_t Fragments = 0;
  /// As version 4 states it: 1 zlib, 2 LZMA, 3 LZO, 4 xz, 5 LZ4, 6 Zstandard.
  std::uint16_t Compression = 1;
  std::uint64_t Root = 0; ///< where the root's inode is, see SquashfsTables
  std::uint64_t BytesUsed = 0;
  std::uint32_t Users = 0, Groups = 0; ///< entries; version 4 has one table
  std::uint64_t UserTable = 0, GroupTable = 0;
  std::uint64_t InodeTable = 0, DirectoryTable = 0, FragmentTable = 0;
  /// Metadata blocks have a mark of one byte more.
  bool HasCheckMarks = false;
};

/// Reads a super block of version 3 or 4 under any magic number; nothing when
/// its fields contradict each other. Its size may go beyond the bytes.
std::optional<SquashfsSuper> readSquashfsSuper(Bytes Image);

/// A way to decompress blocks.
struct SquashfsCodec {
  enum class Kind : std::uint8_t {
    Zlib,
    LzmaFile,   ///< with a header of 13 bytes
    LzmaHeader, ///< with the first 5 of these only
    LzmaRaw,    ///< with none: see Properties
    Lzo,
    Xz,
    Lz4,
    Zstd,
  };
  Kind How = Kind::Zlib;
  LzmaProperties Properties = {};

  BlockSize decode(Bytes In, Output Out) const;
};

/// The codec with which the root directory can be read: what the super block
/// states, or else what vendors use. Nothing when there is none.
std::optional<SquashfsCodec> findSquashfsCodec(Bytes Image,
                                               const SquashfsSuper &Super);

/// Unpacks the SquashFS that the bytes start with.
void unpackSquashfs(Unpacking &U);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_FILESYSTEMS_SQUASHFS_H
