//===- binscan/formats/Allwinner.cpp - First boot stages --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the boot ROM of Allwinner's chips loads from a card or flash: a jump
// over a header with a magic word, a sum of all words, and a length (U-Boot,
// include/sunxi_image.h). Nothing in it is signed; chips that are fused to want
// a signature take another header.
//
//===----------------------------------------------------------------------===//

#include "binscan/formats/Damage.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"eGON.BT", 4}};

static std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t SumAt = 12, LengthAt = 16, HeaderSize = 32;
  constexpr std::uint32_t SumSeed = 0x5F0A6C39, MostLength = 1u << 20;
  const Bytes B = C.here();
  const auto Length = B.u32le(LengthAt);
  if (!Length || *Length < HeaderSize || *Length > MostLength ||
      *Length % 4 != 0)
    return std::nullopt;
  if (!B.contains(0, *Length))
    return cutOff(C, *Length);
  if (!C.spend(*Length))
    return std::nullopt;
  const std::uint32_t Stated = *B.u32le(SumAt);
  // The field counts as a constant while the sum is made.
  std::uint32_t Sum = SumSeed - Stated;
  for (std::uint64_t At = 0; At != *Length; At += 4)
    Sum += *B.u32le(At);
  return checked(C, *Length, Sum == Stated);
}

static const Format Registered({.Name = "allwinner-boot",
                                .Description = "boot stage for Allwinner chips",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Search,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Alignment = 4});
