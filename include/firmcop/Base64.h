//===- include/firmcop/Base64.h - Decoding base64 ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BASE64_H
#define FIRMCOP_BASE64_H

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace firmcop {

/// Decodes RFC 4648's base64 or, by its "-" and "_", base64url. White space is
/// skipped and padding may be missing; any other character, and an empty
/// result, is nothing.
inline std::optional<std::vector<std::uint8_t>>
decodeBase64(std::string_view Text) {
  std::vector<std::uint8_t> Result;
  std::uint32_t Bits = 0;
  unsigned Count = 0;
  bool IsPadded = false;
  for (char C : Text) {
    if (C == ' ' || (C >= '\t' && C <= '\r'))
      continue;
    if (C == '=') {
      IsPadded = true;
      continue;
    }
    const int Value = C >= 'A' && C <= 'Z'   ? C - 'A'
                      : C >= 'a' && C <= 'z' ? C - 'a' + 26
                      : C >= '0' && C <= '9' ? C - '0' + 52
                      : C == '+' || C == '-' ? 62
                      : C == '/' || C == '_' ? 63
                                             : -1;
    if (Value < 0 || IsPadded)
      return std::nullopt;
    Bits = Bits << 6 | static_cast<std::uint32_t>(Value);
    Count += 6;
    if (Count >= 8) {
      Count -= 8;
      Result.push_back(static_cast<std::uint8_t>(Bits >> Count));
    }
  }
  if (Result.empty())
    return std::nullopt;
  return Result;
}

} // namespace firmcop

#endif // FIRMCOP_BASE64_H
