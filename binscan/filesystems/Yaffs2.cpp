//===- binscan/filesystems/Yaffs2.cpp - YAFFS2 ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// YAFFS2 (yaffs_guts.h, yaffs_packedtags2.h) is a log of pages, in the device's
// byte order. What a page holds stands in tags in its spare area: of which
// object, which part of it, and in which order blocks were written. Part zero
// is the object's header: its type, its parent and name, its attributes.
// YAFFS1 has no such order, but a number of two bits that says which of two
// copies is the newer one. Neither has a magic number, and page and spare sizes
// are the flash's: so a layout is one for which the first pages make sense.
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Yaffs2.h"

#include "binscan/filesystems/Inode.h"
#include "binscan/filesystems/Walk.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

constexpr std::uint64_t TagsSize = 16;
constexpr std::uint32_t Root = 1;

enum class ObjectType : std::uint32_t {
  File = 1,
  Symlink = 2,
  Directory = 3,
  HardLink = 4,
  Special = 5,
};

/// What the tags of a page say.
struct Tags {
  std::uint32_t Sequence = 0, Object = 0, Part = 0, Size = 0;
};

/// A page with its tags.
struct Page {
  Tags Of;
  Ordered Data;
};

/// The tags of YAFFS1 (yaffs_tagscompat.c): two words of bit fields, from eight
/// bytes between status and error correction. The sequence is the number that
/// counts copies.
std::optional<Tags> readFirstTags(Bytes Spare, const Yaffs2Layout &L) {
  constexpr std::uint64_t PageStatus = 4;
  constexpr int FewestSet = 7; // a deleted page has bits cleared
  std::array<std::uint8_t, 8> Raw{};
  for (std::size_t I = 0; const std::uint64_t At : {0, 1, 2, 3, 6, 7, 11, 12})
    Raw[I++] = *Spare.u8(At);
  const Ordered T(Bytes(Raw), L.Order);
  const std::uint32_t A = T.u32(0), B = T.u32(4);
  if (std::popcount(*Spare.u8(PageStatus)) < FewestSet ||
      (A == ~0U && B == ~0U))
    return std::nullopt;
  if (L.Order == ByteOrder::Little)
    return Tags{A >> 20 & 3, B & 0x3FFFF, A & 0xFFFFF, A >> 22};
  return Tags{A >> 10 & 3, B >> 14, A >> 12, A & 0x3FF};
}

/// The tags at \p Index; nothing for a page that is erased or makes no sense.
std::optional<Page> readPage(Bytes Flash, const Yaffs2Layout &L,
                             std::uint64_t Index) {
  constexpr std::uint32_t LowestSequence = 0x1000, HighestSequence = 0xEFFFFF00,
                          ExtraFlags = 0xF0000000, HasExtra = 0x80000000,
                          HighestObject = 0x3FFFF;
  const std::uint64_t Stride = L.PageSize + L.SpareSize;
  const std::optional<Bytes> Whole = Flash.slice(Index * Stride, Stride);
  if (!Whole)
    return std::nullopt;
  if (L.IsFirstVersion) {
    const auto T = readFirstTags(Whole->from(L.PageSize), L);
    if (!T || T->Object == 0 || (T->Part != 0 && T->Size > L.PageSize))
      return std::nullopt;
    return Page{*T, Ordered(Whole->first(L.PageSize), L.Order)};
  }
  const Ordered T(Whole->from(L.PageSize + L.TagsAt), L.Order);
  Page P{{T.u32(0), T.u32(4), T.u32(8), T.u32(12)},
         Ordered(Whole->first(L.PageSize), L.Order)};
  // Headers written by a device have more about the object in these fields.
  if (P.Of.Part & HasExtra) {
    P.Of.Part = 0;
    P.Of.Object &= ~ExtraFlags;
  }
  const bool IsHeader = P.Of.Part == 0;
  const bool IsSound = P.Of.Sequence >= LowestSequence &&
                       P.Of.Sequence <= HighestSequence && P.Of.Object != 0 &&
                       P.Of.Object <= HighestObject &&
                       (IsHeader || P.Of.Size <= L.PageSize);
  return IsSound ? std::optional(P) : std::nullopt;
}

