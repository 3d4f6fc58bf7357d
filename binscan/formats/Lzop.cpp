//===- binscan/formats/Lzop.cpp - lzop streams ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/adapters/Streams.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {
    {std::string_view("\x89LZO\0\r\n\x1A\n", 9)}};

static std::optional<Match> recognise(const Candidate &C) {
  return C.match(decodeLzop(C.here(), C.limits()));
}

static const Format Registered({.Name = "lzop",
                                .Description = "lzop stream",
                                .MimeType = "application/x-lzop",
                                .Holds = Format::Inside::Stream,
                                .Signatures = Signatures,
                                .Recognise = recognise});
