//===- include/firmcop/WordSet.h - Words that names are made of -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a program calls things is evidence of what they are. Which words say
// what is data: core/words/*.json, from which the build makes firmcop/Words.h.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_WORDSET_H
#define FIRMCOP_WORDSET_H

#include <algorithm>
#include <span>
#include <string_view>

namespace firmcop {

/// A fixed list of words in lower case, sorted.
class WordSet {
public:
  constexpr explicit WordSet(std::span<const std::string_view> Sorted)
      : Sorted(Sorted) {}

  /// The word is one of the list.
  constexpr bool contains(std::string_view Word) const {
    return std::ranges::binary_search(Sorted, Word);
  }
  /// One of the list occurs somewhere in the text, which is in lower case.
  constexpr bool occursIn(std::string_view Text) const {
    return std::ranges::any_of(Sorted, [&](std::string_view Word) {
      return Text.find(Word) != Text.npos;
    });
  }
  /// The text, which is in lower case, begins with one of the list.
  constexpr bool beginOf(std::string_view Text) const {
    return std::ranges::any_of(
        Sorted, [&](std::string_view Word) { return Text.starts_with(Word); });
  }

private:
  std::span<const std::string_view> Sorted;
};

} // namespace firmcop

#endif // FIRMCOP_WORDSET_H