/// Where the fields of an object's header are.
namespace header {
constexpr std::uint64_t TypeAt = 0, ParentAt = 4, NameAt = 10, NameSize = 255,
                        ModeAt = 268, UidAt = 272, GidAt = 276, SizeAt = 292,
                        EquivalentAt = 296, AliasAt = 300, AliasSize = 159,
                        DeviceAt = 460, HighSizeAt = 496;
}

bool isHeader(const Ordered &H) {
  const std::uint32_t Type = H.u32(header::TypeAt);
  return Type >= 1 && Type <= 5 && H.u32(header::ParentAt) != 0 &&
         H.bytes().cString(header::NameAt, header::NameSize + 1).has_value();
}

class Yaffs2 final : public InodeSource {
public:
  Yaffs2(Bytes Flash, const Yaffs2Layout &Layout) : Layout(Layout) {
    const std::uint64_t Stride = Layout.PageSize + Layout.SpareSize;
    for (std::uint64_t I = 0; I != Flash.size() / Stride; ++I)
      if (const std::optional<Page> P = readPage(Flash, Layout, I))
        enter(*P);
    for (const auto &[Id, H] : Headers)
      if (Id != Root && isHeader(H.Data))
        Directories[H.Data.u32(header::ParentAt)].push_back(
            {name(H.Data), resolve(Id)});
  }

  Listing list(std::uint64_t Directory) override {
    const auto D = Directories.find(Directory);
    return D == Directories.end() ? Listing() : Listing{D->second};
  }

  std::optional<FileAttributes> attributesOf(std::uint64_t Number) override {
    const auto Found = Headers.find(Number);
    if (Found == Headers.end())
      return std::nullopt;
    const Ordered &H = Found->second.Data;
    FileAttributes A = attributesOfMode(
        H.u32(header::ModeAt), H.u32(header::UidAt), H.u32(header::GidAt));
    switch (static_cast<ObjectType>(H.u32(header::TypeAt))) {
    case ObjectType::Directory:
      A.Type = FileType::Directory;
      break;
    case ObjectType::Symlink:
      A.Type = FileType::Symlink;
      A.LinkTarget =
          H.bytes().cString(header::AliasAt, header::AliasSize).value_or("");
      break;
    case ObjectType::Special:
      if (isDevice(A))
        setNewDevice(A, H.u32(header::DeviceAt));
      break;
    case ObjectType::File:
    case ObjectType::HardLink:
      A.Type = FileType::Regular;
      break;
    }
    return A;
  }

  FileContent read(std::uint64_t Number, std::uint64_t Allowed) override {
    FileContent C;
    const Ordered &H = Headers.at(Number).Data;
    std::uint64_t Size = H.u32(header::SizeAt);
    // Of files that are larger than 4 GiB; older versions left it erased.
    if (H.u32(header::HighSizeAt) != ~0U)
      Size |= std::uint64_t(H.u32(header::HighSizeAt)) << 32;
    C.IsTooLarge = Size > Allowed;
    C.Data.resize(std::min(Size, Allowed));
    for (auto I = Parts.lower_bound({Number, 0});
         I != Parts.end() && I->first.first == Number; ++I) {
      const std::uint64_t At =
          std::uint64_t(I->first.second - 1) * Layout.PageSize;
      if (At >= C.Data.size())
        break;
      const Bytes Data = I->second.Data.bytes()
                             .first(I->second.Of.Size)
                             .first(C.Data.size() - At);
      std::ranges::copy(Data, C.Data.begin() + static_cast<std::ptrdiff_t>(At));
    }
    return C;
  }

private:
  void enter(const Page &P) {
    const auto Keep = [&](Page &Known) {
      // A page read later is the newer one unless its number says otherwise.
      const bool IsOlder = Layout.IsFirstVersion
                               ? Known.Of.Sequence == (P.Of.Sequence + 1) % 4
                               : P.Of.Sequence < Known.Of.Sequence;
      if (!IsOlder)
        Known = P;
    };
    if (P.Of.Part == 0)
      Keep(Headers[P.Of.Object]);
    else
      Keep(Parts[{P.Of.Object, P.Of.Part}]);
  }

