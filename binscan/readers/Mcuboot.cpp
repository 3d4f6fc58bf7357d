//===- binscan/readers/Mcuboot.cpp - MCUboot images -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Mcuboot.h"

#include "binscan/Signature.h"

#include <algorithm>
#include <array>
#include <utility>

namespace firmcop::binscan {
namespace {

constexpr std::uint64_t FixedHeader = 32, AreaHeader = 4, EntryHeader = 4;
constexpr std::uint16_t ProtectedMagic = 0x6908, UnprotectedMagic = 0x6907;

/// Reads an area of entries at \p At and moves it behind it.
bool readArea(Bytes Input, std::uint16_t Magic, std::uint64_t &At,
              std::vector<McubootTlv> &Into) {
  const auto Total = Input.u16le(At + 2);
  if (!Total || Input.u16le(At) != Magic || *Total < AreaHeader)
    return false;
  const std::optional<Bytes> Area = Input.slice(At, *Total);
  if (!Area)
    return false;
  for (std::uint64_t I = AreaHeader; I != Area->size();) {
    const auto Type = Area->u16le(I), Size = Area->u16le(I + 2);
    const std::optional<Bytes> Value =
        Size ? Area->slice(I + EntryHeader, *Size) : std::nullopt;
    if (!Value)
      return false;
    Into.push_back({*Type, Magic == ProtectedMagic, *Value});
    I += EntryHeader + *Size;
  }
  At += *Total;
  return true;
}

} // namespace

const McubootTlv *McubootImage::find(std::uint16_t Type) const {
  const auto I = std::ranges::find(Tlvs, Type, &McubootTlv::Type);
  return I == Tlvs.end() ? nullptr : &*I;
}

const McubootTlv *McubootImage::signature() const {
  using namespace mcuboot;
  for (const McubootTlv &T : Tlvs)
    if (T.Type == Rsa2048 || T.Type == Ecdsa224 || T.Type == Ecdsa ||
        T.Type == Rsa3072 || T.Type == Ed25519)
      return &T;
  return nullptr;
}

std::optional<bool> McubootImage::digestIsRight() const {
  constexpr std::array<std::pair<mcuboot::Tlv, HashKind>, 3> Kinds = {
      {{mcuboot::Sha256, HashKind::Sha256},
       {mcuboot::Sha384, HashKind::Sha384},
       {mcuboot::Sha512, HashKind::Sha512}}};
  if (isEncrypted())
    return std::nullopt;
  for (const auto &[Type, Kind] : Kinds)
    if (const McubootTlv *T = find(Type))
      return hasDigest(Kind, Covered, T->Value);
  return std::nullopt;
}

std::optional<McubootImage> readMcubootImage(Bytes Input) {
  constexpr std::uint32_t Magic = 0x96F3B83D, AllFlags = 0xFFFF;
  if (Input.u32le(0) != Magic || !Input.contains(0, FixedHeader))
    return std::nullopt;
  McubootImage I;
  I.LoadAddress = *Input.u32le(4);
  I.HeaderSize = *Input.u16le(8);
  const std::uint16_t ProtectedSize = *Input.u16le(10);
  I.ImageSize = *Input.u32le(12);
  I.Flags = *Input.u32le(16);
  I.Version = std::to_string(*Input.u8(20)) + '.' +
              std::to_string(*Input.u8(21)) + '.' +
              std::to_string(*Input.u16le(22)) + '+' +
              std::to_string(*Input.u32le(24));
  const std::uint64_t ProgramEnd = std::uint64_t(I.HeaderSize) + I.ImageSize;
  if (I.HeaderSize < FixedHeader || I.ImageSize == 0 || I.Flags > AllFlags ||
      !Input.contains(0, ProgramEnd))
    return std::nullopt;
  I.Program = *Input.slice(I.HeaderSize, I.ImageSize);

  I.Length = ProgramEnd;
  const bool HasProtected =
      ProtectedSize == 0 || (Input.u16le(ProgramEnd + 2) == ProtectedSize &&
                             readArea(Input, ProtectedMagic, I.Length, I.Tlvs));
  I.Covered = Input.first(I.Length);
  I.HasTlvs =
      HasProtected && readArea(Input, UnprotectedMagic, I.Length, I.Tlvs);
  return I;
}

} // namespace firmcop::binscan
