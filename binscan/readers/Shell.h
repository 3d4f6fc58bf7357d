//===- binscan/readers/Shell.h - Shell scripts as trees ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Most of what a device does at boot and during an update is written in shell.
// This reader turns a script into a tree of commands, so that a rule can ask
// what is started, with which arguments and under which condition, where a
// pattern over lines cannot: comments, quotes, here-documents, continued lines
// and functions that nobody calls are told apart from what runs.
//
// The grammar is that of POSIX.1-2017, XCU chapter 2, and the few extensions
// that BusyBox ash and bash scripts of firmware use ("[[", "function",
// "local"). Nothing is ever executed. A script that is no shell gives some
// tree, never an error: the reader skips what it does not understand.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_SHELL_H
#define FIRMCOP_BINSCAN_READERS_SHELL_H

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan::shell {

struct Node;

/// A part of a word.
struct WordPart {
  enum class Kind : std::uint8_t {
    Literal,
    Variable,     ///< $NAME, ${NAME...}; Text is the name
    Substitution, ///< $(...), `...`; Text is the source, Script the tree
  };
  Kind Of = Kind::Literal;
  std::string Text;
  bool Quoted = false; ///< not subject to field splitting and globbing
  /// Of "${NAME:-default}" and "${NAME:=default}".
  std::string Default;
  std::shared_ptr<const Node> Script;
};

/// A word before expansion.
struct Word {
  std::vector<WordPart> Parts;
  /// The text, if the word is literal; else as the script has it.
  std::string text() const;
  bool isLiteral() const;
};

struct Assignment {
  std::string Name;
  Word Value;
};

struct Redirect {
  std::string Operator; ///< "<", ">", ">>", "<<", ">&", ...
  Word Target;
};

/// A node of the tree. Which members mean something depends on the kind.
struct Node {
  enum class Kind : std::uint8_t {
    Command,  ///< Assignments, Words, Redirects
    Pipeline, ///< Children from left to right
    And,      ///< Children[0] && Children[1]
    Or,       ///< Children[0] || Children[1]
    Not,      ///< ! Children[0]
    Sequence, ///< Children one after the other
    Detached, ///< Children[0] &
    If,       ///< condition, body, condition, body, ..., perhaps a last else
    While,    ///< Children: condition, body; also "until"
    For,      ///< Name takes each of Words in Children[0]
    Case,     ///< Words[0] against Patterns[i], then Children[i]
    Function, ///< defines Name as Children[0]
    Group,    ///< { ... } or ( ... )
  };
  Kind Of = Kind::Sequence;
  std::uint32_t Line = 1;
  std::vector<Assignment> Assignments;
  std::vector<Word> Words;
  std::vector<Redirect> Redirects;
  std::string Name;
  std::vector<std::vector<Word>> Patterns;
  std::vector<std::shared_ptr<const Node>> Children;
};

/// The tree of a script; a sequence. Lines count from \p FirstLine. Nesting
/// beyond 100 levels is read as if it were not there.
std::shared_ptr<const Node> parse(std::string_view Script,
                                  std::uint32_t FirstLine = 1);

/// Whether the first line is "#!" with a shell: sh, ash, bash, dash, ksh, also
/// through env or with a second script, as OpenWrt has "#!/bin/sh
/// /etc/rc.common".
bool isShellScript(std::string_view Text);

/// Whether a program is a shell, by the last component of its path; the '-' of
/// a login shell is allowed.
bool isShellProgram(std::string_view Program);

/// Whether a file-name pattern of the shell (*, ?, [...]) fits a text.
bool matchesPattern(std::string_view Pattern, std::string_view Text);

} // namespace firmcop::binscan::shell

#endif // FIRMCOP_BINSCAN_READERS_SHELL_H
