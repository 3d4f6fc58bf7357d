//===- binscan/Utf8.cpp - Characters of text of unknown quality -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Utf8.h"

using namespace firmcop::binscan;

Utf8Character firmcop::binscan::firstCharacter(std::string_view Text) {
  const auto At = [&](std::size_t I) {
    return static_cast<unsigned char>(Text[I]);
  };
  const unsigned char Lead = At(0);
  if (Lead < 0x80)
    return {Lead, 1, true};
  const std::size_t Length = Lead >= 0xF0   ? 4
                             : Lead >= 0xE0 ? 3
                             : Lead >= 0xC2 ? 2
                                            : 0;
  const Utf8Character Invalid{0xFFFD, 1, false};
  if (Length == 0 || Lead > 0xF4 || Text.size() < Length)
    return Invalid;
  char32_t Value = Lead & (0xFF >> (Length + 1));
  for (std::size_t I = 1; I != Length; ++I) {
    if ((At(I) & 0xC0) != 0x80)
      return Invalid;
    Value = Value << 6 | (At(I) & 0x3F);
  }
  constexpr char32_t Smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool IsSurrogate = Value >= 0xD800 && Value <= 0xDFFF;
  if (Value < Smallest[Length] || Value > 0x10FFFF || IsSurrogate)
    return Invalid;
  return {Value, Length, true};
}

bool firmcop::binscan::isPrintable(const Utf8Character &C) {
  const char32_t V = C.Value;
  const bool IsControl = V < 0x20 || (V >= 0x7F && V < 0xA0);
  const bool IsInvisible = (V >= 0x200B && V <= 0x200F) ||
                           (V >= 0x2028 && V <= 0x202E) ||
                           (V >= 0x2060 && V <= 0x206F) || V == 0xFEFF;
  return C.IsValid && !IsControl && !IsInvisible;
}

std::uint32_t firmcop::binscan::utf16Length(std::string_view Text) {
  std::uint32_t Units = 0;
  while (!Text.empty()) {
    const Utf8Character C = firstCharacter(Text);
    Units += C.Value > 0xFFFF ? 2 : 1;
    Text.remove_prefix(C.Length);
  }
  return Units;
}
