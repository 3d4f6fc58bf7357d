//===- binscan/formats/Yaffs2.cpp - YAFFS2 file systems ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Yaffs2.h"

using namespace firmcop::binscan;

// The header of an object: its type, the number one of the root as its parent,
// and a checksum that is no longer used.
static constexpr Signature Signatures[] = {
    {std::string_view("\1\0\0\0\1\0\0\0\xFF\xFF", 10)},
    {std::string_view("\2\0\0\0\1\0\0\0\xFF\xFF", 10)},
    {std::string_view("\3\0\0\0\1\0\0\0\xFF\xFF", 10)},
    {std::string_view("\1\0\0\0\1\xFF\xFF", 7), 3},
    {std::string_view("\2\0\0\0\1\xFF\xFF", 7), 3},
    {std::string_view("\3\0\0\0\1\xFF\xFF", 7), 3}};

template <auto FindLayout>
static std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t CostOfTrials = 16 * 1024;
  if (!C.spend(CostOfTrials))
    return std::nullopt;
  const std::optional<Yaffs2Layout> Layout = FindLayout(C.here());
  if (!Layout)
    return std::nullopt;
  const std::uint64_t Size = yaffs2Size(C.here(), *Layout);
  return C.spend(Size / 64) ? std::optional(C.match(Size)) : std::nullopt;
}

static const Format Second({.Name = "yaffs2",
                            .Description = "YAFFS2 file system",
                            .MimeType = "application/x-yaffs2",
                            .Holds = Format::Inside::Files,
                            .Signatures = Signatures,
                            .Recognise = recognise<findYaffs2Layout>,
                            .Unpack = unpackYaffs2});

static const Format First({.Name = "yaffs1",
                           .Description = "YAFFS1 file system",
                           .MimeType = "application/x-yaffs1",
                           .Holds = Format::Inside::Files,
                           .Signatures = Signatures,
                           .Recognise = recognise<findYaffs1Layout>,
                           .Unpack = unpackYaffs2});
