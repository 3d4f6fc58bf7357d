//===- binscan/readers/Adb.cpp - Packages of apk 3 --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Adb.h"

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

constexpr std::uint64_t MagicSize = 4, BlocksAt = 8, NameSize = 16;
/// Of a signature: version, hash, name of the key.
constexpr std::uint64_t SignatureHeader = 2 + NameSize;

/// The content of a DER value with that tag at the start, and its end.
std::optional<std::pair<Bytes, std::uint64_t>> readDer(Bytes B,
                                                       std::uint8_t Tag) {
  const std::uint8_t First = B.u8(1).value_or(0);
  std::uint64_t HeaderSize = 2, Length = First;
  if (First & 0x80) {
    const std::uint64_t Octets = First & 0x7F;
    if (Octets == 0 || Octets > 4 || !B.contains(2, Octets))
      return std::nullopt;
    Length = 0;
    const Bytes Digits = B.from(2).first(Octets);
    for (const std::uint8_t Byte : Digits)
      Length = Length << 8 | Byte;
    HeaderSize += Octets;
  }
  const std::optional<Bytes> Content = B.slice(HeaderSize, Length);
  if (B.u8(0) != Tag || !Content)
    return std::nullopt;
  return std::pair(*Content, HeaderSize + Length);
}

/// The bits of a SubjectPublicKeyInfo, which follow the algorithm.
Bytes bitsOf(Bytes Info) {
  constexpr std::uint8_t Sequence = 0x30, BitString = 0x03;
  const auto Outer = readDer(Info, Sequence);
  const auto Algorithm = Outer ? readDer(Outer->first, Sequence) : std::nullopt;
  const auto Bits =
      Algorithm ? readDer(Outer->first.from(Algorithm->second), BitString)
                : std::nullopt;
  return Bits ? Bits->first.from(1) : Bytes();
}

} // namespace

std::optional<AdbFile> binscan::readAdb(Bytes File) {
  enum : std::uint32_t { ContentBlock, SignatureBlock, DataBlock, LongBlock };
  constexpr std::uint64_t HeaderSize = 4, LongHeaderSize = 16, Alignment = 8;
  constexpr std::uint64_t DataHeader = 8; // numbers of a folder and a file
  constexpr std::uint32_t LengthMask = 0x3FFFFFFF;
  if (!File.startsWith("ADB."))
    return std::nullopt;
  AdbFile Read;
  std::uint64_t At = BlocksAt;
  while (const std::optional<std::uint32_t> Word = File.u32le(At)) {
    std::uint32_t Kind = *Word >> 30;
    std::uint64_t Length = *Word & LengthMask, Header = HeaderSize;
    if (Kind == LongBlock) {
      Kind = *Word & LengthMask;
      Length = File.u64le(At + 8).value_or(0);
      Header = LongHeaderSize;
    }
    const bool IsFirst = At == BlocksAt;
    if (Length < Header || Kind > DataBlock ||
        IsFirst != (Kind == ContentBlock))
      break;
    const std::optional<Bytes> Block = File.slice(At, Length);
    if (!Block) {
      Read.IsCut = true;
      At = File.size();
      break;
    }
    const Bytes Content = Block->from(Header);
    if (Kind == ContentBlock)
      Read.Content = Content;
    else if (Kind == SignatureBlock)
      Read.Signatures.push_back(Content);
    else if (Content.size() > DataHeader)
      Read.Files.push_back(
          {At + Header + DataHeader, Content.size() - DataHeader});
    const std::uint64_t Padding = (Alignment - Length % Alignment) % Alignment;
    At += Length + std::min(Padding, File.size() - At - Length);
  }
  if (At == BlocksAt)
    return std::nullopt;
  Read.Schema = *File.slice(MagicSize, BlocksAt - MagicSize);
  Read.Length = At;
  return Read;
}

std::optional<Bytes> binscan::adbKeyOf(Bytes Signature) {
  if (Signature.u8(0) != 0 || Signature.size() <= SignatureHeader)
    return std::nullopt;
  return Signature.slice(2, NameSize);
}

std::vector<std::uint8_t> binscan::adbNameOf(const PublicKey &Key) {
  auto Name =
      digestOf(HashKind::Sha512, bitsOf(Bytes(std::string_view(Key.Der))));
  Name.resize(NameSize);
  return Name;
}

bool binscan::verifies(const PublicKey &Key, const AdbFile &File,
                       Bytes Signature) {
  constexpr std::uint8_t Sha256 = 3, Sha512 = 4;
  const std::uint8_t Hash = Signature.u8(1).value_or(0);
  const std::optional<Bytes> Header = Signature.slice(0, SignatureHeader);
  if (!Header || (Hash != Sha256 && Hash != Sha512))
    return false;
  const auto Digest = digestOf(
      Hash == Sha256 ? HashKind::Sha256 : HashKind::Sha512, File.Content);
  const Bytes Parts[] = {File.Schema, *Header, Bytes(Digest)};
  const Bytes Value = Signature.from(SignatureHeader);
  if (Key.Facts.Kind == "Ed25519") {
    std::vector<std::uint8_t> Message;
    for (const Bytes Part : Parts)
      Message.insert(Message.end(), Part.begin(), Part.end());
    return verifiesEd25519(Key, Bytes(Message), Value);
  }
  return verifies(Key,
                  Key.Facts.Kind == "RSA" ? SignatureScheme::RsaPkcs1
                                          : SignatureScheme::EcdsaDer,
                  HashKind::Sha512, Bytes(digestOf(HashKind::Sha512, Parts)),
                  Value);
}
