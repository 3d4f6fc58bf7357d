//===- binscan/formats/Avb.cpp - Android Verified Boot ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Avb.h"

#include "binscan/Format.h"

using namespace firmcop::binscan;

static constexpr Signature VbmetaSignatures[] = {{"AVB0"}};
static constexpr Signature FooterSignatures[] = {{"AVBf", 0, true}};

namespace {

constexpr std::uint64_t FooterSize = 64;

std::optional<Match> recogniseVbmeta(const Candidate &C) {
  constexpr std::uint64_t MostBytes = 1U << 25;
  const auto Authentication = C.here().u64be(12),
             Auxiliary = C.here().u64be(20);
  if (!Auxiliary || *Authentication > MostBytes || *Auxiliary > MostBytes ||
      !C.spend(1 + *Authentication + *Auxiliary))
    return std::nullopt;
  const auto V = readAvbVbmeta(C.here());
  if (!V)
    return std::nullopt;
  Match M = C.match(V->Length);
  if (V->digestIsRight() == false)
    M.Damage = "does not match its digest; the file may be damaged";
  return M;
}

std::optional<Match> recognisePartition(const Candidate &C) {
  const Bytes Partition = C.whole().first(C.magicAt() + FooterSize);
  const auto F = readAvbFooter(Partition);
  if (!F || !C.spend(1 + F->VbmetaSize) ||
      !readAvbVbmeta(Partition.from(F->VbmetaOffset).first(F->VbmetaSize)))
    return std::nullopt;
  return Match{0, Partition.size()};
}

void unpackPartition(Unpacking &U) {
  const auto F = readAvbFooter(U.bytes());
  if (!F)
    return;
  if (F->ContentSize != 0 && !U.addPart("data", 0, F->ContentSize))
    return;
  U.addPart("vbmeta", F->VbmetaOffset, F->VbmetaSize);
}

} // namespace

static const Format Vbmeta({.Name = "avb-vbmeta",
                            .Description = "Android Verified Boot metadata",
                            .MimeType = "application/octet-stream",
                            .Signatures = VbmetaSignatures,
                            .Recognise = recogniseVbmeta});

static const Format
    Partition({.Name = "avb-partition",
               .Description = "partition with an Android Verified Boot "
                              "footer",
               .MimeType = "application/octet-stream",
               .Holds = Format::Inside::Parts,
               .Signatures = FooterSignatures,
               .Recognise = recognisePartition,
               .Unpack = unpackPartition});
