//===- binscan/readers/EspImage.cpp - Programs for ESP32 chips --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/EspImage.h"

#include "binscan/Signature.h"
#include "binscan/Text.h"
#include "binscan/adapters/Streams.h"

#include <algorithm>
#include <array>

namespace firmcop::binscan {
namespace {

constexpr std::uint64_t HeaderSize = 24, SegmentHeader = 8, DigestSize = 32;
constexpr std::uint64_t Sector = 4096, BlockSize = 1216;

struct ChipName {
  std::uint16_t Id;
  std::string_view Name;
};

/// ESP-IDF, esp_chip_id_t.
constexpr std::array<ChipName, 13> Chips = {{{0x00, "ESP32"},
                                             {0x02, "ESP32-S2"},
                                             {0x05, "ESP32-C3"},
                                             {0x09, "ESP32-S3"},
                                             {0x0C, "ESP32-C2"},
                                             {0x0D, "ESP32-C6"},
                                             {0x10, "ESP32-H2"},
                                             {0x12, "ESP32-P4"},
                                             {0x14, "ESP32-C61"},
                                             {0x17, "ESP32-C5"},
                                             {0x19, "ESP32-H21"},
                                             {0x1C, "ESP32-H4"},
                                             {0x20, "ESP32-S31"}}};

std::optional<EspDescription> readDescription(Bytes Segment) {
  constexpr std::uint32_t Magic = 0xABCD5432;
  constexpr std::uint64_t Size = 256;
  if (Segment.u32le(0) != Magic || !Segment.contains(0, Size))
    return std::nullopt;
  return EspDescription{*Segment.u32le(4),        *Segment.cString(16, 32),
                        *Segment.cString(48, 32), *Segment.cString(80, 16),
                        *Segment.cString(96, 16), *Segment.cString(112, 32)};
}

std::optional<EspSignatureBlock> readBlock(Bytes Input, std::uint64_t At) {
  constexpr std::uint8_t Magic = 0xE7, Rsa = 2, Ecdsa = 3;
  constexpr std::uint64_t CrcAt = 1196;
  const std::optional<Bytes> B = Input.slice(At, BlockSize);
  if (!B || *B->u8(0) != Magic || (*B->u8(1) != Rsa && *B->u8(1) != Ecdsa))
    return std::nullopt;
  EspSignatureBlock S;
  S.Offset = At;
  // P-384 comes with SHA-384, which the third byte says.
  constexpr std::uint8_t Sha384 = 1;
  const bool IsLong = *B->u8(1) == Ecdsa && *B->u8(2) == Sha384;
  S.ImageDigest = *B->slice(4, IsLong ? 48 : DigestSize);
  S.ChecksumIsRight = crc32(B->first(CrcAt)) == *B->u32le(CrcAt);
  if (*B->u8(1) == Rsa) {
    S.Modulus = *B->slice(36, 384);
    S.Exponent = *B->u32le(420);
    S.Signature = *B->slice(812, 384);
  } else {
    constexpr std::uint8_t P192 = 1;
    const std::uint64_t CurveAt = IsLong ? 52 : 36, Room = IsLong ? 96 : 64;
    S.Kind = EspSignatureBlock::Scheme::Ecdsa;
    S.Curve = *B->u8(CurveAt);
    const std::uint64_t Size = S.Curve == P192 ? 48 : Room;
    S.Point = *B->slice(CurveAt + 1, Size);
    S.Signature = *B->slice(CurveAt + 1 + Room, Size);
  }
  return S;
}

/// The blocks in the sector behind the image, if that is what is there.
void readSignatures(Bytes Input, EspImage &I) {
  constexpr unsigned MostBlocks = 3;
  const std::uint64_t At = (I.Length + Sector - 1) / Sector * Sector;
  for (unsigned N = 0; N != MostBlocks; ++N) {
    auto Block = readBlock(Input, At + N * BlockSize);
    if (!Block)
      break;
    if (N == 0 && !Block->ChecksumIsRight)
      return;
    I.Signatures.push_back(*Block);
  }
  if (I.Signatures.empty())
    return;
  for (EspSignatureBlock &Block : I.Signatures) {
    const HashKind Kind = Block.ImageDigest.size() == DigestSize
                              ? HashKind::Sha256
                              : HashKind::Sha384;
    Block.DigestIsRight = hasDigest(Kind, Input.first(At), Block.ImageDigest);
  }
  I.SignedLength = std::min(At + Sector, Input.size());
}

/// Images that are to be signed by V1 are filled up so that image, signature
/// and 12 bytes more end at a multiple of 64 KiB; the signature's version is 0.
void readSignatureV1(Bytes Input, EspImage &I) {
  constexpr std::uint64_t Size = 68, Tail = 12, Unit = 0x10000;
  if ((I.Length + Size + Tail) % Unit != 0 || Input.u32le(I.Length) != 0U)
    return;
  const std::optional<Bytes> Value = Input.slice(I.Length + 4, Size - 4);
  if (!Value || std::ranges::all_of(*Value, [&](std::uint8_t B) {
        return B == *Value->data();
      }))
    return;
  I.SignatureV1 = Value;
  I.SignedLength = I.Length + Size;
}

} // namespace

std::string EspImage::chipName() const {
  const auto Known = std::ranges::find(Chips, Chip, &ChipName::Id);
  return Known != Chips.end() ? std::string(Known->Name) : "chip " + hex(Chip);
}

/// The fields of the headers; Length is that up to the checksum.
static std::optional<EspImage> readHeaders(Bytes Input) {
  constexpr std::uint8_t Magic = 0xE9, MostSegments = 16, LastMode = 5;
  constexpr std::uint16_t LastChip = 0x40;
  constexpr std::uint64_t SumUnit = 16;
  const auto HasDigest = Input.u8(HeaderSize - 1);
  if (!HasDigest || *HasDigest > 1 || *Input.u8(0) != Magic)
    return std::nullopt;
  const std::uint8_t Count = *Input.u8(1);
  EspImage I;
  I.Entry = *Input.u32le(4);
  I.Chip = *Input.u16le(12);
  if (Count == 0 || Count > MostSegments || *Input.u8(2) > LastMode ||
      I.Chip > LastChip)
    return std::nullopt;
  std::uint64_t At = HeaderSize;
  for (unsigned N = 0; N != Count; ++N) {
    const auto Address = Input.u32le(At), Length = Input.u32le(At + 4);
    if (!Length || *Length % 4 != 0 ||
        !Input.contains(At + SegmentHeader, *Length))
      return std::nullopt;
    I.Segments.push_back({*Address, At + SegmentHeader, *Length});
    At += SegmentHeader + *Length;
  }
  I.Length = At / SumUnit * SumUnit + SumUnit;
  const std::uint64_t Whole = I.Length + (*HasDigest == 1 ? DigestSize : 0);
  return Input.contains(0, Whole) ? std::optional(I) : std::nullopt;
}

std::optional<std::uint64_t> espImageLength(Bytes Input) {
  const auto I = readHeaders(Input);
  return I ? std::optional(I->Length) : std::nullopt;
}

std::optional<EspImage> readEspImage(Bytes Input) {
  constexpr std::uint8_t FirstSum = 0xEF;
  auto I = readHeaders(Input);
  if (!I)
    return std::nullopt;
  std::uint8_t Sum = FirstSum;
  for (const EspSegment &S : I->Segments) {
    const Bytes Data = Input.from(S.Offset).first(S.Length);
    for (const std::uint8_t Byte : Data)
      Sum ^= Byte;
  }
  I->ChecksumIsRight = Input.u8(I->Length - 1) == Sum;
  const EspSegment &First = I->Segments.front();
  I->Description = readDescription(*Input.slice(First.Offset, First.Length));
  if (*Input.u8(HeaderSize - 1) == 1) {
    I->DigestIsRight = hasDigest(HashKind::Sha256, Input.first(I->Length),
                                 *Input.slice(I->Length, DigestSize));
    I->Length += DigestSize;
  }
  I->SignedLength = I->Length;
  readSignatures(Input, *I);
  if (I->Signatures.empty())
    readSignatureV1(Input, *I);
  return I;
}

} // namespace firmcop::binscan
