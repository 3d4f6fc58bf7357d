//===- binscan/formats/Lzip.cpp - lzip streams ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/adapters/Streams.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"LZIP\x01"}};

static std::optional<Match> recognise(const Candidate &C) {
  return C.match(decodeLzip(C.here(), C.limits()));
}

static const Format Registered({.Name = "lzip",
                                .Description = "lzip stream",
                                .MimeType = "application/lzip",
                                .Holds = Format::Inside::Stream,
                                .Signatures = Signatures,
                                .Recognise = recognise});
