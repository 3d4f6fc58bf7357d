//===- binscan/readers/Text.cpp - Lines, fields and words -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Text.h"

#include "binscan/Utf8.h"

#include <algorithm>

namespace firmcop::binscan {

static bool isBlank(char C) {
  return C == ' ' || C == '\t' || C == '\r' || C == '\n';
}

static char lowerChar(char C) {
  return C >= 'A' && C <= 'Z' ? static_cast<char>(C - 'A' + 'a') : C;
}

std::vector<Line> splitLines(std::string_view Text) {
  std::vector<Line> Lines;
  std::uint32_t Number = 1;
  while (!Text.empty()) {
    std::size_t End = Text.find('\n');
    std::string_view One = Text.substr(0, End);
    Text.remove_prefix(End == Text.npos ? Text.size() : End + 1);
    if (One.ends_with('\r'))
      One.remove_suffix(1);
    Lines.push_back({Number++, One});
  }
  return Lines;
}

std::string_view trim(std::string_view Text) {
  while (!Text.empty() && isBlank(Text.front()))
    Text.remove_prefix(1);
  while (!Text.empty() && isBlank(Text.back()))
    Text.remove_suffix(1);
  return Text;
}

std::vector<std::string_view> splitFields(std::string_view Text,
                                          char Separator) {
  std::vector<std::string_view> Fields;
  for (;;) {
    std::size_t End = Text.find(Separator);
    Fields.push_back(Text.substr(0, End));
    if (End == Text.npos)
      return Fields;
    Text.remove_prefix(End + 1);
  }
}

std::vector<std::string_view> splitWords(std::string_view Text) {
  std::vector<std::string_view> Words;
  std::size_t At = 0;
  while (At < Text.size()) {
    std::size_t Start = At;
    while (At < Text.size() && !isBlank(Text[At]))
      ++At;
    if (At > Start)
      Words.push_back(Text.substr(Start, At - Start));
    while (At < Text.size() && isBlank(Text[At]))
      ++At;
  }
  return Words;
}

std::string_view unquote(std::string_view Text) {
  if (Text.size() >= 2 && (Text.front() == '"' || Text.front() == '\'') &&
      Text.back() == Text.front())
    return Text.substr(1, Text.size() - 2);
  return Text;
}

std::string_view baseName(std::string_view Path) {
  std::size_t Slash = Path.rfind('/');
  return Slash == Path.npos ? Path : Path.substr(Slash + 1);
}

std::string_view directoryName(std::string_view Path) {
  std::size_t Slash = Path.rfind('/');
  return Slash == Path.npos ? std::string_view() : Path.substr(0, Slash);
}

std::string lower(std::string_view Text) {
  std::string Small(Text);
  std::transform(Small.begin(), Small.end(), Small.begin(), lowerChar);
  return Small;
}

bool equalsIgnoringCase(std::string_view A, std::string_view B) {
  return std::equal(A.begin(), A.end(), B.begin(), B.end(), [](char X, char Y) {
    return lowerChar(X) == lowerChar(Y);
  });
}

std::optional<std::uint64_t> readNumber(std::string_view Text) {
  if (Text.empty() || Text.size() > 10)
    return std::nullopt;
  std::uint64_t Value = 0;
  for (char C : Text) {
    if (C < '0' || C > '9')
      return std::nullopt;
    Value = Value * 10 + static_cast<std::uint64_t>(C - '0');
  }
  return Value;
}

bool isTrue(std::string_view Value) {
  for (std::string_view Word : {"yes", "true", "on", "1", "enabled", "enable"})
    if (equalsIgnoringCase(Value, Word))
      return true;
  return false;
}

std::string printable(std::string_view Text) {
  constexpr std::size_t Longest = 200;
  std::string Shown;
  while (!Text.empty() && Shown.size() < Longest) {
    const Utf8Character C = firstCharacter(Text);
    if (isPrintable(C)) {
      Shown += Text.substr(0, C.Length);
    } else {
      for (const char Byte : Text.substr(0, C.Length)) {
        const auto Value = static_cast<unsigned char>(Byte);
        Shown += '%';
        Shown += "0123456789ABCDEF"[Value >> 4];
        Shown += "0123456789ABCDEF"[Value & 15];
      }
    }
    Text.remove_prefix(C.Length);
  }
  return Text.empty() ? Shown : Shown + "...";
}

} // namespace firmcop::binscan
