//===- binscan/filesystems/SquashfsTables.cpp - Inodes, directories *- C++ -*-//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The structures are those of squashfs_fs.h in Linux 2.6.28 (version 3) and of
// today (version 4).
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/SquashfsTables.h"

#include "binscan/filesystems/Inode.h"

#include <algorithm>
#include <array>

using namespace firmcop;
using namespace firmcop::binscan;

static constexpr std::uint64_t MetadataSize = 8192;

/// Types of inodes; the extended ones have the same kinds again.
enum InodeType : std::uint8_t {
  DirectoryInode = 1,
  FileInode = 2,
  SymlinkInode = 3,
  BlockDeviceInode = 4,
  CharDeviceInode = 5,
  FifoInode = 6,
  SocketInode = 7,
  Basic = 7, ///< the last of the basic types
};

static FileType fileTypeOf(unsigned Type) {
  constexpr std::array<FileType, Basic + 1> Types = {
      FileType::Regular, FileType::Directory,   FileType::Regular,
      FileType::Symlink, FileType::BlockDevice, FileType::CharDevice,
      FileType::Fifo,    FileType::Socket};
  return Types[Type];
}

const SquashfsTables::MetadataBlock *SquashfsTables::block(std::uint64_t At) {
  if (const auto Known = Blocks.find(At); Known != Blocks.end())
    return &Known->second;
  constexpr std::uint16_t Stored = 0x8000;
  constexpr std::size_t MostBlocks = 4096;
  const std::optional<Ordered> Header = Image.slice(At, sizeof(Stored));
  if (!Header)
    return nullptr;
  const std::uint64_t DataAt =
      At + sizeof(Stored) + (Super.HasCheckMarks ? 1 : 0);
  const std::uint64_t Size = Header->u16(0) & ~Stored & 0xFFFF;
  const std::optional<Bytes> Data = Image.bytes().slice(DataAt, Size);
  if (!Data || Size > MetadataSize)
    return nullptr;
  MetadataBlock B;
  B.Next = DataAt + Size;
  if (Header->u16(0) & Stored) {
    B.Content.assign(Data->begin(), Data->end());
  } else {
    B.Content.resize(MetadataSize);
    const BlockSize Got = Codec.decode(*Data, B.Content);
    if (!Got)
      return nullptr;
    B.Content.resize(*Got);
  }
  if (Blocks.size() >= MostBlocks)
    Blocks.clear();
  return &(Blocks[At] = std::move(B));
}

std::optional<std::vector<std::uint8_t>>
SquashfsTables::read(Cursor &C, std::uint64_t Size) {
  std::vector<std::uint8_t> Out;
  while (Out.size() < Size) {
    const MetadataBlock *B = block(C.Block);
    if (!B || C.Offset > B->Content.size() || B->Content.empty())
      return std::nullopt;
    const std::uint64_t Part = std::min<std::uint64_t>(
        Size - Out.size(), B->Content.size() - C.Offset);
    const auto From =
        B->Content.begin() + static_cast<std::ptrdiff_t>(C.Offset);
    Out.insert(Out.end(), From, From + static_cast<std::ptrdiff_t>(Part));
    C.Offset += Part;
    if (Out.size() < Size)
      C = {B->Next, 0};
  }
  return Out;
}

std::optional<std::vector<std::uint8_t>>
SquashfsTables::entry(std::uint64_t Table, std::uint64_t Index,
                      std::uint64_t EntrySize) {
  const std::uint64_t At = Index * EntrySize;
  if (Table >= Image.size())
    return std::nullopt;
  const std::optional<Ordered> Pointer =
      Image.from(Table).slice(At / MetadataSize * 8, 8);
  if (!Pointer)
    return std::nullopt;
  Cursor C{Pointer->u64(0), At % MetadataSize};
  return read(C, EntrySize);
}

std::optional<SquashfsBlock> SquashfsTables::fragment(std::uint32_t Index) {
  constexpr std::uint64_t EntrySize = 16;
  if (Index >= Super.Fragments)
    return std::nullopt;
  const auto Entry = entry(Super.FragmentTable, Index, EntrySize);
  if (!Entry)
    return std::nullopt;
  const Ordered E(Bytes(*Entry), Super.Order);
  return SquashfsBlock{E.u64(0), E.u32(8)};
}

std::uint32_t SquashfsTables::owner3(std::uint64_t Table,
                                     std::uint32_t Index) const {
  return Table < Image.size() ? Image.from(Table).u32(Index * 4) : 0;
}

