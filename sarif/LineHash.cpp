//===- sarif/LineHash.cpp - GitHub's rolling hash of lines ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Code scanning recognises an alert after the file around it has changed by a
// hash of the code that starts on the alert's line: the first 100 UTF-16 units
// from the line's start that are neither space nor tab, running into the lines
// below. A Rabin-Karp hash with base 37 slides over the text, and a line's hash
// is taken when the window's oldest unit is the first one of the line. Equal
// hashes are numbered from the top of the file. All line endings count as LF.
//
//===----------------------------------------------------------------------===//

#include "sarif/LineHash.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <unordered_map>

using namespace firmcop;

namespace {

constexpr std::size_t WindowSize = 100;
constexpr std::uint64_t Base = 37;

constexpr std::uint64_t basePower(std::size_t N) {
  std::uint64_t Result = 1;
  while (N--)
    Result *= Base;
  return Result;
}

/// The window that slides over the text.
class RollingHash {
public:
  void put(std::uint16_t Unit) {
    if (Unit == ' ' || Unit == '\t' || (AfterCarriageReturn && Unit == '\n')) {
      AfterCarriageReturn = false;
      return;
    }
    AfterCarriageReturn = Unit == '\r';
    if (AfterCarriageReturn)
      Unit = '\n';
    takeHash();
    if (AtLineStart)
      StartsLine[Next] = true;
    AtLineStart = Unit == '\n';
    push(Unit);
  }

  std::vector<std::string> finish() {
    constexpr std::uint16_t EndMarker = 65535;
    put(EndMarker);
    for (std::size_t I = 0; I != WindowSize; ++I) {
      takeHash();
      push(0);
    }
    return std::move(Hashes);
  }

private:
  /// Takes the hash when the oldest unit is the first one of a line.
  void takeHash() {
    if (!StartsLine[Next])
      return;
    StartsLine[Next] = false;
    char Hex[16];
    char *End = std::to_chars(Hex, std::end(Hex), Hash, 16).ptr;
    Hashes.push_back(std::string(Hex, End) + ':' +
                     std::to_string(++Occurrences[Hash]));
  }

  void push(std::uint16_t Unit) {
    constexpr std::uint64_t OldestPower = basePower(WindowSize);
    Hash = Base * Hash + Unit - OldestPower * Window[Next];
    Window[Next] = Unit;
    Next = (Next + 1) % WindowSize;
  }

  std::array<std::uint16_t, WindowSize> Window{};
  std::array<bool, WindowSize> StartsLine{};
  std::size_t Next = 0; ///< the oldest unit, to be replaced
  std::uint64_t Hash = 0;
  bool AtLineStart = true;
  bool AfterCarriageReturn = false;
  std::unordered_map<std::uint64_t, std::size_t> Occurrences;
  std::vector<std::string> Hashes;
};

/// Decodes one UTF-8 sequence from the front of a text. Of an invalid sequence
/// it takes the longest prefix that a valid one could have, as the WHATWG
/// decoder does, and gives U+FFFD.
char32_t takeCodePoint(std::string_view &Text) {
  constexpr char32_t Replacement = 0xFFFD;
  auto Lead = static_cast<unsigned char>(Text.front());
  Text.remove_prefix(1);
  if (Lead < 0x80)
    return Lead;
  // Bounds of the second byte exclude overlong forms, surrogates and code
  // points above U+10FFFF.
  unsigned Low = 0x80, High = 0xBF, Following;
  char32_t Value;
  if (Lead >= 0xC2 && Lead <= 0xDF) {
    Following = 1;
    Value = Lead & 0x1F;
  } else if (Lead >= 0xE0 && Lead <= 0xEF) {
    Following = 2;
    Value = Lead & 0x0F;
    Low = Lead == 0xE0 ? 0xA0 : Low;
    High = Lead == 0xED ? 0x9F : High;
  } else if (Lead >= 0xF0 && Lead <= 0xF4) {
    Following = 3;
    Value = Lead & 0x07;
    Low = Lead == 0xF0 ? 0x90 : Low;
    High = Lead == 0xF4 ? 0x8F : High;
  } else {
    return Replacement;
  }
  for (; Following; --Following, Low = 0x80, High = 0xBF) {
    if (Text.empty())
      return Replacement;
    auto Byte = static_cast<unsigned char>(Text.front());
    if (Byte < Low || Byte > High)
      return Replacement;
    Text.remove_prefix(1);
    Value = Value << 6 | (Byte & 0x3F);
  }
  return Value;
}

} // namespace

std::vector<std::string> firmcop::lineHashes(std::string_view Utf8Text) {
  RollingHash Roller;
  while (!Utf8Text.empty()) {
    char32_t C = takeCodePoint(Utf8Text);
    if (C < 0x10000) {
      Roller.put(C);
    } else {
      Roller.put(0xD800 + ((C - 0x10000) >> 10));
      Roller.put(0xDC00 + ((C - 0x10000) & 0x3FF));
    }
  }
  return Roller.finish();
}
