//===- binscan/formats/Zip.cpp - zip archives -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Archive.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"PK\3\4"}};

namespace {

/// APPNOTE.TXT, sections 4.3.7 and 4.3.16. An archive is known by its first
/// local header and by the end record whose directory lies just before it, as
/// far from the start as it says.
std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t LocalSize = 30, EndSize = 22;
  constexpr std::uint16_t LastVersion = 63;
  const Bytes B = C.here();
  if (B.size() < LocalSize + EndSize || (*B.u16le(4) & 0xFF) > LastVersion ||
      *B.u16le(26) == 0)
    return std::nullopt;
  for (std::uint64_t At = LocalSize;;) {
    const std::size_t Next = B.text().find("PK\5\6", At);
    const std::uint64_t Read = std::min<std::uint64_t>(Next, B.size()) - At;
    if (!C.spend(Read) || Next == std::string_view::npos)
      return std::nullopt;
    At = Next;
    const auto Size = B.u32le(At + 12), Offset = B.u32le(At + 16);
    const auto Comment = B.u16le(At + 20);
    const bool IsEnd = Comment && std::uint64_t(*Size) + *Offset == At &&
                       (*Size == 0 || B.hasAt(*Offset, "PK\1\2")) &&
                       B.contains(At + EndSize, *Comment);
    if (IsEnd)
      return C.match(At + EndSize + *Comment);
    At += 4;
  }
}

void unpack(Unpacking &U) { unpackArchive(ArchiveKind::Zip, U); }

} // namespace

static const Format Registered({.Name = "zip",
                                .Description = "zip archive",
                                .MimeType = "application/zip",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
