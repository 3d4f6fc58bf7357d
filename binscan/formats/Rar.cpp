//===- binscan/formats/Rar.cpp - RAR archives -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Archives of versions 4 and 5 are measured block by block, up to the one that
// ends them, each with a checksum of its header (RARLAB, technote).
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Archive.h"
#include "binscan/adapters/Streams.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {
    {std::string_view("Rar!\x1A\x07\x00", 7)},
    {std::string_view("Rar!\x1A\x07\x01\x00", 8)}};

namespace {

/// A header's size with the data behind it, and whether it ends the archive.
struct Block {
  std::uint64_t Length;
  bool IsLast;
};

/// Seven bits a byte, the lowest first. Moves \p At behind it.
std::optional<std::uint64_t> readNumber(Bytes B, std::uint64_t &At) {
  std::uint64_t Value = 0;
  for (unsigned Shift = 0; Shift < 63; Shift += 7) {
    const auto Byte = B.u8(At++);
    if (!Byte)
      return std::nullopt;
    Value |= std::uint64_t(*Byte & 0x7F) << Shift;
    if (*Byte < 0x80)
      return Value;
  }
  return std::nullopt;
}

std::optional<Block> readNew(Bytes B) {
  constexpr std::uint64_t HasExtra = 1, HasData = 2, EndOfArchive = 5,
                          MostHeader = std::uint64_t(1) << 16;
  std::uint64_t At = 4;
  const auto Size = readNumber(B, At);
  if (!Size || *Size == 0 || *Size > MostHeader || !B.contains(At, *Size))
    return std::nullopt;
  const std::uint64_t End = At + *Size;
  if (crc32(B.first(End).from(4)) != *B.u32le(0))
    return std::nullopt;
  const Bytes Header = B.first(End);
  const auto Type = readNumber(Header, At), Flags = readNumber(Header, At);
  if (!Type || !Flags || ((*Flags & HasExtra) != 0 && !readNumber(Header, At)))
    return std::nullopt;
  const auto Data = (*Flags & HasData) != 0 ? readNumber(Header, At)
                                            : std::optional(std::uint64_t(0));
  if (!Data || *Data > UINT64_MAX / 2)
    return std::nullopt;
  return Block{End + *Data, *Type == EndOfArchive};
}

std::optional<Block> readOld(Bytes B) {
  constexpr std::uint8_t EndOfArchive = 0x7B;
  constexpr std::uint16_t HasData = 0x8000, LeastSize = 7;
  const auto Size = B.u16le(5);
  if (!Size || *Size < LeastSize || !B.contains(0, *Size) ||
      (crc32(B.first(*Size).from(2)) & 0xFFFF) != *B.u16le(0))
    return std::nullopt;
  const std::uint64_t Data =
      (*B.u16le(3) & HasData) != 0 ? B.u32le(7).value_or(0) : 0;
  return Block{*Size + Data, *B.u8(2) == EndOfArchive};
}

std::optional<Match> recognise(const Candidate &C) {
  const Bytes B = C.here();
  const bool IsNew = C.magic().size() == Signatures[1].Magic.size();
  std::uint64_t At = C.magic().size();
  constexpr std::uint64_t CostOfStep = 1024;
  for (std::uint64_t Blocks = 0; C.spend(CostOfStep); ++Blocks) {
    const auto Next = IsNew ? readNew(B.from(At)) : readOld(B.from(At));
    const bool IsInside = Next && B.contains(At, Next->Length);
    if (!IsInside) {
      if (Blocks == 0)
        return std::nullopt;
      Match M =
          C.match(Next ? B.size() : std::min(At, B.size()), Confidence::Low);
      M.Damage = "ends early; the file may be incomplete";
      return M;
    }
    At += Next->Length;
    if (!Next->IsLast)
      continue;
    return C.match(At);
  }
  return std::nullopt;
}

void unpack(Unpacking &U) {
  const bool IsNew = U.bytes().startsWith(Signatures[1].Magic);
  unpackArchive(IsNew ? ArchiveKind::Rar5 : ArchiveKind::Rar, U);
}

} // namespace

static const Format Registered({.Name = "rar",
                                .Description = "RAR archive",
                                .MimeType = "application/vnd.rar",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
