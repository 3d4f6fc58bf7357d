//===- binscan/formats/Ext.cpp - ext2, ext3 and ext4 ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Ext.h"
#include "binscan/formats/Damage.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"\x53\xEF", 1024 + 56}};

static std::optional<Match> recognise(const Candidate &C) {
  const std::optional<ExtSuper> Super = readExtSuper(C.here());
  if (!Super)
    return std::nullopt;
  const std::uint64_t Size = Super->Blocks * Super->BlockSize;
  return C.here().contains(0, Size) ? C.match(Size) : cutOff(C, Size);
}

static const Format Registered({.Name = "ext",
                                .Description = "ext2, ext3 or ext4 file system",
                                .MimeType = "application/x-ext-image",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpackExt,
                                .Alignment = 4});
