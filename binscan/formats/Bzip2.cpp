//===- binscan/formats/Bzip2.cpp - bzip2 streams ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/adapters/Streams.h"

using namespace firmcop::binscan;

// After the level comes the block's magic number, the digits of pi.
static constexpr Signature Signatures[] = {{"1AY&SY", 4}};

static std::optional<Match> recognise(const Candidate &C) {
  const Bytes B = C.here();
  const std::optional<std::uint8_t> Level = B.u8(3);
  if (!B.startsWith("BZh") || !Level || *Level < '1' || *Level > '9')
    return std::nullopt;
  return C.match(decodeBzip2(B, C.limits()));
}

static const Format Registered({.Name = "bzip2",
                                .Description = "bzip2 stream",
                                .MimeType = "application/x-bzip2",
                                .Holds = Format::Inside::Stream,
                                .Signatures = Signatures,
                                .Recognise = recognise});