std::uint32_t SquashfsTables::owner4(std::uint32_t Index) {
  const auto Entry = entry(Super.UserTable, Index, sizeof(std::uint32_t));
  return Entry ? Ordered(Bytes(*Entry), Super.Order).u32(0) : 0;
}

/// One inode while it is read: what is known of it, and where to read on.
struct SquashfsTables::Reading {
  SquashfsInode I;
  Cursor At;
  std::uint64_t Largest;
};

bool SquashfsTables::readBlocks(Reading &R) {
  SquashfsInode &I = R.I;
  const std::uint64_t Readable = std::min(I.Size, R.Largest);
  const bool HasTail = I.Fragment == SquashfsInode::NoFragment;
  const std::uint64_t Count =
      I.Size > R.Largest || HasTail
          ? (Readable + Super.BlockSize - 1) / Super.BlockSize
          : Readable / Super.BlockSize;
  constexpr std::uint64_t Step = 1024;
  while (I.Blocks.size() < Count) {
    const std::uint64_t Part = std::min(Step, Count - I.Blocks.size());
    const auto Sizes = read(R.At, Part * 4);
    if (!Sizes)
      return false;
    const Ordered S(Bytes(*Sizes), Super.Order);
    for (std::uint64_t N = 0; N != Part; ++N)
      I.Blocks.push_back(S.u32(N * 4));
  }
  return true;
}

/// Where the inode of a file has what the versions agree on.
struct SquashfsTables::FileFields {
  std::uint8_t Start = 0;
  bool IsStartWide = false;  ///< 64 bits instead of 32
  std::uint8_t Fragment = 0; ///< and the offset in it behind
  std::uint8_t Size = 0;
  bool IsSizeWide = false;
};

bool SquashfsTables::readFile(Reading &R, const Ordered &N,
                              const FileFields &At) {
  SquashfsInode &I = R.I;
  I.Start = At.IsStartWide ? N.u64(At.Start) : N.u32(At.Start);
  I.Fragment = N.u32(At.Fragment);
  I.FragmentOffset = N.u32(At.Fragment + sizeof(I.Fragment));
  I.Size = At.IsSizeWide ? N.u64(At.Size) : N.u32(At.Size);
  return readBlocks(R);
}

bool SquashfsTables::readTarget(Reading &R, std::uint64_t Size) {
  constexpr std::uint64_t LongestTarget = 65536;
  const auto Target = read(R.At, std::min(Size, LongestTarget));
  if (Target)
    R.I.File.LinkTarget.assign(Target->begin(), Target->end());
  return Target.has_value();
}

bool SquashfsTables::readInode3(Reading &R) {
  SquashfsInode &I = R.I;
  Cursor Ahead = R.At;
  const auto Base = read(Ahead, 12);
  if (!Base)
    return false;
  const Ordered B(Bytes(*Base), Super.Order);
  const unsigned Type = B.bits(0, 4);
  constexpr std::uint32_t SameAsUser = 255;
  constexpr unsigned Long = 7, LongFile = FileInode + Long,
                     LongDirectory = DirectoryInode + Long;
  if (Type == 0 || Type > LongFile)
    return false;
  I.File.Type = fileTypeOf(Type > Basic ? Type - Long : Type);
  I.File.Mode = B.bits(4, 12) & 07777;
  I.File.Uid = owner3(Super.UserTable, B.bits(16, 8));
  I.File.Gid = B.bits(24, 8) == SameAsUser
                   ? I.File.Uid
                   : owner3(Super.GroupTable, B.bits(24, 8));

  constexpr std::array<std::uint64_t, LongFile + 1> Sizes = {
      0, 28, 32, 18, 18, 18, 16, 16, 31, 40};
  const auto Raw = read(R.At, Sizes[Type]);
  if (!Raw)
    return false;
  const Ordered N(Bytes(*Raw), Super.Order);
  switch (Type) {
  case DirectoryInode:
    I.Size = N.bits(128, 19);
    I.TableOffset = N.bits(147, 13);
    I.TableBlock = N.u32(20);
    return true;
  case LongDirectory:
    I.Size = N.bits(128, 27);
    I.TableOffset = N.bits(155, 13);
    I.TableBlock = N.u32(21);
    return true;
  case FileInode:
    return readFile(
        R, N, {.Start = 12, .IsStartWide = true, .Fragment = 20, .Size = 28});
  case LongFile:
    return readFile(R, N,
                    {.Start = 16,
                     .IsStartWide = true,
                     .Fragment = 24,
                     .Size = 32,
                     .IsSizeWide = true});
  case SymlinkInode:
    return readTarget(R, N.u16(16));
  case BlockDeviceInode:
  case CharDeviceInode:
    setOldDevice(I.File, N.u16(16));
    return true;
  default:
    return true;
  }
}

