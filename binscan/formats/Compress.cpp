//===- binscan/formats/Compress.cpp - What compress(1) writes ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/adapters/Streams.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"\x1F\x9D"}};

/// Only a file tells where it ends, and two bytes are little to go by: what
/// does not decode is none.
static std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint8_t BitsMask = 0x1F, Reserved = 0x60;
  constexpr std::uint8_t FewestBits = 9, MostBits = 16;
  const std::uint8_t Flags = C.here().u8(2).value_or(0);
  const std::uint8_t Bits = Flags & BitsMask;
  if ((Flags & Reserved) != 0 || Bits < FewestBits || Bits > MostBits)
    return std::nullopt;
  Decoded D = decodeCompress(C.here(), C.limits());
  if (D.Content.empty() || D.How == StreamEnd::Corrupt)
    return std::nullopt;
  return C.match(std::move(D));
}

static const Format Registered({.Name = "compress",
                                .Description = "stream of compress (.Z)",
                                .MimeType = "application/x-compress",
                                .Holds = Format::Inside::Stream,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Alignment = Format::AtStart});
