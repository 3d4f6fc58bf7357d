//===- binscan/readers/Shell.cpp - Shell scripts as trees -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Shell.h"

#include "binscan/readers/ShellScanner.h"
#include "binscan/readers/Text.h"

#include <algorithm>
#include <array>

namespace firmcop::binscan::shell {

using NodePtr = std::shared_ptr<const Node>;

std::string Word::text() const {
  std::string Text;
  for (const WordPart &P : Parts) {
    if (P.Of == WordPart::Kind::Variable)
      Text += "$" + P.Text;
    else if (P.Of == WordPart::Kind::Substitution)
      Text += "$(" + P.Text + ")";
    else
      Text += P.Text;
  }
  return Text;
}

bool Word::isLiteral() const {
  return std::all_of(Parts.begin(), Parts.end(), [](const WordPart &P) {
    return P.Of == WordPart::Kind::Literal;
  });
}

namespace {

/// Recursive descent; never fails, always moves on.
class Parser : Scanner {
public:
  Parser(std::string_view Text, std::uint32_t Line) : Scanner(Text, Line) {}

  NodePtr parseScript() {
    auto Whole = std::make_shared<Node>();
    Whole->Line = Line;
    // A closing token without its opening one ends a list; step over it.
    while (!atEnd()) {
      NodePtr Part = parseList();
      Whole->Children.push_back(Part);
      if (!atEnd())
        skipStray();
    }
    return Whole->Children.size() == 1 ? Whole->Children[0] : Whole;
  }

private:
  void skipStray() {
    skipBlanks();
    std::size_t Length = peekClosingWord().size();
    advance(startsWith(";;") ? 2 : Length ? Length : 1);
  }

  /// The word that closes a list and stands here, or nothing.
  std::string_view peekClosingWord() const {
    static constexpr std::array<std::string_view, 8> Closing = {
        "then", "else", "elif", "fi", "do", "done", "esac", "}"};
    std::string_view W = peekBareWord();
    return std::ranges::find(Closing, W) == Closing.end() ? "" : W;
  }

  bool isListEnd() const {
    return atEnd() || peek() == ')' || startsWith(";;") ||
           !peekClosingWord().empty();
  }

  bool accept(std::string_view Reserved) {
    skipNewlines();
    if (peek() == ';' && peek(1) != ';') {
      advance();
      skipNewlines();
    }
    if (peekBareWord() != Reserved)
      return false;
    advance(Reserved.size());
    return true;
  }

  NodePtr parseNested() override {
    auto Whole = std::make_shared<Node>();
    while (!atEnd() && peek() != ')') {
      std::size_t Before = At;
      Whole->Children.push_back(parseList());
      if (At == Before)
        skipStray();
    }
    return Whole;
  }

  NodePtr parseText(std::string_view Script, std::uint32_t First) override {
    if (Depth >= MaxDepth)
      return nullptr;
    Parser Nested(Script, First);
    Nested.Depth = Depth + 1;
    return Nested.parseScript();
  }

  // Commands.

  static std::shared_ptr<Node> make(Node::Kind K, std::uint32_t Line) {
    auto N = std::make_shared<Node>();
    N->Of = K;
    N->Line = Line;
    return N;
  }

  /// Commands up to a token that closes a list.
  NodePtr parseList() {
    auto List = make(Node::Kind::Sequence, Line);
    if (Depth >= MaxDepth) {
      advance(Text.size());
      return List;
    }
    ++Depth;
    for (skipNewlines(); !isListEnd(); skipNewlines()) {
      std::size_t Before = At;
      NodePtr Command = parseAndOr();
      skipBlanks();
      if (peek() == '&' && peek(1) != '&') {
        advance();
        auto Detached = make(Node::Kind::Detached, Command->Line);
        Detached->Children.push_back(Command);
        Command = Detached;
      } else if (peek() == ';' && peek(1) != ';') {
        advance();
      }
      List->Children.push_back(Command);
      if (At == Before)
        advance();
    }
    --Depth;
    return List;
  }

  NodePtr parseAndOr() {
    NodePtr Left = parsePipeline();
    for (unsigned Links = 0; Links < MaxLinks; ++Links) {
      skipBlanks();
      bool IsAnd = startsWith("&&");
      if (!IsAnd && !startsWith("||"))
        break;
      advance(2);
      skipNewlines();
      auto Both = make(IsAnd ? Node::Kind::And : Node::Kind::Or, Left->Line);
      Both->Children = {Left, parsePipeline()};
      Left = Both;
    }
    return Left;
  }

  NodePtr parsePipeline() {
    bool Negated = false;
    std::uint32_t FirstLine = Line;
    for (skipBlanks(); peekBareWord() == "!"; skipBlanks()) {
      Negated = !Negated;
      advance();
    }
    NodePtr Pipe = parseUnnegated();
    if (!Negated)
      return Pipe;
    auto N = make(Node::Kind::Not, FirstLine);
    N->Children.push_back(Pipe);
    return N;
  }

