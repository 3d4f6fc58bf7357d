//===- binscan/formats/Cab.cpp - Cabinet archives ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Archive.h"
#include "binscan/formats/Damage.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {
    {std::string_view("MSCF\0\0\0\0", 8)}};

namespace {

/// Microsoft, "Cabinet File Format".
std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t HeaderSize = 36;
  constexpr std::uint16_t Version = 0x0103;
  const Bytes B = C.here();
  if (!B.contains(0, HeaderSize) || *B.u16le(24) != Version ||
      *B.u32le(12) != 0 || *B.u16le(26) == 0 || *B.u16le(28) == 0)
    return std::nullopt;
  const std::uint32_t Length = *B.u32le(8), Files = *B.u32le(16);
  if (Files < HeaderSize || Files >= Length)
    return std::nullopt;
  return B.contains(0, Length) ? C.match(Length) : cutOff(C, Length);
}

void unpack(Unpacking &U) { unpackArchive(ArchiveKind::Cab, U); }

} // namespace

static const Format Registered({.Name = "cab",
                                .Description = "Cabinet archive",
                                .MimeType = "application/vnd.ms-cab-compressed",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
