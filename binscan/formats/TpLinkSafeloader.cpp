//===- binscan/formats/TpLinkSafeloader.cpp - TP-Link's newer images -*- C++
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Images for devices with TP-Link's "safeloader": the size and an MD5 with a
// salt in front of it, 4 KiB about the vendor, a table of parts as text, and
// the parts (OpenWrt, firmware-utils, tplink-safeloader).
//
//===----------------------------------------------------------------------===//

#include "binscan/Signature.h"
#include "binscan/Text.h"
#include "binscan/formats/Damage.h"

#include <algorithm>
#include <array>
#include <charconv>

using namespace firmcop::binscan;

namespace {
constexpr std::uint64_t TableAt = 0x1014;
} // namespace

static constexpr Signature Signatures[] = {{"fwup-ptn ", TableAt}};

namespace {

constexpr std::uint64_t DigestAt = 4, DigestSize = 16, TableSize = 0x800;

struct Part {
  std::string_view Name;
  std::uint64_t Offset;
  std::uint64_t Length;
};

/// "0x00800" in front of \p Rest, which loses it.
std::optional<std::uint64_t> takeHex(std::string_view &Rest) {
  if (!Rest.starts_with("0x"))
    return std::nullopt;
  std::uint64_t Value = 0;
  const char *const End = Rest.data() + Rest.size();
  const auto [Stop, Error] =
      std::from_chars(Rest.data() + 2, End, Value, /*base=*/16);
  if (Error != std::errc())
    return std::nullopt;
  Rest = std::string_view(Stop, static_cast<std::size_t>(End - Stop));
  return Value;
}

/// A line as in "fwup-ptn os-image base 0x01000 size 0x113b45".
std::optional<Part> readLine(std::string_view Line) {
  constexpr std::string_view Start = Signatures[0].Magic, Base = " base ",
                             Size = " size ";
  if (!Line.starts_with(Start))
    return std::nullopt;
  Line.remove_prefix(Start.size());
  const std::size_t AtBase = Line.find(Base);
  if (AtBase == std::string_view::npos || AtBase == 0)
    return std::nullopt;
  Part P{Line.substr(0, AtBase), 0, 0};
  Line.remove_prefix(AtBase + Base.size());
  const auto Offset = takeHex(Line);
  if (!Offset || !Line.starts_with(Size))
    return std::nullopt;
  Line.remove_prefix(Size.size());
  const auto Length = takeHex(Line);
  if (!Length)
    return std::nullopt;
  P.Offset = TableAt + *Offset;
  P.Length = *Length;
  return P;
}

std::vector<Part> readTable(Bytes Image) {
  std::vector<Part> Parts;
  std::string_view Rest = Image.from(TableAt).first(TableSize).text();
  while (const auto P = readLine(Rest)) {
    Parts.push_back(*P);
    const std::size_t End = Rest.find('\n');
    if (End == std::string_view::npos)
      break;
    Rest.remove_prefix(End + 1);
  }
  return Parts;
}

std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint8_t Salt[] = {0x7A, 0x2B, 0x15, 0xED, 0x9B, 0x98,
                                   0x59, 0x6D, 0xE5, 0x04, 0xAB, 0x44,
                                   0xAC, 0x2A, 0x9F, 0x4E};
  const Bytes B = C.here();
  const std::vector<Part> Parts = readTable(B);
  const auto Length = B.u32be(0);
  if (Parts.empty() || *Length < TableAt + TableSize ||
      std::ranges::any_of(
          Parts, [&](const Part &P) { return P.Offset + P.Length > *Length; }))
    return std::nullopt;
  if (!B.contains(0, *Length))
    return cutOff(C, *Length);
  if (!C.spend(*Length))
    return std::nullopt;
  const std::array Hashed = {Bytes(Salt),
                             B.first(*Length).from(DigestAt + DigestSize)};
  return checked(C, *Length,
                 std::ranges::equal(digestOf(HashKind::Md5, Hashed),
                                    *B.slice(DigestAt, DigestSize)));
}

void unpack(Unpacking &U) {
  for (const Part &P : readTable(U.bytes()))
    if (U.bytes().contains(P.Offset, P.Length) && P.Length != 0 &&
        !U.addPart(std::string(P.Name), P.Offset, P.Length))
      return;
}

} // namespace

static const Format Registered({.Name = "tplink-safeloader",
                                .Description = "TP-Link safeloader image",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
