//===- binscan/formats/FlashDescriptor.cpp - Intel's flash images -*- C++
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The flash of a computer with an Intel chip set ("PCHROM"): a descriptor of
// 4 KiB whose table of regions says where boot firmware, management engine,
// network settings and others are. Most images start 16 bytes in front of the
// signature (Intel, "SPI Programming Guide", and coreboot, util/ifdtool).
//
//===----------------------------------------------------------------------===//

#include "binscan/formats/Damage.h"

#include <algorithm>
#include <array>

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"\x5A\xA5\xF0\x0F", 16}};

namespace {

constexpr std::array<std::string_view, 9> Names = {
    "descriptor", "bios",  "me",        "gbe", "platform",
    "expansion",  "bios2", "microcode", "ec"};

struct Region {
  std::string_view Name;
  std::uint64_t Start;
  std::uint64_t End;
};

/// The regions that are there, or nothing when this is no descriptor.
std::optional<std::vector<Region>> readRegions(Bytes B) {
  constexpr std::uint64_t MapAt = 20, BlockSize = 0x1000, OldRegions = 5;
  const auto Map = B.u32le(MapAt);
  if (!Map || !B.contains(0, BlockSize))
    return std::nullopt;
  const std::uint64_t Table = std::uint64_t(*Map >> 16 & 0xFF) << 4;
  if (Table < MapAt || !B.contains(Table, 4 * Names.size()))
    return std::nullopt;
  std::vector<Region> Regions;
  for (std::uint64_t I = 0; I != Names.size(); ++I) {
    const std::uint32_t Entry = *B.u32le(Table + 4 * I);
    const std::uint64_t Start = std::uint64_t(Entry & 0x7FFF) * BlockSize,
                        End = std::uint64_t((Entry >> 16 & 0x7FFF) + 1) *
                              BlockSize;
    // Older chip sets have five, and something else behind them.
    const bool IsSane = Entry != 0 && Entry != UINT32_MAX && Start < End;
    if (I == 0 && (Start != 0 || End != BlockSize))
      return std::nullopt;
    if (I != 0 && !IsSane)
      continue;
    const bool Overlaps =
        std::ranges::any_of(Regions, [&](const Region &Other) {
          return Start < Other.End && Other.Start < End;
        });
    if (Overlaps && I >= OldRegions)
      break;
    if (Overlaps)
      return std::nullopt;
    Regions.push_back({Names[I], Start, End});
  }
  if (Regions.size() < 2)
    return std::nullopt;
  std::ranges::sort(Regions, {}, &Region::Start);
  return Regions;
}

std::optional<Match> recognise(const Candidate &C) {
  const auto Regions = readRegions(C.here());
  if (!Regions)
    return std::nullopt;
  const std::uint64_t Length = Regions->back().End;
  return C.here().contains(0, Length) ? C.match(Length) : cutOff(C, Length);
}

void unpack(Unpacking &U) {
  const auto Regions = readRegions(U.bytes());
  if (!Regions)
    return;
  for (const Region &R : *Regions)
    // The descriptor itself would be found in itself again.
    if (R.Start != 0 && U.bytes().contains(R.Start, R.End - R.Start) &&
        !U.addPart(std::string(R.Name), R.Start, R.End - R.Start))
      return;
}

} // namespace

static const Format Registered({.Name = "intel-flash",
                                .Description = "Intel flash image",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
