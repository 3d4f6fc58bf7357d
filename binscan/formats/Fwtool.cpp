//===- binscan/formats/Fwtool.cpp - OpenWrt's trailers ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// OpenWrt's fwtool puts metadata and a signature behind images of any kind,
// each with a trailer of 16 bytes: "FWx0", a CRC-32 (without the inversion at
// its end) of all before the trailer, a type, and the size with the trailer.
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/adapters/Streams.h"

#include <vector>

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"FWx0", 0, true}};

namespace {

constexpr std::uint64_t TrailerSize = 16;

struct Piece {
  std::string_view Name;
  std::uint64_t Offset;
  std::uint64_t Length;
};

/// What stands behind the image, from the end on.
std::vector<Piece> readPieces(Bytes B) {
  enum : std::uint8_t { SignatureType = 0, InfoType = 1 };
  constexpr std::size_t MostPieces = 8;
  std::vector<Piece> Pieces;
  while (Pieces.size() != MostPieces && B.size() >= TrailerSize) {
    const std::uint64_t At = B.size() - TrailerSize;
    const std::uint32_t Size = *B.u32be(At + 12);
    const std::uint8_t Type = *B.u8(At + 8);
    if (!B.hasAt(At, "FWx0") || Type > InfoType || Size < TrailerSize ||
        Size > B.size())
      break;
    const std::uint64_t Start = B.size() - Size;
    Pieces.push_back({Type == SignatureType ? "signature" : "metadata", Start,
                      Size - TrailerSize});
    B = B.first(Start);
  }
  return Pieces;
}

std::optional<Match> recognise(const Candidate &C) {
  const Bytes B = C.whole();
  if (C.magicAt() + TrailerSize != B.size() || !C.spend(B.size()))
    return std::nullopt;
  const std::vector<Piece> Pieces = readPieces(B);
  if (Pieces.empty() || Pieces.back().Offset == 0)
    return std::nullopt;
  Match M{0, B.size()};
  if (*B.u32be(C.magicAt() + 4) != ~crc32(B.first(C.magicAt())))
    M.Damage = "does not match its checksum; the file may be damaged";
  return M;
}

void unpack(Unpacking &U) {
  const std::vector<Piece> Pieces = readPieces(U.bytes());
  if (Pieces.empty() || !U.addPart("data", 0, Pieces.back().Offset))
    return;
  for (auto P = Pieces.rbegin(); P != Pieces.rend(); ++P)
    if (P->Length != 0 &&
        !U.addPart(std::string(P->Name), P->Offset, P->Length))
      return;
}

} // namespace

static const Format
    Registered({.Name = "fwtool",
                .Description = "image with OpenWrt's metadata behind it",
                .MimeType = "application/octet-stream",
                .Holds = Format::Inside::Parts,
                .Signatures = Signatures,
                .Recognise = recognise,
                .Unpack = unpack});
