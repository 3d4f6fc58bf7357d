//===- binscan/formats/TpLinkRtos.cpp - TP-Link's RTOS images ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Images of TP-Link's routers and access points that run VxWorks: a header of
// 148 bytes, big endian, with "IMG0" at its 20th byte and the size of what
// follows that word. It has no checksum.
//
//===----------------------------------------------------------------------===//

#include "binscan/formats/Damage.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {
    {std::string_view("\x00\x14\x2F\xC0", 4)}, {"IMG0", 20}};

namespace {

constexpr std::uint64_t HeaderSize = 0x94, SizeAt = 24;

std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t CountedFrom = 20, LeastContent = 64;
  const Bytes B = C.here();
  if (!B.contains(0, HeaderSize) || !B.startsWith(Signatures[0].Magic) ||
      !B.hasAt(Signatures[1].Offset, Signatures[1].Magic))
    return std::nullopt;
  const std::uint64_t Length = CountedFrom + *B.u32be(SizeAt);
  if (Length < HeaderSize + LeastContent)
    return std::nullopt;
  return B.contains(0, Length) ? C.match(Length) : cutOff(C, Length);
}

void unpack(Unpacking &U) {
  U.addPart("data", HeaderSize, U.bytes().size() - HeaderSize);
}

} // namespace

static const Format Registered({.Name = "tplink-rtos",
                                .Description = "TP-Link RTOS image",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
