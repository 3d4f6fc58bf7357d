//===- binscan/formats/Encrypted.cpp - LUKS and openssl enc -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is encrypted and says so. It cannot be looked into, and the report says
// so; where its end is nobody tells, so it goes on to the end of what it is in.
//
//===----------------------------------------------------------------------===//

#include "binscan/Entropy.h"
#include "binscan/Format.h"
#include "binscan/Signature.h"

#include <algorithm>
#include <array>

using namespace firmcop::binscan;

static constexpr Signature LuksSignatures[] = {
    {std::string_view("LUKS\xBA\xBE\0", 7)}};
static constexpr Signature SaltedSignatures[] = {{"Salted__"}};

namespace {

Match encrypted(const Candidate &C) {
  Match M = C.match(C.here().size());
  M.Damage = "is encrypted, and its content could not be analysed";
  return M;
}

/// LUKS On-Disk Format Specification 1.2.3, figure 1.
bool isFirstVersion(Bytes B) {
  constexpr std::uint64_t HeaderSize = 592;
  constexpr std::uint32_t LeastKey = 16, MostKey = 128, KeyEnabled = 0x00AC71F3,
                          KeyDisabled = 0x0000DEAD;
  if (!B.contains(0, HeaderSize) || *B.u32be(108) < LeastKey ||
      *B.u32be(108) > MostKey)
    return false;
  for (std::uint64_t Slot = 0; Slot != 8; ++Slot) {
    const std::uint32_t State = *B.u32be(208 + 48 * Slot);
    if (State != KeyEnabled && State != KeyDisabled)
      return false;
  }
  return true;
}

/// LUKS2 On-Disk Format Specification, section 2.1: a checksum over the binary
/// header, with zeros in its place, and the JSON area.
bool isSecondVersion(Bytes B) {
  constexpr std::uint64_t ChecksumAt = 448, ChecksumSize = 64,
                          LeastHeader = 0x4000, MostHeader = 0x400000;
  const auto Size = B.u64be(8);
  if (!Size || *Size < LeastHeader || *Size > MostHeader ||
      !B.contains(0, *Size))
    return false;
  const auto Hash = hashNamed(*B.cString(72, 32));
  if (!Hash)
    return false;
  const std::uint8_t Zeros[ChecksumSize] = {};
  const std::array Parts = {B.first(ChecksumAt), Bytes(Zeros, sizeof(Zeros)),
                            B.first(*Size).from(ChecksumAt + ChecksumSize)};
  const auto Digest = digestOf(*Hash, Parts);
  return B.hasAt(ChecksumAt,
                 Bytes(std::span<const std::uint8_t>(Digest)).text());
}

std::optional<Match> recogniseLuks(const Candidate &C) {
  constexpr std::uint64_t Cost = 0x400000;
  const Bytes B = C.here();
  const auto Version = B.u16be(6);
  if (!Version || !C.spend(std::min(Cost, B.size())))
    return std::nullopt;
  const bool Is = *Version == 1   ? isFirstVersion(B)
                  : *Version == 2 ? isSecondVersion(B)
                                  : false;
  return Is ? std::optional(encrypted(C)) : std::nullopt;
}

/// What "openssl enc" writes: eight bytes of salt, then nothing but ciphertext.
/// Only where a file starts with it; programs have the text, too.
std::optional<Match> recogniseSalted(const Candidate &C) {
  constexpr std::uint64_t HeaderSize = 16, Block = 8;
  const Bytes B = C.here();
  const Bytes Content = B.from(HeaderSize);
  if (Content.empty() || Content.size() % Block != 0 || !C.spend(B.size()))
    return std::nullopt;
  constexpr std::uint64_t Tellable = std::uint64_t(1) << 16;
  if (Content.size() >= Tellable && !looksRandom(Content))
    return std::nullopt;
  return encrypted(C);
}

} // namespace

static const Format Luks({.Name = "luks",
                          .Description = "LUKS encrypted volume",
                          .MimeType = "application/octet-stream",
                          .Signatures = LuksSignatures,
                          .Recognise = recogniseLuks});

static const Format Salted({.Name = "openssl-enc",
                            .Description = "file encrypted by openssl enc",
                            .MimeType = "application/octet-stream",
                            .Signatures = SaltedSignatures,
                            .Recognise = recogniseSalted,
                            .Alignment = Format::AtStart});
