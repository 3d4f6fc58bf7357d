//===- binscan/readers/ShellScanner.h - Characters and words ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The lower half of the shell reader: characters, blanks, here-documents and
// words with their quotes and expansions. What a character means depends on
// where the grammar is, so the parser above drives it directly; there is no
// token stream between the two.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_SHELLSCANNER_H
#define FIRMCOP_BINSCAN_READERS_SHELLSCANNER_H

#include "binscan/readers/Shell.h"

#include <utility>

namespace firmcop::binscan::shell {

class Scanner {
protected:
  using NodePtr = std::shared_ptr<const Node>;

  Scanner(std::string_view Text, std::uint32_t Line) : Text(Text), Line(Line) {}
  virtual ~Scanner() = default;

  /// The commands up to the ')' that closes a substitution, from here.
  virtual NodePtr parseNested() = 0;
  /// The commands of a text that stands between backquotes.
  virtual NodePtr parseText(std::string_view Script, std::uint32_t Line) = 0;

  bool atEnd() const { return At >= Text.size(); }
  char peek(std::size_t Ahead = 0) const {
    return At + Ahead < Text.size() ? Text[At + Ahead] : '\0';
  }
  bool startsWith(std::string_view S) const {
    return Text.substr(At).starts_with(S);
  }
  void advance(std::size_t Count = 1);

  /// Skips blanks, continued lines and comments, but not line ends.
  void skipBlanks();
  void skipNewlines();
  /// From '(' to its partner, whatever is between.
  void skipBalanced();

  /// The unquoted characters up to the next operator or blank, not consumed.
  std::string_view peekBareWord() const;

  /// Reads a word; \p Everything also takes operators, as inside "[[ ... ]]".
  Word readWord(bool Everything = false);

  static bool isMeta(char C);
  static bool isNameChar(char C);

  std::string_view Text;
  std::size_t At = 0;
  std::uint32_t Line;
  /// Delimiters of here-documents that start at the next line; true for "<<-".
  std::vector<std::pair<std::string, bool>> HereDocuments;

private:
  void endLine();
  void addLiteral(Word &W, char C, bool Quoted);
  void readSingleQuoted(Word &W);
  void readDoubleQuoted(Word &W);
  void readExpansion(Word &W, bool Quoted);
  void readBraced(Word &W, bool Quoted);
  void readBackquoted(Word &W, bool Quoted);
};

} // namespace firmcop::binscan::shell

#endif // FIRMCOP_BINSCAN_READERS_SHELLSCANNER_H
