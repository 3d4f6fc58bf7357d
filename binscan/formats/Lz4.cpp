//===- binscan/formats/Lz4.cpp - LZ4 frames and legacy streams --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/adapters/Streams.h"

using namespace firmcop::binscan;

static constexpr Signature FrameSignatures[] = {{"\x04\x22\x4D\x18"}};
static constexpr Signature LegacySignatures[] = {{"\x02\x21\x4C\x18"}};

static std::optional<Match> recogniseFrame(const Candidate &C) {
  return C.match(decodeLz4Frame(C.here(), C.limits()));
}

static std::optional<Match> recogniseLegacy(const Candidate &C) {
  return C.match(decodeLz4Legacy(C.here(), C.limits()));
}

static const Format Frame({.Name = "lz4",
                           .Description = "LZ4 frame",
                           .MimeType = "application/x-lz4",
                           .Holds = Format::Inside::Stream,
                           .Signatures = FrameSignatures,
                           .Recognise = recogniseFrame});

static const Format Legacy({.Name = "lz4-legacy",
                            .Description = "LZ4 stream of Linux kernels",
                            .MimeType = "application/x-lz4",
                            .Holds = Format::Inside::Stream,
                            .Signatures = LegacySignatures,
                            .Recognise = recogniseLegacy});
