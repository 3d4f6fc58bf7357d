//===- binscan/formats/AndroidBoot.cpp - Android boot images ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A header of one page, and then a kernel, a RAM disk and more, each starting
// at a page (AOSP, "Boot image header"; little endian). Versions 0 to 2 state
// the page size and addresses; from version 3 on pages have 4 KiB, and half of
// the content is in a vendor's image of its own.
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"

#include <algorithm>
#include <bit>

using namespace firmcop::binscan;

static constexpr Signature BootSignatures[] = {{"ANDROID!"}};
static constexpr Signature VendorSignatures[] = {{"VNDRBOOT"}};

namespace {

struct Part {
  std::string_view Name;
  std::uint64_t Length;
  std::optional<std::uint64_t> Address = std::nullopt;
};

struct BootImage {
  std::uint64_t PageSize = 0;
  std::uint64_t HeaderSize = 0;
  std::vector<Part> Parts; ///< in file order, each at a page
  std::string CommandLine;
};

bool isPageSize(std::uint64_t Size) {
  return std::has_single_bit(Size) && Size >= 2048 && Size <= 1U << 16;
}

std::optional<BootImage> readOld(Bytes B, std::uint32_t Version) {
  constexpr std::uint64_t SizeOfVersion[] = {1632, 1648, 1660};
  BootImage I;
  I.HeaderSize = SizeOfVersion[Version];
  const auto PageSize = B.u32le(36);
  if (!B.contains(0, I.HeaderSize) || !isPageSize(*PageSize))
    return std::nullopt;
  I.PageSize = *PageSize;
  I.Parts = {{"kernel", *B.u32le(8), *B.u32le(12)},
             {"ramdisk", *B.u32le(16), *B.u32le(20)},
             {"second", *B.u32le(24), *B.u32le(28)}};
  if (Version >= 1)
    I.Parts.push_back({"recovery-dtbo", *B.u32le(1632)});
  if (Version >= 2)
    I.Parts.push_back({"dtb", *B.u32le(1648), *B.u64le(1652)});
  I.CommandLine = *B.cString(64, 512);
  I.CommandLine += *B.cString(608, 1024);
  return I;
}

std::optional<BootImage> readBoot(Bytes B) {
  constexpr std::uint64_t NewPage = 4096, NewHeader = 1580;
  const auto Version = B.u32le(40);
  if (!Version)
    return std::nullopt;
  if (*Version <= 2)
    return readOld(B, *Version);
  // Qualcomm had the size of a device tree there before there were versions.
  if (*Version > 4) {
    auto I = readOld(B, 0);
    if (I)
      I->Parts.push_back({"dt", *Version});
    return I;
  }
  BootImage I;
  I.PageSize = NewPage;
  I.HeaderSize = *Version == 3 ? NewHeader : NewHeader + 4;
  // The first tools stated a size that was 16 too large.
  if (!B.contains(0, I.HeaderSize) || *B.u32le(20) < I.HeaderSize ||
      *B.u32le(20) > I.HeaderSize + 16)
    return std::nullopt;
  I.Parts = {{"kernel", *B.u32le(8)}, {"ramdisk", *B.u32le(12)}};
  if (*Version == 4)
    I.Parts.push_back({"signature", *B.u32le(NewHeader)});
  I.CommandLine = *B.cString(44, 1536);
  return I;
}

std::optional<BootImage> readVendor(Bytes B) {
  constexpr std::uint64_t ThirdHeader = 2112, FourthHeader = 2128;
  const auto Version = B.u32le(8), PageSize = B.u32le(12);
  if (!PageSize || (*Version != 3 && *Version != 4) || !isPageSize(*PageSize))
    return std::nullopt;
  BootImage I;
  I.PageSize = *PageSize;
  I.HeaderSize = *Version == 3 ? ThirdHeader : FourthHeader;
  // The first tools stated a size that was 4 too small.
  if (!B.contains(0, I.HeaderSize) || *B.u32le(2096) > I.HeaderSize ||
      *B.u32le(2096) < I.HeaderSize - 4)
    return std::nullopt;
  I.Parts = {{"vendor-ramdisk", *B.u32le(24), *B.u32le(20)},
             {"dtb", *B.u32le(2100), *B.u64le(2104)}};
  if (*Version == 4) {
    I.Parts.push_back({"ramdisk-table", *B.u32le(2112)});
    I.Parts.push_back({"bootconfig", *B.u32le(2124)});
  }
  I.CommandLine = *B.cString(28, 2048);
  return I;
}

std::uint64_t toPage(std::uint64_t Value, std::uint64_t Page) {
  return (Value + Page - 1) / Page * Page;
}

std::optional<Match> matchOf(const Candidate &C,
                             const std::optional<BootImage> &I) {
  if (!I || std::ranges::all_of(I->Parts,
                                [](const Part &P) { return P.Length == 0; }))
    return std::nullopt;
  std::uint64_t At = toPage(I->HeaderSize, I->PageSize), End = At;
  for (const Part &P : I->Parts) {
    End = P.Length != 0 ? At + P.Length : End;
    At += toPage(P.Length, I->PageSize);
  }
  const Bytes B = C.here();
  if (B.contains(0, End))
    return C.match(std::min(At, B.size()));
  Match M = C.match(B.size(), Confidence::Low);
  M.Damage = "ends early: it has " + std::to_string(B.size()) + " of its " +
             std::to_string(End) + " bytes; the file may be incomplete";
  return M;
}

void unpack(Unpacking &U, const std::optional<BootImage> &I) {
  if (!I)
    return;
  std::uint64_t At = toPage(I->HeaderSize, I->PageSize);
  for (const Part &P : I->Parts) {
    if (P.Length != 0 && U.bytes().contains(At, P.Length) &&
        !U.addPart(std::string(P.Name), At, P.Length, P.Address))
      return;
    At += toPage(P.Length, I->PageSize);
  }
  if (!I->CommandLine.empty())
    U.addSegment("cmdline", Blob(I->CommandLine));
}

std::optional<Match> recogniseBoot(const Candidate &C) {
  return matchOf(C, readBoot(C.here()));
}
void unpackBoot(Unpacking &U) { unpack(U, readBoot(U.bytes())); }

std::optional<Match> recogniseVendor(const Candidate &C) {
  return matchOf(C, readVendor(C.here()));
}
void unpackVendor(Unpacking &U) { unpack(U, readVendor(U.bytes())); }

} // namespace

static const Format Boot({.Name = "android-boot",
                          .Description = "Android boot image",
                          .MimeType = "application/octet-stream",
                          .Holds = Format::Inside::Parts,
                          .Signatures = BootSignatures,
                          .Recognise = recogniseBoot,
                          .Unpack = unpackBoot});

static const Format VendorBoot({.Name = "android-vendor-boot",
                                .Description = "Android vendor boot image",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = VendorSignatures,
                                .Recognise = recogniseVendor,
                                .Unpack = unpackVendor});
