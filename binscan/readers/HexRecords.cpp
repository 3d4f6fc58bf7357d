//===- binscan/readers/HexRecords.cpp - Intel HEX and S-records -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/HexRecords.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace firmcop::binscan {
namespace {

/// A count and 255 bytes behind it, in hexadecimal behind one or two letters.
constexpr std::size_t LongestLine = 2 + 2 * (1 + 4 + 255 + 1);

std::optional<unsigned> digit(char C) {
  if (C >= '0' && C <= '9')
    return C - '0';
  if (C >= 'A' && C <= 'F')
    return C - 'A' + 10;
  if (C >= 'a' && C <= 'f')
    return C - 'a' + 10;
  return std::nullopt;
}

/// The bytes of one record, from its count to its checksum.
struct Record {
  char Kind = 0; ///< of an S-record
  std::array<std::uint8_t, LongestLine / 2> Content{};
  std::size_t Size = 0;

  Bytes bytes() const { return Bytes(Content.data(), Size); }
  std::uint8_t sum() const {
    return std::accumulate(Content.begin(),
                           Content.begin() + static_cast<std::ptrdiff_t>(Size),
                           std::uint8_t(0), [](std::uint8_t A, std::uint8_t B) {
                             return static_cast<std::uint8_t>(A + B);
                           });
  }
};

/// Whether a line has the form of a record: hexadecimal, and as long as its
/// count says.
std::optional<Record> readRecord(std::string_view Line, HexDialect Dialect) {
  const bool IsIntel = Dialect == HexDialect::Intel;
  const std::size_t Head = IsIntel ? 1 : 2;
  while (Line.ends_with(' ') || Line.ends_with('\t'))
    Line.remove_suffix(1);
  if (Line.size() < Head + 8 || Line.size() > LongestLine ||
      Line.size() % 2 != Head % 2 || Line[0] != (IsIntel ? ':' : 'S'))
    return std::nullopt;
  Record R;
  R.Kind = Line[1];
  for (std::size_t At = Head; At != Line.size(); At += 2) {
    const auto High = digit(Line[At]), Low = digit(Line[At + 1]);
    if (!High || !Low)
      return std::nullopt;
    R.Content[R.Size++] = static_cast<std::uint8_t>(*High << 4 | *Low);
  }
  // The count is of the data alone, or of all that follows it.
  const std::size_t Expected = R.Content[0] + (IsIntel ? 5U : 1U);
  if (R.Size != Expected || (!IsIntel && (R.Kind < '0' || R.Kind > '9')))
    return std::nullopt;
  return R;
}

class Reader {
public:
  Reader(std::string_view Text, HexDialect Dialect, AddressMap *Into)
      : Text(Text), Dialect(Dialect), Into(Into) {}

  std::optional<HexFile> run() {
    constexpr std::uint64_t FirstLines = 2, MostWrong = 16;
    const char Letter = Dialect == HexDialect::Intel ? ':' : 'S';
    while (!File.HasEnd && At < Text.size() && Text[At] == Letter) {
      const std::optional<Record> R = readRecord(line(), Dialect);
      if (R && take(*R))
        ++File.Right;
      else
        ++File.Wrong;
      File.Length = At;
      // Damage is rare; many wrong lines are something else.
      if ((File.Right == 0 && File.Wrong >= FirstLines) ||
          File.Wrong > MostWrong + File.Right / MostWrong)
        return std::nullopt;
    }
    if (File.Right <= File.Wrong || File.DataBytes == 0)
      return std::nullopt;
    return File;
  }

private:
  std::string_view line() {
    const std::size_t End =
        std::min(Text.substr(0, std::min(Text.size(), At + LongestLine + 2))
                     .find_first_of("\r\n", At),
                 std::min(Text.size(), At + LongestLine + 2));
    const std::string_view Line = Text.substr(At, End - At);
    At = End;
    while (At < Text.size() && (Text[At] == '\r' || Text[At] == '\n'))
      ++At;
    return Line;
  }

  bool take(const Record &R) {
    return Dialect == HexDialect::Intel ? takeIntel(R) : takeMotorola(R);
  }

  void data(std::uint64_t Address, Bytes Content) {
    ++File.DataRecords;
    File.DataBytes += Content.size();
    if (Into)
      Into->add(Address, Content);
  }

