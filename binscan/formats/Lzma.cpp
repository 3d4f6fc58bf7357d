//===- binscan/formats/Lzma.cpp - LZMA streams with the .lzma header -*- C++
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The .lzma header has no magic number: a byte of coder properties, the
// dictionary size and the unpacked size. Bytes like these are everywhere, so a
// match wants a power of two as dictionary, a size that is plausible, and data
// that decodes to exactly that size.
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/adapters/Streams.h"

#include <bit>

using namespace firmcop::binscan;

// The properties that packers use, each before a dictionary size whose lowest
// byte is zero.
static constexpr Signature Signatures[] = {
    {std::string_view("\x5D\0\0", 3)}, {std::string_view("\x6D\0\0", 3)},
    {std::string_view("\x6E\0\0", 3)}, {std::string_view("\x5E\0\0", 3)},
    {std::string_view("\x93\0\0", 3)}, {std::string_view("\x5A\0\0", 3)},
};

static std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint32_t LeastDictionary = 1U << 12;
  constexpr std::uint64_t UnknownSize = UINT64_MAX;
  constexpr std::uint64_t MostUnpacked = std::uint64_t(1) << 32;
  constexpr std::uint64_t LeastUnpacked = 64;
  constexpr std::size_t Convincing = 4096;
  constexpr std::uint8_t FirstCodeByte = 0; // of every range coder stream

  const Bytes B = C.here();
  const auto Dictionary = B.u32le(1);
  const auto Unpacked = B.u64le(5);
  if (!Unpacked || B.u8(13) != FirstCodeByte)
    return std::nullopt;
  if (*Dictionary < LeastDictionary || !std::has_single_bit(*Dictionary))
    return std::nullopt;
  if (*Unpacked != UnknownSize &&
      (*Unpacked < LeastUnpacked || *Unpacked > MostUnpacked))
    return std::nullopt;

  Decoded D = decodeLzmaAlone(B, C.limits());
  if (!C.spend(D.Consumed + D.Content.size()))
    return std::nullopt;
  const bool IsComplete =
      D.How == StreamEnd::Complete && D.Content.size() >= LeastUnpacked;
  // The coder hardly ever notices that it reads garbage, so damaged data is
  // believed only when it ends with the file.
  const bool IsCutOff =
      D.How == StreamEnd::Truncated && D.Content.size() >= Convincing;
  if (!IsComplete && !IsCutOff && D.How != StreamEnd::Limit)
    return std::nullopt;
  std::optional<Match> M = C.match(std::move(D));
  // Without a checksum, an end without a stated size proves little.
  if (M && *Unpacked == UnknownSize)
    M->Sure = Confidence::Low;
  return M;
}

static const Format Registered({.Name = "lzma",
                                .Description = "LZMA stream with .lzma header",
                                .MimeType = "application/x-lzma",
                                .Holds = Format::Inside::Stream,
                                .Signatures = Signatures,
                                .Recognise = recognise});
