//===- binscan/formats/Romfs.cpp - romfs file systems -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Romfs.h"
#include "binscan/Entropy.h"

#include <algorithm>

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"-rom1fs-"}};

namespace {

/// Zeros up to the next KiB belong to the image: genromfs puts them there.
std::uint64_t withPadding(Bytes B, std::uint64_t Size) {
  constexpr std::uint64_t Block = 1024;
  const std::optional<Bytes> Tail =
      B.slice(Size, (Block - Size % Block) % Block);
  return Tail && repeatedByte(*Tail) == 0 ? Size + Tail->size() : Size;
}

/// The words of the first 512 bytes sum up to zero.
std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t HeaderSize = 32, Summed = 512;
  const Bytes B = C.here();
  const std::optional<std::uint32_t> Size = B.u32be(8);
  if (!Size || *Size < HeaderSize || !C.spend(Summed))
    return std::nullopt;
  const Bytes Head = B.first(std::min<std::uint64_t>(*Size, Summed));
  std::uint32_t Sum = 0;
  for (std::uint64_t At = 0; Head.contains(At, 4); At += 4)
    Sum += *Head.u32be(At);
  const bool IsCut = *Size > B.size();
  if (Sum != 0 && !(IsCut && B.size() < Summed))
    return std::nullopt;
  if (!IsCut)
    return C.match(withPadding(B, *Size));
  Match M = C.match(B.size(), Confidence::Low);
  M.Damage = "ends early: it has " + std::to_string(B.size()) + " of its " +
             std::to_string(*Size) + " bytes; the file may be incomplete";
  return M;
}

} // namespace

static const Format Registered({.Name = "romfs",
                                .Description = "romfs file system",
                                .MimeType = "application/x-romfs",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpackRomfs});