  bool takeIntel(const Record &R) {
    enum Kind : std::uint8_t { Data, End, Segment, Start, Linear, StartLinear };
    const Bytes B = R.bytes();
    if (R.sum() != 0)
      return false;
    const std::uint8_t Count = *B.u8(0);
    switch (*B.u8(3)) {
    case Data:
      data(Base + *B.u16be(1), *B.slice(4, Count));
      return true;
    case End:
      File.HasEnd = true;
      return Count == 0;
    case Segment:
      Base = std::uint64_t(B.u16be(4).value_or(0)) << 4;
      return Count == 2;
    case Linear:
      Base = std::uint64_t(B.u16be(4).value_or(0)) << 16;
      return Count == 2;
    case Start:
    case StartLinear:
      return Count == 4;
    default:
      return false;
    }
  }

  bool takeMotorola(const Record &R) {
    const Bytes B = R.bytes();
    if (R.sum() != 0xFF)
      return false;
    const auto Stated = [&](std::uint64_t Size) {
      std::uint64_t Value = 0;
      for (std::uint64_t I = 0; I != Size; ++I)
        Value = Value << 8 | B.u8(1 + I).value_or(0);
      return Value;
    };
    switch (R.Kind) {
    case '0':
      return B.size() >= 4;
    case '1':
    case '2':
    case '3': {
      const std::uint64_t Size = static_cast<std::uint64_t>(R.Kind - '0') + 1;
      if (B.size() < 1 + Size + 1)
        return false;
      data(Stated(Size), *B.slice(1 + Size, B.size() - Size - 2));
      return true;
    }
    case '5':
    case '6': {
      const std::uint64_t Size = R.Kind == '5' ? 2 : 3;
      File.StatedRecords = Stated(Size);
      return B.size() == 1 + Size + 1;
    }
    case '7':
    case '8':
    case '9':
      File.HasEnd = true;
      return true;
    default:
      return false;
    }
  }

  std::string_view Text;
  HexDialect Dialect;
  AddressMap *Into;
  std::size_t At = 0;
  std::uint64_t Base = 0;
  HexFile File;
};

} // namespace

std::string HexFile::damage() const {
  if (Wrong != 0)
    return "has " + std::to_string(Wrong) +
           (Wrong == 1 ? " record" : " records") +
           " whose checksum or length is wrong; the rest was analysed";
  // A count of the records is an end, too; some tools write nothing else.
  if (!HasEnd && !StatedRecords)
    return "ends without its last record; the file may be incomplete";
  if (StatedRecords && *StatedRecords != DataRecords)
    return "has " + std::to_string(DataRecords) + " of its " +
           std::to_string(*StatedRecords) + " data records";
  return {};
}

std::optional<HexFile> readHexFile(std::string_view Text, HexDialect Dialect,
                                   AddressMap *Into) {
  return Reader(Text, Dialect, Into).run();
}

/// Where the record starts whose line ends before \p Start; nothing when there
/// is none.
static std::optional<std::uint64_t>
recordBefore(std::string_view Text, std::uint64_t Start, HexDialect Dialect) {
  std::size_t End = Start;
  while (End > 0 && Start - End < 2 &&
         (Text[End - 1] == '\n' || Text[End - 1] == '\r'))
    --End;
  if (End == Start)
    return std::nullopt;
  const std::size_t From = End > LongestLine ? End - LongestLine : 0;
  const std::string_view Before = Text.substr(From, End - From);
  const std::size_t Letter =
      Before.rfind(Dialect == HexDialect::Intel ? ':' : 'S');
  if (Letter == Before.npos)
    return std::nullopt;
  const auto R = readRecord(Before.substr(Letter), Dialect);
  // One that ends a file belongs to another file.
  constexpr std::uint8_t IntelEnd = 1;
  const bool IsEnd =
      R && (Dialect == HexDialect::Intel ? R->Content[3] == IntelEnd
                                         : R->Kind >= '7');
  return R && !IsEnd ? std::optional(From + Letter) : std::nullopt;
}

std::uint64_t firstHexRecord(std::string_view Text, std::uint64_t Start,
                             HexDialect Dialect) {
  while (const auto Before = recordBefore(Text, Start, Dialect))
    Start = *Before;
  return Start;
}

bool followsHexRecord(std::string_view Text, std::uint64_t Start,
                      HexDialect Dialect) {
  return recordBefore(Text, Start, Dialect).has_value();
}

} // namespace firmcop::binscan
