//===- binscan/readers/ScriptTokens.cpp - PHP, Lua, Python, JS --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/ScriptTokens.h"

#include "binscan/readers/Text.h"

#include <algorithm>
#include <array>

namespace firmcop::binscan::script {

namespace {

constexpr std::size_t MaxTokens = 1'000'000;

bool startsName(char C) {
  return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') || C == '_' ||
         C == '$';
}

bool continuesName(char C) { return startsName(C) || (C >= '0' && C <= '9'); }

class Lexer {
public:
  Lexer(std::string_view Text, Language L) : Text(Text), Of(L) {}

  std::vector<Token> read() {
    if (Of == Language::Php)
      skipToPhp();
    while (At < Text.size() && Tokens.size() < MaxTokens)
      step();
    end();
    return std::move(Tokens);
  }

private:
  bool startsWith(std::string_view Word) const {
    return Text.substr(At).starts_with(Word);
  }

  void advance(std::size_t Count) {
    const std::size_t Stop = std::min(At + Count, Text.size());
    for (; At < Stop; ++At)
      Line += Text[At] == '\n';
  }

  /// Goes behind \p Word, or to the end of the text.
  void skipPast(std::string_view Word) {
    const std::size_t Where = Text.find(Word, At);
    advance(Where == Text.npos ? Text.size() : Where + Word.size() - At);
  }

  void skipToPhp() {
    const std::size_t Open = Text.find("<?", At);
    if (Open == Text.npos)
      return advance(Text.size());
    advance(Open + 2 - At);
    if (startsWith("php"))
      advance(3);
    else if (startsWith("="))
      advance(1);
  }

  void end() {
    if (!Tokens.empty() && Tokens.back().Of != Token::Kind::End)
      Tokens.push_back({Token::Kind::End, {}, Line, {}});
  }

  bool skipComment() {
    switch (Of) {
    case Language::Lua:
      if (startsWith("--[["))
        return skipPast("]]"), true;
      return startsWith("--") && (skipLine(), true);
    case Language::Python:
      return Text[At] == '#' && (skipLine(), true);
    case Language::Php:
    case Language::JavaScript:
      if (startsWith("/*"))
        return skipPast("*/"), true;
      return (startsWith("//") || (Of == Language::Php && Text[At] == '#')) &&
             (skipLine(), true);
    }
    return false;
  }

  /// Up to the line end, which may mean something.
  void skipLine() {
    std::size_t Stop = std::min(Text.find('\n', At), Text.size());
    if (Of == Language::Php)
      Stop = std::min(Stop, Text.find("?>", At));
    At = Stop;
  }

  void step() {
    const char C = Text[At];
    if (skipComment())
      return;
    if (C == '\n') {
      if ((Of == Language::Lua || Of == Language::Python) && Open == 0)
        end();
      return advance(1);
    }
    if (C == ' ' || C == '\t' || C == '\r')
      return advance(1);
    if (Of == Language::Php && startsWith("?>")) {
      end();
      return skipToPhp();
    }
    if (readString())
      return;
    if (startsName(C))
      return readName();
    readMark(C);
  }

  bool readString() {
    const std::size_t Start = At;
    if (Of == Language::Lua && startsWith("[[")) {
      skipPast("]]");
      return push(Token::Kind::String, Start + 2, At < 2 ? At : At - 2, false);
    }
    if (Of == Language::Python)
      for (std::string_view Quotes : {"\"\"\"", "'''"})
        if (startsWith(Quotes)) {
          advance(3);
          skipPast(Quotes);
          return push(Token::Kind::String, Start + 3,
                      At - std::min<std::size_t>(At, 3), false);
        }
    const char Quote = Text[At];
    const bool IsTick = Quote == '`';
    if (Quote != '"' && Quote != '\'' &&
        !(IsTick && (Of == Language::Php || Of == Language::JavaScript)))
      return false;
    std::size_t Stop = At + 1;
    while (Stop < Text.size() && Text[Stop] != Quote) {
      // Strings of Lua, Python and JavaScript end with the line at the latest.
      if (Text[Stop] == '\n' && Of != Language::Php && !IsTick)
        break;
      Stop += Text[Stop] == '\\' ? 2 : 1;
    }
    Stop = std::min(Stop, Text.size());
    const bool Expands = (Of == Language::Php && Quote != '\'') || IsTick ||
                         (Of == Language::Python && IsFormat);
    push(IsTick && Of == Language::Php ? Token::Kind::Command
                                       : Token::Kind::String,
         Start + 1, Stop, Expands);
    advance(Stop + (Stop < Text.size() && Text[Stop] == Quote) - At);
    return true;
  }

  bool push(Token::Kind Of, std::size_t Start, std::size_t Stop, bool Expands) {
    Stop = std::max(Start, std::min(Stop, Text.size()));
    Start = std::min(Start, Text.size());
    Token T{Of, Text.substr(Start, Stop - Start), Line, {}};
    if (Expands)
      mention(T);
    IsFormat = false;
    Tokens.push_back(std::move(T));
    return true;
  }

