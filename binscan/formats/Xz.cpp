//===- binscan/formats/Xz.cpp - xz streams ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/adapters/Streams.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{std::string_view("\xFD"
                                                             "7zXZ\0",
                                                             6)}};

static std::optional<Match> recognise(const Candidate &C) {
  // Stream flags and their CRC: The .xz File Format 1.0.4, section 2.1.1.
  const Bytes B = C.here();
  const std::optional<Bytes> Flags = B.slice(6, 2);
  const std::optional<std::uint32_t> Crc = B.u32le(8);
  if (!Flags || !Crc || crc32(*Flags) != *Crc)
    return std::nullopt;
  return C.match(decodeXz(B, C.limits()));
}

static const Format Registered({.Name = "xz",
                                .Description = "xz stream",
                                .MimeType = "application/x-xz",
                                .Holds = Format::Inside::Stream,
                                .Signatures = Signatures,
                                .Recognise = recognise});
