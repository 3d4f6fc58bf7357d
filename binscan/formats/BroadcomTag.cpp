//===- binscan/formats/BroadcomTag.cpp - Broadcom's image tag ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The 256 bytes in front of images for DSL routers with Broadcom's chips, with
// lengths and addresses in decimal text and a CRC-32 without the inversion at
// its end (OpenWrt, firmware-utils, bcm_tag.h). Behind it are a boot loader,
// where one is, and root file system and kernel in either order.
//
// CFE is the boot loader of these devices. It does not say how long it is; it
// ends where its flash was left empty.
//
//===----------------------------------------------------------------------===//

#include "binscan/Entropy.h"
#include "binscan/adapters/Streams.h"
#include "binscan/formats/Damage.h"

#include <algorithm>
#include <charconv>

using namespace firmcop::binscan;

static constexpr Signature TagSignatures[] = {{"Broadcom Corporatio", 4}};
static constexpr Signature CfeSignatures[] = {{"CFE1CFE1", 28}};

namespace {

constexpr std::uint64_t TagSize = 256;

std::optional<std::uint64_t> number(Bytes B, std::uint64_t At,
                                    std::uint64_t Size) {
  const auto Text = B.cString(At, Size);
  std::uint64_t Value = 0;
  if (!Text || Text->empty())
    return std::nullopt;
  const char *const End = Text->data() + Text->size();
  const auto [Stop, Error] = std::from_chars(Text->data(), End, Value);
  return Error == std::errc() && Stop == End ? std::optional(Value)
                                             : std::nullopt;
}

struct Part {
  std::string_view Name;
  std::uint64_t Length;
  std::uint64_t Address;
};

/// The parts, in the order in which they lie behind the tag.
std::vector<Part> readTag(Bytes B) {
  constexpr std::uint64_t LengthSize = 10, AddressSize = 12;
  struct Field {
    std::string_view Name;
    std::uint64_t AddressAt;
  };
  constexpr Field Fields[] = {{"cfe", 72}, {"rootfs", 94}, {"kernel", 116}};
  std::vector<Part> Parts;
  for (const Field &F : Fields)
    if (const auto Length = number(B, F.AddressAt + AddressSize, LengthSize);
        Length && *Length != 0)
      Parts.push_back(
          {F.Name, *Length, number(B, F.AddressAt, AddressSize).value_or(0)});
  std::ranges::sort(Parts, {},
                    [](const Part &P) { return std::pair(P.Address, P.Name); });
  return Parts;
}

std::optional<Match> recogniseTag(const Candidate &C) {
  constexpr std::uint64_t CheckedSize = 236, TotalAt = 62, TotalSize = 10,
                          ImageCrcAt = 216;
  const Bytes B = C.here();
  if (!B.contains(0, TagSize) ||
      *B.u32be(CheckedSize) != ~crc32(B.first(CheckedSize)))
    return std::nullopt;
  const auto Length = number(B, TotalAt, TotalSize);
  if (!Length || *Length == 0)
    return std::nullopt;
  if (!B.contains(TagSize, *Length))
    return cutOff(C, TagSize + *Length, Confidence::High);
  if (!C.spend(*Length))
    return std::nullopt;
  return checked(C, TagSize + *Length,
                 *B.u32be(ImageCrcAt) == ~crc32(*B.slice(TagSize, *Length)));
}

void unpackTag(Unpacking &U) {
  const std::vector<Part> Parts = readTag(U.bytes());
  // Addresses count where they name a place behind the one before; vendors'
  // tools leave gaps to start the next part at a block.
  std::uint64_t At = TagSize;
  for (std::size_t I = 0; I != Parts.size(); ++I) {
    const Part &P = Parts[I];
    if (I != 0) {
      const Part &Before = Parts[I - 1];
      const std::uint64_t Gap = P.Address - Before.Address;
      At +=
          Gap >= Before.Length && Gap < U.bytes().size() ? Gap : Before.Length;
    }
    if (!U.bytes().contains(At, P.Length) ||
        !U.addPart(std::string(P.Name), At, P.Length, P.Address))
      return;
  }
}

std::optional<Match> recogniseCfe(const Candidate &C) {
  constexpr std::uint64_t MostSize = 1U << 20, LeastSize = 0x1000,
                          LeastEmpty = 256;
  const Bytes B = C.here().first(MostSize);
  if (B.size() < LeastSize || !C.spend(B.size()))
    return std::nullopt;
  for (const Piece &P : splitPadding(B))
    if (P.IsPadding && P.Length >= LeastEmpty && P.Offset >= LeastSize)
      return C.match(P.Offset);
  // Without an end in sight only a file of its own is known to end with it.
  if (C.start() == 0 && B.size() < MostSize)
    return C.match(B.size());
  return std::nullopt;
}

} // namespace

static const Format Tag({.Name = "bcm-tag",
                         .Description = "image with Broadcom's tag",
                         .MimeType = "application/octet-stream",
                         .Holds = Format::Inside::Parts,
                         .Signatures = TagSignatures,
                         .Recognise = recogniseTag,
                         .Unpack = unpackTag});

static const Format Cfe({.Name = "cfe",
                         .Description = "CFE boot loader",
                         .MimeType = "application/octet-stream",
                         .Holds = Format::Inside::Search,
                         .Signatures = CfeSignatures,
                         .Recognise = recogniseCfe});
