//===- binscan/formats/Dfu.cpp - Files for USB DFU --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file for the USB Device Firmware Upgrade has 16 bytes behind its content:
// for which device it is, "UFD", its own size and a CRC of everything before
// (USB DFU 1.1, appendix B). ST's DfuSe puts a structure into the content:
// targets, each with elements that have an address (ST UM0391).
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/Text.h"
#include "binscan/adapters/Streams.h"

using namespace firmcop::binscan;

static constexpr Signature SuffixSignatures[] = {{"UFD\x10", 0, true}};
static constexpr Signature DfuSeSignatures[] = {{"DfuSe\x01"}};

namespace {

constexpr std::uint64_t SuffixSize = 16, PrefixSize = 11;
constexpr std::string_view DfuSe = "DfuSe\x01";

/// Whether \p File ends with a suffix whose checksum is right. It is a CRC-32
/// without the inversion at the end.
bool hasRightSuffix(Bytes File) {
  return File.size() > SuffixSize && File.hasAt(File.size() - 8, "UFD\x10") &&
         *File.u32le(File.size() - 4) == ~crc32(File.first(File.size() - 4));
}

std::optional<Match> recogniseSuffix(const Candidate &C) {
  constexpr std::uint64_t AfterMagic = 8;
  const std::uint64_t End = C.magicAt() + AfterMagic;
  const Bytes File = C.whole().first(End);
  const bool IsRoundUp = C.whole().size() < End;
  if (IsRoundUp || File.startsWith(DfuSe) || !C.spend(End) ||
      !hasRightSuffix(File))
    return std::nullopt;
  return Match{0, End};
}

void unpackSuffix(Unpacking &U) {
  U.addPart("data", 0, U.bytes().size() - SuffixSize);
}

std::optional<Match> recogniseDfuSe(const Candidate &C) {
  const Bytes B = C.here();
  const auto Size = B.u32le(6);
  const auto Targets = B.u8(10);
  if (!Targets || *Targets == 0 || *Size <= PrefixSize ||
      !B.hasAt(PrefixSize, "Target"))
    return std::nullopt;
  const std::uint64_t Length = std::uint64_t(*Size) + SuffixSize;
  if (!B.contains(0, Length)) {
    Match M = C.match(B.size());
    M.Damage = "ends early: it has " + std::to_string(B.size()) + " of its " +
               std::to_string(Length) + " bytes; the file may be incomplete";
    return M;
  }
  if (!C.spend(Length))
    return std::nullopt;
  Match M = C.match(Length);
  if (!hasRightSuffix(B.first(Length)))
    M.Damage = "has no suffix whose checksum is right; the file may be damaged";
  return M;
}

void unpackDfuSe(Unpacking &U) {
  constexpr std::uint64_t TargetSize = 274, ElementSize = 8;
  const Bytes B = U.bytes();
  std::uint64_t At = PrefixSize;
  for (unsigned Target = 0, Targets = *B.u8(10); Target != Targets; ++Target) {
    const auto Elements = B.u32le(At + 270);
    if (!Elements || !B.hasAt(At, "Target")) {
      U.damaged("has no target at " + hex(At));
      return;
    }
    const std::string Prefix =
        "target-" + std::to_string(*B.u8(At + 6)) + "-segment@";
    At += TargetSize;
    for (std::uint32_t I = 0; I != *Elements; ++I) {
      const auto Address = B.u32le(At), Size = B.u32le(At + 4);
      if (!Size || !B.contains(At + ElementSize, *Size)) {
        U.damaged("has an element that goes beyond its end, at " + hex(At));
        return;
      }
      if (!U.addPart(Prefix + hex(*Address), At + ElementSize, *Size, *Address))
        return;
      At += ElementSize + *Size;
    }
  }
}

} // namespace

static const Format Suffix({.Name = "dfu",
                            .Description = "USB DFU file",
                            .MimeType = "application/octet-stream",
                            .Holds = Format::Inside::Parts,
                            .Signatures = SuffixSignatures,
                            .Recognise = recogniseSuffix,
                            .Unpack = unpackSuffix});

static const Format WithTargets({.Name = "dfuse",
                                 .Description = "ST DfuSe file",
                                 .MimeType = "application/octet-stream",
                                 .Holds = Format::Inside::Parts,
                                 .Signatures = DfuSeSignatures,
                                 .Recognise = recogniseDfuSe,
                                 .Unpack = unpackDfuSe});
