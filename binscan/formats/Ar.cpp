//===- binscan/formats/Ar.cpp - ar archives and Debian packages -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Archive.h"

#include <charconv>

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"!<arch>\n"}};

namespace {

constexpr std::uint64_t MagicSize = 8, HeaderSize = 60;

/// The size in a member's header; ar(5).
std::optional<std::uint64_t> sizeOf(Bytes Header) {
  if (!Header.hasAt(58, "`\n"))
    return std::nullopt;
  const std::string_view Text = Header.slice(48, 10)->text();
  std::uint64_t Size = 0;
  const auto [End, Error] =
      std::from_chars(Text.data(), Text.data() + Text.size(), Size);
  return Error == std::errc() ? std::optional(Size) : std::nullopt;
}

std::optional<Match> recognise(const Candidate &C) {
  const Bytes B = C.here();
  std::uint64_t At = MagicSize;
  for (std::uint64_t Members = 0; C.spend(HeaderSize); ++Members) {
    const std::optional<Bytes> Header = B.slice(At, HeaderSize);
    const std::optional<std::uint64_t> Size =
        Header ? sizeOf(*Header) : std::nullopt;
    if (!Size)
      return Members == 0 ? std::nullopt : std::optional(C.match(At));
    const std::uint64_t DataAt = At + HeaderSize;
    if (!B.contains(DataAt, *Size)) {
      Match M = C.match(B.size(), Confidence::Low);
      M.Damage = "ends early; the file may be incomplete";
      return M;
    }
    At = DataAt + *Size;
    // Members start at even offsets.
    if (*Size % 2 != 0 && At < B.size())
      ++At;
  }
  return std::nullopt;
}

void unpack(Unpacking &U) { unpackArchive(ArchiveKind::Ar, U); }

} // namespace

static const Format Registered({.Name = "ar",
                                .Description = "ar archive or Debian package",
                                .MimeType = "application/x-archive",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
