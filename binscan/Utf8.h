//===- binscan/Utf8.h - Characters of text of unknown quality ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_UTF8_H
#define FIRMCOP_BINSCAN_UTF8_H

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace firmcop::binscan {

/// One character of a text.
struct Utf8Character {
  char32_t Value = 0;     ///< U+FFFD when invalid
  std::size_t Length = 1; ///< bytes
  bool IsValid = false;
};

/// The first character of a text that is not empty. An invalid byte is one
/// character of its own.
Utf8Character firstCharacter(std::string_view Text);

/// Whether a terminal shows the character as it is: no control, no invisible
/// change of direction, no invalid byte.
bool isPrintable(const Utf8Character &C);

/// The text's length in UTF-16 code units, as SARIF counts columns.
std::uint32_t utf16Length(std::string_view Text);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_UTF8_H
