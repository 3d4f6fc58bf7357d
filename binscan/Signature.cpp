//===- binscan/Signature.cpp - Verifying what is signed ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Signature.h"

#include "binscan/readers/Text.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

std::optional<HashKind> binscan::hashNamed(std::string_view Name) {
  static constexpr std::pair<std::string_view, HashKind> Known[] = {
      {"md5", HashKind::Md5},       {"sha1", HashKind::Sha1},
      {"sha256", HashKind::Sha256}, {"sha384", HashKind::Sha384},
      {"sha512", HashKind::Sha512},
  };
  const std::string Asked = lower(Name);
  for (const auto &[Spelling, Kind] : Known)
    if (Asked == Spelling)
      return Kind;
  return std::nullopt;
}

bool binscan::hasCollisions(HashKind Kind) {
  return Kind == HashKind::Md5 || Kind == HashKind::Sha1;
}

std::vector<std::uint8_t> binscan::digestOf(HashKind Kind, Bytes Data) {
  return digestOf(Kind, std::span(&Data, 1));
}

bool binscan::hasDigest(HashKind Kind, Bytes Data, Bytes Digest) {
  const std::vector<std::uint8_t> Computed = digestOf(Kind, Data);
  return Bytes(Computed).text() == Digest.text();
}

std::string binscan::hexOf(Bytes Data) {
  std::string Text;
  for (const std::uint8_t Byte : Data) {
    Text += "0123456789abcdef"[Byte >> 4];
    Text += "0123456789abcdef"[Byte & 15];
  }
  return Text;
}

std::optional<std::vector<std::uint8_t>>
binscan::readHex(std::string_view Text) {
  if (Text.size() % 2 != 0)
    return std::nullopt;
  std::vector<std::uint8_t> Read;
  for (std::size_t I = 0; I != Text.size(); ++I) {
    const std::size_t Digit =
        std::string_view("0123456789abcdef").find(lower(Text.substr(I, 1)));
    if (Digit == std::string_view::npos)
      return std::nullopt;
    if (I % 2 == 0)
      Read.push_back(static_cast<std::uint8_t>(Digit << 4));
    else
      Read.back() = static_cast<std::uint8_t>(Read.back() | Digit);
  }
  return Read;
}

std::string_view binscan::publisherOfSigningKey(std::string_view Fingerprint) {
  static constexpr std::pair<std::string_view, std::string_view> Known[] = {
#define PUBLISHED_SIGNING_KEY(START, WHO) {START, WHO},
#include "binscan/data/PublishedSigningKeys.inc"
#undef PUBLISHED_SIGNING_KEY
  };
  for (const auto &[Start, Who] : Known)
    if (Fingerprint.starts_with(Start))
      return Who;
  return {};
}

std::string_view binscan::publisherOfSigningKey(const PublicKey &Key) {
  return publisherOfSigningKey(Key.Facts.Fingerprint);
}
