//===- binscan/formats/OtherFileSystems.cpp - F2FS, NTFS, ... ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// File systems and disk images that are recognised and measured, and whose
// files are not read: whoever has one in an image has to know that nothing in
// it was looked at.
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"

#include <bit>

using namespace firmcop::binscan;

static constexpr Signature F2fsSignatures[] = {{"\x10\x20\xF5\xF2", 1024}};
static constexpr Signature NtfsSignatures[] = {{"NTFS    ", 3}};
static constexpr Signature QcowSignatures[] = {{"QFI\xFB"}};

namespace {

constexpr std::uint64_t SuperAt = 1024;

/// The match of \p Length bytes that nobody reads. What is cut off is none,
/// because so little is checked.
std::optional<Match> unread(const Candidate &C, std::uint64_t Length,
                            std::string_view What) {
  if (Length == 0 || !C.here().contains(0, Length))
    return std::nullopt;
  Match M = C.match(Length);
  M.Damage = "is " + std::string(What) +
             ", which cannot be unpacked; its content was not analysed";
  return M;
}

/// Linux, include/linux/f2fs_fs.h. The super block is there twice.
std::optional<Match> recogniseF2fs(const Candidate &C) {
  constexpr std::uint32_t BlockLog = 12, SegmentLog = 9;
  constexpr std::uint64_t BlockSize = 1U << BlockLog,
                          MostBlocks = std::uint64_t(1) << 40;
  const Bytes Super = C.here().from(SuperAt);
  const auto Blocks = Super.u64le(36);
  if (!Blocks || *Super.u32le(16) != BlockLog ||
      *Super.u32le(20) != SegmentLog || *Blocks > MostBlocks ||
      !Super.hasAt(BlockSize, F2fsSignatures[0].Magic))
    return std::nullopt;
  return unread(C, *Blocks * BlockSize, "an F2FS file system");
}

/// Microsoft, "NTFS: Partition Boot Sector". A copy of the first sector is the
/// last one.
std::optional<Match> recogniseNtfs(const Candidate &C) {
  constexpr std::uint64_t MostSectors = std::uint64_t(1) << 40;
  const Bytes B = C.here();
  const auto Sector = B.u16le(11);
  const auto Sectors = B.u64le(40);
  if (!Sectors || !std::has_single_bit(unsigned(*Sector)) || *Sector < 256 ||
      *Sectors > MostSectors || !B.hasAt(510, "\x55\xAA"))
    return std::nullopt;
  const std::uint64_t Length = *Sectors * *Sector;
  const std::uint64_t WithCopy = Length + *Sector;
  return unread(C, B.contains(0, WithCopy) ? WithCopy : Length,
                "an NTFS file system");
}

/// QEMU, docs/interop/qcow2.txt. It has no end but that of its file.
std::optional<Match> recogniseQcow(const Candidate &C) {
  constexpr std::uint32_t LeastLog = 9, MostLog = 21, HeaderSize = 72;
  const Bytes B = C.here();
  const auto Version = B.u32be(4), Log = B.u32be(20);
  if (!B.contains(0, HeaderSize) || *Version < 2 || *Version > 3 ||
      *Log < LeastLog || *Log > MostLog || *B.u64be(24) == 0 ||
      !B.contains(*B.u64be(40), 8))
    return std::nullopt;
  return unread(C, B.size(), "a qcow2 disk image");
}

} // namespace

static const Format F2fs({.Name = "f2fs",
                          .Description = "F2FS file system",
                          .MimeType = "application/octet-stream",
                          .Signatures = F2fsSignatures,
                          .Recognise = recogniseF2fs});

static const Format Ntfs({.Name = "ntfs",
                          .Description = "NTFS file system",
                          .MimeType = "application/octet-stream",
                          .Signatures = NtfsSignatures,
                          .Recognise = recogniseNtfs});

static const Format Qcow({.Name = "qcow2",
                          .Description = "QEMU disk image",
                          .MimeType = "application/x-qemu-disk",
                          .Signatures = QcowSignatures,
                          .Recognise = recogniseQcow,
                          .Alignment = Format::AtStart});
