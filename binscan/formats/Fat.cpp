//===- binscan/formats/Fat.cpp - FAT file systems ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Fat.h"
#include "binscan/formats/Damage.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"\x55\xAA", 510}};

/// A boot sector has no magic number but its end; its table, which starts with
/// the medium's number, confirms it.
static std::optional<Match> recognise(const Candidate &C) {
  const std::optional<FatLayout> Layout = readFatLayout(C.here());
  if (!Layout || C.here().u8(Layout->TableAt) != C.here().u8(21) ||
      C.here().u8(Layout->TableAt + 1).value_or(0) != 0xFF)
    return std::nullopt;
  const std::uint64_t Size = Layout->Sectors * Layout->SectorSize;
  return C.here().contains(0, Size) ? C.match(Size) : cutOff(C, Size);
}

static const Format Registered({.Name = "fat",
                                .Description = "FAT file system",
                                .MimeType = "application/x-fat-image",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpackFat,
                                .Alignment = 4});