bool SquashfsTables::readInode4(Reading &R) {
  SquashfsInode &I = R.I;
  Cursor Ahead = R.At;
  const auto Base = read(Ahead, 16);
  if (!Base)
    return false;
  const Ordered B(Bytes(*Base), Super.Order);
  const unsigned Type = B.u16(0);
  constexpr unsigned LongDirectory = DirectoryInode + Basic,
                     LongFile = FileInode + Basic;
  if (Type == 0 || Type > 2 * Basic)
    return false;
  const unsigned Plain = Type > Basic ? Type - Basic : Type;
  I.File.Type = fileTypeOf(Plain);
  I.File.Mode = B.u16(2) & 07777;
  I.File.Uid = owner4(B.u16(4));
  I.File.Gid = owner4(B.u16(6));

  const std::uint64_t Size = Type == LongDirectory      ? 40
                             : Type == LongFile         ? 56
                             : Plain <= FileInode       ? 32
                             : Plain <= CharDeviceInode ? 24
                                                        : 20;
  const auto Raw = read(R.At, Size);
  if (!Raw)
    return false;
  const Ordered N(Bytes(*Raw), Super.Order);
  switch (Type) {
  case DirectoryInode:
    I.TableBlock = N.u32(16);
    I.Size = N.u16(24);
    I.TableOffset = N.u16(26);
    return true;
  case LongDirectory:
    I.Size = N.u32(20);
    I.TableBlock = N.u32(24);
    I.TableOffset = N.u16(34);
    return true;
  case FileInode:
    return readFile(R, N, {.Start = 16, .Fragment = 20, .Size = 28});
  case LongFile:
    return readFile(R, N,
                    {.Start = 16,
                     .IsStartWide = true,
                     .Fragment = 44,
                     .Size = 24,
                     .IsSizeWide = true});
  default:
    break;
  }
  if (Plain == SymlinkInode)
    return readTarget(R, N.u32(20));
  if (isDevice(I.File))
    setNewDevice(I.File, N.u32(20));
  return true;
}

std::optional<SquashfsInode> SquashfsTables::inode(std::uint64_t Reference,
                                                   std::uint64_t Largest) {
  constexpr std::uint64_t LargestTable = std::uint64_t(1) << 32;
  const std::uint64_t Block = Reference >> 16;
  if (Block >= LargestTable)
    return std::nullopt;
  Reading R{{}, {Super.InodeTable + Block, Reference & 0xFFFF}, Largest};
  const bool IsRead = Super.Major == 3 ? readInode3(R) : readInode4(R);
  return IsRead ? std::optional(std::move(R.I)) : std::nullopt;
}

InodeSource::Listing SquashfsTables::list(const SquashfsInode &Directory) {
  // The size of a directory counts "." and "..", which are not there.
  constexpr std::uint64_t Unwritten = 3;
  constexpr std::size_t MostEntries = 1'000'000;
  const bool Is3 = Super.Major == 3;
  const std::uint64_t HeaderSize = Is3 ? 9 : 12, EntrySize = Is3 ? 5 : 8;
  InodeSource::Listing L;
  L.Damage = "a block cannot be decompressed, or lies past the end";
  Cursor At{Super.DirectoryTable + Directory.TableBlock, Directory.TableOffset};
  for (std::uint64_t Done = Unwritten; Done < Directory.Size;) {
    const auto Header = read(At, HeaderSize);
    if (!Header)
      return L;
    const Ordered H(Bytes(*Header), Super.Order);
    const std::uint64_t Count = std::uint64_t(Is3 ? H.u8(0) : H.u32(0)) + 1;
    const std::uint64_t InodeBlock = H.u32(Is3 ? 1 : 4);
    Done += HeaderSize;
    for (std::uint64_t I = 0; I != Count && Done < Directory.Size; ++I) {
      const auto Entry = read(At, EntrySize);
      if (!Entry)
        return L;
      const Ordered E(Bytes(*Entry), Super.Order);
      const std::uint64_t Offset = Is3 ? E.bits(0, 13) : E.u16(0);
      const std::uint64_t NameSize =
          std::uint64_t(Is3 ? E.u8(2) : E.u16(6)) + 1;
      const auto Name = read(At, NameSize);
      if (!Name)
        return L;
      if (L.Entries.size() >= MostEntries) {
        L.Damage = "it has more entries than are allowed";
        return L;
      }
      L.Entries.push_back(
          {std::string(Name->begin(), Name->end()), InodeBlock << 16 | Offset});
      Done += EntrySize + NameSize;
    }
  }
  L.Damage.clear();
  return L;
}
