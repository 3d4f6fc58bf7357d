//===- binscan/HtpasswdHash.cpp - What crypt(3) does not know ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/HtpasswdHash.h"

#include "binscan/adapters/Digest.h"
#include "firmcop/Base64.h"

#include <algorithm>

namespace firmcop::binscan {

static constexpr std::size_t DigestSize = 16;
static constexpr std::size_t MaxSalt = 8;
static constexpr unsigned Rounds = 1'000;

/// The digest in the alphabet of crypt, six bits a character, low bits first.
static std::string encoded(std::string_view Digest) {
  static constexpr std::string_view Alphabet =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::string Text;
  const auto Add = [&](unsigned Bits, unsigned Characters) {
    for (; Characters > 0; --Characters, Bits >>= 6)
      Text += Alphabet[Bits & 63];
  };
  const auto Byte = [&](std::size_t I) {
    return static_cast<unsigned>(static_cast<unsigned char>(Digest[I]));
  };
  for (std::size_t I = 0; I < 5; ++I)
    Add(Byte(I) << 16 | Byte(I + 6) << 8 | Byte(I == 4 ? 5 : I + 12), 4);
  Add(Byte(11), 2);
  return Text;
}

std::string md5Crypt(std::string_view Password, std::string_view Salt,
                     std::string_view Magic) {
  const std::string P(Password), S(Salt.substr(0, MaxSalt));
  std::string Digest = md5Of(P + S + P);
  if (Digest.size() != DigestSize)
    return {};
  std::string Text = P + std::string(Magic) + S;
  for (std::size_t Left = P.size(); Left > 0;
       Left -= std::min(Left, DigestSize))
    Text += Digest.substr(0, std::min(Left, DigestSize));
  for (std::size_t Bits = P.size(); Bits > 0; Bits >>= 1)
    Text += Bits & 1 ? '\0' : P[0];
  Digest = md5Of(Text);
  for (unsigned Round = 0; Round < Rounds; ++Round) {
    const bool IsOdd = Round % 2 != 0;
    Text = IsOdd ? P : Digest;
    if (Round % 3 != 0)
      Text += S;
    if (Round % 7 != 0)
      Text += P;
    Text += IsOdd ? Digest : P;
    Digest = md5Of(Text);
  }
  return std::string(Magic) + S + "$" + encoded(Digest);
}

bool fitsHtpasswd(std::string_view Password, std::string_view Hash) {
  constexpr std::string_view Apr1 = "$apr1$", Sha = "{SHA}";
  if (Hash.starts_with(Apr1)) {
    const std::string_view Rest = Hash.substr(Apr1.size());
    const std::size_t Dollar = Rest.find('$');
    return Dollar != Rest.npos &&
           md5Crypt(Password, Rest.substr(0, Dollar), Apr1) == Hash;
  }
  if (!Hash.starts_with(Sha))
    return false;
  const std::string Sum = sha1Of(Password);
  const auto Stored = decodeBase64(Hash.substr(Sha.size()));
  return Stored && std::ranges::equal(*Stored, Sum, {}, {}, [](char C) {
           return static_cast<std::uint8_t>(C);
         });
}

} // namespace firmcop::binscan
