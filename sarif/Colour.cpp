//===- sarif/Colour.cpp - Terminal colours and safe text ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Colour.h"

using namespace firmcop;

namespace {

/// ECMA-48 "select graphic rendition" parameters.
constexpr std::string_view BoldRed = "1;31", BoldMagenta = "1;35",
                           BoldCyan = "1;36", BoldGreen = "1;32", Bold = "1",
                           Faint = "2";

std::string rendered(std::string_view Text, std::string_view Parameters,
                     bool Colour) {
  if (!Colour)
    return std::string(Text);
  std::string Result = "\x1b[";
  return Result.append(Parameters).append("m").append(Text).append("\x1b[0m");
}

} // namespace

std::string firmcop::coloured(std::string_view Text, Level L, bool Colour) {
  switch (L) {
  case Level::Error:
    return rendered(Text, BoldRed, Colour);
  case Level::Warning:
    return rendered(Text, BoldMagenta, Colour);
  case Level::Note:
    return rendered(Text, BoldCyan, Colour);
  case Level::None:
    break;
  }
  return rendered(Text, Faint, Colour);
}

std::string firmcop::coloured(std::string_view Text, Kind K, bool Colour) {
  switch (K) {
  case Kind::Fail:
    return rendered(Text, BoldRed, Colour);
  case Kind::Open:
    return rendered(Text, BoldMagenta, Colour);
  case Kind::Review:
    return rendered(Text, BoldCyan, Colour);
  case Kind::Pass:
    return rendered(Text, BoldGreen, Colour);
  case Kind::NotApplicable:
  case Kind::Informational:
    break;
  }
  return rendered(Text, Faint, Colour);
}

std::string firmcop::emphasised(std::string_view Text, bool Colour) {
  return rendered(Text, Bold, Colour);
}

std::string firmcop::printable(std::string_view Text) {
  constexpr char Digits[] = "0123456789abcdef";
  std::string Result;
  for (std::size_t I = 0; I != Text.size(); ++I) {
    auto Byte = static_cast<unsigned char>(Text[I]);
    // U+0080 to U+009F control a terminal as well; in UTF-8 they follow 0xC2.
    bool IsC1 = Byte >= 0x80 && Byte <= 0x9F && I &&
                static_cast<unsigned char>(Text[I - 1]) == 0xC2;
    if (Byte >= 0x20 && Byte != 0x7F && !IsC1) {
      Result += Text[I];
      continue;
    }
    if (IsC1)
      Result.pop_back();
    Result += "\\x";
    Result += Digits[Byte >> 4];
    Result += Digits[Byte & 15];
  }
  return Result;
}