  NodePtr parseUnnegated() {
    auto Pipe = make(Node::Kind::Pipeline, Line);
    Pipe->Children.push_back(parseCommand());
    for (skipBlanks(); peek() == '|' && peek(1) != '|'; skipBlanks()) {
      advance(peek(1) == '&' ? 2 : 1);
      skipNewlines();
      Pipe->Children.push_back(parseCommand());
    }
    return Pipe->Children.size() == 1 ? Pipe->Children[0] : Pipe;
  }

  NodePtr parseCommand() {
    skipBlanks();
    std::string_view W = peekBareWord();
    std::shared_ptr<Node> N;
    if (startsWith("((")) {
      N = make(Node::Kind::Command, Line);
      skipBalanced();
    } else if (peek() == '(') {
      N = parseGroup(")");
    } else if (W == "{") {
      N = parseGroup("}");
    } else if (W == "if") {
      N = parseIf();
    } else if (W == "while" || W == "until") {
      N = parseWhile(W.size());
    } else if (W == "for") {
      N = parseFor();
    } else if (W == "case") {
      N = parseCase();
    } else if (W == "function") {
      advance(W.size());
      skipBlanks();
      N = parseFunction(std::string(peekBareWord()));
    } else if (isFunctionHead(W)) {
      N = parseFunction(std::string(W));
    } else {
      return parseSimple();
    }
    while (readRedirect(*N)) {
    }
    return N;
  }

  bool isFunctionHead(std::string_view Name) const {
    if (Name.empty() || Name.find_first_of("\"'$=`\\") != Name.npos)
      return false;
    std::size_t I = At + Name.size();
    while (I < Text.size() && (Text[I] == ' ' || Text[I] == '\t'))
      ++I;
    if (I >= Text.size() || Text[I] != '(')
      return false;
    ++I;
    while (I < Text.size() && (Text[I] == ' ' || Text[I] == '\t'))
      ++I;
    return I < Text.size() && Text[I] == ')';
  }

  std::shared_ptr<Node> parseFunction(std::string Name) {
    auto N = make(Node::Kind::Function, Line);
    advance(Name.size());
    N->Name = std::move(Name);
    skipBlanks();
    if (peek() == '(') {
      advance();
      skipBlanks();
      if (peek() == ')')
        advance();
    }
    skipNewlines();
    ++Depth;
    if (Depth < MaxDepth)
      N->Children.push_back(parseCommand());
    --Depth;
    if (N->Children.empty())
      N->Children.push_back(make(Node::Kind::Sequence, Line));
    return N;
  }

  std::shared_ptr<Node> parseGroup(std::string_view Close) {
    auto N = make(Node::Kind::Group, Line);
    advance();
    N->Children.push_back(parseList());
    skipBlanks();
    if (startsWith(Close))
      advance(Close.size());
    return N;
  }

  std::shared_ptr<Node> parseIf() {
    auto N = make(Node::Kind::If, Line);
    advance(2);
    for (;;) {
      N->Children.push_back(parseList());
      accept("then");
      N->Children.push_back(parseList());
      if (!accept("elif"))
        break;
    }
    if (accept("else"))
      N->Children.push_back(parseList());
    accept("fi");
    return N;
  }

  std::shared_ptr<Node> parseWhile(std::size_t KeywordLength) {
    auto N = make(Node::Kind::While, Line);
    advance(KeywordLength);
    N->Children.push_back(parseList());
    accept("do");
    N->Children.push_back(parseList());
    accept("done");
    return N;
  }

  std::shared_ptr<Node> parseFor() {
    auto N = make(Node::Kind::For, Line);
    advance(3);
    skipBlanks();
    if (startsWith("((")) {
      skipBalanced();
    } else {
      N->Name = readWord().text();
      if (accept("in"))
        for (skipBlanks(); !atEnd() && !isMeta(peek()); skipBlanks())
          N->Words.push_back(readWord());
    }
    accept("do");
    N->Children.push_back(parseList());
    accept("done");
    return N;
  }

  std::shared_ptr<Node> parseCase() {
    auto N = make(Node::Kind::Case, Line);
    advance(4);
    skipBlanks();
    N->Words.push_back(readWord());
    accept("in");
    for (skipNewlines(); !atEnd() && peekBareWord() != "esac"; skipNewlines()) {
      std::size_t Before = At;
      if (peek() == '(')
        advance();
      std::vector<Word> Patterns;
      for (skipBlanks(); !atEnd() && peek() != ')'; skipBlanks()) {
        if (peek() == '|') {
          advance();
          continue;
        }
        if (isMeta(peek()))
          break;
        Patterns.push_back(readWord());
      }
      if (peek() == ')')
        advance();
      N->Patterns.push_back(std::move(Patterns));
      N->Children.push_back(parseList());
      skipBlanks();
      if (startsWith(";;"))
        advance(2);
      else if (peekBareWord() != "esac" && At == Before)
        break;
    }
    accept("esac");
    return N;
  }

