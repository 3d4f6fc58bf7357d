//===- binscan/filesystems/SquashfsTables.h - Inodes, directories *- C++ -*-==//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_FILESYSTEMS_SQUASHFSTABLES_H
#define FIRMCOP_BINSCAN_FILESYSTEMS_SQUASHFSTABLES_H

#include "binscan/filesystems/Squashfs.h"
#include "binscan/filesystems/Walk.h"

#include <map>

namespace firmcop::binscan {

/// An inode, as both versions come to.
struct SquashfsInode {
  FileAttributes File;
  /// Of a regular file: bytes, where its first block is, the sizes of its
  /// blocks with a bit for "not compressed", and its place in a fragment.
  std::uint64_t Size = 0;
  std::uint64_t Start = 0;
  std::vector<std::uint32_t> Blocks = {};
  std::uint32_t Fragment = NoFragment;
  std::uint32_t FragmentOffset = 0;
  /// Of a directory: where in the directory table it is; its size as above.
  std::uint64_t TableBlock = 0;
  std::uint32_t TableOffset = 0;

  static constexpr std::uint32_t NoFragment = ~0U;
  static constexpr std::uint32_t NotCompressed = 1U << 24;
};

/// A fragment, or any block of data.
struct SquashfsBlock {
  std::uint64_t At = 0;
  std::uint32_t SizeWord = 0; ///< as in SquashfsInode::Blocks
};

/// Reads the metadata. An inode is known by its reference: the offset of its
/// metadata block in the inode table, times 65536, plus its offset in there.
class SquashfsTables {
public:
  SquashfsTables(Bytes Image, const SquashfsSuper &Super,
                 const SquashfsCodec &Codec)
      : Image(Image.first(Super.BytesUsed), Super.Order), Super(Super),
        Codec(Codec) {}

  /// Reads an inode; of a larger file than \p Largest the blocks up to there.
  std::optional<SquashfsInode> inode(std::uint64_t Reference,
                                     std::uint64_t Largest);

  /// What a directory names, by references.
  InodeSource::Listing list(const SquashfsInode &Directory);

  std::optional<SquashfsBlock> fragment(std::uint32_t Index);

private:
  /// A place in a chain of metadata blocks.
  struct Cursor {
    std::uint64_t Block = 0;
    std::uint64_t Offset = 0;
  };
  struct MetadataBlock {
    std::vector<std::uint8_t> Content;
    std::uint64_t Next = 0;
  };

  const MetadataBlock *block(std::uint64_t At);
  /// Reads on from \p C; nothing when that goes past the end or is damaged.
  std::optional<std::vector<std::uint8_t>> read(Cursor &C, std::uint64_t Size);
  /// An entry of a table that is found through a list of its blocks.
  std::optional<std::vector<std::uint8_t>>
  entry(std::uint64_t Table, std::uint64_t Index, std::uint64_t EntrySize);

  struct Reading; ///< of one inode
  bool readInode3(Reading &R);
  bool readInode4(Reading &R);
  struct FileFields;
  bool readFile(Reading &R, const Ordered &N, const FileFields &At);
  bool readBlocks(Reading &R);
  bool readTarget(Reading &R, std::uint64_t Size);
  std::uint32_t owner3(std::uint64_t Table, std::uint32_t Index) const;
  std::uint32_t owner4(std::uint32_t Index);

  Ordered Image;
  const SquashfsSuper &Super;
  SquashfsCodec Codec;
  std::map<std::uint64_t, MetadataBlock> Blocks;
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_FILESYSTEMS_SQUASHFSTABLES_H
