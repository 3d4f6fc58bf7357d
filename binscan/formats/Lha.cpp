//===- binscan/formats/Lha.cpp - LHA archives -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Entries with a header each, in four levels of which the first three are
// common; a byte of zero ends the archive (LHa for UNIX, header.doc).
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Archive.h"
#include "binscan/formats/Damage.h"

#include <algorithm>

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {
    {"-lh0-", 2}, {"-lh1-", 2}, {"-lh4-", 2}, {"-lh5-", 2},
    {"-lh6-", 2}, {"-lh7-", 2}, {"-lhd-", 2}};

namespace {

/// The size of the entry at the start, with its content.
std::optional<std::uint64_t> entrySize(Bytes B) {
  constexpr std::uint64_t MethodAt = 2, PackedAt = 7, LevelAt = 20;
  const auto Level = B.u8(LevelAt);
  if (!Level || !B.hasAt(MethodAt, "-lh") || *B.u8(MethodAt + 4) != '-')
    return std::nullopt;
  const std::uint64_t Packed = *B.u32le(PackedAt);
  if (*Level == 2)
    return *B.u16le(0) + Packed;
  if (*Level > 2 || *B.u8(0) <= LevelAt || !B.contains(0, 2U + *B.u8(0)))
    return std::nullopt;
  // The header's bytes add up to its second one.
  std::uint8_t Sum = 0;
  for (const std::uint8_t Byte : B.first(2U + *B.u8(0)).from(2))
    Sum = static_cast<std::uint8_t>(Sum + Byte);
  return Sum == *B.u8(1) ? std::optional(2 + *B.u8(0) + Packed) : std::nullopt;
}

std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t CostOfStep = 256;
  const Bytes B = C.here();
  std::uint64_t At = 0;
  while (const auto Size = entrySize(B.from(At))) {
    if (!C.spend(CostOfStep))
      return std::nullopt;
    if (!B.contains(At, *Size))
      return cutOff(C, At + *Size);
    At += *Size;
  }
  if (At == 0 || (At != B.size() && *B.u8(At) != 0))
    return std::nullopt;
  return C.match(std::min(At + 1, B.size()));
}

void unpack(Unpacking &U) { unpackArchive(ArchiveKind::Lha, U); }

} // namespace

static const Format Registered({.Name = "lha",
                                .Description = "LHA archive",
                                .MimeType = "application/x-lzh-compressed",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
