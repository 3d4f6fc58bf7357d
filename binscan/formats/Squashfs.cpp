//===- binscan/formats/Squashfs.cpp - SquashFS file systems -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Squashfs.h"
#include "binscan/Entropy.h"

using namespace firmcop::binscan;

// Linux' own magic number in both byte orders, and those of vendors.
static constexpr Signature Signatures[] = {{"hsqs"}, {"sqsh"}, {"shsq"},
                                           {"qshs"}, {"tqsh"}, {"hsqt"},
                                           {"sqlz"}, {"zlqs"}};

namespace {

/// Zeros up to the next 4 KiB belong to the image: mksquashfs puts them there
/// so that it fits a block device.
std::uint64_t withPadding(Bytes B, std::uint64_t Used) {
  constexpr std::uint64_t Block = 4096;
  const std::uint64_t Padding = (Block - Used % Block) % Block;
  const std::optional<Bytes> Tail = B.slice(Used, Padding);
  return Tail && repeatedByte(*Tail) == 0 ? Used + Padding : Used;
}

/// The super block is nearly enough to believe in, so a file system that is cut
/// off or whose root is unreadable is damage to report, not to ignore.
std::optional<Match> recognise(const Candidate &C) {
  const Bytes B = C.here();
  const std::optional<SquashfsSuper> Super = readSquashfsSuper(B);
  if (!Super)
    return std::nullopt;
  if (Super->BytesUsed > B.size()) {
    Match M = C.match(B.size(), Confidence::Low);
    M.Damage = "ends early: it has " + std::to_string(B.size()) + " of its " +
               std::to_string(Super->BytesUsed) +
               " bytes; the file may be incomplete";
    return M;
  }
  constexpr std::uint64_t CostOfTrials = 64 * 1024;
  if (!C.spend(CostOfTrials))
    return std::nullopt;
  const bool HasRoot =
      findSquashfsCodec(B.first(Super->BytesUsed), *Super).has_value();
  return C.match(withPadding(B, Super->BytesUsed),
                 HasRoot ? Confidence::High : Confidence::Low);
}

/// Versions 1 and 2 are recognised so that they are reported.
std::optional<Match> recogniseOld(const Candidate &C) {
  constexpr std::uint64_t HeaderSize = 51; // of version 1
  for (const ByteOrder Order : {ByteOrder::Little, ByteOrder::Big}) {
    const Ordered B(C.here(), Order);
    const std::uint16_t Major = B.u16(28);
    const std::uint64_t Used = B.u32(8);
    const unsigned BlockLog = B.u16(34);
    if ((Major != 1 && Major != 2) || Used <= HeaderSize || Used > B.size() ||
        BlockLog < 12 || BlockLog > 20)
      continue;
    Match M = C.match(withPadding(C.here(), Used), Confidence::Low);
    M.Damage = "is a SquashFS of version " + std::to_string(Major) +
               ", which cannot be unpacked";
    return M;
  }
  return std::nullopt;
}

} // namespace

static const Format Registered({.Name = "squashfs",
                                .Description = "SquashFS 3 or 4 file system",
                                .MimeType = "application/vnd.squashfs",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpackSquashfs});

static const Format Old({.Name = "squashfs-old",
                         .Description = "SquashFS 1 or 2 file system",
                         .MimeType = "application/vnd.squashfs",
                         .Holds = Format::Inside::Nothing,
                         .Signatures = Signatures,
                         .Recognise = recogniseOld});
