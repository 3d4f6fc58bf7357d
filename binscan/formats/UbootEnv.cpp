//===- binscan/formats/UbootEnv.cpp - U-Boot environments -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An environment is a CRC-32, in redundant storage a flag byte, and then
// "name=value" strings, each with a zero byte at its end; an empty string ends
// the list and the rest of the area is filled with one byte. There is no magic
// number and no size: it is found by variables that every environment has, and
// proved by the checksum, which only fits at the right start and size.
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/adapters/Streams.h"

#include <algorithm>
#include <vector>

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {
    {"bootcmd="}, {"bootdelay="}, {"baudrate="}, {"bootargs="}};

namespace {

constexpr std::uint64_t CrcSize = 4;
constexpr std::uint64_t LargestArea = std::uint64_t(1) << 20;

bool isText(std::uint8_t Byte) {
  return Byte >= ' ' || Byte == '\t' || Byte == '\n' || Byte == '\r';
}

bool isNameCharacter(char C) {
  return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') ||
         (C >= '0' && C <= '9') || C == '_' || C == '.' || C == '-' ||
         C == '#' || C == ':' || C == '/' || C == ' ';
}

/// Where the string that ends before \p End starts: behind a zero byte, a byte
/// that is no text, or \p Stop. What stands before the first string of an
/// environment, an erased sector or the checksum, may come along as "text".
std::uint64_t stringStart(Bytes B, std::uint64_t End, std::uint64_t Stop) {
  while (End > Stop && B.data()[End - 1] != 0 && isText(B.data()[End - 1]))
    --End;
  return End;
}

/// "name=value" and nothing else: not the checksum and a variable behind it.
bool isAssignment(std::string_view String) {
  const std::size_t Sign = String.find('=');
  return Sign != 0 && Sign != std::string_view::npos &&
         std::ranges::all_of(String.substr(0, Sign), isNameCharacter);
}

/// Where the first of the variables around \p At may start, the likeliest
/// first. Goes back over strings that are assignments and on to the one before
/// them, which, unless it is something else altogether, starts with the rest of
/// a checksum. The checksum may also be cut off by a zero byte of its own.
std::vector<std::uint64_t> firstStrings(Bytes B, std::uint64_t At) {
  const std::uint64_t Stop = At > LargestArea ? At - LargestArea : 0;
  std::vector<std::uint64_t> Starts = {stringStart(B, At, Stop)};
  std::uint64_t End = At + 1;
  while (Starts.back() > Stop && B.data()[Starts.back() - 1] == 0) {
    const std::uint64_t First = Starts.back();
    const std::string_view String = B.from(First).first(End - First).text();
    if (First != Starts.front() && !isAssignment(String))
      break;
    End = First - 1;
    const std::uint64_t Before = stringStart(B, End, Stop);
    if (Before == End)
      break;
    Starts.push_back(Before);
  }
  constexpr std::size_t MostTried = 3;
  std::ranges::reverse(Starts);
  Starts.resize(std::min(Starts.size(), MostTried));
  return Starts;
}

/// Where the strings around \p At end, with the bytes that fill the area behind
/// them; beyond, no area can reach unless it was never cleared.
std::uint64_t filledUpTo(Bytes B, std::uint64_t At) {
  const std::string_view Rest = B.from(At).first(LargestArea).text();
  std::size_t End = Rest.find(std::string_view("\0\0", 2));
  if (End == std::string_view::npos)
    return At + Rest.size();
  End += 2;
  if (End < Rest.size())
    End = std::min(Rest.find_first_not_of(Rest[End], End), Rest.size());
  return At + End;
}

/// The size of the area that starts with \p Area and whose checksum is right.
std::optional<std::uint64_t> areaSize(Bytes Area, std::uint64_t HeaderSize) {
  // Areas are whole flash or disk sectors; in files also other round sizes.
  constexpr std::uint64_t Step = 256;
  const std::uint32_t Stated = *Area.u32le(0);
  std::uint32_t Crc = 0;
  std::uint64_t Done = HeaderSize;
  for (std::uint64_t Size = Step; Size <= std::min(Area.size(), LargestArea);
       Size += Step) {
    Crc = crc32(*Area.slice(Done, Size - Done), Crc);
    Done = Size;
    if (Crc == Stated)
      return Size;
  }
  return std::nullopt;
}

/// Where the first string may start. What stands before it, the checksum above
/// all, can look like text itself, so there are several places: in the names
/// before the first few equals signs of \p Strings.
std::vector<std::uint64_t> possibleStarts(std::string_view Strings) {
  constexpr std::size_t MostSigns = 3, MostStarts = 12;
  std::vector<std::uint64_t> Starts;
  const std::string_view First = Strings.substr(0, Strings.find('\0'));
  std::size_t Sign = First.find('=');
  for (std::size_t I = 0; I != MostSigns && Sign != std::string_view::npos;
       ++I, Sign = First.find('=', Sign + 1)) {
    std::size_t Start = Sign;
    while (Start > 0 && isNameCharacter(First[Start - 1]))
      --Start;
    for (std::size_t N = 0; N != MostStarts && Start < Sign; ++N)
      Starts.push_back(Start++);
  }
  return Starts;
}

std::optional<Match> recognise(const Candidate &C) {
  const Bytes B = C.whole();
  const std::uint64_t Variable = C.magicAt();
  const std::vector<std::uint64_t> Firsts = firstStrings(B, Variable);
  if (!C.spend(Variable - Firsts.front()))
    return std::nullopt;
  const std::uint64_t Filled = filledUpTo(B, Variable);
  if (!C.spend(Filled - Variable))
    return std::nullopt;
  for (const std::uint64_t First : Firsts) {
    const Bytes Strings =
        B.from(First).first(Variable - First + C.magic().size());
    for (const std::uint64_t Text : possibleStarts(Strings.text()))
      for (const std::uint64_t Header : {CrcSize, CrcSize + 1}) {
        if (First + Text < Header)
          continue;
        const std::uint64_t Start = First + Text - Header;
        // Only the likeliest start is worth a search for all sizes.
        const std::uint64_t Most =
            First == Firsts.front() ? LargestArea : Filled - Start;
        const Bytes Area = B.from(Start).first(std::min(Most, LargestArea));
        if (!C.spend(Area.size()))
          return std::nullopt;
        if (const std::optional<std::uint64_t> Size = areaSize(Area, Header))
          return Match{Start, *Size};
      }
  }
  return std::nullopt;
}

/// One child: the variables as text, one a line.
void unpack(Unpacking &U) {
  const Bytes B = U.bytes();
  const std::uint32_t Stated = *B.u32le(0);
  const bool IsRedundant = crc32(B.from(CrcSize)) != Stated;
  const std::string_view Area = B.from(CrcSize + (IsRedundant ? 1 : 0)).text();
  std::string Text;
  for (std::size_t At = 0; At < Area.size();) {
    const std::size_t End = std::min(Area.find('\0', At), Area.size());
    if (End == At)
      break;
    (Text += Area.substr(At, End - At)) += '\n';
    At = End + 1;
  }
  U.addContent("variables", Blob(std::move(Text)));
}

} // namespace

static const Format Registered({.Name = "uboot-env",
                                .Description = "U-Boot environment",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
