//===- binscan/formats/Esp.cpp - Flash of ESP32 chips -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A dump of a whole flash is known by its partition table, which lies at 0x8000
// unless the project moved it; the dump is as long as it says, or as the last
// thing that was written into it. Chips of 2018 have their boot loader at
// 0x1000, younger ones at 0 or 0x2000.
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/Text.h"
#include "binscan/readers/EspImage.h"
#include "binscan/readers/EspPartitions.h"

#include <algorithm>
#include <array>

using namespace firmcop::binscan;

// The number of segments follows.
static constexpr Signature ImageSignatures[] = {
    {"\xE9\x01"}, {"\xE9\x02"}, {"\xE9\x03"}, {"\xE9\x04"},
    {"\xE9\x05"}, {"\xE9\x06"}, {"\xE9\x07"}, {"\xE9\x08"},
    {"\xE9\x09"}, {"\xE9\x0A"}, {"\xE9\x0B"}, {"\xE9\x0C"},
    {"\xE9\x0D"}, {"\xE9\x0E"}, {"\xE9\x0F"}, {"\xE9\x10"}};
static constexpr Signature FlashSignatures[] = {
    {"\xAA\x50", 0x8000}, {"\xAA\x50", 0x9000}, {"\xAA\x50", 0xA000},
    {"\xAA\x50", 0xC000}, {"\xAA\x50", 0xF000}, {"\xAA\x50", 0x10000},
    {"\xAA\x50", 0x11000}};
static constexpr Signature TableSignatures[] = {{"\xAA\x50"}};

namespace {

std::optional<Match> recogniseImage(const Candidate &C) {
  const auto Length = espImageLength(C.here());
  if (!Length || !C.spend(*Length))
    return std::nullopt;
  const auto Image = readEspImage(C.here());
  if (!Image || !Image->ChecksumIsRight)
    return std::nullopt;
  // One byte of checksum proves little by itself.
  const bool IsSure = Image->DigestIsRight == true || Image->Description ||
                      !Image->Signatures.empty();
  Match M =
      C.match(Image->SignedLength, IsSure ? Confidence::High : Confidence::Low);
  if (Image->DigestIsRight == false)
    M.Damage = "does not match its SHA-256; the file may be damaged";
  if (!IsSure && C.start() % 0x1000 != 0)
    return std::nullopt;
  return M;
}

void unpackImage(Unpacking &U) {
  const auto Image = readEspImage(U.bytes());
  if (!Image)
    return;
  for (const EspSegment &S : Image->Segments)
    if (S.Length != 0 &&
        !U.addPart("segment@" + hex(S.Address), S.Offset, S.Length, S.Address))
      return;
}

/// A table by itself is short and simple, so it has to be convincing.
bool isConvincing(const EspPartitionTable &T) {
  constexpr std::size_t Enough = 2;
  return T.ChecksumIsRight == true ||
         (!T.ChecksumIsRight && T.Length == 0xC00 &&
          T.Partitions.size() >= Enough);
}

std::optional<Match> recogniseTable(const Candidate &C) {
  const auto Table = readEspPartitions(C.here());
  if (!Table || !C.spend(Table->Length) || !isConvincing(*Table))
    return std::nullopt;
  return C.match(Table->Length);
}

/// The boot loader and the table may have entries in the table, too.
bool isNamedAnyway(const EspPartition &P) {
  return P.Kind == EspPartition::BootLoader || P.Kind == EspPartition::Table;
}

std::optional<Match> recogniseFlash(const Candidate &C) {
  const Bytes Flash = C.here();
  const std::uint64_t TableAt = C.magicAt() - C.start();
  const auto Table = readEspPartitions(Flash.from(TableAt));
  if (!Table || !C.spend(Table->Length) || !isConvincing(*Table))
    return std::nullopt;
  std::uint64_t End = 0;
  bool HasProgram = false;
  for (const EspPartition &P : Table->Partitions) {
    if (P.Offset < TableAt + Table->Length && !isNamedAnyway(P))
      return std::nullopt;
    End = std::max(End, std::uint64_t(P.Offset) + P.Size);
    HasProgram = HasProgram ||
                 (P.Kind == EspPartition::App && Flash.u8(P.Offset) == 0xE9);
  }
  // A new flash has no program yet; then it is one where a file starts with it.
  if (!HasProgram && C.start() != 0)
    return std::nullopt;
  // Tools write only as much as there is.
  return C.match(std::min(End, Flash.size()));
}

void unpackFlash(Unpacking &U) {
  const Bytes Flash = U.bytes();
  std::optional<EspPartitionTable> Table;
  std::uint64_t TableAt = 0;
  for (const Signature &S : FlashSignatures) {
    Table = readEspPartitions(Flash.from(S.Offset));
    TableAt = S.Offset;
    if (Table && isConvincing(*Table))
      break;
    Table.reset();
  }
  if (!Table)
    return;
  constexpr std::array<std::uint64_t, 3> LoadersAt = {0, 0x1000, 0x2000};
  const auto *const LoaderAt = std::ranges::find_if(
      LoadersAt, [&](std::uint64_t At) { return Flash.u8(At) == 0xE9; });
  // Without a boot loader in sight, the bytes are there all the same.
  const std::uint64_t First = LoaderAt == LoadersAt.end() ? 0 : *LoaderAt;
  if (First != 0 && !U.addPart("boot-sector", 0, First))
    return;
  if (!U.addPart("bootloader", First, TableAt - First) ||
      !U.addPart("partition-table", TableAt, Table->Length))
    return;
  std::uint64_t Missing = 0;
  for (const EspPartition &P : Table->Partitions) {
    if (isNamedAnyway(P) && P.Offset <= TableAt)
      continue;
    const std::uint64_t Length =
        P.Offset < Flash.size()
            ? std::min<std::uint64_t>(P.Size, Flash.size() - P.Offset)
            : 0;
    Missing += Length == 0 ? 1 : 0;
    const std::string Name =
        P.Label.empty() ? "partition@" + hex(P.Offset) : std::string(P.Label);
    if (Length != 0 && !U.addPart(Name, P.Offset, Length))
      return;
  }
  if (Missing != 0)
    U.note("ends before " + std::to_string(Missing) +
           (Missing == 1 ? " of its partitions starts"
                         : " of its partitions start"));
}

} // namespace

static const Format Image({.Name = "esp-image",
                           .Description = "program for an ESP32 chip",
                           .MimeType = "application/octet-stream",
                           .Holds = Format::Inside::Parts,
                           .Signatures = ImageSignatures,
                           .Recognise = recogniseImage,
                           .Unpack = unpackImage,
                           .Alignment = 4});

static const Format Flash({.Name = "esp-flash",
                           .Description = "flash of an ESP32 chip",
                           .MimeType = "application/octet-stream",
                           .Holds = Format::Inside::Parts,
                           .Signatures = FlashSignatures,
                           .Recognise = recogniseFlash,
                           .Unpack = unpackFlash,
                           .Alignment = 4});

static const Format Table({.Name = "esp-partitions",
                           .Description = "partition table of an ESP32 chip",
                           .MimeType = "application/octet-stream",
                           .Signatures = TableSignatures,
                           .Recognise = recogniseTable,
                           .Alignment = 4});
