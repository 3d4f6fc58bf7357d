//===- binscan/filesystems/Ext.cpp - ext2, ext3, ext4 -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ext4 (Documentation/filesystems/ext4) and what it grew out of: little-endian,
// split into groups of blocks with a table of inodes each. A file's blocks are
// in a tree of extents, or, in older file systems, in lists of lists. Journals
// are not replayed, and the index of a directory is not used: it is made so
// that those who do not know it read the directory all the same.
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Ext.h"

#include "binscan/Ordered.h"
#include "binscan/filesystems/Inode.h"
#include "binscan/filesystems/Walk.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

/// Features that a reader has to know.
enum Feature : std::uint32_t {
  Compression = 0x1,
  MetaGroups = 0x10,
  Wide = 0x80, ///< 64 bits
  Encryption = 0x10000,
};

std::optional<ExtSuper> binscan::readExtSuper(Bytes Image) {
  constexpr std::uint16_t Magic = 0xEF53;
  constexpr std::uint32_t LargestLog = 6, OldInodeSize = 128;
  const std::optional<Bytes> Raw = Image.slice(ExtSuper::At, ExtSuper::Size);
  if (!Raw)
    return std::nullopt;
  const Ordered B(*Raw, ByteOrder::Little);
  // Copies of the super block stand in other groups, and say in which.
  if (B.u16(56) != Magic || B.u32(24) > LargestLog || B.u32(76) > 1 ||
      B.u16(90) != 0)
    return std::nullopt;
  ExtSuper S;
  S.Incompatible = B.u32(96);
  const bool IsWide = S.Incompatible & Feature::Wide;
  S.BlockSize = std::uint64_t(1024) << B.u32(24);
  S.Blocks = B.u32(4) | (IsWide ? std::uint64_t(B.u32(336)) << 32 : 0);
  S.FirstDataBlock = B.u32(20);
  S.Inodes = B.u32(0);
  S.InodesPerGroup = B.u32(40);
  S.InodeSize = B.u32(76) == 0 ? OldInodeSize : B.u16(88);
  S.DescriptorSize = IsWide ? std::max<std::uint32_t>(B.u16(254), 32) : 32;
  // With clusters of blocks ("bigalloc") a group has as many clusters as there
  // are bits in a block.
  constexpr std::uint32_t HasClusters = 0x200;
  const bool IsClustered = (B.u32(100) & HasClusters) != 0;
  const std::uint64_t PerGroup = IsClustered ? B.u32(36) : B.u32(32);
  const bool IsSound =
      S.Blocks > S.FirstDataBlock &&
      S.FirstDataBlock == (S.BlockSize == 1024 && !IsClustered ? 1U : 0U) &&
      S.Inodes != 0 && S.InodesPerGroup != 0 && PerGroup != 0 &&
      PerGroup <= S.BlockSize * 8 && S.InodesPerGroup <= S.BlockSize * 8 &&
      S.InodeSize >= OldInodeSize && S.InodeSize <= S.BlockSize &&
      S.Blocks <= UINT64_MAX / S.BlockSize;
  return IsSound ? std::optional(S) : std::nullopt;
}

namespace {

class Ext final : public InodeSource {
public:
  Ext(Bytes Image, const ExtSuper &Super)
      : Image(Image, ByteOrder::Little), Super(Super),
        DirectoryBytes(Image.size()) {}

