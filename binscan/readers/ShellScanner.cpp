//===- binscan/readers/ShellScanner.cpp - Characters and words --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/ShellScanner.h"

#include "binscan/readers/Text.h"

namespace firmcop::binscan::shell {

bool Scanner::isNameChar(char C) {
  return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') ||
         (C >= '0' && C <= '9') || C == '_';
}

static bool isOneOf(char C, std::string_view Set) {
  return C != '\0' && Set.find(C) != Set.npos;
}

void Scanner::advance(std::size_t Count) {
  for (; Count && At < Text.size(); --Count)
    if (Text[At++] == '\n')
      ++Line;
}

/// Blanks, continued lines and comments, but not line ends.
void Scanner::skipBlanks() {
  for (;;) {
    if (peek() == ' ' || peek() == '\t' || peek() == '\r')
      advance();
    else if (startsWith("\\\n"))
      advance(2);
    else if (startsWith("\\\r\n"))
      advance(3);
    else
      break;
  }
  if (peek() == '#')
    while (!atEnd() && peek() != '\n')
      advance();
}

void Scanner::skipNewlines() {
  for (skipBlanks(); peek() == '\n'; skipBlanks())
    endLine();
}

/// The end of a line, and the here-documents that follow it.
void Scanner::endLine() {
  advance();
  for (const auto &[Delimiter, StripTabs] : HereDocuments) {
    bool Found = false;
    while (!atEnd() && !Found) {
      std::size_t End = Text.find('\n', At);
      std::string_view One = Text.substr(At, End - At);
      advance(One.size() + 1);
      if (One.ends_with('\r'))
        One.remove_suffix(1);
      while (StripTabs && One.starts_with('\t'))
        One.remove_prefix(1);
      Found = One == Delimiter;
    }
  }
  HereDocuments.clear();
}

bool Scanner::isMeta(char C) {
  return C == ' ' || C == '\t' || C == '\n' || C == '\r' || C == ';' ||
         C == '&' || C == '|' || C == '(' || C == ')' || C == '<' || C == '>' ||
         C == '\0';
}

/// The unquoted word of letters or braces at this place, not consumed.
std::string_view Scanner::peekBareWord() const {
  std::size_t End = At;
  while (End < Text.size() && !isMeta(Text[End]))
    ++End;
  return Text.substr(At, End - At);
}

void Scanner::addLiteral(Word &W, char C, bool Quoted) {
  if (W.Parts.empty() || W.Parts.back().Of != WordPart::Kind::Literal ||
      W.Parts.back().Quoted != Quoted)
    W.Parts.push_back({WordPart::Kind::Literal, "", Quoted, "", nullptr});
  W.Parts.back().Text += C;
}

void Scanner::readSingleQuoted(Word &W) {
  advance();
  W.Parts.push_back({WordPart::Kind::Literal, "", true, "", nullptr});
  while (!atEnd() && peek() != '\'') {
    W.Parts.back().Text += peek();
    advance();
  }
  advance();
}

void Scanner::readDoubleQuoted(Word &W) {
  advance();
  W.Parts.push_back({WordPart::Kind::Literal, "", true, "", nullptr});
  while (!atEnd() && peek() != '"') {
    if (peek() == '$' || peek() == '`') {
      readExpansion(W, true);
      continue;
    }
    if (peek() == '\\' && At + 1 < Text.size()) {
      advance();
      if (peek() == '\n') {
        advance();
        continue;
      }
      if (!isOneOf(peek(), "$`\"\\"))
        addLiteral(W, '\\', true);
    }
    addLiteral(W, peek(), true);
    advance();
  }
  advance();
}

void Scanner::readExpansion(Word &W, bool Quoted) {
  if (peek() == '`')
    return readBackquoted(W, Quoted);
  if (startsWith("$((")) {
    std::size_t Start = At;
    skipBalanced();
    W.Parts.push_back({WordPart::Kind::Variable,
                       std::string(Text.substr(Start, At - Start)), Quoted, "",
                       nullptr});
    return;
  }
  if (startsWith("$(")) {
    advance(2);
    std::size_t Start = At;
    NodePtr Script = parseNested();
    std::size_t End = At;
    if (peek() == ')')
      advance();
    W.Parts.push_back({WordPart::Kind::Substitution,
                       std::string(Text.substr(Start, End - Start)), Quoted, "",
                       Script});
    return;
  }
  if (startsWith("${"))
    return readBraced(W, Quoted);
  advance();
  std::size_t End = At;
  while (End < Text.size() && isNameChar(Text[End]))
    ++End;
  if (End == At && isOneOf(peek(), "?#@*!$-"))
    ++End;
  else if (End > At && Text[At] >= '0' && Text[At] <= '9')
    End = At + 1;
  if (End == At)
    return addLiteral(W, '$', Quoted);
  W.Parts.push_back({WordPart::Kind::Variable,
                     std::string(Text.substr(At, End - At)), Quoted, "",
                     nullptr});
  advance(End - At);
}

/// ${NAME}, ${NAME:-default}, ${NAME##pattern}, ${#NAME}.
void Scanner::readBraced(Word &W, bool Quoted) {
  advance(2);
  std::size_t Start = At;
  for (unsigned Open = 1; !atEnd(); advance()) {
    if (peek() == '{')
      ++Open;
    else if (peek() == '}' && --Open == 0)
      break;
  }
  std::string_view Inner = Text.substr(Start, At - Start);
  advance();
  std::size_t NameEnd = 0;
  while (NameEnd < Inner.size() && isNameChar(Inner[NameEnd]))
    ++NameEnd;
  WordPart P{WordPart::Kind::Variable, std::string(Inner.substr(0, NameEnd)),
             Quoted, "", nullptr};
  std::string_view Operation = Inner.substr(NameEnd);
  if (Operation.starts_with(":-") || Operation.starts_with(":="))
    P.Default = std::string(unquote(Operation.substr(2)));
  else if (!Operation.empty())
    // The value is cut or replaced; only its origin is known.
    P.Text = std::string(Inner);
  W.Parts.push_back(std::move(P));
}

void Scanner::readBackquoted(Word &W, bool Quoted) {
  advance();
  std::uint32_t FirstLine = Line;
  std::string Inner;
  while (!atEnd() && peek() != '`') {
    if (peek() == '\\' && isOneOf(peek(1), "`$\\"))
      advance();
    Inner += peek();
    advance();
  }
  advance();
  NodePtr Script = parseText(Inner, FirstLine);
  W.Parts.push_back({WordPart::Kind::Substitution, Inner, Quoted, "", Script});
}

/// From '(' to its partner, as it stands.
void Scanner::skipBalanced() {
  unsigned Open = 0;
  while (!atEnd()) {
    if (peek() == '(')
      ++Open;
    else if (peek() == ')' && --Open == 0) {
      advance();
      return;
    }
    advance();
  }
}

/// A word; \p Everything also takes operators, as inside "[[ ... ]]".
Word Scanner::readWord(bool Everything) {
  Word W;
  while (!atEnd()) {
    char C = peek();
    if (C == ' ' || C == '\t' || C == '\n' || C == '\r' ||
        (!Everything && isMeta(C)))
      break;
    if (C == '\'')
      readSingleQuoted(W);
    else if (C == '"')
      readDoubleQuoted(W);
    else if (C == '$' || C == '`')
      readExpansion(W, false);
    else if (C == '\\' && At + 1 < Text.size()) {
      advance();
      if (peek() == '\n')
        advance();
      else {
        addLiteral(W, peek(), true);
        advance();
      }
    } else {
      addLiteral(W, C, false);
      advance();
    }
  }
  return W;
}

} // namespace firmcop::binscan::shell
