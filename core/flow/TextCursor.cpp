//===- core/flow/TextCursor.cpp - Reading a line of the text form ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/TextCursor.h"
#include "core/flow/TextWords.h"

#include <charconv>

namespace firmcop::flow {

void TextCursor::skipSpaces() {
  while (!Rest.empty() &&
         (Rest[0] == ' ' || Rest[0] == '\t' || Rest[0] == '\r'))
    Rest.remove_prefix(1);
}

bool TextCursor::atEnd() {
  skipSpaces();
  return Rest.empty() || Rest[0] == ';';
}

std::string TextCursor::next() {
  skipSpaces();
  if (atEnd())
    return "the end of the line";
  return "'" + std::string(Rest.substr(0, Rest.find_first_of(" \t", 1))) + "'";
}

bool TextCursor::take(std::string_view Mark) {
  skipSpaces();
  if (!Rest.starts_with(Mark))
    return false;
  Rest.remove_prefix(Mark.size());
  return true;
}

std::string_view TextCursor::word() {
  skipSpaces();
  if (Rest.empty() || !startsWord(Rest[0]))
    return {};
  std::size_t End = 1;
  while (End < Rest.size() &&
         (isInWord(Rest[End]) || (Rest[End] == '-' && End + 1 < Rest.size() &&
                                  startsWord(Rest[End + 1]))))
    ++End;
  std::string_view Word = Rest.substr(0, End);
  Rest.remove_prefix(End);
  return Word;
}

bool TextCursor::takeWord(std::string_view Word) {
  std::string_view Before = Rest;
  if (word() == Word)
    return true;
  Rest = Before;
  return false;
}

std::optional<std::string> TextCursor::quoted() {
  if (!startsWith('"'))
    return {};
  std::string Text;
  for (std::size_t I = 1; I < Rest.size(); ++I) {
    if (Rest[I] == '"') {
      Rest.remove_prefix(I + 1);
      return Text;
    }
    if (Rest[I] != '\\') {
      Text += Rest[I];
      continue;
    }
    char C = ++I < Rest.size() ? Rest[I] : '\0';
    unsigned Value = 0;
    if (C == 'n') {
      Text += '\n';
    } else if (C == '"' || C == '\\') {
      Text += C;
    } else if (C == 'x' && I + 2 < Rest.size() &&
               std::from_chars(&Rest[I + 1], &Rest[I + 1] + 2, Value, 16).ptr ==
                   &Rest[I + 1] + 2) {
      Text += static_cast<char>(Value);
      I += 2;
    } else {
      fail("after '\\' stands one of: n \" \\ x and two digits");
      return {};
    }
  }
  fail("a text is not closed with '\"'");
  return {};
}

std::optional<std::int64_t> TextCursor::number(std::int64_t Low,
                                               std::int64_t High) {
  skipSpaces();
  std::size_t Sign = !Rest.empty() && Rest[0] == '-';
  if (Rest.size() == Sign || !isDigit(Rest[Sign]))
    return {};
  std::int64_t Value = 0;
  auto [End, Failed] =
      std::from_chars(Rest.data(), Rest.data() + Rest.size(), Value);
  if (Failed != std::errc() || Value < Low || Value > High) {
    fail("a number has to lie between " + std::to_string(Low) + " and " +
         std::to_string(High));
    return {};
  }
  Rest.remove_prefix(End - Rest.data());
  return Value;
}

std::optional<std::string> TextCursor::name() {
  if (startsWith('"'))
    return quoted();
  std::string_view Word = word();
  if (Word.empty())
    return {};
  return std::string(Word);
}

std::optional<std::string> TextCursor::linkName() {
  if (!startsWith('@') || Rest.size() < 2)
    return {};
  if (Rest[1] == '"') {
    Rest.remove_prefix(1);
    return quoted();
  }
  if (!startsWord(Rest[1]))
    return {};
  std::size_t End = 2;
  while (End < Rest.size() && isInLinkName(Rest[End]))
    ++End;
  while (Rest[End - 1] == ':')
    --End;
  std::string Name(Rest.substr(1, End - 1));
  Rest.remove_prefix(End);
  return Name;
}

std::optional<Type> TextCursor::type() {
  std::string_view Before = Rest;
  std::string_view Word = word();
  if (Word == "void")
    return Type();
  if (Word == "ptr")
    return Type(Type::Kind::Pointer);
  if (Word == "record")
    return Type(Type::Kind::Record);
  bool IsInteger = Word.starts_with('i');
  if (Word.size() >= 2 && (IsInteger || Word.starts_with('f'))) {
    unsigned Bits = 0;
    const char *End = Word.data() + Word.size();
    auto [Suffix, Failed] = std::from_chars(Word.data() + 1, End, Bits);
    bool IsSigned = Suffix != End && *Suffix == 's';
    bool HasSign = Suffix + 1 == End && (IsSigned || *Suffix == 'u');
    if (Failed == std::errc() && Bits < 4096 &&
        (IsInteger ? HasSign : Suffix == End))
      return Type(IsInteger ? Type::Kind::Integer : Type::Kind::Float, Bits,
                  IsSigned);
  }
  Rest = Before;
  return {};
}

std::optional<Position> TextCursor::place() {
  constexpr std::int64_t MaxShort = std::numeric_limits<std::uint16_t>::max();
  auto First = number();
  if (!First)
    return {};
  auto Second = take(":") ? number() : std::nullopt;
  if (!Second) {
    fail("a position is line:column, or file:line:column");
    return {};
  }
  Position P;
  std::int64_t Column = *Second;
  P.Line = static_cast<std::uint32_t>(*First);
  if (take(":")) {
    P.File = static_cast<std::uint32_t>(*First);
    P.Line = static_cast<std::uint32_t>(*Second);
    Column = number().value_or(-1);
  }
  if (Column < 0 || Column > MaxShort) {
    fail("a column has to lie between 0 and 65535");
    return {};
  }
  P.Column = static_cast<std::uint16_t>(Column);
  if (take("+"))
    P.Offset = static_cast<std::uint32_t>(number().value_or(0));
  if (take("/"))
    P.Length = static_cast<std::uint16_t>(number(0, MaxShort).value_or(0));
  return P;
}

std::optional<std::uint32_t> TextCursor::numbered(char Letter) {
  constexpr std::uint32_t MaxIndex = (1u << 29) - 1;
  std::string_view Before = Rest;
  std::string_view Word = word();
  std::uint32_t Value = 0;
  if (Word.size() >= 2 && Word[0] == Letter) {
    const char *End = Word.data() + Word.size();
    auto [Stopped, Failed] = std::from_chars(Word.data() + 1, End, Value);
    if (Failed == std::errc() && Stopped == End && Value <= MaxIndex)
      return Value;
  }
  Rest = Before;
  return {};
}

} // namespace firmcop::flow
