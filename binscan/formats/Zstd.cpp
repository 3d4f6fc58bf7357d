//===- binscan/formats/Zstd.cpp - Zstandard frames --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/adapters/Streams.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"\x28\xB5\x2F\xFD"}};

static std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint8_t ReservedBit = 0x08; // RFC 8878, section 3.1.1.1.1
  const std::optional<std::uint8_t> Descriptor = C.here().u8(4);
  if (!Descriptor || (*Descriptor & ReservedBit) != 0)
    return std::nullopt;
  return C.match(decodeZstd(C.here(), C.limits()));
}

static const Format Registered({.Name = "zstd",
                                .Description = "Zstandard frame",
                                .MimeType = "application/zstd",
                                .Holds = Format::Inside::Stream,
                                .Signatures = Signatures,
                                .Recognise = recognise});
