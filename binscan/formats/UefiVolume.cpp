//===- binscan/formats/UefiVolume.cpp - UEFI firmware volumes ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The firmware of PCs and larger boards is divided into volumes (UEFI Platform
// Initialization Specification, volume 3, section 3.2.1). The files in one are
// not taken apart; it is searched like a program, which finds the programs and
// the compressed volumes in it.
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"_FVH", 40}};

static std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint16_t LeastHeader = 72, MostHeader = 4096;
  const Bytes B = C.here();
  const auto Length = B.u64le(32);
  const auto HeaderSize = B.u16le(48);
  const auto Revision = B.u8(55);
  if (!Revision || *Revision == 0 || *Revision > 2 ||
      *HeaderSize < LeastHeader || *HeaderSize > MostHeader ||
      *HeaderSize % 2 != 0 || *Length < *HeaderSize ||
      !B.contains(0, *HeaderSize))
    return std::nullopt;
  std::uint16_t Sum = 0;
  for (std::uint64_t At = 0; At != *HeaderSize; At += 2)
    Sum = static_cast<std::uint16_t>(Sum + *B.u16le(At));
  if (Sum != 0)
    return std::nullopt;
  if (B.contains(0, *Length))
    return C.match(*Length);
  Match M = C.match(B.size(), Confidence::Low);
  M.Damage = "ends early: it has " + std::to_string(B.size()) + " of its " +
             std::to_string(*Length) + " bytes; the file may be incomplete";
  return M;
}

static const Format Registered({.Name = "uefi-volume",
                                .Description = "UEFI firmware volume",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Search,
                                .Signatures = Signatures,
                                .Recognise = recognise});
