//===- binscan/formats/Disk.cpp - Partitioned disks -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// eMMC chips and SD cards have a GPT (UEFI specification, chapter 5) or the
// four entries of a master boot record. What boot ROMs and boot loaders keep in
// front of the first partition is in no entry; it becomes a part as well.
//
//===----------------------------------------------------------------------===//

#include "binscan/Entropy.h"
#include "binscan/Format.h"
#include "binscan/adapters/Streams.h"

#include <algorithm>
#include <map>

using namespace firmcop::binscan;

// The header is in the second sector, of either size.
static constexpr Signature GptSignatures[] = {{"EFI PART", 512},
                                              {"EFI PART", 4096}};
static constexpr Signature MbrSignatures[] = {{"\x55\xAA", 510}};

namespace {

struct Partition {
  std::uint64_t Number; ///< from 1
  std::string Name;     ///< may be empty
  std::uint64_t Offset; ///< in bytes
  std::uint64_t Length;
};

struct Disk {
  std::vector<Partition> Partitions;
  std::uint64_t Length = 0;   ///< to the end of the disk, or of its partitions
  std::uint64_t TableEnd = 0; ///< where the table that was read ends
  bool TableIsRight = true;
};

/// UTF-16 up to a zero.
std::string nameOf(Bytes Utf16) {
  std::string Name;
  for (std::uint64_t At = 0; At + 1 < Utf16.size(); At += 2) {
    const std::uint16_t Unit = *Utf16.u16le(At);
    if (Unit == 0)
      break;
    // Names are ASCII in practice; anything else only has to stay distinct.
    if (Unit < 0x80)
      Name += static_cast<char>(Unit);
    else
      Name += '?';
  }
  return Name;
}

std::optional<Disk> readGpt(Bytes B, std::uint64_t Sector) {
  constexpr std::uint32_t LeastHeader = 92, LeastEntry = 128, MostEntry = 4096,
                          MostEntries = 1024;
  const Bytes Header = B.from(Sector);
  const auto HeaderSize = Header.u32le(12);
  if (!Header.startsWith("EFI PART") || !HeaderSize ||
      *HeaderSize < LeastHeader || *HeaderSize > Sector ||
      !Header.contains(0, *HeaderSize) || *Header.u64le(24) != 1)
    return std::nullopt;
  const std::uint8_t Zeros[4] = {};
  std::uint32_t Crc = crc32(Header.first(16));
  Crc = crc32(Bytes(Zeros, sizeof(Zeros)), Crc);
  Crc = crc32(Header.first(*HeaderSize).from(20), Crc);
  const std::uint64_t LastSector = *Header.u64le(32);
  const std::uint64_t EntriesAt = *Header.u64le(72);
  const std::uint32_t Count = *Header.u32le(80), Size = *Header.u32le(84);
  constexpr std::uint64_t MostSectors = std::uint64_t(1) << 40;
  if (Crc != *Header.u32le(16) || LastSector > MostSectors ||
      EntriesAt > MostSectors || Count == 0 || Count > MostEntries ||
      Size < LeastEntry || Size > MostEntry)
    return std::nullopt;
  const auto Table = B.slice(EntriesAt * Sector, std::uint64_t(Count) * Size);
  if (!Table)
    return std::nullopt;
  Disk D;
  D.TableIsRight = crc32(*Table) == *Header.u32le(88);
  D.Length = (LastSector + 1) * Sector;
  D.TableEnd = EntriesAt * Sector + Table->size();
  for (std::uint32_t I = 0; I != Count; ++I) {
    const Bytes Entry = *Table->slice(std::uint64_t(I) * Size, Size);
    const std::uint64_t First = *Entry.u64le(32), Last = *Entry.u64le(40);
    if (repeatedByte(Entry.first(16)) == 0 || First > Last || Last > LastSector)
      continue;
    D.Partitions.push_back({I + 1U, nameOf(*Entry.slice(56, 72)),
                            First * Sector, (Last - First + 1) * Sector});
  }
  return D;
}

struct MbrEntry {
  std::uint8_t Status;
  std::uint8_t Type;
  std::uint64_t First;
  std::uint64_t Count;
};

MbrEntry readEntry(Bytes Sector, unsigned Index) {
  const std::uint64_t At = 446 + std::uint64_t(16) * Index;
  return {*Sector.u8(At), *Sector.u8(At + 4), *Sector.u32le(At + 8),
          *Sector.u32le(At + 12)};
}

bool isExtended(std::uint8_t Type) {
  return Type == 0x05 || Type == 0x0F || Type == 0x85;
}

/// The logical drives of an extended partition: each has a sector like a master
/// boot record in front of it, whose second entry leads to the next one.
void readLogical(Bytes B, const MbrEntry &Extended, Disk &D) {
  constexpr std::uint64_t Sector = 512, MostDrives = 128;
  std::uint64_t At = Extended.First;
  for (std::uint64_t N = 0; N != MostDrives; ++N) {
    const auto Record = B.slice(At * Sector, Sector);
    if (!Record || !Record->hasAt(510, "\x55\xAA"))
      return;
    const MbrEntry Drive = readEntry(*Record, 0), Next = readEntry(*Record, 1);
    if (Drive.Type != 0 && Drive.Count != 0)
      D.Partitions.push_back(
          {5 + N, {}, (At + Drive.First) * Sector, Drive.Count * Sector});
    // The chain only leads forward, so it ends.
    if (Next.Type == 0 || Extended.First + Next.First <= At)
      return;
    At = Extended.First + Next.First;
  }
}

std::optional<Disk> readMbr(Bytes B) {
  constexpr std::uint64_t Sector = 512;
  constexpr std::uint8_t Inactive = 0, Active = 0x80, Protective = 0xEE;
  const auto Record = B.slice(0, Sector);
  if (!Record)
    return std::nullopt;
  Disk D;
  D.TableEnd = Sector;
  std::uint64_t End = Sector;
  std::vector<MbrEntry> Entries;
  for (unsigned I = 0; I != 4; ++I)
    Entries.push_back(readEntry(*Record, I));
  for (unsigned I = 0; I != 4; ++I) {
    const MbrEntry &E = Entries[I];
    if ((E.Status != Inactive && E.Status != Active) || E.Type == Protective ||
        (E.Type == 0) != (E.Count == 0) || (E.Count != 0 && E.First == 0))
      return std::nullopt;
    for (const MbrEntry &Other : Entries)
      if (&Other != &E && Other.Count != 0 && E.Count != 0 &&
          Other.First < E.First + E.Count &&
          E.First < Other.First + Other.Count)
        return std::nullopt;
    if (E.Count == 0)
      continue;
    End = std::max(End, (E.First + E.Count) * Sector);
    if (isExtended(E.Type))
      readLogical(B, E, D);
    else
      D.Partitions.push_back({I + 1U, {}, E.First * Sector, E.Count * Sector});
  }
  D.Length = End;
  return D;
}

/// \p Found, as far as the bytes go. It is damaged if they stop in a partition.
std::optional<Match> matchOf(const Candidate &C, const std::optional<Disk> &D) {
  if (!D || D->Partitions.empty())
    return std::nullopt;
  const std::uint64_t Size = C.here().size();
  std::uint64_t Start = UINT64_MAX, End = 0;
  for (const Partition &P : D->Partitions) {
    Start = std::min(Start, P.Offset);
    End = std::max(End, P.Offset + P.Length);
  }
  if (Start >= Size)
    return std::nullopt;
  Match M = C.match(std::min(D->Length, Size));
  if (!D->TableIsRight)
    M.Damage = "has a partition table that does not match its checksum; the "
               "file may be damaged";
  else if (End > Size)
    M.Damage = "ends before its partitions do; the file may be incomplete";
  return M;
}

std::optional<Match> recogniseGpt(const Candidate &C) {
  // The checksum of the table is what costs.
  constexpr std::uint64_t MostTable = 1U << 22;
  const Bytes Header = C.whole().from(C.magicAt());
  const auto Count = Header.u32le(80), Size = Header.u32le(84);
  if (!Size || !C.spend(std::min(MostTable, std::uint64_t(*Count) * *Size) + 1))
    return std::nullopt;
  return matchOf(C, readGpt(C.here(), C.magicAt() - C.start()));
}

std::optional<Match> recogniseMbr(const Candidate &C) {
  return matchOf(C, readMbr(C.here()));
}

void unpackDisk(Unpacking &U, Disk D) {
  const std::uint64_t Size = U.bytes().size();
  std::ranges::sort(D.Partitions, {}, &Partition::Offset);
  const std::uint64_t First =
      D.Partitions.empty() ? Size : std::min(D.Partitions[0].Offset, Size);
  const Bytes Front = U.bytes().first(First).from(D.TableEnd);
  if (!Front.empty() && !repeatedByte(Front) &&
      !U.addPart("before-partitions", D.TableEnd, Front.size()))
    return;
  std::map<std::string, unsigned> Seen;
  for (const Partition &P : D.Partitions) {
    if (P.Offset >= Size)
      continue;
    std::string Name =
        P.Name.empty() ? "partition-" + std::to_string(P.Number) : P.Name;
    if (const unsigned Before = Seen[Name]++; Before != 0)
      Name += '-' + std::to_string(P.Number);
    if (!U.addPart(std::move(Name), P.Offset,
                   std::min(P.Length, Size - P.Offset)))
      return;
  }
}

void unpackGpt(Unpacking &U) {
  for (const Signature &S : GptSignatures)
    if (auto D = readGpt(U.bytes(), S.Offset)) {
      unpackDisk(U, std::move(*D));
      return;
    }
}

void unpackMbr(Unpacking &U) {
  if (auto D = readMbr(U.bytes()))
    unpackDisk(U, std::move(*D));
}

} // namespace

static const Format Gpt({.Name = "gpt",
                         .Description = "disk with a GUID partition table",
                         .MimeType = "application/octet-stream",
                         .Holds = Format::Inside::Parts,
                         .Signatures = GptSignatures,
                         .Recognise = recogniseGpt,
                         .Unpack = unpackGpt});

static const Format Mbr({.Name = "mbr",
                         .Description = "disk with a master boot record",
                         .MimeType = "application/octet-stream",
                         .Holds = Format::Inside::Parts,
                         .Signatures = MbrSignatures,
                         .Recognise = recogniseMbr,
                         .Unpack = unpackMbr,
                         .Alignment = 512});