  /// "$name" of PHP, and the names between '{' and '}' of the others.
  void mention(Token &T) const {
    bool Inside = false;
    for (std::size_t I = 0; I < T.Text.size();) {
      const char C = T.Text[I];
      if (C == '\\') {
        I += 2;
        continue;
      }
      if (C == '{' || C == '}')
        Inside = C == '{';
      const bool Counts =
          Of == Language::Php
              ? C == '$' && I + 1 < T.Text.size() && startsName(T.Text[I + 1])
              : Inside && startsName(C) && C != '$';
      if (!Counts) {
        ++I;
        continue;
      }
      const std::size_t Start = I++;
      while (I < T.Text.size() && (continuesName(T.Text[I]) ||
                                   (Of != Language::Php && T.Text[I] == '.')))
        ++I;
      T.Mentions.push_back(T.Text.substr(Start, I - Start));
    }
  }

  void readName() {
    const std::size_t Start = At;
    while (At < Text.size() && continuesName(Text[At])) {
      ++At;
      // Members belong to the name; PHP's '.' joins texts.
      for (std::string_view Link : {"->", "::", ".", ":"})
        if (startsWith(Link) && At + Link.size() < Text.size() &&
            startsName(Text[At + Link.size()]) && allows(Link)) {
          At += Link.size();
          break;
        }
    }
    const std::string_view Name = Text.substr(Start, At - Start);
    // Python: f"..." is a string into which values are put.
    if (Of == Language::Python && Name.size() <= 2 && At < Text.size() &&
        (Text[At] == '"' || Text[At] == '\'')) {
      IsFormat = lower(Name).find('f') != std::string::npos;
      return;
    }
    Tokens.push_back({Token::Kind::Name, Name, Line, {}});
  }

  bool allows(std::string_view Link) const {
    switch (Of) {
    case Language::Php:
      return Link == "->" || Link == "::";
    case Language::Lua:
      return Link == "." || Link == ":";
    case Language::Python:
    case Language::JavaScript:
      return Link == ".";
    }
    return false;
  }

  void readMark(char C) {
    if ((C == ';' || C == '{' || C == '}') && Of != Language::Python &&
        !(Of == Language::Lua && C != ';')) {
      // A brace may open an array as well; a key's value stands behind it.
      if (C != ';')
        Tokens.push_back({Token::Kind::Mark, Text.substr(At, 1), Line, {}});
      else
        end();
      return advance(1);
    }
    if (C == '(' || C == '[')
      ++Open;
    else if ((C == ')' || C == ']') && Open > 0)
      --Open;
    static constexpr auto Long = std::to_array<std::string_view>(
        {"===", "!==", "...", "==", "!=", "~=", "=>",
         "<=", ">=", ".=", "+=", "..", "&&", "||"});
    std::size_t Length = 1;
    for (std::string_view Mark : Long)
      if (startsWith(Mark)) {
        Length = Mark.size();
        break;
      }
    Tokens.push_back({Token::Kind::Mark, Text.substr(At, Length), Line, {}});
    advance(Length);
  }

  std::string_view Text;
  Language Of;
  std::size_t At = 0;
  std::uint32_t Line = 1;
  std::size_t Open = 0; ///< parentheses and brackets
  bool IsFormat = false;
  std::vector<Token> Tokens;
};

} // namespace

std::optional<Language> languageOf(std::string_view FileName,
                                   std::string_view Text) {
  static constexpr auto Ends =
      std::to_array<std::pair<std::string_view, Language>>(
          {{".php", Language::Php},
           {".inc", Language::Php},
           {".lua", Language::Lua},
           {".py", Language::Python},
           {".js", Language::JavaScript}});
  const bool HasPhp = contains(Text.substr(0, 4096), "<?php");
  for (const auto &[End, L] : Ends)
    if (FileName.ends_with(End))
      return L != Language::Php || contains(Text, "<?") ? std::optional(L)
                                                        : std::nullopt;
  if (HasPhp)
    return Language::Php;
  if (!Text.starts_with("#!"))
    return std::nullopt;
  const std::string_view First = Text.substr(0, Text.find('\n'));
  for (const auto &[Word, L] :
       std::to_array<std::pair<std::string_view, Language>>(
           {{"php", Language::Php},
            {"lua", Language::Lua},
            {"python", Language::Python},
            {"node", Language::JavaScript}}))
    if (contains(First, Word))
      return L;
  return std::nullopt;
}

std::vector<Token> readTokens(std::string_view Text, Language L) {
  return Lexer(Text, L).read();
}

std::string_view lastPart(std::string_view Name) {
  const std::size_t At = Name.find_last_of(".:>$");
  return At == Name.npos ? Name : Name.substr(At + 1);
}

} // namespace firmcop::binscan::script
