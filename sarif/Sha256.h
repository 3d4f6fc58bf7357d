//===- sarif/Sha256.h - SHA-256 digests -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_SHA256_H
#define FIRMCOP_SARIF_SHA256_H

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace firmcop {

/// The SHA-256 digest of some bytes: 64 lower-case hexadecimal digits.
std::string sha256Hex(std::span<const std::byte> Bytes);

inline std::string sha256Hex(std::string_view Text) {
  return sha256Hex(std::as_bytes(std::span(Text)));
}

} // namespace firmcop

#endif // FIRMCOP_SARIF_SHA256_H
