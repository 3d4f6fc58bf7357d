//===- binscan/readers/Avb.cpp - Android Verified Boot ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Avb.h"

#include "binscan/Signature.h"

#include <algorithm>
#include <array>

namespace firmcop::binscan {
namespace {

constexpr std::uint64_t HeaderSize = 256, FooterSize = 64;

/// Takes one piece after the other from the variable end of a descriptor.
class Pieces {
public:
  Pieces(Bytes B, std::uint64_t At) : B(B), At(At) {}

  Bytes take(std::uint64_t Size) {
    const std::optional<Bytes> Piece = B.slice(At, Size);
    IsSound = IsSound && Piece;
    if (!IsSound)
      return {};
    At += Size;
    return *Piece;
  }
  bool isSound() const { return IsSound; }

private:
  Bytes B;
  std::uint64_t At;
  bool IsSound = true;
};

std::string_view untilZero(Bytes B) {
  return B.text().substr(0, B.text().find('\0'));
}

/// A descriptor with its header of 16 bytes. Nothing when it is too short; one
/// of an unknown kind gives an empty property.
std::optional<AvbDescriptor> readDescriptor(Bytes B) {
  using Tag = AvbDescriptor::Tag;
  // What is fixed of each kind.
  constexpr std::uint64_t PropertySize = 32, HashTreeSize = 180, HashSize = 132,
                          CommandLineSize = 24, ChainSize = 92;
  AvbDescriptor D;
  const std::uint64_t Kind = *B.u64be(0);
  if (Kind > static_cast<std::uint64_t>(Tag::ChainPartition))
    return D;
  D.Kind = static_cast<Tag>(Kind);
  const auto Needs = [&](std::uint64_t Size) { return B.contains(0, Size); };
  switch (D.Kind) {
  case Tag::Property: {
    if (!Needs(PropertySize))
      return std::nullopt;
    Pieces P(B, PropertySize);
    D.Key = P.take(*B.u64be(16)).text();
    P.take(1);
    D.Value = P.take(*B.u64be(24)).text();
    return P.isSound() ? std::optional(D) : std::nullopt;
  }
  case Tag::HashTree: {
    if (!Needs(HashTreeSize))
      return std::nullopt;
    D.ImageSize = *B.u64be(20);
    D.HashAlgorithm = untilZero(*B.slice(72, 32));
    Pieces P(B, HashTreeSize);
    D.Partition = P.take(*B.u32be(104)).text();
    D.Salt = P.take(*B.u32be(108));
    D.Digest = P.take(*B.u32be(112));
    return P.isSound() ? std::optional(D) : std::nullopt;
  }
  case Tag::Hash: {
    if (!Needs(HashSize))
      return std::nullopt;
    D.ImageSize = *B.u64be(16);
    D.HashAlgorithm = untilZero(*B.slice(24, 32));
    Pieces P(B, HashSize);
    D.Partition = P.take(*B.u32be(56)).text();
    D.Salt = P.take(*B.u32be(60));
    D.Digest = P.take(*B.u32be(64));
    return P.isSound() ? std::optional(D) : std::nullopt;
  }
  case Tag::KernelCommandLine: {
    if (!Needs(CommandLineSize))
      return std::nullopt;
    Pieces P(B, CommandLineSize);
    D.Value = P.take(*B.u32be(20)).text();
    return P.isSound() ? std::optional(D) : std::nullopt;
  }
  case Tag::ChainPartition: {
    if (!Needs(ChainSize))
      return std::nullopt;
    Pieces P(B, ChainSize);
    D.Partition = P.take(*B.u32be(20)).text();
    D.PublicKey = P.take(*B.u32be(24));
    return P.isSound() ? std::optional(D) : std::nullopt;
  }
  }
  return std::nullopt;
}

bool readDescriptors(Bytes All, std::vector<AvbDescriptor> &Into) {
  constexpr std::uint64_t DescriptorHeader = 16;
  for (std::uint64_t At = 0; At != All.size();) {
    const auto Size = All.u64be(At + 8);
    if (!Size || *Size > All.size() || *Size % 8 != 0)
      return false;
    const std::optional<Bytes> One = All.slice(At, DescriptorHeader + *Size);
    const auto D = One ? readDescriptor(*One) : std::nullopt;
    if (!D)
      return false;
    Into.push_back(*D);
    At += One->size();
  }
  return true;
}

/// A part of a block by the offset and size at \p At in the header.
std::optional<Bytes> part(Bytes Header, std::uint64_t At, Bytes Block) {
  return Block.slice(*Header.u64be(At), *Header.u64be(At + 8));
}

} // namespace

std::optional<AvbPublicKey> readAvbPublicKey(Bytes Key) {
  constexpr std::uint32_t MostBits = 16384;
  const auto Bits = Key.u32be(0);
  if (!Bits || *Bits == 0 || *Bits > MostBits || *Bits % 8 != 0)
    return std::nullopt;
  const std::optional<Bytes> Modulus = Key.slice(8, *Bits / 8);
  if (!Modulus)
    return std::nullopt;
  return AvbPublicKey{*Bits, *Modulus};
}

std::optional<AvbPublicKey> AvbVbmeta::key() const {
  return readAvbPublicKey(PublicKey);
}

std::optional<bool> AvbVbmeta::digestIsRight() const {
  if (SignedWith == None || Digest.empty())
    return std::nullopt;
  const HashKind Kind =
      SignedWith <= Sha256Rsa8192 ? HashKind::Sha256 : HashKind::Sha512;
  const std::vector<std::uint8_t> Seen =
      digestOf(Kind, std::array{Header, Auxiliary});
  return std::ranges::equal(Seen, Digest);
}

std::optional<AvbVbmeta> readAvbVbmeta(Bytes Input) {
  constexpr std::uint64_t BlockUnit = 64, MostBytes = std::uint64_t(1) << 24;
  const std::optional<Bytes> Header = Input.slice(0, HeaderSize);
  if (!Header || !Header->startsWith("AVB0") || *Header->u32be(4) != 1)
    return std::nullopt;
  const std::uint64_t AuthenticationSize = *Header->u64be(12);
  const std::uint64_t AuxiliarySize = *Header->u64be(20);
  AvbVbmeta V;
  V.SignedWith = *Header->u32be(28);
  if (AuthenticationSize % BlockUnit != 0 || AuxiliarySize % BlockUnit != 0 ||
      AuthenticationSize > MostBytes || AuxiliarySize > MostBytes ||
      V.SignedWith > AvbVbmeta::Sha512Rsa8192)
    return std::nullopt;
  const auto Authentication = Input.slice(HeaderSize, AuthenticationSize);
  const auto Auxiliary =
      Input.slice(HeaderSize + AuthenticationSize, AuxiliarySize);
  if (!Authentication || !Auxiliary)
    return std::nullopt;
  const auto Digest = part(*Header, 32, *Authentication);
  const auto Signature = part(*Header, 48, *Authentication);
  const auto Key = part(*Header, 64, *Auxiliary);
  const auto Descriptors = part(*Header, 96, *Auxiliary);
  if (!Digest || !Signature || !Key || !Descriptors ||
      !readDescriptors(*Descriptors, V.Descriptors))
    return std::nullopt;
  V.RollbackIndex = *Header->u64be(112);
  V.Flags = *Header->u32be(120);
  V.RollbackIndexLocation = *Header->u32be(124);
  V.Release = untilZero(*Header->slice(128, 48));
  V.Header = *Header;
  V.Auxiliary = *Auxiliary;
  V.Digest = *Digest;
  V.Signature = *Signature;
  V.PublicKey = *Key;
  V.Length = HeaderSize + AuthenticationSize + AuxiliarySize;
  return V;
}

std::optional<AvbFooter> readAvbFooter(Bytes Partition) {
  if (Partition.size() < FooterSize)
    return std::nullopt;
  const Bytes Footer = Partition.from(Partition.size() - FooterSize);
  if (!Footer.startsWith("AVBf") || *Footer.u32be(4) != 1)
    return std::nullopt;
  const AvbFooter F{*Footer.u64be(12), *Footer.u64be(20), *Footer.u64be(28)};
  const Bytes Before = Partition.first(Partition.size() - FooterSize);
  if (!Before.contains(F.VbmetaOffset, F.VbmetaSize) ||
      F.ContentSize > F.VbmetaOffset)
    return std::nullopt;
  return F;
}

} // namespace firmcop::binscan
