//===- binscan/readers/ScriptTokens.h - PHP, Lua, Python, JS ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The web interface of a device is written in PHP, Lua, Python or JavaScript,
// and lies in the image as source. To see what a call is given, no grammar is
// needed; but words have to be told from strings, and both from comments. That
// is what this lexer does, for the four languages at once:
//
//   $db->query("a$b")   Name "$db->query", Mark "(", String 'a$b' mentions "$b"
//   luci.sys.exec(h)    Name "luci.sys.exec", Mark "(", Name "h", Mark ")"
//   f"ls {d}"           String "ls {d}" that mentions "d"
//
// A line end is a token where it ends a statement: in Lua and Python outside of
// parentheses. PHP counts between "<?php" and "?>" only.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_SCRIPTTOKENS_H
#define FIRMCOP_BINSCAN_READERS_SCRIPTTOKENS_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan::script {

enum class Language : std::uint8_t { Php, Lua, Python, JavaScript };

/// Tells by the end of the name, the first line, or "<?php" near the start.
std::optional<Language> languageOf(std::string_view FileName,
                                   std::string_view Text);

struct Token {
  enum class Kind : std::uint8_t {
    Name,    ///< with its members: "request.args", "$x", "h:match"
    String,  ///< what stands between the quotes, escapes as they are
    Command, ///< PHP's `...`, which a shell runs
    Mark,    ///< an operator or bracket
    End,     ///< of a statement
  };
  Kind Of = Kind::End;
  std::string_view Text;
  std::uint32_t Line = 1;
  /// Of a String or Command: the variables that are put into it.
  std::vector<std::string_view> Mentions;

  bool is(std::string_view Mark) const {
    return Of == Kind::Mark && Text == Mark;
  }
};

/// The tokens of a script, at most a million; views of \p Text. Never fails:
/// what is no token is skipped.
std::vector<Token> readTokens(std::string_view Text, Language L);

/// The part of a name behind its last '.', ':', '>' or '$'.
std::string_view lastPart(std::string_view Name);

} // namespace firmcop::binscan::script

#endif // FIRMCOP_BINSCAN_READERS_SCRIPTTOKENS_H
