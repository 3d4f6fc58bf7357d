//===- binscan/readers/Usign.cpp - Keys and signatures of usign -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Usign.h"

#include "binscan/readers/Text.h"
#include "firmcop/Base64.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

constexpr std::string_view Comment = "untrusted comment:";
constexpr std::uint64_t Prefix = 10; // "Ed" and the number

/// The bytes behind a comment line, when they are of the kind and length.
std::optional<std::vector<std::uint8_t>> decode(std::string_view Text,
                                                std::uint64_t Length) {
  const std::size_t LineEnd = Text.find('\n');
  if (!Text.starts_with(Comment) || LineEnd == Text.npos)
    return std::nullopt;
  std::string_view Line = Text.substr(LineEnd + 1);
  Line = Line.substr(0, Line.find('\n'));
  auto Decoded = decodeBase64(Line);
  if (!Decoded || Decoded->size() != Prefix + Length || (*Decoded)[0] != 'E' ||
      (*Decoded)[1] != 'd')
    return std::nullopt;
  return Decoded;
}

std::string numberOf(const std::vector<std::uint8_t> &Decoded) {
  return hexOf(*Bytes(Decoded).slice(2, Prefix - 2));
}

/// A blob of libubox: a word with an identity and a length, then the content,
/// filled up to a multiple of four.
struct Blob32 {
  unsigned Id = 0;
  Bytes Content;
  std::uint64_t Length = 0; ///< with everything
};

std::optional<Blob32> readBlob(Bytes B) {
  const std::optional<std::uint32_t> Word = B.u32be(0);
  const std::uint32_t Length = Word ? *Word & 0xFFFFFF : 0;
  constexpr std::uint32_t HeaderSize = 4;
  if (Length < HeaderSize || !B.contains(0, Length))
    return std::nullopt;
  return Blob32{(*Word >> 24) & 0x7F, *B.slice(HeaderSize, Length - HeaderSize),
                (std::uint64_t(Length) + 3) / 4 * 4};
}

std::vector<UcertLink> readChain(Bytes Data) {
  constexpr std::size_t MaxLinks = 16;
  std::vector<UcertLink> Chain;
  if (const auto Bare = readUsignSignature(Data.text()))
    return {{*Bare, Bytes(), std::nullopt}};
  while (Chain.size() < MaxLinks) {
    const std::optional<Blob32> Outer = readBlob(Data);
    const std::optional<Blob32> First =
        Outer ? readBlob(Outer->Content) : std::nullopt;
    const auto Signature = First && First->Id == 0
                               ? readUsignSignature(First->Content.text())
                               : std::nullopt;
    if (!Signature)
      return Chain;
    UcertLink Link{*Signature, Bytes(), std::nullopt};
    if (const auto Second = readBlob(Outer->Content.from(First->Length));
        Second && Second->Id == 1) {
      Link.Payload = Second->Content;
      // The key is a text among the payload's named values.
      const std::string_view Text = Link.Payload.text();
      if (const std::size_t At = Text.find(Comment); At != Text.npos)
        Link.Key = readUsignKey(Text.substr(At));
    }
    Chain.push_back(std::move(Link));
    Data = Data.from(Outer->Length);
  }
  return Chain;
}

} // namespace

std::optional<UsignKey> binscan::readUsignKey(std::string_view Text) {
  constexpr std::uint64_t KeySize = 32;
  const auto Decoded = decode(Text, KeySize);
  if (!Decoded)
    return std::nullopt;
  auto Key = ed25519PublicKey(*Bytes(*Decoded).slice(Prefix, KeySize));
  if (!Key)
    return std::nullopt;
  return UsignKey{numberOf(*Decoded), std::move(*Key)};
}

std::optional<UsignSignature>
binscan::readUsignSignature(std::string_view Text) {
  constexpr std::uint64_t SignatureSize = 64;
  const auto Decoded = decode(Text, SignatureSize);
  if (!Decoded)
    return std::nullopt;
  return UsignSignature{numberOf(*Decoded),
                        {Decoded->begin() + Prefix, Decoded->end()}};
}

std::vector<UsignKey> binscan::usignKeysOf(const Image &I) {
  constexpr std::uint64_t MaxFile = 1024;
  std::vector<UsignKey> Keys;
  for (const Node &N : I.nodes())
    if (N.isRegularFile() && N.bytes().size() <= MaxFile)
      if (auto Key = readUsignKey(N.bytes().text()))
        Keys.push_back(std::move(*Key));
  return Keys;
}

const UsignKey *binscan::findUsignKey(const std::vector<UsignKey> &Keys,
                                      std::string_view Number) {
  const auto I = std::ranges::find(Keys, Number, &UsignKey::Number);
  return I == Keys.end() ? nullptr : &*I;
}

std::optional<FwtoolTail> binscan::readFwtoolTail(Bytes Image) {
  constexpr std::uint64_t TrailerSize = 16;
  constexpr unsigned MaxTrailers = 8;
  enum : std::uint8_t { SignatureType = 0, InfoType = 1 };
  FwtoolTail Tail;
  for (unsigned I = 0; I != MaxTrailers; ++I) {
    if (Image.size() < TrailerSize)
      break;
    const std::uint64_t At = Image.size() - TrailerSize;
    const std::uint32_t Size = *Image.u32be(At + 12);
    if (!Image.hasAt(At, "FWx0") || Size < TrailerSize || Size > Image.size())
      break;
    const Bytes Before = Image.first(Image.size() - Size);
    if (*Image.u8(At + 8) == SignatureType && !Tail.HasSignature) {
      Tail.HasSignature = true;
      Tail.Signed = Before;
      Tail.Chain = readChain(*Image.slice(Before.size(), Size - TrailerSize));
    } else if (*Image.u8(At + 8) == InfoType) {
      Tail.HasMetadata = true;
    }
    Image = Before;
  }
  if (!Tail.HasSignature && !Tail.HasMetadata)
    return std::nullopt;
  return Tail;
}
