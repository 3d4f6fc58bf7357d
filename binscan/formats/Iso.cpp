//===- binscan/formats/Iso.cpp - ISO 9660 file systems ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Archive.h"

using namespace firmcop::binscan;

static constexpr std::uint64_t DescriptorAt = 0x8000;
static constexpr Signature Signatures[] = {
    {std::string_view("\1CD001\1\0", 8), DescriptorAt}};

namespace {

/// ECMA-119, section 8.4: numbers are stored in both byte orders, which have to
/// agree.
std::optional<Match> recognise(const Candidate &C) {
  const std::optional<Bytes> D = C.here().slice(DescriptorAt, 2048);
  if (!D || *D->u32le(80) != *D->u32be(84) || *D->u16le(128) != *D->u16be(130))
    return std::nullopt;
  const std::uint64_t Size = std::uint64_t(*D->u32le(80)) * *D->u16le(128);
  if (*D->u16le(128) != 2048 || Size <= DescriptorAt)
    return std::nullopt;
  if (C.here().contains(0, Size))
    return C.match(Size);
  Match M = C.match(C.here().size(), Confidence::Low);
  M.Damage = "ends early; the file may be incomplete";
  return M;
}

void unpack(Unpacking &U) { unpackArchive(ArchiveKind::Iso, U); }

} // namespace

static const Format Registered({.Name = "iso9660",
                                .Description = "ISO 9660 file system",
                                .MimeType = "application/x-iso9660-image",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
