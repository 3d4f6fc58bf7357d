//===- binscan/filesystems/Fat.cpp - FAT12, FAT16, FAT32 --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// FAT (Microsoft's "FAT: General Overview of On-Disk Format"): a boot sector, a
// table that names for each cluster the one that follows it, and the clusters.
// How wide the table's entries are follows from how many clusters there are. A
// directory is a file of 32-byte entries; long names stand before the entry
// they belong to, in pieces, last piece first.
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Fat.h"

#include "binscan/Ordered.h"
#include "binscan/filesystems/Walk.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>

using namespace firmcop;
using namespace firmcop::binscan;

static constexpr std::uint64_t EntrySize = 32;

std::optional<FatLayout> binscan::readFatLayout(Bytes Image) {
  constexpr std::uint64_t BootSize = 512;
  constexpr std::uint8_t ShortJump = 0xEB, LongJump = 0xE9, FirstMedia = 0xF0;
  const std::optional<Bytes> Raw = Image.slice(0, BootSize);
  if (!Raw)
    return std::nullopt;
  const Ordered B(*Raw, ByteOrder::Little);
  FatLayout L;
  L.SectorSize = B.u16(11);
  L.ClusterSize = B.u8(13) * L.SectorSize;
  L.RootEntries = B.u16(17);
  const std::uint64_t Tables = B.u8(16);
  const std::uint64_t TableSectors = B.u16(22) ? B.u16(22) : B.u32(36);
  L.Sectors = B.u16(19) ? B.u16(19) : B.u32(32);
  const bool IsSound = (B.u8(0) == ShortJump || B.u8(0) == LongJump) &&
                       std::has_single_bit(L.SectorSize) &&
                       L.SectorSize >= 512 && L.SectorSize <= 4096 &&
                       std::has_single_bit(B.u8(13)) && B.u16(14) != 0 &&
                       (Tables == 1 || Tables == 2) && TableSectors != 0 &&
                       B.u8(21) >= FirstMedia && L.Sectors != 0;
  if (!IsSound)
    return std::nullopt;
  L.TableAt = B.u16(14) * L.SectorSize;
  L.TableSize = TableSectors * L.SectorSize;
  L.RootAt = L.TableAt + Tables * L.TableSize;
  L.DataAt = L.RootAt + (L.RootEntries * EntrySize + L.SectorSize - 1) /
                            L.SectorSize * L.SectorSize;
  const std::uint64_t Size = L.Sectors * L.SectorSize;
  if (L.DataAt >= Size)
    return std::nullopt;
  constexpr std::uint64_t Below12 = 4085, Below16 = 65525, Below32 = 0x0FFFFFF5;
  const std::uint64_t Clusters = (Size - L.DataAt) / L.ClusterSize;
  L.Bits = Clusters < Below12 ? 12 : Clusters < Below16 ? 16 : 32;
  L.Clusters = static_cast<std::uint32_t>(Clusters);
  if (Clusters == 0 || Clusters > Below32 ||
      L.TableSize < (Clusters + 2) * L.Bits / 8 ||
      (L.Bits == 32) != (L.RootEntries == 0))
    return std::nullopt;
  if (L.Bits == 32)
    L.RootCluster = B.u32(44);
  return L;
}

