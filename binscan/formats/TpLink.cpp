//===- binscan/formats/TpLink.cpp - TP-Link's images ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A header of 512 bytes, in two versions whose fields stand at different
// places, all big endian, with an MD5 of the whole that is made with fixed
// bytes where it stands itself: one set for images with a boot loader, one for
// those without (OpenWrt, firmware-utils, mktplinkfw and mktplinkfw2).
//
//===----------------------------------------------------------------------===//

#include "binscan/Entropy.h"
#include "binscan/Format.h"
#include "binscan/Signature.h"

#include <algorithm>
#include <array>

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {
    {std::string_view("\x01\0\0\0TP-LINK Technologies", 24)},
    {std::string_view("\x02\0\0\0TP-LINK Technologies", 24)},
    {std::string_view("\x01\0\0\0TP-Link Technologies", 24)},
    {std::string_view("\x02\0\0\0TP-Link Technologies", 24)}};

namespace {

constexpr std::uint64_t HeaderSize = 0x200, DigestSize = 16;

/// Where the fields of a version start.
struct Layout {
  std::uint64_t Digest;
  std::uint64_t LoadAddress; ///< then entry, length, and three ranges
  std::array<std::string_view, 2> Salts;
};

constexpr std::array<Layout, 2> Layouts = {
    {{0x4C,
      0x74,
      {"\xDC\xD7\x3A\xA5\xC3\x95\x98\xFB\xDD\xF9\xE7\xF4\x0E\xAE\x47\x38",
       "\x8C\xEF\x33\x5B\xD5\xC5\xCE\xFA\xA7\x9C\x28\xDA\xB2\xE9\x0F\x42"}},
     {0x40,
      0x68,
      {"\xDC\xD7\x3A\xA5\xC3\x95\x98\xFB\xDC\xF9\xE7\xF4\x0E\xAE\x47\x37",
       "\x8C\xEF\x33\x5F\xD5\xC5\xCE\xFA\xAC\x9C\x28\xDA\xB2\xE9\x0F\x42"}}}};

struct Part {
  std::string_view Name;
  std::uint64_t Offset;
  std::uint64_t Length;
};

struct Header {
  const Layout *Of;
  std::uint32_t Length;
  std::array<Part, 3> Parts;
};

std::optional<Header> readHeader(Bytes B) {
  if (!B.contains(0, HeaderSize))
    return std::nullopt;
  const Layout &L = Layouts[*B.u8(0) == 1 ? 0 : 1];
  const auto Field = [&](std::uint64_t Index) {
    return *B.u32be(L.LoadAddress + 4 * Index);
  };
  Header H{&L,
           Field(2),
           {{{"kernel", Field(3), Field(4)},
             {"rootfs", Field(5), Field(6)},
             {"bootloader", Field(7), Field(8)}}}};
  if (H.Length < HeaderSize)
    return std::nullopt;
  for (const Part &P : H.Parts)
    if (P.Length != 0 && P.Offset + P.Length > H.Length)
      return std::nullopt;
  return H;
}

bool digestIsRight(Bytes Image, const Layout &L) {
  const Bytes Stated = *Image.slice(L.Digest, DigestSize);
  return std::ranges::any_of(L.Salts, [&](std::string_view Salt) {
    const std::array Parts = {Image.first(L.Digest), Bytes(Salt),
                              Image.from(L.Digest + DigestSize)};
    return std::ranges::equal(digestOf(HashKind::Md5, Parts), Stated);
  });
}

std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t SignatureAt = 0x130, SignatureSize = 128;
  const Bytes B = C.here();
  const auto H = readHeader(B);
  if (!H)
    return std::nullopt;
  if (!B.contains(0, H->Length)) {
    Match M = C.match(B.size(), Confidence::Low);
    M.Damage = "ends early: it has " + std::to_string(B.size()) + " of its " +
               std::to_string(H->Length) + " bytes; the file may be incomplete";
    return M;
  }
  if (!C.spend(2 * std::uint64_t(H->Length)))
    return std::nullopt;
  Match M = C.match(H->Length);
  // Later images have an RSA signature and no such checksum.
  const bool IsSigned =
      !repeatedByte(*B.slice(SignatureAt, SignatureSize)).has_value();
  if (!IsSigned && !digestIsRight(B.first(H->Length), *H->Of))
    M.Damage = "does not match its checksum; the file may be damaged";
  return M;
}

void unpack(Unpacking &U) {
  const auto H = readHeader(U.bytes());
  if (!H)
    return;
  for (const Part &P : H->Parts)
    if (P.Length != 0 && P.Offset >= HeaderSize &&
        U.bytes().contains(P.Offset, P.Length) &&
        !U.addPart(std::string(P.Name), P.Offset, P.Length))
      return;
}

} // namespace

static const Format Registered({.Name = "tplink",
                                .Description = "TP-Link image",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