  static std::string name(const Ordered &H) {
    return std::string(
        H.bytes().cString(header::NameAt, header::NameSize + 1).value_or(""));
  }

  /// What a hard link stands for.
  std::uint64_t resolve(std::uint64_t Id) const {
    const Ordered &H = Headers.at(Id).Data;
    return static_cast<ObjectType>(H.u32(header::TypeAt)) ==
                   ObjectType::HardLink
               ? H.u32(header::EquivalentAt)
               : Id;
  }

  const Yaffs2Layout &Layout;
  std::map<std::uint64_t, Page> Headers;
  std::map<std::pair<std::uint64_t, std::uint32_t>, Page> Parts;
  std::map<std::uint64_t, std::vector<Entry>> Directories;
};

/// Whether the first pages make sense: headers, or parts of the object whose
/// header came before.
bool fits(Bytes Flash, const Yaffs2Layout &L) {
  constexpr std::uint64_t Looked = 32, Enough = 2;
  std::uint64_t Last = 0, Sound = 0;
  for (std::uint64_t I = 0; I != Looked; ++I) {
    const std::optional<Page> P = readPage(Flash, L, I);
    if (!P)
      break;
    const bool Continues = P->Of.Part != 0 && P->Of.Object == Last;
    if (P->Of.Part == 0 ? !isHeader(P->Data) : !Continues)
      return false;
    Last = P->Of.Object;
    ++Sound;
  }
  return Sound >= Enough;
}

} // namespace

std::optional<Yaffs2Layout> binscan::findYaffs2Layout(Bytes Flash) {
  constexpr std::pair<std::uint64_t, std::uint64_t> Sizes[] = {
      {2048, 64},  {4096, 128}, {4096, 224}, {4096, 256}, {8192, 256},
      {8192, 448}, {1024, 32},  {512, 16},   {16384, 512}};
  for (const auto &[PageSize, SpareSize] : Sizes)
    // Behind the mark of bad blocks, or where a driver leaves room.
    for (const std::uint64_t TagsAt : {0, 2, 1, 4, 8, 30, 40})
      for (const ByteOrder Order : {ByteOrder::Little, ByteOrder::Big}) {
        const Yaffs2Layout L{Order, PageSize, SpareSize, TagsAt};
        if (TagsAt + TagsSize <= SpareSize && fits(Flash, L))
          return L;
      }
  return std::nullopt;
}

std::optional<Yaffs2Layout> binscan::findYaffs1Layout(Bytes Flash) {
  constexpr std::uint64_t PageSize = 512, SpareSize = 16;
  for (const ByteOrder Order : {ByteOrder::Little, ByteOrder::Big}) {
    const Yaffs2Layout L{Order, PageSize, SpareSize, 0, true};
    if (fits(Flash, L))
      return L;
  }
  return std::nullopt;
}

std::uint64_t binscan::yaffs2Size(Bytes Flash, const Yaffs2Layout &Layout) {
  // A block that is not in use, or bad, lies between others.
  constexpr std::uint64_t LongestGap = 256;
  std::uint64_t End = 0;
  for (std::uint64_t I = 0; I <= End + LongestGap; ++I)
    if (readPage(Flash, Layout, I))
      End = I + 1;
  return End * (Layout.PageSize + Layout.SpareSize);
}

void binscan::unpackYaffs2(Unpacking &U) {
  std::optional<Yaffs2Layout> Layout = findYaffs2Layout(U.bytes());
  if (!Layout)
    Layout = findYaffs1Layout(U.bytes());
  if (!Layout)
    return;
  Yaffs2 From(U.bytes(), *Layout);
  walkInodes(From, Root, U);
}
