//===- binscan/formats/Elf.cpp - Where ELF files end ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"\x7F"
                                            "ELF"}};

namespace {

/// Reads the fields of one class and byte order.
struct Layout {
  Bytes B;
  bool Is64;
  bool IsBig;

  std::optional<std::uint64_t> half(std::uint64_t At) const {
    return IsBig ? B.u16be(At) : B.u16le(At);
  }
  std::optional<std::uint64_t> word(std::uint64_t At) const {
    return IsBig ? B.u32be(At) : B.u32le(At);
  }
  /// An address, offset or size.
  std::optional<std::uint64_t> wide(std::uint64_t At) const {
    if (!Is64)
      return word(At);
    return IsBig ? B.u64be(At) : B.u64le(At);
  }
};

/// Moves \p End past a range, if that lies inside.
bool extend(const Layout &L, std::uint64_t Offset, std::uint64_t Size,
            std::uint64_t &End) {
  if (!L.B.contains(Offset, Size))
    return false;
  End = std::max(End, Offset + Size);
  return true;
}

/// A file ends where the last of its headers, segments and sections does: ELF
/// specification, figures 1-3, 1-8 and 2-1.
std::optional<Match> recognise(const Candidate &C) {
  const Bytes B = C.here();
  const auto Class = B.u8(4), Order = B.u8(5), Version = B.u8(6);
  if (!Version || *Class < 1 || *Class > 2 || *Order < 1 || *Order > 2 ||
      *Version != 1)
    return std::nullopt;
  const Layout L{B, *Class == 2, *Order == 2};
  const std::uint64_t HeaderSize = L.Is64 ? 64 : 52;
  const std::uint64_t SegmentSize = L.Is64 ? 56 : 32;
  const std::uint64_t SectionSize = L.Is64 ? 64 : 40;
  const auto Type = L.half(16), Machine = L.half(18);
  if (B.size() < HeaderSize || *Type == 0 || (*Type > 4 && *Type < 0xFE00) ||
      *Machine == 0 || L.word(20) != 1 ||
      *L.half(HeaderSize - 12) != HeaderSize)
    return std::nullopt;

  const std::uint64_t SegmentsAt = *L.wide(L.Is64 ? 32 : 28);
  const std::uint64_t SectionsAt = *L.wide(L.Is64 ? 40 : 32);
  const std::uint64_t Segments = *L.half(HeaderSize - 8);
  const std::uint64_t Sections = *L.half(HeaderSize - 4);
  if ((Segments != 0 && *L.half(HeaderSize - 10) != SegmentSize) ||
      (Sections != 0 && *L.half(HeaderSize - 6) != SectionSize) ||
      Segments + Sections == 0)
    return std::nullopt;
  std::uint64_t End = HeaderSize;
  bool IsWhole = extend(L, SegmentsAt, Segments * SegmentSize, End);
  for (std::uint64_t I = 0; IsWhole && I != Segments; ++I) {
    const std::uint64_t At = SegmentsAt + I * SegmentSize;
    IsWhole = extend(L, *L.wide(At + (L.Is64 ? 8 : 4)),
                     *L.wide(At + (L.Is64 ? 32 : 16)), End);
  }
  if (Sections != 0)
    IsWhole = IsWhole && extend(L, SectionsAt, Sections * SectionSize, End);
  for (std::uint64_t I = 0; IsWhole && I != Sections; ++I) {
    constexpr std::uint64_t NoBits = 8; // SHT_NOBITS
    const std::uint64_t At = SectionsAt + I * SectionSize;
    if (*L.word(At + 4) != NoBits && *L.word(At + 4) != 0)
      IsWhole = extend(L, *L.wide(At + (L.Is64 ? 24 : 16)),
                       *L.wide(At + (L.Is64 ? 32 : 20)), End);
  }
  if (IsWhole)
    return C.match(End);
  Match M = C.match(B.size(), Confidence::Low);
  M.Damage = "ends early or is damaged: its headers refer to bytes past its "
             "end";
  return M;
}

} // namespace

static const Format Registered({.Name = "elf",
                                .Description = "ELF program or library",
                                .MimeType = "application/x-executable",
                                .Holds = Format::Inside::Search,
                                .Signatures = Signatures,
                                .Recognise = recognise});
