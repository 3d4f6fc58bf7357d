//===- binscan/formats/Ubi.cpp - UBI devices and UBIFS ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Ubi.h"
#include "binscan/filesystems/Ubifs.h"

#include <algorithm>

using namespace firmcop::binscan;

static constexpr Signature DeviceSignatures[] = {
    {std::string_view("UBI#\1\0\0\0", 8)}};
static constexpr Signature FileSystemSignatures[] = {{"\x31\x18\x10\x06"}};

namespace {

std::optional<Match> recogniseDevice(const Candidate &C) {
  const std::optional<UbiLayout> Layout = readUbiLayout(C.here());
  // The sizes that are tried read a header each.
  if (!Layout || !C.spend(Layout->Blocks * 1024))
    return std::nullopt;
  return C.match(std::min(Layout->Blocks * Layout->BlockSize, C.here().size()));
}

/// The first node is the super block. A volume may be larger than what is kept
/// of it: erased blocks at its end need not be there.
std::optional<Match> recogniseFileSystem(const Candidate &C) {
  const std::optional<std::uint64_t> Size = ubifsSize(C.here());
  return Size ? std::optional(C.match(std::min(*Size, C.here().size())))
              : std::nullopt;
}

} // namespace

static const Format Device({.Name = "ubi",
                            .Description = "UBI device",
                            .MimeType = "application/x-ubi",
                            .Holds = Format::Inside::Parts,
                            .Signatures = DeviceSignatures,
                            .Recognise = recogniseDevice,
                            .Unpack = unpackUbi});

static const Format FileSystem({.Name = "ubifs",
                                .Description = "UBIFS file system",
                                .MimeType = "application/x-ubifs",
                                .Holds = Format::Inside::Files,
                                .Signatures = FileSystemSignatures,
                                .Recognise = recogniseFileSystem,
                                .Unpack = unpackUbifs});
