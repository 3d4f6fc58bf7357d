//===- binscan/formats/Zlib.cpp - zlib streams ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two bytes are no signature: a stream counts when it starts a file, or a word
// and unpacks to so much that its checksum at the end is no chance. Even then
// it may be a part of a damaged file system, which is worth more.
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/adapters/Streams.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {
    {"\x78\x01"}, {"\x78\x5E"}, {"\x78\x9C"}, {"\x78\xDA"}};

static std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t LeastInside = 16 * 1024, Tried = 64;
  const bool IsFile = C.start() == 0;
  if (!IsFile && !C.spend(Tried))
    return std::nullopt;
  Decoded D = decodeZlib(C.here(), C.limits());
  // What is cut off or damaged has no checksum to confirm that it is one.
  if (D.How != StreamEnd::Complete && D.How != StreamEnd::Limit)
    return std::nullopt;
  if (!IsFile && (D.Content.size() < LeastInside || !C.spend(D.Content.size())))
    return std::nullopt;
  std::optional<Match> M = C.match(std::move(D));
  if (M && !IsFile)
    M->Sure = Confidence::Low;
  return M;
}

static const Format Registered({.Name = "zlib",
                                .Description = "zlib stream",
                                .MimeType = "application/zlib",
                                .Holds = Format::Inside::Stream,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Alignment = 4});
