//===- binscan/filesystems/Erofs.cpp - EROFS --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Erofs.h"

#include "binscan/filesystems/Inode.h"
#include "binscan/filesystems/Walk.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

constexpr std::uint64_t Step = 32; ///< between the numbers of inodes

/// Where the data of a file is.
enum Layout : std::uint8_t { Plain, PackedFull, Inline, PackedCompact, Chunks };

struct Inode {
  std::uint8_t Of = Plain; ///< a Layout, if it is one
  std::uint16_t Mode = 0;
  std::uint64_t Size = 0;
  std::uint32_t Place = 0; ///< a block, a device's numbers, a chunk format
  std::uint32_t Uid = 0, Gid = 0;
  std::uint64_t End = 0; ///< of the inode and its attributes
};

std::optional<Inode> readInode(const Ordered &Image, const ErofsSuper &Super,
                               std::uint64_t Number) {
  constexpr std::uint64_t LongSize = 64;
  if (Number > Image.size() / Step)
    return std::nullopt;
  const std::uint64_t At = Super.Metadata + Number * Step;
  const bool IsLong = Image.u16(At) & 1;
  const std::optional<Ordered> I = Image.slice(At, IsLong ? LongSize : Step);
  if (!I)
    return std::nullopt;
  // The version, the layout, and two bits that newer kernels know.
  constexpr std::uint16_t KnownFormat = 0x3F;
  if (I->u16(0) > KnownFormat)
    return std::nullopt;
  Inode Read;
  Read.Of = I->u16(0) >> 1 & 7;
  Read.Mode = I->u16(4);
  Read.Size = IsLong ? I->u64(8) : I->u32(8);
  Read.Place = I->u32(16);
  Read.Uid = IsLong ? I->u32(24) : I->u16(24);
  Read.Gid = IsLong ? I->u32(28) : I->u16(26);
  const std::uint64_t Attributes = I->u16(2);
  Read.End = At + I->size() + (Attributes == 0 ? 0 : 12 + 4 * (Attributes - 1));
  return Read;
}

class Erofs final : public InodeSource {
public:
  Erofs(const Ordered &Image, const ErofsSuper &Super)
      : Image(Image), Super(Super), DirectoryBytes(Image.size()) {}

  Listing list(std::uint64_t Directory) override {
    Listing L;
    // All directories together are a part of the image.
    const std::optional<Inode> I = readInode(Image, Super, Directory);
    if (!I || I->Size > DirectoryBytes) {
      L.Damage = I ? "it is larger than the file system" : "it has no inode";
      return L;
    }
    DirectoryBytes -= I->Size;
    const FileContent C = read(Directory, I->Size);
    L.Damage = C.Damage;
    for (Bytes Rest = Bytes(C.Data); !Rest.empty();
         Rest = Rest.from(Super.blockSize()))
      listBlock(Ordered(Rest.first(Super.blockSize()), ByteOrder::Little), L);
    return L;
  }

  std::optional<FileAttributes> attributesOf(std::uint64_t Number) override {
    constexpr std::uint64_t LongestTarget = 4096;
    const std::optional<Inode> I = readInode(Image, Super, Number);
    if (!I || I->Mode == 0)
      return std::nullopt;
    FileAttributes A = attributesOfMode(I->Mode, I->Uid, I->Gid);
    if (A.Type == FileType::Symlink) {
      const FileContent Target = read(Number, LongestTarget);
      A.LinkTarget.assign(Target.Data.begin(), Target.Data.end());
    }
    if (isDevice(A))
      setNewDevice(A, I->Place);
    return A;
  }

  FileContent read(std::uint64_t Number, std::uint64_t Allowed) override {
    FileContent C;
    const std::optional<Inode> I = readInode(Image, Super, Number);
    if (!I)
      return {{}, "its inode is damaged"};
    C.IsTooLarge = I->Size > Allowed;
    C.Data.resize(std::min(I->Size, Allowed));
    switch (I->Of) {
    case Plain:
    case Inline:
      readBlocks(*I, C);
      break;
    case Chunks:
      readChunks(*I, C);
      break;
    case PackedFull:
    case PackedCompact:
      C.Damage = unpackErofsFile(
          Image, Super, {I->Size, I->End, I->Of == PackedCompact}, C.Data);
      break;
    default:
      C.Damage = "its layout is not known";
    }
    return C;
  }

private:
  /// A block of a directory: entries of 12 bytes with the start of their names,
  /// which follow.
  static void listBlock(const Ordered &Block, Listing &L) {
    constexpr std::uint64_t EntrySize = 12, NameAt = 8;
    const std::uint64_t Count = Block.u16(NameAt) / EntrySize;
    for (std::uint64_t I = 0; I != Count; ++I) {
      const std::uint64_t Start = Block.u16(I * EntrySize + NameAt);
      const std::uint64_t End = I + 1 == Count
                                    ? Block.size()
                                    : Block.u16((I + 1) * EntrySize + NameAt);
      const std::optional<Ordered> Name =
          End > Start ? Block.slice(Start, End - Start) : std::nullopt;
      if (!Name) {
        L.Damage = "an entry lies past its end";
        return;
      }
      const std::string_view Padded = Name->bytes().text();
      const std::string_view Text = Padded.substr(0, Padded.find('\0'));
      if (Text != "." && Text != "..")
        L.Entries.push_back({std::string(Text), Block.u64(I * EntrySize)});
    }
  }