  Listing list(std::uint64_t Directory) override {
    Listing L;
    // All directories together are a part of the image.
    const std::optional<Ordered> I = inode(Directory);
    if (!I || sizeOf(*I) > DirectoryBytes) {
      L.Damage = I ? "it is larger than the file system" : "it has no inode";
      return L;
    }
    DirectoryBytes -= sizeOf(*I);
    const FileContent C = read(Directory, sizeOf(*I));
    L.Damage = C.Damage;
    const Ordered All(Bytes(C.Data), ByteOrder::Little);
    if (I->u32(FlagsAt) & HasInlineData) {
      // The parent's number, then two areas of entries.
      constexpr std::uint64_t ParentSize = 4;
      listBlock(Ordered(All.bytes().first(InlineSize).from(ParentSize),
                        ByteOrder::Little),
                L);
      listBlock(Ordered(All.bytes().from(InlineSize), ByteOrder::Little), L);
      return L;
    }
    for (std::uint64_t Block = 0; Block < All.size(); Block += Super.BlockSize)
      listBlock(Ordered(All.bytes().from(Block).first(Super.BlockSize),
                        ByteOrder::Little),
                L);
    return L;
  }

  std::optional<FileAttributes> attributesOf(std::uint64_t Number) override {
    const std::optional<Ordered> I = inode(Number);
    if (!I || I->u16(0) == 0)
      return std::nullopt;
    FileAttributes A = attributesOfMode(
        I->u16(0), I->u16(2) | std::uint32_t(I->u16(120)) << 16,
        I->u16(24) | std::uint32_t(I->u16(122)) << 16);
    if (A.Type == FileType::Symlink)
      A.LinkTarget = target(*I, Number);
    if (isDevice(A)) {
      // Numbers that fit are stored as they were before there were others.
      if (I->u32(BlocksAt) != 0)
        setOldDevice(A, I->u32(BlocksAt));
      else
        setNewDevice(A, I->u32(BlocksAt + 4));
    }
    return A;
  }

  FileContent read(std::uint64_t Number, std::uint64_t Allowed) override {
    FileContent C;
    const std::optional<Ordered> I = inode(Number);
    if (!I)
      return {{}, "its inode is damaged"};
    const std::uint64_t Size = sizeOf(*I);
    C.IsTooLarge = Size > Allowed;
    C.Data.resize(std::min(Size, Allowed));
    if (I->u32(FlagsAt) & HasInlineData) {
      const Bytes Rest = inlineRest(*I);
      const Bytes First = I->from(BlocksAt).bytes().first(
          std::min<std::uint64_t>(InlineSize, C.Data.size()));
      std::ranges::copy(First, C.Data.begin());
      if (C.Data.size() > InlineSize + Rest.size())
        C.Damage = "its content is not all in its inode";
      std::ranges::copy(Rest.first(C.Data.size() - First.size()),
                        C.Data.begin() +
                            static_cast<std::ptrdiff_t>(First.size()));
      return C;
    }
    // A block is named once; a tree that visits more nodes is a loop.
    std::uint64_t Steps = Image.size() / Super.BlockSize + InlineSize;
    if (C.Data.empty())
      return C;
    const bool IsRead =
        I->u32(FlagsAt) & HasExtents
            ? readExtents(Ordered(I->from(BlocksAt).bytes().first(InlineSize),
                                  ByteOrder::Little),
                          MaxDepth, C.Data, Steps)
            : readLists(*I, C.Data, Steps);
    if (!IsRead)
      C.Damage = "its list of blocks is damaged";
    if (I->u32(FlagsAt) & IsEncrypted)
      C.Damage = "it is encrypted";
    return C;
  }

private:
  static constexpr std::uint64_t FlagsAt = 32, BlocksAt = 40, InlineSize = 60;
  static constexpr std::uint32_t HasExtents = 0x80000, IsEncrypted = 0x800,
                                 HasInlineData = 0x10000000;
  static constexpr unsigned MaxDepth = 5;

  Bytes block(std::uint64_t Number) const {
    return Number < Super.Blocks ? Image.bytes()
                                       .from(Number * Super.BlockSize)
                                       .first(Super.BlockSize)
                                 : Bytes();
  }

