//===- binscan/formats/Gzip.cpp - gzip streams ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/adapters/Streams.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"\x1F\x8B\x08"}};

static std::optional<Match> recognise(const Candidate &C) {
  const Bytes B = C.here();
  constexpr std::uint8_t ReservedFlags = 0xE0;
  // The RFC's list ends at 13; the ZIP format's, which it comes from, went on,
  // and zlib writes its last number on macOS.
  constexpr std::uint8_t LastSystem = 19, UnknownSystem = 255;
  const auto Flags = B.u8(3), Extra = B.u8(8), System = B.u8(9);
  if (!System || (*Flags & ReservedFlags) != 0)
    return std::nullopt;
  if (*Extra != 0 && *Extra != 2 && *Extra != 4)
    return std::nullopt;
  if (*System > LastSystem && *System != UnknownSystem)
    return std::nullopt;
  return C.match(decodeGzip(B, C.limits()));
}

static const Format Registered({.Name = "gzip",
                                .Description = "gzip stream",
                                .MimeType = "application/gzip",
                                .Holds = Format::Inside::Stream,
                                .Signatures = Signatures,
                                .Recognise = recognise});
