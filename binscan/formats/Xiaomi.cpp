//===- binscan/formats/Xiaomi.cpp - Xiaomi's images -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A header with up to eight offsets, at each a part with a name, and an RSA
// signature at the end; a CRC-32 without the inversion at its end from byte 12
// on (OpenWrt, firmware-utils, xiaomifw).
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Streams.h"
#include "binscan/formats/Damage.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"HDR1"}, {"HDR2"}};

namespace {

constexpr std::uint64_t HeaderSize = 48, PartHeader = 48;

struct Part {
  std::string_view Name;
  std::uint64_t Offset;
  std::uint64_t Length;
};

std::optional<std::vector<Part>> readParts(Bytes B) {
  constexpr std::uint64_t OffsetsAt = 16, MostParts = 8, NameAt = 16,
                          NameSize = 32;
  constexpr std::uint32_t PartMagic = 0xBABE;
  std::vector<Part> Parts;
  for (std::uint64_t I = 0; I != MostParts; ++I) {
    const auto At = B.u32le(OffsetsAt + 4 * I);
    if (!At)
      return std::nullopt;
    if (*At == 0)
      break;
    if (!B.contains(*At, PartHeader) || *B.u32le(*At) != PartMagic)
      return std::nullopt;
    Parts.push_back({*B.cString(*At + NameAt, NameSize),
                     std::uint64_t(*At) + PartHeader,
                     *B.u32le(std::uint64_t(*At) + 8)});
  }
  return Parts;
}

std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t CheckedFrom = 12, SignatureHeader = 16,
                          MostSignature = 4096;
  const Bytes B = C.here();
  const auto Parts = readParts(B);
  const auto SignatureAt = B.u32le(4);
  if (!Parts || Parts->empty() || *SignatureAt < HeaderSize)
    return std::nullopt;
  const auto SignatureSize = B.u32le(*SignatureAt);
  if (!SignatureSize)
    return cutOff(C, *SignatureAt + SignatureHeader);
  const std::uint64_t Length = *SignatureAt + SignatureHeader + *SignatureSize;
  if (*SignatureSize > MostSignature)
    return std::nullopt;
  if (!B.contains(0, Length))
    return cutOff(C, Length);
  if (!C.spend(Length))
    return std::nullopt;
  return checked(C, Length,
                 *B.u32le(8) == ~crc32(B.first(Length).from(CheckedFrom)));
}

void unpack(Unpacking &U) {
  const auto Parts = readParts(U.bytes());
  if (!Parts)
    return;
  for (const Part &P : *Parts)
    if (P.Length != 0 && U.bytes().contains(P.Offset, P.Length) &&
        !U.addPart(std::string(P.Name), P.Offset, P.Length))
      return;
}

} // namespace

static const Format Registered({.Name = "xiaomi",
                                .Description = "Xiaomi image",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
