//===- binscan/formats/Erofs.cpp - EROFS ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Erofs.h"
#include "binscan/formats/Damage.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {
    {"\xE2\xE1\xF5\xE0", ErofsSuper::At}};

static std::optional<Match> recognise(const Candidate &C) {
  const std::optional<ErofsSuper> Super = readErofsSuper(C.here());
  if (!Super)
    return std::nullopt;
  const std::uint64_t Size = Super->size();
  return C.here().contains(0, Size) ? C.match(Size) : cutOff(C, Size);
}

static const Format Registered({.Name = "erofs",
                                .Description = "EROFS file system",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpackErofs});
