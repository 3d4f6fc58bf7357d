//===- binscan/formats/Uimage.cpp - legacy U-Boot images --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/Text.h"
#include "binscan/adapters/Streams.h"

using namespace firmcop::binscan;

// OpenWrt's loader for OKLI images has a magic number of its own.
static constexpr Signature Signatures[] = {{"\x27\x05\x19\x56"}, {"OKLI"}};

namespace {

constexpr std::uint64_t HeaderSize = 64;
constexpr std::uint8_t MultiFile = 4; // include/image.h: IH_TYPE_MULTI

/// The header's checksum is computed with its own field zero.
std::uint32_t headerChecksum(Bytes Header) {
  const std::uint8_t Zeros[4] = {};
  std::uint32_t Crc = crc32(Header.first(4));
  Crc = crc32(Bytes(Zeros, sizeof(Zeros)), Crc);
  return crc32(*Header.slice(8, HeaderSize - 8), Crc);
}

std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint8_t LastSystem = 29, LastArch = 27, LastType = 44,
                         LastCompression = 6;
  const Bytes B = C.here();
  const std::optional<Bytes> Header = B.slice(0, HeaderSize);
  if (!Header || *B.u8(28) > LastSystem || *B.u8(29) > LastArch ||
      *B.u8(30) > LastType || *B.u8(31) > LastCompression)
    return std::nullopt;
  if (headerChecksum(*Header) != *B.u32be(4))
    return std::nullopt;
  const std::uint32_t Size = *B.u32be(12);
  const std::optional<Bytes> Data = B.slice(HeaderSize, Size);
  if (!Data) {
    Match M = C.match(B.size(), Confidence::Low);
    M.Damage = "ends early: it has " + std::to_string(B.size() - HeaderSize) +
               " of its " + std::to_string(Size) +
               " bytes of data; the file may be incomplete";
    return M;
  }
  Match M = C.match(HeaderSize + Size);
  if (!C.spend(Size))
    return std::nullopt;
  if (crc32(*Data) != *B.u32be(24))
    M.Damage = "has data that does not match its checksum; the file may be "
               "damaged";
  return M;
}

/// A multi-file image has its sizes first, up to a zero, and then the files,
/// each starting at a multiple of 4.
void unpackParts(Unpacking &U) {
  const Bytes B = U.bytes();
  std::vector<std::uint32_t> Sizes;
  std::uint64_t At = HeaderSize;
  for (;; At += 4) {
    const std::optional<std::uint32_t> Size = B.u32be(At);
    if (!Size) {
      U.damaged("has a list of parts without an end");
      return;
    }
    if (*Size == 0)
      break;
    Sizes.push_back(*Size);
  }
  At += 4;
  for (std::size_t I = 0; I != Sizes.size(); ++I) {
    if (!B.contains(At, Sizes[I])) {
      U.damaged("has a part that goes beyond its end, at " + hex(At));
      return;
    }
    if (!U.addPart("part-" + std::to_string(I), At, Sizes[I]))
      return;
    At += (std::uint64_t(Sizes[I]) + 3) / 4 * 4;
  }
}

void unpack(Unpacking &U) {
  if (U.bytes().u8(30) == MultiFile)
    unpackParts(U);
  else if (U.bytes().size() > HeaderSize)
    U.addPart("data", HeaderSize, U.bytes().size() - HeaderSize);
}

} // namespace

static const Format Registered({.Name = "uimage",
                                .Description = "legacy U-Boot image (uImage)",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
