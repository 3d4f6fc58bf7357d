//===- binscan/formats/Ubiquiti.cpp - Ubiquiti's images ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A header with a version, parts with names, addresses and a CRC-32 each, and
// an end with a CRC-32 of all or with an RSA signature; big endian (OpenWrt,
// firmware-utils, fw.h).
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Streams.h"
#include "binscan/formats/Damage.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"OPEN"}, {"UBNT"}, {"GEOS"}};

namespace {

constexpr std::uint64_t HeaderSize = 268, CheckedSize = 260, PartHeader = 56,
                        PartTrailer = 8, PlainEnd = 12, SignedEnd = 264;

struct Part {
  std::string_view Name;
  std::uint64_t Offset; ///< of its header
  std::uint64_t Length; ///< of its content
  std::uint32_t Address;
};

std::optional<Part> readPart(Bytes B, std::uint64_t At) {
  constexpr std::uint64_t NameSize = 16, AddressAt = 40, LengthAt = 48;
  if (!B.hasAt(At, "PART") || !B.contains(At, PartHeader))
    return std::nullopt;
  return Part{*B.cString(At + 4, NameSize), At, *B.u32be(At + LengthAt),
              *B.u32be(At + AddressAt)};
}

std::optional<Match> recognise(const Candidate &C) {
  const Bytes B = C.here();
  if (!B.contains(0, HeaderSize) ||
      *B.u32be(CheckedSize) != crc32(B.first(CheckedSize)))
    return std::nullopt;
  std::uint64_t At = HeaderSize;
  bool Fits = true;
  while (const auto P = readPart(B, At)) {
    const auto Whole = B.slice(At, PartHeader + P->Length);
    const std::uint64_t Length = PartHeader + P->Length + PartTrailer;
    if (!Whole || !B.contains(At, Length))
      return cutOff(C, At + Length, Confidence::High);
    if (!C.spend(Length))
      return std::nullopt;
    Fits = Fits && crc32(*Whole) == *B.u32be(At + Whole->size());
    At += Length;
  }
  if (At == HeaderSize)
    return std::nullopt;
  if (B.hasAt(At, "END.") && B.contains(At, PlainEnd)) {
    Fits = Fits && C.spend(At) && *B.u32be(At + 4) == crc32(B.first(At));
    return checked(C, At + PlainEnd, Fits);
  }
  const bool IsSigned = B.hasAt(At, "ENDS");
  if (IsSigned && B.contains(At, SignedEnd))
    return checked(C, At + SignedEnd, Fits);
  return cutOff(C, At + (IsSigned ? SignedEnd : PlainEnd), Confidence::High);
}

void unpack(Unpacking &U) {
  std::uint64_t At = HeaderSize;
  while (const auto P = readPart(U.bytes(), At)) {
    if (!U.bytes().contains(At + PartHeader, P->Length))
      return;
    if (P->Length != 0 && !U.addPart(std::string(P->Name), At + PartHeader,
                                     P->Length, P->Address))
      return;
    At += PartHeader + P->Length + PartTrailer;
  }
}

} // namespace

static const Format Registered({.Name = "ubiquiti",
                                .Description = "Ubiquiti image",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
