//===- binscan/formats/Erofs.cpp - EROFS ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Erofs.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {
    {"\xE2\xE1\xF5\xE0", ErofsSuper::At}};

static std::optional<Match> recognise(const Candidate &C) {
  const std::optional<ErofsSuper> Super = readErofsSuper(C.here());
  if (!Super)
    return std::nullopt;
  if (Super->size() <= C.here().size())
    return C.match(Super->size());
  Match M = C.match(C.here().size(), Confidence::Low);
  M.Damage = "ends early: it has " + std::to_string(C.here().size()) +
             " of its " + std::to_string(Super->size()) +
             " bytes; the file may be incomplete";
  return M;
}

static const Format Registered({.Name = "erofs",
                                .Description = "EROFS file system",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpackErofs});
