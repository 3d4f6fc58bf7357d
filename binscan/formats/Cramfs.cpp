//===- binscan/formats/Cramfs.cpp - cramfs file systems ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Cramfs.h"
#include "binscan/adapters/Streams.h"
#include "binscan/formats/Damage.h"

#include <array>

using namespace firmcop::binscan;

using Layout = CramfsLayout;

static constexpr std::string_view LittleMagic = "\x45\x3D\xCD\x28",
                                  BigMagic = "\x28\xCD\x3D\x45";
static constexpr Signature Signatures[] = {{LittleMagic},
                                           {BigMagic},
                                           {LittleMagic, Layout::BootRoom},
                                           {BigMagic, Layout::BootRoom}};

namespace {

/// The CRC-32 of the image, in which the field that holds it counts as zero.
std::uint32_t checksum(Bytes FromSuper) {
  constexpr std::array<std::uint8_t, 4> Zero{};
  std::uint32_t Crc = crc32(FromSuper.first(Layout::CrcAt));
  Crc = crc32(Bytes(Zero), Crc);
  return crc32(FromSuper.from(Layout::CrcAt + Zero.size()), Crc);
}

std::optional<Match> recognise(const Candidate &C) {
  const std::uint64_t SuperAt = C.magicAt() - C.start();
  const ByteOrder Order =
      C.magic() == BigMagic ? ByteOrder::Big : ByteOrder::Little;
  const Ordered Image(C.here(), Order);
  const std::optional<Ordered> Super = Image.slice(SuperAt, Layout::HeaderSize);
  if (!Super || !Super->bytes().hasAt(Layout::SignatureAt, "Compressed ROMFS"))
    return std::nullopt;
  // The root is a directory, and what it names stands right behind the super
  // block: that tells whether there is room for a boot loader before it.
  constexpr std::uint32_t DirectoryType = 4;
  const Ordered Root = Super->from(Layout::RootAt);
  const std::uint64_t First = std::uint64_t(Root.bits(70, 26)) * 4;
  const bool IsEmpty = First == 0 && SuperAt == 0;
  if (Root.bits(0, 16) >> 12 != DirectoryType ||
      (First != SuperAt + Layout::HeaderSize && !IsEmpty))
    return std::nullopt;

  const std::uint32_t Size = Super->u32(Layout::SizeAt);
  const bool HasCrc = Super->u32(Layout::FlagsAt) & Layout::HasCrc;
  if (Size < SuperAt + Layout::HeaderSize)
    return std::nullopt;
  if (Size > C.here().size())
    return cutOff(C, Size);
  if (!C.spend(Size))
    return std::nullopt;
  const bool IsWhole = HasCrc && checksum(C.here().first(Size).from(SuperAt)) ==
                                     Super->u32(Layout::CrcAt);
  Match M = C.match(Size, IsWhole ? Confidence::High : Confidence::Low);
  if (HasCrc && !IsWhole)
    M.Damage = "does not have the checksum that it states; it was changed or "
               "damaged";
  return M;
}

} // namespace

static const Format Registered({.Name = "cramfs",
                                .Description = "cramfs file system",
                                .MimeType = "application/x-cramfs",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpackCramfs});
