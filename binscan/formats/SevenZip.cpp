//===- binscan/formats/SevenZip.cpp - 7z archives ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Archive.h"
#include "binscan/adapters/Streams.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"7z\xBC\xAF\x27\x1C"}};

namespace {

/// 7zFormat.txt: the signature header of 32 bytes says where the other header
/// is, which comes last, and has a checksum of itself.
std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t HeaderSize = 32;
  const Bytes B = C.here();
  const std::optional<Bytes> Start = B.slice(12, 20);
  if (!Start || crc32(*Start) != *B.u32le(8))
    return std::nullopt;
  const std::uint64_t Offset = *B.u64le(12), Size = *B.u64le(20);
  const Bytes Body = B.from(HeaderSize);
  if (Body.contains(Offset, Size))
    return C.match(HeaderSize + Offset + Size);
  Match M = C.match(B.size(), Confidence::Low);
  M.Damage = "ends early; the file may be incomplete";
  return M;
}

void unpack(Unpacking &U) { unpackArchive(ArchiveKind::SevenZip, U); }

} // namespace

static const Format Registered({.Name = "7z",
                                .Description = "7z archive",
                                .MimeType = "application/x-7z-compressed",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