namespace {

/// An entry of a directory.
struct FatEntry {
  std::string Name;
  std::uint32_t Cluster = 0;
  std::uint32_t Size = 0;
  bool IsDirectory = false;
};

std::string utf8(const std::vector<std::uint16_t> &Units) {
  std::string Out;
  for (std::size_t I = 0; I != Units.size(); ++I) {
    char32_t C = Units[I];
    const bool IsPair = C >= 0xD800 && C < 0xDC00 && I + 1 < Units.size() &&
                        Units[I + 1] >= 0xDC00 && Units[I + 1] < 0xE000;
    if (IsPair)
      C = 0x10000 + ((C & 0x3FF) << 10) + (Units[++I] & 0x3FF);
    const auto Add = [&](char32_t Byte) { Out += static_cast<char>(Byte); };
    if (C < 0x80) {
      Add(C);
    } else if (C < 0x800) {
      Add(0xC0 | C >> 6);
      Add(0x80 | (C & 63));
    } else if (C < 0x10000) {
      Add(0xE0 | C >> 12);
      Add(0x80 | (C >> 6 & 63));
      Add(0x80 | (C & 63));
    } else {
      Add(0xF0 | C >> 18);
      Add(0x80 | (C >> 12 & 63));
      Add(0x80 | (C >> 6 & 63));
      Add(0x80 | (C & 63));
    }
  }
  return Out;
}

/// Puts the pieces of long names together.
class LongName {
public:
  void add(const Ordered &Entry) {
    constexpr std::uint8_t First = 0x40, NumberMask = 0x1F;
    constexpr std::uint64_t Places[] = {1,  3,  5,  7,  9,  14, 16,
                                        18, 20, 22, 24, 28, 30};
    const unsigned Number = Entry.u8(0) & NumberMask;
    if (Entry.u8(0) & First) {
      Units.clear();
      Checksum = Entry.u8(13);
      Next = Number;
    }
    if (Number == 0 || Number != Next || Entry.u8(13) != Checksum) {
      clear();
      return;
    }
    --Next;
    std::vector<std::uint16_t> Piece;
    for (const std::uint64_t At : Places)
      Piece.push_back(Entry.u16(At));
    Units.insert(Units.begin(), Piece.begin(), Piece.end());
  }

  /// The name if it belongs to the short name \p Short, else nothing.
  std::string take(Bytes Short) {
    std::uint8_t Sum = 0;
    for (const std::uint8_t Byte : Short)
      Sum = static_cast<std::uint8_t>(std::rotr(Sum, 1) + Byte);
    std::string Name;
    if (Next == 0 && Sum == Checksum) {
      Units.erase(std::ranges::find(Units, 0), Units.end());
      Name = utf8(Units);
    }
    clear();
    return Name;
  }

  void clear() {
    Units.clear();
    Next = ~0U;
  }

private:
  std::vector<std::uint16_t> Units;
  std::uint8_t Checksum = 0;
  unsigned Next = ~0U; ///< number of the piece that has to follow
};

/// An inode is the place of a directory's entry; the root's is zero.
class Fat final : public InodeSource {
public:
  Fat(Bytes Image, const FatLayout &Layout)
      : Image(Image, ByteOrder::Little), Layout(Layout) {}

  Listing list(std::uint64_t Directory) override {
    Listing L;
    const std::uint32_t Cluster =
        Directory == 0 ? Layout.RootCluster : Entries.at(Directory).Cluster;
    if (Directory == 0 && Layout.Bits != 32) {
      listPart(Layout.RootAt, Layout.RootEntries * EntrySize, L);
      return L;
    }
    const Chain C = follow(Cluster, MostClusters);
    if (!C.IsWhole)
      L.Damage = "its chain of clusters is a loop, or goes past the end";
    for (const std::uint32_t Part : C.Clusters) {
      if (!Listed.insert(Part).second) {
        L.Damage = "it is a part of another directory, or of itself";
        break;
      }
      if (!listPart(placeOf(Part), Layout.ClusterSize, L))
        break;
    }
    return L;
  }

  std::optional<FileAttributes> attributesOf(std::uint64_t Number) override {
    FileAttributes A;
    A.HasMode = false;
    if (Entries.at(Number).IsDirectory)
      A.Type = FileType::Directory;
    return A;
  }

  FileContent read(std::uint64_t Number, std::uint64_t Allowed) override {
    const FatEntry &E = Entries.at(Number);
    FileContent C;
    C.IsTooLarge = E.Size > Allowed;
    const std::uint64_t Size = std::min<std::uint64_t>(E.Size, Allowed);
    const std::uint64_t Count =
        (Size + Layout.ClusterSize - 1) / Layout.ClusterSize;
    const Chain Found = follow(E.Cluster, Count);
    for (const std::uint32_t Cluster : Found.Clusters) {
      const Bytes Data = Image.bytes()
                             .from(placeOf(Cluster))
                             .first(Layout.ClusterSize)
                             .first(Size - C.Data.size());
      C.Data.insert(C.Data.end(), Data.begin(), Data.end());
    }
    if (C.Data.size() < Size)
      C.Damage = "its chain of clusters ends early";
    return C;
  }

private:
  static constexpr std::uint64_t MostClusters = 65536; ///< of a directory

  struct Chain {
    std::vector<std::uint32_t> Clusters;
    bool IsWhole = true; ///< it ended, or has as many as were asked for
  };

