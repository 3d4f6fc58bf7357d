//===- binscan/formats/Wrgg.cpp - Alpha Networks' WRG images ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Headers that Alpha Networks puts in front of images for D-Link's devices: a
// name as "wrgac05_dlob.hans_dir645" or "wrgg15_dkbs_dir855" in 32 bytes, a
// number twice, in the newer kind version, model and build, then the size, and
// an MD5 over where the image goes and the content. In the processor's byte
// order (OpenWrt, firmware-utils, mkwrgimg and mkwrggimg).
//
//===----------------------------------------------------------------------===//

#include "binscan/Signature.h"
#include "binscan/formats/Damage.h"

#include <algorithm>
#include <array>

using namespace firmcop::binscan;

namespace {
constexpr std::uint64_t NameSize = 32, ShortMarkAt = 6, LongMarkAt = 7;
constexpr std::string_view OldLittle("\x20\x02\x04\x20\x20\x02\x04\x20", 8),
    OldBig("\x20\x04\x02\x20\x20\x04\x02\x20", 8),
    NewLittle("\x21\x03\x08\x20\x21\x03\x08\x20", 8),
    NewBig("\x20\x08\x03\x21\x20\x08\x03\x21", 8);
} // namespace

static constexpr Signature Signatures[] = {
    {OldLittle, NameSize}, {OldBig, NameSize},      {NewLittle, NameSize},
    {NewBig, NameSize},    {"_dkbs_", ShortMarkAt}, {"_dkbs_", LongMarkAt}};

namespace {

struct Header {
  std::uint64_t Size;   ///< of itself
  std::uint64_t Length; ///< of the content
  std::uint64_t HashedFrom;
};

std::optional<Header> readHeader(Bytes B) {
  constexpr std::uint64_t OldSizeAt = 0x28, NewSizeAt = 0x68, HashedHead = 36,
                          DigestSize = 16;
  const bool IsOld = B.hasAt(NameSize, OldLittle) || B.hasAt(NameSize, OldBig);
  const std::uint64_t SizeAt = IsOld ? OldSizeAt : NewSizeAt;
  const std::uint64_t HashedFrom = SizeAt + 4;
  const Header H{HashedFrom + HashedHead + DigestSize, 0, HashedFrom};
  if (!B.contains(0, H.Size))
    return std::nullopt;
  const auto Name = B.cString(0, NameSize);
  if (!Name || Name->empty() || !std::ranges::all_of(*Name, [](char Letter) {
        return Letter > ' ' && Letter <= '~';
      }))
    return std::nullopt;
  // Images whose number is not known: the order in which the size is small.
  const bool IsBig = B.hasAt(NameSize, OldBig) || B.hasAt(NameSize, NewBig) ||
                     (!B.hasAt(NameSize, OldLittle) &&
                      !B.hasAt(NameSize, NewLittle) && *B.u8(SizeAt) == 0);
  return Header{H.Size, IsBig ? *B.u32be(SizeAt) : *B.u32le(SizeAt),
                HashedFrom};
}

std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t HashedHead = 36, DigestSize = 16;
  const Bytes B = C.here();
  const auto H = readHeader(B);
  if (!H || H->Length == 0)
    return std::nullopt;
  if (!B.contains(H->Size, H->Length))
    return C.start() == 0 ? std::optional(cutOff(C, H->Size + H->Length))
                          : std::nullopt;
  if (!C.spend(H->Length))
    return std::nullopt;
  const std::array Hashed = {*B.slice(H->HashedFrom, HashedHead),
                             *B.slice(H->Size, H->Length)};
  return checked(
      C, H->Size + H->Length,
      std::ranges::equal(digestOf(HashKind::Md5, Hashed),
                         *B.slice(H->HashedFrom + HashedHead, DigestSize)));
}

void unpack(Unpacking &U) {
  if (const auto H = readHeader(U.bytes()); H && H->Size < U.bytes().size())
    U.addPart("data", H->Size, U.bytes().size() - H->Size);
}

} // namespace

static const Format Registered({.Name = "wrg",
                                .Description = "D-Link (Alpha) WRG image",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
