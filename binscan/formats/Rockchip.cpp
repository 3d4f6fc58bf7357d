//===- binscan/formats/Rockchip.cpp - First boot stages ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the boot ROM of Rockchip's chips loads from a card or flash (U-Boot,
// tools/rkcommon.c). The header of older chips is one block that is scrambled
// with a key that everybody has; it says where the program is that sets up the
// memory, which starts with the chip's name, and where the next one ends. That
// of newer chips lists up to four programs with their hashes, and its own.
//
//===----------------------------------------------------------------------===//

#include "binscan/Signature.h"
#include "binscan/formats/Damage.h"
#include "sarif/Sha256.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

using namespace firmcop;
using namespace firmcop::binscan;

// The first word of the older header, scrambled.
static constexpr Signature OldSignatures[] = {{"\x3B\x8C\xDC\xFC"}};
static constexpr Signature NewSignatures[] = {{"RKNS"}};

namespace {

constexpr std::uint64_t BlockSize = 512;

/// RC4 with the key that the boot ROM has.
std::array<std::uint8_t, BlockSize> unscrambled(Bytes Block) {
  constexpr std::uint8_t Key[] = {124, 78, 3,   4,  85, 5,  9,  7,
                                  45,  44, 123, 56, 23, 13, 23, 17};
  std::array<std::uint8_t, 256> State;
  std::iota(State.begin(), State.end(), std::uint8_t(0));
  std::uint8_t J = 0;
  for (unsigned I = 0; I != 256; ++I) {
    J = static_cast<std::uint8_t>(J + State[I] + Key[I % std::size(Key)]);
    std::swap(State[I], State[J]);
  }
  std::array<std::uint8_t, BlockSize> Plain{};
  std::uint8_t I = 0;
  J = 0;
  for (std::uint64_t At = 0; At != Block.size(); ++At) {
    J = static_cast<std::uint8_t>(J + State[++I]);
    std::swap(State[I], State[J]);
    Plain[At] = Block.data()[At] ^
                State[static_cast<std::uint8_t>(State[I] + State[J])];
  }
  return Plain;
}

struct Part {
  std::string Name;
  std::uint64_t Offset, Length;
};

/// A header's programs, without what a boot ROM would load from behind the end.
struct Stages {
  std::vector<Part> Parts;
  std::uint64_t End = 0;
  bool IsScrambled = false;
  bool SumFits = true;

  void add(std::string Name, std::uint64_t Offset, std::uint64_t Length) {
    Parts.push_back({std::move(Name), Offset, Length});
    End = std::max(End, Offset + Length);
  }
};

std::optional<Stages> readOld(Bytes B) {
  constexpr std::uint64_t PlainAt = 8, StartAt = 12, FirstSizeAt = 506,
                          AllSizeAt = 508;
  // Stands for a second program that is not there.
  constexpr std::uint64_t NoSecond = 1024, MostBlocks = 4096;
  const std::optional<Bytes> Block = B.slice(0, BlockSize);
  if (!Block)
    return std::nullopt;
  const auto Plain = unscrambled(*Block);
  const Bytes Header{std::span(Plain)};
  const std::uint64_t Start = *Header.u16le(StartAt),
                      First = *Header.u16le(FirstSizeAt),
                      All = *Header.u16le(AllSizeAt);
  if (Start == 0 || Start > 64 || First == 0 || All < First || All > MostBlocks)
    return std::nullopt;
  Stages S;
  S.IsScrambled = *Header.u32le(PlainAt) == 0;
  // The chip's name starts the program, in plain bytes where they all are.
  const std::uint64_t At = Start * BlockSize;
  if (!S.IsScrambled && !B.hasAt(At, "RK"))
    return std::nullopt;
  S.add("first", At, First * BlockSize);
  if (All != First && All - First != NoSecond)
    S.add("second", At + First * BlockSize, (All - First) * BlockSize);
  return S;
}

bool hasSum(Bytes Of, Bytes Stated) {
  constexpr std::uint64_t Size = 32;
  return sha256Hex(Of.text()) == hexOf(Stated.first(Size));
}

std::optional<Stages> readNew(Bytes B) {
  constexpr std::uint64_t HeaderSize = 2048, HashedSize = 1536, CountAt = 8,
                          FlagAt = 12, ListAt = 120, EntrySize = 88,
                          HashAt = 24, MostPrograms = 4;
  constexpr std::uint32_t Sha256 = 1;
  const std::optional<Bytes> Header = B.slice(0, HeaderSize);
  if (!Header)
    return std::nullopt;
  const std::uint32_t Count = *Header->u32le(CountAt) >> 16;
  if (Count == 0 || Count > MostPrograms)
    return std::nullopt;
  // Four letters are too few to tell by: programs that make such images hold
  // them, too.
  if ((*Header->u32le(FlagAt) & 0xF) != Sha256 ||
      !hasSum(Header->first(HashedSize), Header->from(HashedSize)))
    return std::nullopt;
  Stages S;
  S.End = HeaderSize;
  for (std::uint64_t I = 0; I != Count; ++I) {
    // Blocks: where it is in the lower half, how many in the upper one.
    const Bytes Entry = Header->from(ListAt + I * EntrySize);
    const std::uint32_t Place = *Entry.u32le(0);
    const std::uint64_t Start = (Place & 0xFFFF) * BlockSize,
                        Length = (Place >> 16) * BlockSize;
    if (Length == 0 && I != 0)
      continue; // has a place in the list, but is not there
    if (Start < HeaderSize || Length == 0)
      return std::nullopt;
    S.add("program" + std::to_string(I), Start, Length);
    const std::optional<Bytes> Program = B.slice(Start, Length);
    S.SumFits &= !Program || hasSum(*Program, Entry.from(HashAt));
  }
  return S;
}

std::optional<Match> match(const Candidate &C, const std::optional<Stages> &S) {
  if (!S)
    return std::nullopt;
  if (!C.here().contains(0, S->End))
    return cutOff(C, S->End);
  return checked(C, S->End, S->SumFits);
}

void unpack(Unpacking &U, const std::optional<Stages> &S) {
  if (!S)
    return;
  if (S->IsScrambled)
    U.note("has programs that are scrambled with a public key, and were not "
           "unscrambled");
  for (const Part &P : S->Parts)
    if (!U.addPart(P.Name, P.Offset, P.Length))
      return;
}

std::optional<Match> recogniseOld(const Candidate &C) {
  return match(C, readOld(C.here()));
}
std::optional<Match> recogniseNew(const Candidate &C) {
  return match(C, readNew(C.here()));
}
void unpackOld(Unpacking &U) { unpack(U, readOld(U.bytes())); }
void unpackNew(Unpacking &U) { unpack(U, readNew(U.bytes())); }

const Format Old({.Name = "rockchip-boot",
                  .Description = "boot stage for older Rockchip chips",
                  .MimeType = "application/octet-stream",
                  .Holds = Format::Inside::Parts,
                  .Signatures = OldSignatures,
                  .Recognise = recogniseOld,
                  .Unpack = unpackOld,
                  .Alignment = 4});
const Format New({.Name = "rockchip-boot2",
                  .Description = "boot stage for newer Rockchip chips",
                  .MimeType = "application/octet-stream",
                  .Holds = Format::Inside::Parts,
                  .Signatures = NewSignatures,
                  .Recognise = recogniseNew,
                  .Unpack = unpackNew,
                  .Alignment = 4});

} // namespace
