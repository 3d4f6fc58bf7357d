//===- binscan/formats/Squashfs.cpp - SquashFS file systems -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Squashfs.h"
#include "binscan/Entropy.h"

#include <bit>

using namespace firmcop::binscan;

static constexpr Signature Version4Signatures[] = {{"hsqs"}};
static constexpr Signature OtherSignatures[] = {
    {"hsqs"}, {"sqsh"}, {"shsq"}, {"qshs"}, {"sqlz"}, {"tqsh"}, {"hsqt"}};

namespace {

/// Zeros up to the next 4 KiB belong to the image: mksquashfs puts them there
/// so that it fits a block device.
std::uint64_t withPadding(Bytes B, std::uint64_t Used) {
  constexpr std::uint64_t Block = 4096;
  const std::uint64_t Padding = (Block - Used % Block) % Block;
  const std::optional<Bytes> Tail = B.slice(Used, Padding);
  return Tail && repeatedByte(*Tail) == 0 ? Used + Padding : Used;
}

/// Super block of version 4.0: Documentation/filesystems/squashfs.rst.
std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t HeaderSize = 96;
  constexpr std::uint16_t LastCompressor = 6;
  const Bytes B = C.here();
  if (B.size() < HeaderSize || B.u16le(28) != 4 || B.u16le(30) != 0)
    return std::nullopt;
  const std::uint32_t BlockSize = *B.u32le(12);
  if (!std::has_single_bit(BlockSize) || BlockSize < 4096 ||
      BlockSize > 1U << 20 || 1U << (*B.u16le(22) & 31) != BlockSize)
    return std::nullopt;
  if (*B.u16le(20) == 0 || *B.u16le(20) > LastCompressor)
    return std::nullopt;
  const std::uint64_t Used = *B.u64le(40);
  if (*B.u32le(4) == 0 || Used <= HeaderSize)
    return std::nullopt;
  for (const std::uint64_t Table : {48, 64, 72}) // ids, inodes, directories
    if (*B.u64le(Table) >= Used)
      return std::nullopt;
  // The super block is nearly enough to believe in, so a file system that is
  // cut off or whose root is unreadable is damage to report, not to ignore.
  if (Used > B.size()) {
    Match M = C.match(B.size(), Confidence::Low);
    M.Damage = "ends early: it has " + std::to_string(B.size()) + " of its " +
               std::to_string(Used) + " bytes; the file may be incomplete";
    return M;
  }
  const bool HasRoot = hasSquashfsRoot(B.first(Used));
  return C.match(withPadding(B, Used),
                 HasRoot ? Confidence::High : Confidence::Low);
}

/// The older versions and the vendors' own variants are recognised so that they
/// are reported, where their size can be told.
std::optional<Match> recogniseOther(const Candidate &C) {
  constexpr std::uint64_t HeaderSize = 119; // of version 3
  const Bytes B = C.here();
  if (B.size() < HeaderSize)
    return std::nullopt;
  const bool IsLittle = B.u8(0) == 'h' || B.startsWith("shsq");
  const auto U16 = [&](std::uint64_t At) {
    return *(IsLittle ? B.u16le(At) : B.u16be(At));
  };
  const std::uint16_t Major = U16(28);
  if (Major < 1 || Major > 4 || (B.startsWith("hsqs") && Major == 4))
    return std::nullopt;
  const std::uint64_t SizeAt = Major == 4 ? 40 : Major == 3 ? 63 : 8;
  const std::uint64_t Used =
      Major < 3 ? *(IsLittle ? B.u32le(SizeAt) : B.u32be(SizeAt))
                : *(IsLittle ? B.u64le(SizeAt) : B.u64be(SizeAt));
  if (Used <= HeaderSize || Used > B.size())
    return std::nullopt;
  Match M = C.match(withPadding(B, Used), Confidence::Low);
  M.Damage = "is a SquashFS of version " + std::to_string(Major) +
             " or of a vendor's own kind, which cannot be unpacked";
  return M;
}

} // namespace

static const Format Registered({.Name = "squashfs",
                                .Description = "SquashFS 4.0 file system",
                                .MimeType = "application/vnd.squashfs",
                                .Holds = Format::Inside::Files,
                                .Signatures = Version4Signatures,
                                .Recognise = recognise,
                                .Unpack = unpackSquashfs});

static const Format Other({.Name = "squashfs-other",
                           .Description = "SquashFS of another kind than 4.0",
                           .MimeType = "application/vnd.squashfs",
                           .Holds = Format::Inside::Nothing,
                           .Signatures = OtherSignatures,
                           .Recognise = recogniseOther});
