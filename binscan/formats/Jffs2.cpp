//===- binscan/formats/Jffs2.cpp - JFFS2 file systems -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Jffs2.h"

using namespace firmcop::binscan;

// The magic number with the types that a log starts with.
static constexpr Signature Signatures[] = {
    {"\x85\x19\x01\xE0"}, {"\x85\x19\x02\xE0"}, {"\x85\x19\x03\x20"},
    {"\x85\x19\x04\x20"}, {"\x85\x19\x06\x20"}, {"\x19\x85\xE0\x01"},
    {"\x19\x85\xE0\x02"}, {"\x19\x85\x20\x03"}, {"\x19\x85\x20\x04"},
    {"\x19\x85\x20\x06"}};

namespace {

/// A log ends with the last node that follows the others. What erasing leaves
/// behind it is padding, and no part of the log.
std::optional<Match> recognise(const Candidate &C) {
  const std::optional<ByteOrder> Order = jffs2Order(C.here());
  if (!Order)
    return std::nullopt;
  const Ordered Log(C.here(), *Order);
  std::uint64_t End = 0;
  for (std::optional<std::uint64_t> At = 0; At;) {
    const std::optional<Jffs2Node> N = readJffs2Node(Log, *At);
    if (!N || !C.spend(*At + N->stride() - End))
      break;
    End = std::min(*At + N->stride(), Log.size());
    At = nextJffs2Node(Log, End);
  }
  return C.match(End);
}

} // namespace

static const Format Registered({.Name = "jffs2",
                                .Description = "JFFS2 file system",
                                .MimeType = "application/x-jffs2-image",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpackJffs2});
