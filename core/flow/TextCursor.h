//===- core/flow/TextCursor.h - Reading a line of the text form -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_TEXTCURSOR_H
#define FIRMCOP_CORE_FLOW_TEXTCURSOR_H

#include "firmcop/flow/Program.h"

#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace firmcop::flow {

/// A place in one line. Each function skips spaces first, and leaves the place
/// where it is when what it looks for is not there. The first failure stays;
/// from then on nothing is found any more.
class TextCursor {
public:
  explicit TextCursor(std::string_view Line) : Rest(Line) {}

  /// At the end of the line, or before a comment.
  bool atEnd();

  /// Takes a mark: "(", "...".
  bool take(std::string_view Mark);
  /// Takes a word if it is this one.
  bool takeWord(std::string_view Word);
  /// The next word, or empty. Words may have hyphens inside.
  std::string_view word();
  /// A quoted text.
  std::optional<std::string> quoted();
  /// A whole number, which may be negative when the limits allow it.
  std::optional<std::int64_t>
  number(std::int64_t Low = 0,
         std::int64_t High = std::numeric_limits<std::uint32_t>::max());
  /// A word or a quoted text.
  std::optional<std::string> name();
  /// '@' and a link name, bare or quoted.
  std::optional<std::string> linkName();
  /// "i32s", "ptr"; nothing when the next word is no type.
  std::optional<Type> type();
  /// "12:5", "1:12:5+340/3".
  std::optional<Position> place();
  /// A letter and a number, without a space: "t12", "b3".
  std::optional<std::uint32_t> numbered(char Letter);

  void fail(std::string Text) {
    if (Error.empty())
      Error = std::move(Text);
    Rest = {};
  }
  /// What comes next, for messages.
  std::string next();
  bool hasFailed() const { return !Error.empty(); }
  const std::string &error() const { return Error; }

private:
  void skipSpaces();
  bool startsWith(char C) {
    skipSpaces();
    return !Rest.empty() && Rest[0] == C;
  }

  std::string_view Rest;
  std::string Error;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_TEXTCURSOR_H
