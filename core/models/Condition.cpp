//===- core/models/Condition.cpp - When a row applies -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "firmcop/Model.h"

#include <algorithm>

using namespace firmcop;

/// ASCII only: what the locale thinks of a cipher's name does not matter.
static char toLower(char C) { return C >= 'A' && C <= 'Z' ? C - 'A' + 'a' : C; }

static bool contains(std::string_view Text, std::string_view Part) {
  return !std::ranges::search(Text, Part, {}, toLower, toLower).empty();
}

/// Whether an entry of a list of cipher suites or protocols has the part. The
/// lists of OpenSSL, mbed TLS and GnuTLS separate entries by colons, commas or
/// spaces; "!RC4" and "-RC4" take RC4 away.
static bool lists(std::string_view List, std::string_view Part) {
  constexpr std::string_view Separators = ":, ";
  while (!List.empty()) {
    std::size_t Size = std::min(List.find_first_of(Separators), List.size());
    std::string_view Entry = List.substr(0, Size);
    if (!Entry.starts_with('!') && !Entry.starts_with('-') &&
        contains(Entry, Part))
      return true;
    List.remove_prefix(std::min(Size + 1, List.size()));
  }
  return false;
}

bool Condition::holdsForValue(std::int64_t Value) const {
  return std::ranges::find(Equals, Value) != Equals.end() ||
         (Below && Value < *Below) || (AnyBit && (Value & *AnyBit) != 0);
}

/// The last part of a path; both systems' separators are taken.
static std::string_view fileName(std::string_view Path) {
  std::size_t Separator = Path.find_last_of("/\\");
  return Separator == Path.npos ? Path : Path.substr(Separator + 1);
}

bool Condition::holdsForText(std::string_view Text) const {
  // A path may have blanks; a command has them behind the program.
  std::string_view Command = Text.substr(0, Text.find(' '));
  return std::ranges::find(Program, fileName(Text)) != Program.end() ||
         std::ranges::find(Program, fileName(Command)) != Program.end() ||
         std::ranges::any_of(
             Containing,
             [&](const std::string &Part) { return contains(Text, Part); }) ||
         std::ranges::any_of(Listing, [&](const std::string &Part) {
           return lists(Text, Part);
         });
}

bool Condition::holdsForName(std::string_view Name) const {
  return std::ranges::find(Named, Name) != Named.end();
}