  /// Copies from the image to a file; false when it is not all there.
  bool copy(std::uint64_t From, std::span<std::uint8_t> To) const {
    const std::optional<Ordered> Data = Image.slice(From, To.size());
    if (Data)
      std::ranges::copy(Data->bytes(), To.begin());
    return Data.has_value();
  }

  void readBlocks(const Inode &I, FileContent &C) const {
    const std::uint64_t BlockSize = Super.blockSize();
    const std::uint64_t Start = std::uint64_t(I.Place) << Super.BlockLog;
    const std::uint64_t InBlocks = I.Of == Inline && I.Size != 0
                                       ? (I.Size - 1) / BlockSize * BlockSize
                                       : I.Size;
    const std::span<std::uint8_t> Out(C.Data);
    const std::uint64_t First = std::min<std::uint64_t>(InBlocks, Out.size());
    if ((First != 0 && !copy(Start, Out.first(First))) ||
        !copy(I.End, Out.subspan(First)))
      C.Damage = "it lies past the end";
  }

  void readChunks(const Inode &I, FileContent &C) const {
    constexpr std::uint32_t LogMask = 0x1F, HasIndexes = 0x20, Hole = ~0U;
    const bool IsIndexed = I.Place & HasIndexes;
    const std::uint64_t EntrySize = IsIndexed ? 8 : 4;
    const unsigned Log = Super.BlockLog + (I.Place & LogMask);
    const std::uint64_t List = (I.End + EntrySize - 1) / EntrySize * EntrySize;
    const std::uint64_t ChunkSize = std::uint64_t(1) << Log;
    const std::span<std::uint8_t> Out(C.Data);
    for (std::uint64_t At = 0; At < Out.size(); At += ChunkSize) {
      const std::optional<Ordered> Entry =
          Image.slice(List + (At >> Log) * EntrySize, EntrySize);
      const std::uint32_t Block = Entry ? Entry->u32(IsIndexed ? 4 : 0) : Hole;
      if (!Entry)
        C.Damage = "its list of chunks goes past the end";
      else if (IsIndexed && Entry->u16(2) != 0)
        C.Damage = "a chunk is on another device";
      else if (Block != Hole &&
               !copy(std::uint64_t(Block) << Super.BlockLog,
                     Out.subspan(At, std::min(ChunkSize, Out.size() - At))))
        C.Damage = "a chunk lies past the end";
    }
  }

  Ordered Image;
  ErofsSuper Super;
  std::uint64_t DirectoryBytes;
};

} // namespace

std::optional<ErofsSuper> binscan::readErofsSuper(Bytes Image) {
  constexpr std::uint32_t Magic = 0xE0F5E1E2;
  constexpr std::uint64_t Size = 128;
  constexpr unsigned LeastLog = 9, MostLog = 16;
  const Ordered All(Image, ByteOrder::Little);
  const std::optional<Ordered> B = All.slice(ErofsSuper::At, Size);
  if (!B || B->u32(0) != Magic || B->u8(12) < LeastLog || B->u8(12) > MostLog ||
      B->u32(36) == 0)
    return std::nullopt;
  ErofsSuper S;
  S.BlockLog = B->u8(12);
  S.Blocks = B->u32(36);
  S.Metadata = std::uint64_t(B->u32(40)) << S.BlockLog;
  S.Root = B->u16(14);
  S.Features = B->u32(80);
  const std::optional<Inode> Root = readInode(All, S, S.Root);
  if (!Root || Root->Size == 0 || Root->Size > S.size() ||
      attributesOfMode(Root->Mode, 0, 0).Type != FileType::Directory)
    return std::nullopt;
  return S;
}

void binscan::unpackErofs(Unpacking &U) {
  const std::optional<ErofsSuper> Super = readErofsSuper(U.bytes());
  if (!Super)
    return;
  Erofs From(Ordered(U.bytes(), ByteOrder::Little), *Super);
  walkInodes(From, Super->Root, U);
}
