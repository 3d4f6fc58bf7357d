//===- binscan/formats/KernelConfig.cpp - A kernel's own settings -*- C++ -*-=//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A Linux kernel with CONFIG_IKCONFIG holds the file it was configured with,
// compressed and between two marks (kernel/configs.c).
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/adapters/Streams.h"

using namespace firmcop::binscan;

static constexpr std::string_view Begin = "IKCFG_ST", End = "IKCFG_ED";
static constexpr Signature Signatures[] = {{"IKCFG_ST\x1F\x8B"}};

static std::optional<Match> recognise(const Candidate &C) {
  const Bytes B = C.here();
  Decoded D = decodeGzip(B.from(Begin.size()), C.limits());
  const std::uint64_t EndAt = Begin.size() + D.Consumed;
  if (D.How != StreamEnd::Complete || !B.hasAt(EndAt, End))
    return std::nullopt;
  D.Consumed += End.size();
  return C.match(std::move(D), Begin.size());
}

static const Format
    Registered({.Name = "ikconfig",
                .Description = "configuration of a Linux kernel",
                .MimeType = "application/octet-stream",
                .Holds = Format::Inside::Stream,
                .Signatures = Signatures,
                .Recognise = recognise});
