//===- binscan/readers/Marshal.cpp - Python's stored objects ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Marshal.h"

#include "binscan/Cursor.h"

#include <array>
#include <cstdlib>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

using Kind = MarshalValue::Kind;
using Index = std::uint32_t;

class Reader {
public:
  Reader(Bytes File, std::uint64_t At, PythonVersion Version)
      : File(File), Head(File, At), Version(Version) {}

  std::vector<MarshalValue> run() {
    read(0);
    return std::move(Values);
  }

private:
  std::optional<std::uint32_t> length(bool IsShort) {
    const std::optional<Bytes> Taken = Head.take(IsShort ? 1 : 4);
    if (!Taken)
      return std::nullopt;
    return IsShort ? *Taken->u8(0) : *Taken->u32le(0);
  }

  bool readText(Index Own, bool IsShort, bool IsInterned) {
    const auto Size = length(IsShort);
    Values[Own].Of = Kind::String;
    Values[Own].Text = {Head.at(), Size.value_or(0)};
    if (IsInterned && Version < 0x300)
      Interned.push_back(Own);
    return Size && Head.skip(*Size);
  }

  bool readItems(Index Own, std::uint64_t Count, unsigned Depth, bool IsTuple) {
    for (std::uint64_t I = 0; I != Count; ++I) {
      const std::optional<Index> Item = read(Depth + 1);
      if (!Item)
        return false;
      if (IsTuple)
        Values[Own].Items.push_back(*Item);
    }
    if (IsTuple)
      Values[Own].Of = Kind::Tuple;
    return true;
  }

  /// Pairs up to a value that is none.
  bool readDictionary(unsigned Depth) {
    while (File.u8(Head.at()) != '0')
      if (!read(Depth + 1) || !read(Depth + 1))
        return false;
    return Head.skip(1);
  }

  bool readCode(Index Own, unsigned Depth) {
    // Numbers of arguments, variables and the stack, and flags.
    const std::uint64_t Numbers = Version < 0x300   ? 4
                                  : Version < 0x308 ? 5
                                  : Version < 0x30B ? 6
                                                    : 5;
    if (!Head.skip(Numbers * 4))
      return false;
    std::array<Index, 4> Kept{};
    for (Index &Field : Kept) {
      const std::optional<Index> Value = read(Depth + 1);
      if (!Value)
        return false;
      Field = *Value;
    }
    MarshalValue &V = Values[Own];
    V.Of = Kind::Code;
    V.Code = Kept[0];
    V.Constants = Kept[1];
    V.Names = Kept[2];
    V.Variables = Kept[3];
    // Free and cell variables, the file and the name; from 3.11 on the kinds of
    // variables, the file, and two names. Behind the line, tables of lines and
    // of exceptions.
    return readItems(Own, 4, Depth, false) && Head.skip(4) &&
           readItems(Own, Version < 0x30B ? 1 : 2, Depth, false);
  }

  std::optional<Index> read(unsigned Depth);

  Bytes File;
  Cursor Head;
  PythonVersion Version;
  std::vector<MarshalValue> Values;
  std::vector<Index> Marked;   ///< that may be used again
  std::vector<Index> Interned; ///< the same in version 2
};

std::optional<Index> Reader::read(unsigned Depth) {
  constexpr unsigned MaxDepth = 100;
  constexpr std::uint8_t Mark = 0x80;
  const std::optional<std::uint8_t> First = Head.u8();
  if (!First || Depth > MaxDepth)
    return std::nullopt;
  const char Type = static_cast<char>(*First & ~Mark);
  if (Type == 'r' || Type == 'R') {
    const std::vector<Index> &Known = Type == 'r' ? Marked : Interned;
    const auto Number = length(false);
    return Number && *Number < Known.size() ? std::optional(Known[*Number])
                                            : std::nullopt;
  }
  const auto Own = static_cast<Index>(Values.size());
  Values.emplace_back();
  if (*First & Mark)
    Marked.push_back(Own);
  bool IsRead = true;
  switch (Type) {
  case 'N': // none, no value, true, false, the end of an iteration, "..."
  case '0':
  case 'T':
  case 'F':
  case 'S':
  case '.':
    break;
  case 'i':
    IsRead = Head.skip(4);
    break;
  case 'I':
  case 'g':
    IsRead = Head.skip(8);
    break;
  case 'y':
    IsRead = Head.skip(16);
    break;
  case 'l': { // digits of 15 bits; their number has the sign
    const auto Count = length(false);
    const auto Signed = static_cast<std::int32_t>(Count.value_or(0));
    IsRead =
        Count && Head.skip(2 * std::uint64_t(std::abs(std::int64_t(Signed))));
    break;
  }
  case 'f':
    IsRead = readText(Own, true, false);
    break;
  case 's':
  case 'u':
  case 'a':
    IsRead = readText(Own, false, false);
    break;
  case 't':
  case 'A':
    IsRead = readText(Own, false, true);
    break;
  case 'z':
  case 'Z':
    IsRead = readText(Own, true, true);
    break;
  case '(':
  case ')':
  case '[':
  case '<':
  case '>': {
    const auto Count = length(Type == ')');
    IsRead = Count && readItems(Own, *Count, Depth, Type == '(' || Type == ')');
    break;
  }
  case '{':
    IsRead = readDictionary(Depth);
    break;
  case 'c':
    IsRead = readCode(Own, Depth);
    break;
  default:
    IsRead = false;
  }
  return IsRead ? std::optional(Own) : std::nullopt;
}

} // namespace

std::vector<MarshalValue> binscan::readMarshal(Bytes File, std::uint64_t At,
                                               PythonVersion Version) {
  return Reader(File, At, Version).run();
}
