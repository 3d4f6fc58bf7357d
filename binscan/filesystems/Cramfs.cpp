//===- binscan/filesystems/Cramfs.cpp - cramfs ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// cramfs (include/uapi/linux/cramfs_fs.h) is written in the byte order of the
// device. An inode is three words of bit fields, which is why they differ in
// more than their bytes between the orders:
//
//   mode:16 uid:16 | size:24 gid:8 | words of name:6, words to its data:26
//
// Directories are inodes with their names; files are a table with the end of
// each block, and the blocks: 4 KiB, zlib. A block of no length is all zeros.
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Cramfs.h"

#include "binscan/adapters/Blocks.h"
#include "binscan/filesystems/Inode.h"
#include "binscan/filesystems/Walk.h"

#include <algorithm>
#include <array>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

constexpr std::uint64_t InodeSize = 12, PageSize = 4096;

/// An inode is known by its offset.
class Cramfs final : public InodeSource {
public:
  Cramfs(Ordered Image, std::uint32_t Flags)
      : Image(Image), IsExtended(Flags & CramfsLayout::ExtendedPointers) {}

  Listing list(std::uint64_t Directory) override {
    Listing L;
    const Inode D = inode(Directory);
    const std::uint64_t End = D.DataAt + D.Size;
    for (std::uint64_t At = D.DataAt; At < End;) {
      const Inode Entry = inode(At);
      const std::optional<Ordered> Name =
          Image.slice(At + InodeSize, Entry.NameSize);
      if (!Name) {
        L.Damage = "an entry lies past its end";
        break;
      }
      const std::string_view Padded = Name->bytes().text();
      L.Entries.push_back(
          {std::string(Padded.substr(0, Padded.find('\0'))), At});
      At += InodeSize + Entry.NameSize;
    }
    return L;
  }

  std::optional<FileAttributes> attributesOf(std::uint64_t Number) override {
    if (!Image.slice(Number, InodeSize))
      return std::nullopt;
    const Inode I = inode(Number);
    FileAttributes A = attributesOfMode(I.Mode, I.Uid, I.Gid);
    if (isDevice(A))
      setOldDevice(A, I.Size); // devices have no size
    if (A.Type == FileType::Symlink) {
      const FileContent Target = read(Number, PageSize);
      A.LinkTarget.assign(Target.Data.begin(), Target.Data.end());
    }
    return A;
  }

  FileContent read(std::uint64_t Number, std::uint64_t Allowed) override {
    const Inode I = inode(Number);
    FileContent C;
    C.IsTooLarge = I.Size > Allowed;
    const std::uint64_t Size = std::min<std::uint64_t>(I.Size, Allowed);
    const std::uint64_t Count =
        (std::uint64_t(I.Size) + PageSize - 1) / PageSize;
    if (!Image.slice(I.DataAt, Count * 4)) {
      C.Damage = "its table of blocks goes past the end";
      return C;
    }
    C.Data.resize(Size);
    std::uint64_t Start = I.DataAt + Count * 4;
    for (std::uint64_t At = 0; At < Size; At += PageSize) {
      const Output Page = Output(C.Data).subspan(
          At, std::min<std::uint64_t>(PageSize, Size - At));
      if (!readBlock(Image.u32(I.DataAt + At / PageSize * 4), Start, Page))
        C.Damage = "a block cannot be decompressed";
    }
    return C;
  }

private:
  struct Inode {
    std::uint32_t Mode, Uid, Gid, Size, NameSize;
    std::uint64_t DataAt;
  };

  Inode inode(std::uint64_t At) const {
    const Ordered I = Image.from(At);
    return {I.bits(0, 16),     I.bits(16, 16),
            I.bits(56, 8),     I.bits(32, 24),
            I.bits(64, 6) * 4, std::uint64_t(I.bits(70, 26)) * 4};
  }

  /// Decodes a block; \p Start is where it starts unless \p Pointer says
  /// otherwise, and then where the next one does.
  bool readBlock(std::uint32_t Pointer, std::uint64_t &Start, Output Page) {
    // The last page of a file may decode to more than is left of the file.
    std::array<std::uint8_t, PageSize> Whole{};
    std::uint64_t From = Start, End = Pointer;
    bool IsStored = false;
    if (IsExtended) {
      constexpr std::uint32_t Stored = 1U << 31, Direct = 1U << 30;
      const std::uint32_t Address = Pointer & ~(Stored | Direct);
      IsStored = Pointer & Stored;
      End = Address;
      if (Pointer & Direct) {
        From = std::uint64_t(Address) * 4;
        End = From + PageSize;
        if (!IsStored) {
          End = From + 2 + Image.u16(From);
          From += 2;
        }
      }
    }
    Start = End;
    if (End < From)
      return false;
    if (End == From)
      return true; // zeros, as the page is already
    const std::optional<Ordered> Data = Image.slice(
        From, IsStored ? std::min<std::uint64_t>(End - From, Page.size())
                       : End - From);
    if (!Data)
      return false;
    BlockSize Size = Data->size();
    if (IsStored)
      std::ranges::copy(Data->bytes(), Whole.begin());
    else
      Size = decodeZlibBlock(Data->bytes(), Whole);
    if (!Size || *Size < Page.size())
      return false;
    std::copy_n(Whole.begin(), Page.size(), Page.begin());
    return true;
  }

  Ordered Image;
  bool IsExtended;
};

} // namespace

void binscan::unpackCramfs(Unpacking &U) {
  using L = CramfsLayout;
  for (const std::uint64_t SuperAt : {std::uint64_t(0), L::BootRoom})
    for (const ByteOrder Order : {ByteOrder::Little, ByteOrder::Big}) {
      const Ordered Image(U.bytes(), Order);
      if (Image.u32(SuperAt) != L::Magic)
        continue;
      Cramfs From(Image, Image.u32(SuperAt + L::FlagsAt));
      walkInodes(From, SuperAt + L::RootAt, U);
      return;
    }
}
