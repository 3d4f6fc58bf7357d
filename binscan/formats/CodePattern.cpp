//===- binscan/formats/CodePattern.cpp - The header of Linksys' images -*- C++
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// 32 bytes in front of a TRX image: a pattern that names the device, a date, a
// version, "U2ND" and the kind of chip (OpenWrt, firmware-utils, addpattern).
//
//===----------------------------------------------------------------------===//

#include "binscan/formats/Damage.h"

#include <algorithm>

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"U2ND", 14}};

namespace {

constexpr std::uint64_t HeaderSize = 32;

std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t PatternSize = 4;
  const Bytes B = C.here();
  const auto Length = B.u32le(HeaderSize + 4);
  if (!Length || !B.hasAt(HeaderSize, "HDR0") || *B.u32le(4) != 0 ||
      !std::ranges::all_of(B.first(PatternSize), [](std::uint8_t Byte) {
        return Byte > ' ' && Byte <= '~';
      }))
    return std::nullopt;
  const std::uint64_t Whole = HeaderSize + *Length;
  return B.contains(0, Whole) ? C.match(Whole) : cutOff(C, Whole);
}

void unpack(Unpacking &U) {
  if (U.bytes().size() > HeaderSize)
    U.addPart("data", HeaderSize, U.bytes().size() - HeaderSize);
}

} // namespace

static const Format Registered({.Name = "u2nd",
                                .Description = "Linksys image (U2ND)",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