  std::uint64_t placeOf(std::uint32_t Cluster) const {
    return Layout.DataAt + std::uint64_t(Cluster - 2) * Layout.ClusterSize;
  }

  std::uint32_t next(std::uint32_t Cluster) const {
    const Ordered Table = Image.from(Layout.TableAt);
    if (Layout.Bits == 32)
      return Table.u32(std::uint64_t(Cluster) * 4) & 0x0FFFFFFF;
    if (Layout.Bits == 16)
      return Table.u16(std::uint64_t(Cluster) * 2);
    const std::uint16_t Pair = Table.u16(Cluster + Cluster / 2);
    return Cluster % 2 ? Pair >> 4 : Pair & 0xFFF;
  }

  Chain follow(std::uint32_t First, std::uint64_t Most) const {
    Chain C;
    const std::uint32_t Last = Layout.Bits == 32   ? 0x0FFFFFF8
                               : Layout.Bits == 16 ? 0xFFF8
                                                   : 0xFF8;
    std::uint32_t At = First;
    while (C.Clusters.size() < Most && At < Last) {
      // A chain that is longer than the file system runs in a circle.
      if (At < 2 || At - 2 >= Layout.Clusters ||
          C.Clusters.size() > Layout.Clusters || placeOf(At) >= Image.size()) {
        C.IsWhole = false;
        break;
      }
      C.Clusters.push_back(At);
      At = next(At);
    }
    return C;
  }

  /// False at the end mark of a directory.
  bool listPart(std::uint64_t At, std::uint64_t Size, Listing &L) {
    constexpr std::uint8_t End = 0, Deleted = 0xE5, LongPart = 0x0F,
                           Label = 0x08, Directory = 0x10;
    constexpr std::uint64_t AttributesAt = 11, ShortSize = 11;
    for (const std::uint64_t Stop = At + Size; At < Stop; At += EntrySize) {
      const std::optional<Ordered> E = Image.slice(At, EntrySize);
      if (!E) {
        L.Damage = "it goes past the end";
        return false;
      }
      const std::uint8_t Attributes = E->u8(AttributesAt);
      if (E->u8(0) == End)
        return false;
      if (E->u8(0) == Deleted) {
        Pending.clear();
      } else if ((Attributes & LongPart) == LongPart) {
        Pending.add(*E);
      } else if (Attributes & Label) {
        Pending.clear();
      } else {
        FatEntry Entry;
        Entry.Name = Pending.take(E->bytes().first(ShortSize));
        if (Entry.Name.empty())
          Entry.Name = shortName(*E);
        Entry.IsDirectory = Attributes & Directory;
        Entry.Size = E->u32(28);
        Entry.Cluster = E->u16(26);
        if (Layout.Bits == 32)
          Entry.Cluster |= std::uint32_t(E->u16(20)) << 16;
        if (Entry.Name == "." || Entry.Name == "..")
          continue;
        L.Entries.push_back({Entry.Name, At});
        Entries.insert_or_assign(At, std::move(Entry));
      }
    }
    return true;
  }

  static std::string shortName(const Ordered &E) {
    constexpr std::uint8_t SmallBase = 0x08, SmallExtension = 0x10,
                           Escaped = 0x05;
    const auto Part = [&](std::uint64_t At, std::uint64_t Size, bool IsSmall) {
      std::string Text(E.bytes().from(At).first(Size).text());
      Text.erase(Text.find_last_not_of(' ') + 1);
      if (IsSmall)
        for (char &C : Text)
          C = C >= 'A' && C <= 'Z' ? static_cast<char>(C - 'A' + 'a') : C;
      return Text;
    };
    std::string Name = Part(0, 8, E.u8(12) & SmallBase);
    if (!Name.empty() && Name[0] == Escaped)
      Name[0] = '\xE5';
    const std::string Extension = Part(8, 3, E.u8(12) & SmallExtension);
    return Extension.empty() ? Name : Name + '.' + Extension;
  }

  Ordered Image;
  const FatLayout &Layout;
  LongName Pending;
  std::map<std::uint64_t, FatEntry> Entries;
  std::set<std::uint32_t> Listed; ///< clusters of directories
};

} // namespace

void binscan::unpackFat(Unpacking &U) {
  const std::optional<FatLayout> Layout = readFatLayout(U.bytes());
  if (!Layout)
    return;
  Fat From(U.bytes(), *Layout);
  walkInodes(From, /*Root=*/0, U);
}
