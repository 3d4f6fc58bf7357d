//===- sarif/Sha256.cpp - SHA-256 by OpenSSL ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Sha256.h"

#include <openssl/evp.h>

#include <array>
#include <new>

using namespace firmcop;

std::string firmcop::sha256Hex(std::span<const std::byte> Bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> Digest;
  unsigned Size = 0;
  // SHA-256 needs no parameters, so that running out of memory is the only way
  // to fail.
  if (!EVP_Digest(Bytes.data(), Bytes.size(), Digest.data(), &Size,
                  EVP_sha256(), nullptr))
    throw std::bad_alloc();
  std::string Hex;
  Hex.reserve(std::size_t(Size) * 2);
  for (unsigned I = 0; I != Size; ++I) {
    constexpr char Digits[] = "0123456789abcdef";
    Hex += Digits[Digest[I] >> 4];
    Hex += Digits[Digest[I] & 15];
  }
  return Hex;
}