  std::optional<Ordered> inode(std::uint64_t Number) const {
    if (Number == 0 || Number > Super.Inodes)
      return std::nullopt;
    const std::uint64_t Group = (Number - 1) / Super.InodesPerGroup;
    const std::uint64_t Index = (Number - 1) % Super.InodesPerGroup;
    const std::optional<Ordered> D =
        Image.slice((ExtSuper::At / Super.BlockSize + 1) * Super.BlockSize +
                        Group * Super.DescriptorSize,
                    Super.DescriptorSize);
    if (!D)
      return std::nullopt;
    constexpr std::uint32_t WideSize = 64;
    const std::uint64_t Table =
        D->u32(8) |
        (Super.DescriptorSize >= WideSize ? std::uint64_t(D->u32(40)) << 32
                                          : 0);
    if (Table >= Super.Blocks)
      return std::nullopt;
    return Image.slice(Table * Super.BlockSize + Index * Super.InodeSize,
                       Super.InodeSize);
  }

  /// What of a small file does not fit where its blocks would be listed: the
  /// attribute "system.data" in the inode's own space.
  static Bytes inlineRest(const Ordered &I) {
    constexpr std::uint64_t ExtraAt = 128, EntrySize = 16, MagicSize = 4;
    constexpr std::uint32_t Magic = 0xEA020000;
    constexpr std::uint8_t SystemNames = 7;
    const std::uint64_t Start = ExtraAt + I.u16(ExtraAt) + MagicSize;
    if (I.u32(Start - MagicSize) != Magic)
      return {};
    const Ordered Attributes = I.from(Start);
    for (std::uint64_t At = 0;
         At + EntrySize <= Attributes.size() && Attributes.u32(At) != 0;) {
      const std::uint64_t NameSize = Attributes.u8(At);
      if (Attributes.u8(At + 1) == SystemNames &&
          Attributes.bytes().from(At + EntrySize).first(NameSize).text() ==
              "data")
        return Attributes.bytes()
            .slice(Attributes.u16(At + 2), Attributes.u32(At + 8))
            .value_or(Bytes());
      At += EntrySize + (NameSize + 3) / 4 * 4;
    }
    return {};
  }

  static std::uint64_t sizeOf(const Ordered &I) {
    return I.u32(4) | std::uint64_t(I.u32(108)) << 32;
  }

  std::string target(const Ordered &I, std::uint64_t Number) {
    constexpr std::uint64_t Longest = 4096;
    const std::uint64_t Size = sizeOf(I);
    // Short ones stand where the list of blocks would.
    if (Size < InlineSize && !(I.u32(FlagsAt) & HasExtents))
      return std::string(I.from(BlocksAt).bytes().first(Size).text());
    const FileContent C = read(Number, Longest);
    return {C.Data.begin(), C.Data.end()};
  }

  void listBlock(const Ordered &Block, Listing &L) const {
    constexpr std::uint64_t HeaderSize = 8;
    for (std::uint64_t At = 0; At + HeaderSize <= Block.size();) {
      const std::optional<Ordered> Entry = Block.slice(At, Block.u16(At + 4));
      const std::uint64_t NameSize = Block.u8(At + 6);
      if (!Entry || Entry->size() < HeaderSize ||
          NameSize > Entry->size() - HeaderSize) {
        L.Damage = "an entry goes past its end";
        return;
      }
      const std::string_view Name =
          Entry->bytes().from(HeaderSize).first(NameSize).text();
      // Without an inode: deleted, or a checksum.
      if (Entry->u32(0) != 0 && Name != "." && Name != "..")
        L.Entries.push_back({std::string(Name), Entry->u32(0)});
      At += Entry->size();
    }
  }

  /// Copies \p Count blocks of the image to the file's block \p Index; false
  /// when they are not all there.
  bool copy(std::uint64_t Index, std::uint64_t From, std::uint64_t Count,
            std::vector<std::uint8_t> &File) const {
    const std::uint64_t Ends =
        (File.size() + Super.BlockSize - 1) / Super.BlockSize;
    bool IsThere = true;
    for (std::uint64_t I = 0; I != Count && Index + I < Ends; ++I) {
      const std::uint64_t At = (Index + I) * Super.BlockSize;
      const std::uint64_t Want =
          std::min<std::uint64_t>(Super.BlockSize, File.size() - At);
      const Bytes Block = block(From + I).first(Want);
      std::ranges::copy(Block, File.begin() + static_cast<std::ptrdiff_t>(At));
      IsThere = IsThere && Block.size() == Want;
    }
    return IsThere;
  }

