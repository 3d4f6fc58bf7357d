//===- binscan/formats/Esp8266.cpp - Programs for the ESP8266 ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The predecessor of the ESP32 has images with a shorter header (esptool's
// documentation, "Firmware Image Format"): a mark, the number of segments, how
// the flash is wired, the entry; then segments with address and length, and at
// the end of a block of 16 bytes the sum of all that is in them, by exclusive
// or. What runs from flash may come before, behind a header of its own
// ("version 2"); then a checksum of everything comes last. The chip verifies
// nothing else.
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/adapters/Streams.h"
#include "binscan/formats/Damage.h"

#include <vector>

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {
    {"\xEA\x04"}, {"\xE9\x01"}, {"\xE9\x02"}, {"\xE9\x03"}, {"\xE9\x04"},
    {"\xE9\x05"}, {"\xE9\x06"}, {"\xE9\x07"}, {"\xE9\x08"}};

namespace {

constexpr std::uint32_t Ram = 0x3FFE8000, Code = 0x40100000, Flash = 0x40200000,
                        CodeEnd = 0x40110000, FlashEnd = 0x40300000;

struct Segment {
  std::uint32_t Address = 0;
  std::uint64_t Offset = 0;
  std::uint64_t Length = 0;
};

struct Program {
  std::vector<Segment> Segments;
  std::uint64_t Length = 0;
  bool HasSum = false; ///< the right one
};

bool isMemory(std::uint32_t Address) {
  return (Address >= Ram && Address < 0x40000000) ||
         (Address >= Code && Address < CodeEnd) ||
         (Address >= Flash && Address < FlashEnd);
}

/// Reads the segments behind the header at \p At; nothing if it is none.
std::optional<Program> readSegments(Bytes B, std::uint64_t At) {
  constexpr std::uint64_t HeaderSize = 8, Block = 16;
  constexpr std::uint8_t Mark = 0xE9, MostSegments = 16, Seed = 0xEF;
  const std::uint8_t Count = B.u8(At + 1).value_or(0);
  const std::uint32_t Entry = B.u32le(At + 4).value_or(0);
  if (B.u8(At) != Mark || Count == 0 || Count > MostSegments || Entry < Code ||
      Entry >= FlashEnd)
    return std::nullopt;
  Program P;
  std::uint8_t Sum = Seed;
  At += HeaderSize;
  for (unsigned I = 0; I != Count; ++I) {
    const auto Address = B.u32le(At), Length = B.u32le(At + 4);
    if (!Length || !isMemory(*Address) || *Length == 0 || *Length % 4 != 0)
      return std::nullopt;
    const std::optional<Bytes> Data = B.slice(At + HeaderSize, *Length);
    if (!Data)
      return std::nullopt;
    for (const std::uint8_t Byte : *Data)
      Sum ^= Byte;
    P.Segments.push_back({*Address, At + HeaderSize, *Length});
    At += HeaderSize + *Length;
  }
  P.Length = At / Block * Block + Block;
  P.HasSum = B.u8(P.Length - 1) == Sum;
  return P;
}

std::optional<Program> readProgram(Bytes B) {
  constexpr std::uint64_t HeaderSize = 16;
  if (!B.startsWith("\xEA\x04"))
    return readSegments(B, 0);
  const std::uint64_t InFlash = B.u32le(12).value_or(0);
  if (B.u32le(8) != 0U || InFlash == 0 || InFlash % 4 != 0)
    return std::nullopt;
  std::optional<Program> P = readSegments(B, HeaderSize + InFlash);
  if (P)
    P->Segments.insert(P->Segments.begin(), {0, HeaderSize, InFlash});
  return P;
}

/// The checksum behind version 2: that of zip, made positive in its own way.
bool hasChecksum(Bytes B, std::uint64_t Length) {
  constexpr std::uint32_t Sign = 0x80000000;
  const std::uint32_t Crc = crc32(B.first(Length));
  return B.u32le(Length) == (Crc & Sign ? ~Crc : Crc + 1);
}

std::optional<Match> recognise(const Candidate &C) {
  const Bytes B = C.here();
  std::optional<Program> P = readProgram(B);
  if (!P || !P->HasSum || !C.spend(P->Length))
    return std::nullopt;
  if (!B.startsWith("\xEA"))
    return C.match(P->Length);
  constexpr std::uint64_t CrcSize = 4;
  const bool HasCrc = B.contains(P->Length, CrcSize);
  return HasCrc ? checked(C, P->Length + CrcSize, hasChecksum(B, P->Length))
                : C.match(P->Length);
}

void unpack(Unpacking &U) {
  const std::optional<Program> P = readProgram(U.bytes());
  std::size_t Number = 0;
  for (const Segment &S : P ? P->Segments : std::vector<Segment>())
    if (!U.addPart("segment-" + std::to_string(Number++), S.Offset, S.Length,
                   S.Address != 0 ? std::optional<std::uint64_t>(S.Address)
                                  : std::nullopt))
      return;
}

} // namespace

static const Format Registered({.Name = "esp8266-image",
                                .Description = "program for the ESP8266",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack,
                                .Alignment = 4});
