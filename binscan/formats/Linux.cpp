//===- binscan/formats/Linux.cpp - Linux kernels ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/readers/PeFile.h"

#include <algorithm>

using namespace firmcop::binscan;

// Documentation/arch/arm64/booting.rst: four bytes at 56.
static constexpr Signature ImageSignatures[] = {{"ARM\x64", 56}};
// arch/arm/boot/compressed/head.S: a magic number, then start and end.
static constexpr Signature ZImageSignatures[] = {{"\x18\x28\x6F\x01", 0x24}};
// Documentation/arch/x86/boot.rst: "HdrS" at 0x202.
static constexpr Signature BzImageSignatures[] = {{"HdrS", 0x202}};

namespace {

std::optional<Match> recogniseImage(const Candidate &C) {
  constexpr std::uint64_t HeaderSize = 64;
  const Bytes B = C.here();
  const auto Offset = B.u64le(8), Size = B.u64le(16), Flags = B.u64le(24);
  if (B.size() < HeaderSize || *Size <= HeaderSize || *Flags > 0xF ||
      *Offset >= std::uint64_t(1) << 21 || B.u64le(32) != 0 ||
      B.u64le(40) != 0 || B.u64le(48) != 0)
    return std::nullopt;
  if (const auto End = peFileSize(B); End && *End > HeaderSize)
    return C.match(*End);
  // The size is that in memory; the file may stop before the zeroed part.
  const Bytes Kernel = B.first(*Size);
  if (!C.spend(Kernel.size()))
    return std::nullopt;
  const bool HasBanner =
      Kernel.text().find("Linux version ") != std::string_view::npos;
  return C.match(Kernel.size(), HasBanner ? Confidence::High : Confidence::Low);
}

std::optional<Match> recogniseZImage(const Candidate &C) {
  const Bytes B = C.here();
  const auto Start = B.u32le(0x28), End = B.u32le(0x2C);
  if (!End || *End <= *Start || *End - *Start < 0x30)
    return std::nullopt;
  const std::uint64_t Size = *End - *Start;
  if (B.contains(0, Size))
    return C.match(Size);
  return std::nullopt;
}

std::optional<Match> recogniseBzImage(const Candidate &C) {
  constexpr std::uint64_t Sector = 512, Paragraph = 16;
  const Bytes B = C.here();
  const auto Setup = B.u8(0x1F1),
             Version = B.u16le(0x206).has_value() ? B.u8(0x207) : std::nullopt;
  const auto Body = B.u32le(0x1F4);
  if (!Version || *Version != 2 || B.u16le(0x1FE) != 0xAA55 || *Body == 0)
    return std::nullopt;
  const std::uint64_t Size =
      (*Setup == 0 ? 5 : *Setup + 1) * Sector + *Body * Paragraph;
  // The size is in whole paragraphs, and the last one may not be filled.
  if (Size - B.size() < Paragraph)
    return C.match(B.size());
  return B.contains(0, Size) ? std::optional(C.match(Size)) : std::nullopt;
}

} // namespace

static const Format Arm64({.Name = "linux-arm64",
                           .Description = "Linux kernel for AArch64 (Image)",
                           .MimeType = "application/octet-stream",
                           .Holds = Format::Inside::Search,
                           .Signatures = ImageSignatures,
                           .Recognise = recogniseImage});

static const Format Arm({.Name = "linux-arm",
                         .Description = "Linux kernel for ARM (zImage)",
                         .MimeType = "application/octet-stream",
                         .Holds = Format::Inside::Search,
                         .Signatures = ZImageSignatures,
                         .Recognise = recogniseZImage});

static const Format X86({.Name = "linux-x86",
                         .Description = "Linux kernel for x86 (bzImage)",
                         .MimeType = "application/octet-stream",
                         .Holds = Format::Inside::Search,
                         .Signatures = BzImageSignatures,
                         .Recognise = recogniseBzImage});