  bool readExtents(const Ordered &Node, unsigned Depth,
                   std::vector<std::uint8_t> &File, std::uint64_t &Steps) {
    constexpr std::uint16_t Magic = 0xF30A, LongestWritten = 32768;
    constexpr std::uint64_t EntrySize = 12;
    const unsigned Level = Node.u16(6);
    if (Node.u16(0) != Magic || Level > Depth)
      return false;
    for (std::uint64_t I = 1; I <= Node.u16(2); ++I) {
      const std::optional<Ordered> E = Node.slice(I * EntrySize, EntrySize);
      if (!E || Steps == 0)
        return false;
      --Steps;
      if (Level == 0) {
        const std::uint64_t From = E->u32(8) | std::uint64_t(E->u16(6)) << 32;
        // Longer ones are reserved and not written: zeros.
        if (E->u16(4) <= LongestWritten &&
            !copy(E->u32(0), From, E->u16(4), File))
          return false;
        continue;
      }
      const std::uint64_t Below = E->u32(4) | std::uint64_t(E->u16(8)) << 32;
      if (!readExtents(Ordered(block(Below), ByteOrder::Little), Level - 1,
                       File, Steps))
        return false;
    }
    return true;
  }

  /// The lists of ext2: twelve blocks, then lists of one, two and three levels.
  bool readLists(const Ordered &I, std::vector<std::uint8_t> &File,
                 std::uint64_t &Steps) {
    constexpr unsigned Direct = 12, Levels = 3;
    std::uint64_t Index = 0;
    bool IsThere = true;
    for (unsigned N = 0; N != Direct; ++N)
      IsThere &= readList(I.u32(BlocksAt + N * 4), 0, Index, File, Steps);
    for (unsigned Level = 1; Level <= Levels; ++Level)
      IsThere &= readList(I.u32(BlocksAt + (Direct + Level - 1) * 4), Level,
                          Index, File, Steps);
    return IsThere;
  }

  bool readList(std::uint32_t Block, unsigned Level, std::uint64_t &Index,
                std::vector<std::uint8_t> &File, std::uint64_t &Steps) {
    const std::uint64_t Pointers = Super.BlockSize / 4;
    std::uint64_t Covered = 1;
    for (unsigned L = 0; L != Level; ++L)
      Covered *= Pointers;
    if (Block == 0 || Index * Super.BlockSize >= File.size()) {
      Index += Covered; // a hole, or past the end
      return true;
    }
    if (Steps == 0)
      return false;
    --Steps;
    if (Level == 0)
      return copy(Index++, Block, 1, File);
    const Ordered List(block(Block), ByteOrder::Little);
    bool IsThere = List.size() == Super.BlockSize;
    for (std::uint64_t P = 0; P != Pointers; ++P)
      IsThere &= readList(List.u32(P * 4), Level - 1, Index, File, Steps);
    return IsThere;
  }

  Ordered Image;
  const ExtSuper &Super;
  std::uint64_t DirectoryBytes; ///< that may still be read
};

} // namespace

void binscan::unpackExt(Unpacking &U) {
  constexpr std::uint64_t Root = 2;
  const std::optional<ExtSuper> Super = readExtSuper(U.bytes());
  if (!Super)
    return;
  if (Super->Incompatible & (Feature::MetaGroups | Feature::Compression)) {
    U.damaged("uses features that are not known (meta_bg or compression)");
    return;
  }
  Ext From(U.bytes(), *Super);
  walkInodes(From, Root, U);
}
