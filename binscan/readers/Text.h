//===- binscan/readers/Text.h - Lines, fields and words ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the readers of configuration files share. All views point into the text
// that was handed in; nothing is copied.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_TEXT_H
#define FIRMCOP_BINSCAN_READERS_TEXT_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// A line without its line end.
struct Line {
  std::uint32_t Number = 1; ///< from 1
  std::string_view Text;
};

/// The lines of a text; "\n" and "\r\n" end one. A last line without an end
/// counts, an empty one after the last end does not.
std::vector<Line> splitLines(std::string_view Text);

/// The text without blanks (space, tab, CR, LF) at its ends.
std::string_view trim(std::string_view Text);

/// The fields between separators, empty ones included.
std::vector<std::string_view> splitFields(std::string_view Text,
                                          char Separator);

/// The words between blanks.
std::vector<std::string_view> splitWords(std::string_view Text);

/// The text without one pair of single or double quotes around it.
std::string_view unquote(std::string_view Text);

/// The part behind the last slash.
std::string_view baseName(std::string_view Path);

/// The part before the last slash; empty when there is none.
std::string_view directoryName(std::string_view Path);

/// ASCII letters made small.
std::string lower(std::string_view Text);

/// Equal but for the case of ASCII letters.
bool equalsIgnoringCase(std::string_view A, std::string_view B);

/// Whether \p Part occurs in \p Text.
inline bool contains(std::string_view Text, std::string_view Part) {
  return Text.find(Part) != std::string_view::npos;
}

/// A decimal number and nothing else, at most ten digits.
std::optional<std::uint64_t> readNumber(std::string_view Text);

/// What a configuration calls true: yes, true, on, 1, enabled.
bool isTrue(std::string_view Value);

/// Text from an image as a message may show it, at most 200 characters of it:
/// control characters, and bytes that are no UTF-8, become "%0A".
std::string printable(std::string_view Text);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_TEXT_H
