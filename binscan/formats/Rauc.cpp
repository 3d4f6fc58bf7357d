//===- binscan/formats/Rauc.cpp - Update bundles of RAUC --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A bundle is a SquashFS, in the format "verity" a hash tree over it, a
// signature (CMS), and the signature's size in eight bytes, big endian (RAUC,
// "Reference", section "Bundle Formats").
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/filesystems/Squashfs.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"hsqs"}};

namespace {

constexpr std::uint64_t TailSize = 8;

struct Bundle {
  std::uint64_t FileSystem; ///< where it ends
  std::uint64_t Message;    ///< where the signature starts
  std::uint64_t MessageSize;
};

/// The size of the CMS message that \p B starts with: a SEQUENCE whose first
/// element is the identifier of signed data (RFC 5652, section 3).
std::optional<std::uint64_t> messageSize(Bytes B) {
  constexpr std::string_view SignedData =
      "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02";
  const auto Length = B.u8(1);
  if (!Length || *B.u8(0) != 0x30)
    return std::nullopt;
  if (*Length == 0x82 && B.hasAt(4, SignedData))
    return 4 + std::uint64_t(*B.u16be(2));
  if (*Length == 0x83 && B.hasAt(5, SignedData))
    return 5 + (std::uint64_t(*B.u16be(2)) << 8 | *B.u8(4));
  return std::nullopt;
}

std::optional<Bundle> readBundle(Bytes B) {
  constexpr std::uint64_t Block = 4096;
  const auto Super = readSquashfsSuper(B);
  if (!Super || Super->BytesUsed > B.size())
    return std::nullopt;
  const std::uint64_t Used = (Super->BytesUsed + Block - 1) / Block * Block;
  // Right behind the file system ...
  for (const std::uint64_t At : {Super->BytesUsed, Used})
    if (const auto Size = messageSize(B.from(At));
        Size && B.u64be(At + *Size) == *Size)
      return Bundle{At, At, *Size};
  // ... or, behind a hash tree, at the end of the file.
  if (B.size() < Used + TailSize)
    return std::nullopt;
  const std::uint64_t Size = *B.u64be(B.size() - TailSize);
  if (Size > B.size() - TailSize - Used)
    return std::nullopt;
  const std::uint64_t At = B.size() - TailSize - Size;
  if (messageSize(B.from(At)) != Size)
    return std::nullopt;
  return Bundle{Used, At, Size};
}

std::optional<Match> recognise(const Candidate &C) {
  const auto Found = readBundle(C.here());
  if (!Found)
    return std::nullopt;
  return C.match(Found->Message + Found->MessageSize + TailSize);
}

void unpack(Unpacking &U) {
  const auto Found = readBundle(U.bytes());
  if (!Found || !U.addPart("filesystem", 0, Found->FileSystem))
    return;
  if (Found->Message > Found->FileSystem &&
      !U.addPart("hash-tree", Found->FileSystem,
                 Found->Message - Found->FileSystem))
    return;
  U.addPart("signature", Found->Message, Found->MessageSize);
}

} // namespace

static const Format Registered({.Name = "rauc",
                                .Description = "RAUC bundle",
                                .MimeType = "application/vnd.rauc.bundle",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
