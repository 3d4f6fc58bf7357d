//===- binscan/formats/Mcuboot.cpp - MCUboot images -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Mcuboot.h"

#include "binscan/Format.h"

#include <algorithm>

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"\x3D\xB8\xF3\x96"}};

namespace {

std::optional<Match> recognise(const Candidate &C) {
  // Two lists of at most 64 KiB each; the rest is read for the digest.
  constexpr std::uint64_t MostTlvs = 1U << 17;
  if (!C.spend(std::min(C.here().size(), MostTlvs)))
    return std::nullopt;
  const auto Image = readMcubootImage(C.here());
  if (!Image || !C.spend(Image->Length))
    return std::nullopt;
  Match M = C.match(Image->Length);
  if (!Image->HasTlvs) {
    M.Sure = Confidence::Low;
    M.Damage = "has no sound list of TLVs behind its program; the file may be "
               "incomplete";
  } else if (Image->digestIsRight() == false) {
    M.Damage = "does not match its digest; the file may be damaged";
  }
  return M;
}

void unpack(Unpacking &U) {
  const auto Image = readMcubootImage(U.bytes());
  if (!Image)
    return;
  const bool HasAddress =
      (Image->Flags & (mcuboot::RamLoad | mcuboot::RomFixed)) != 0;
  // The address is that of the header, which goes along.
  const std::uint64_t Address =
      std::uint64_t(Image->LoadAddress) + Image->HeaderSize;
  U.addPart("program", Image->HeaderSize, Image->ImageSize,
            HasAddress ? std::optional(Address) : std::nullopt);
}

} // namespace

static const Format Registered({.Name = "mcuboot",
                                .Description = "MCUboot image",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