  NodePtr parseSimple() {
    auto N = make(Node::Kind::Command, Line);
    for (skipBlanks(); !atEnd(); skipBlanks()) {
      if (readRedirect(*N))
        continue;
      if (isMeta(peek()))
        break;
      if (N->Words.empty() && readAssignment(*N))
        continue;
      bool IsTest = N->Words.empty() && peekBareWord() == "[[";
      N->Words.push_back(readWord());
      if (IsTest)
        readTestWords(*N);
    }
    return N;
  }

  /// The words of "[[ ... ]]", where operators are words.
  void readTestWords(Node &N) {
    for (skipBlanks(); !atEnd() && peek() != '\n'; skipBlanks()) {
      N.Words.push_back(readWord(/*Everything=*/true));
      if (N.Words.back().text() == "]]")
        return;
    }
  }

  bool readAssignment(Node &N) {
    std::size_t End = At;
    while (End < Text.size() && isNameChar(Text[End]))
      ++End;
    if (End >= Text.size() || Text[End] != '=' || End == At ||
        (Text[At] >= '0' && Text[At] <= '9'))
      return false;
    std::string Name(Text.substr(At, End - At));
    advance(End + 1 - At);
    N.Assignments.push_back({std::move(Name), readWord()});
    return true;
  }

  bool readRedirect(Node &N) {
    skipBlanks();
    std::size_t I = At;
    while (I < Text.size() && Text[I] >= '0' && Text[I] <= '9')
      ++I;
    if (I < Text.size() && Text[I] == '&' && I + 1 < Text.size() &&
        Text[I + 1] == '>' && I == At)
      ++I; // bash's &>
    if (I >= Text.size() || (Text[I] != '<' && Text[I] != '>'))
      return false;
    advance(I - At);
    std::string_view Operator;
    for (std::string_view O :
         {"<<-", "<<<", "<<", ">>", "<&", ">&", "<>", ">|", "<", ">"})
      if (Operator.empty() && startsWith(O))
        Operator = O;
    advance(Operator.size());
    skipBlanks();
    Redirect R{std::string(Operator), readWord()};
    if (Operator == "<<" || Operator == "<<-")
      HereDocuments.emplace_back(R.Target.text(), Operator == "<<-");
    N.Redirects.push_back(std::move(R));
    return true;
  }

  static constexpr unsigned MaxDepth = 100;
  /// Of a chain of "&&" and "||", as the tree leans to the left.
  static constexpr unsigned MaxLinks = 200;
  unsigned Depth = 0;
};

} // namespace

NodePtr parse(std::string_view Script, std::uint32_t FirstLine) {
  return Parser(Script, FirstLine).parseScript();
}

bool isShellProgram(std::string_view Program) {
  std::string_view Name = baseName(Program);
  if (Name.starts_with('-'))
    Name.remove_prefix(1);
  for (std::string_view Shell :
       {"sh", "ash", "bash", "dash", "ksh", "mksh", "hush"})
    if (Name == Shell)
      return true;
  return false;
}

bool isShellScript(std::string_view Text) {
  if (!Text.starts_with("#!"))
    return false;
  std::string_view First = Text.substr(2, Text.find('\n') - 2);
  for (std::string_view Program : splitWords(First)) {
    std::string_view Name = baseName(Program);
    if (Name == "env" || Name == "busybox")
      continue;
    return isShellProgram(Name);
  }
  return false;
}

bool matchesPattern(std::string_view Pattern, std::string_view Text) {
  // Greedy with one point of return: the last '*' seen.
  std::size_t P = 0, T = 0, Star = Pattern.npos, Mark = 0;
  auto matchesOne = [&](std::size_t &Next) {
    if (P >= Pattern.size())
      return false;
    Next = P + 1;
    if (Pattern[P] == '?')
      return true;
    std::size_t Close = Pattern.find(']', P + 2);
    if (Pattern[P] != '[' || Close == Pattern.npos)
      return Pattern[P] == Text[T];
    bool Negated = Pattern[P + 1] == '!' || Pattern[P + 1] == '^';
    bool Inside = false;
    for (std::size_t I = P + 1 + Negated; I < Close; ++I) {
      if (I + 2 < Close && Pattern[I + 1] == '-') {
        Inside |= Pattern[I] <= Text[T] && Text[T] <= Pattern[I + 2];
        I += 2;
      } else {
        Inside |= Pattern[I] == Text[T];
      }
    }
    Next = Close + 1;
    return Inside != Negated;
  };
  while (T < Text.size()) {
    std::size_t Next = P;
    if (P < Pattern.size() && Pattern[P] == '*') {
      Star = P++;
      Mark = T;
    } else if (matchesOne(Next)) {
      P = Next;
      ++T;
    } else if (Star != Pattern.npos) {
      P = Star + 1;
      T = ++Mark;
    } else {
      return false;
    }
  }
  while (P < Pattern.size() && Pattern[P] == '*')
    ++P;
  return P == Pattern.size();
}

} // namespace firmcop::binscan::shell
