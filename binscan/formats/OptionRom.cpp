//===- binscan/formats/OptionRom.cpp - PCI expansion ROMs -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A card brings code for the machine that it is put into: images behind each
// other, one for each kind of machine, in units of 512 bytes (PCI Firmware
// Specification, 5.1.1). Each is recognised by itself. One for UEFI has a
// program inside, which may be compressed (UEFI specification, 14.4.2).
//
//===----------------------------------------------------------------------===//

#include "binscan/formats/Damage.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"\x55\xAA"}};

static std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t Unit = 512, PointerAt = 0x18, LeastStructure = 0x18;
  constexpr std::uint8_t Uefi = 3;
  constexpr std::uint16_t Compressed = 1;
  const Bytes B = C.here();
  const std::uint64_t At = B.u16le(PointerAt).value_or(0);
  const std::optional<Bytes> Card = B.slice(At, LeastStructure);
  if (At < PointerAt + 2 || At % 4 != 0 || !Card || !Card->startsWith("PCIR"))
    return std::nullopt;
  const std::uint64_t Length = *Card->u16le(0x10) * Unit;
  if (Length <= At)
    return std::nullopt;
  if (!B.contains(0, Length))
    return cutOff(C, Length);
  Match M = C.match(Length);
  if (*Card->u8(0x14) == Uefi && B.u16le(0x0C) == Compressed)
    M.Damage = "has a program that is compressed in UEFI's own way, which "
               "cannot be unpacked; it was not analysed";
  return M;
}

static const Format Registered({.Name = "option-rom",
                                .Description = "PCI expansion ROM",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Search,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Alignment = 512});
