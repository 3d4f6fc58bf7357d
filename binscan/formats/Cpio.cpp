//===- binscan/formats/Cpio.cpp - cpio archives -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An initial RAM file system is one cpio archive after the other, some of them
// compressed. Each is a range of its own here: from its first header to the
// entry TRAILER!!! and the zeros that fill its last block. The packages of
// SWUpdate are such archives, too.
//
//===----------------------------------------------------------------------===//

#include "binscan/Entropy.h"
#include "binscan/adapters/Archive.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {
    {"070701"}, {"070702"}, {"070707"}, {"\xC7\x71"}};

namespace {

struct Header {
  std::uint64_t Size; ///< of the header itself
  std::uint64_t NameSize;
  std::uint64_t DataSize;
  std::uint64_t Alignment; ///< of the name's and the data's end
};

/// A number of \p Digits digits; the base is 8 or 16.
std::optional<std::uint64_t> number(Bytes B, std::uint64_t At,
                                    std::uint64_t Digits, unsigned Base) {
  const std::optional<Bytes> Field = B.slice(At, Digits);
  if (!Field)
    return std::nullopt;
  std::uint64_t Value = 0;
  for (const char C : Field->text()) {
    const unsigned Digit = C >= '0' && C <= '9'   ? unsigned(C - '0')
                           : C >= 'a' && C <= 'f' ? unsigned(C - 'a' + 10)
                           : C >= 'A' && C <= 'F' ? unsigned(C - 'A' + 10)
                                                  : Base;
    if (Digit >= Base)
      return std::nullopt;
    Value = Value * Base + Digit;
  }
  return Value;
}

/// cpio(5): the "new" format with or without checksums, the portable one of
/// POSIX, and the binary one of old, here in little-endian order.
std::optional<Header> readHeader(Bytes B) {
  if (B.startsWith("070701") || B.startsWith("070702")) {
    const auto Data = number(B, 54, 8, 16), Name = number(B, 94, 8, 16);
    if (Name && Data)
      return Header{110, *Name, *Data, 4};
  } else if (B.startsWith("070707")) {
    const auto Name = number(B, 59, 6, 8), Data = number(B, 65, 11, 8);
    if (Name && Data)
      return Header{76, *Name, *Data, 1};
  } else if (B.startsWith("\xC7\x71")) {
    const auto Name = B.u16le(20), High = B.u16le(22), Low = B.u16le(24);
    if (Low)
      return Header{26, *Name, std::uint64_t(*High) << 16 | *Low, 2};
  }
  return std::nullopt;
}

std::uint64_t align(std::uint64_t Value, std::uint64_t To) {
  return (Value + To - 1) / To * To;
}

/// A package of SWUpdate starts with its description, whatever else it has.
bool isSwUpdate(Bytes B) {
  constexpr std::string_view First("sw-description", 15); // with its zero
  const std::optional<Header> H = readHeader(B);
  return H && H->NameSize == First.size() && B.hasAt(H->Size, First);
}

std::optional<Match> recogniseAny(const Candidate &C) {
  constexpr std::uint64_t LongestName = 4096;
  const Bytes B = C.here();
  std::uint64_t At = 0;
  for (std::uint64_t Entries = 0;; ++Entries) {
    const std::optional<Header> H = readHeader(B.from(At));
    const bool IsHeader = H && H->NameSize > 1 && H->NameSize <= LongestName &&
                          C.spend(H->Size + H->NameSize);
    const std::optional<Bytes> Name =
        IsHeader ? B.slice(At + H->Size, H->NameSize) : std::nullopt;
    const bool IsNamed = Name && Name->u8(Name->size() - 1) == 0;
    if (!IsNamed) {
      // One header alone is a magic number and luck.
      if (Entries < 2)
        return std::nullopt;
      // Several long magic numbers in line are an archive all the same, and
      // the programs that lie in it must not win over it.
      const bool IsSure = C.magic().size() > 2;
      Match M = C.match(std::min(At, B.size()),
                        IsSure ? Confidence::High : Confidence::Low);
      M.Damage = "ends before its last entry; the file may be incomplete";
      return M;
    }
    const std::uint64_t DataAt =
        align(At + H->Size + H->NameSize, H->Alignment);
    if (Name->startsWith("TRAILER!!!") && Name->size() == 11) {
      // The trailer's block is filled up with zeros.
      constexpr std::uint64_t Block = 512;
      const std::uint64_t End = align(std::min(DataAt, B.size()), Block);
      const Bytes Tail = B.from(DataAt).first(End - std::min(DataAt, End));
      const bool IsZero = repeatedByte(Tail) == 0;
      const std::uint64_t Length = DataAt + (IsZero ? Tail.size() : 0);
      return C.match(std::min(Length, B.size()));
    }
    if (H->DataSize > B.size())
      return std::nullopt;
    At = align(DataAt + H->DataSize, H->Alignment);
  }
}

std::optional<Match> recognise(const Candidate &C) {
  return isSwUpdate(C.here()) ? std::nullopt : recogniseAny(C);
}

std::optional<Match> recogniseSwUpdate(const Candidate &C) {
  return isSwUpdate(C.here()) ? recogniseAny(C) : std::nullopt;
}

void unpack(Unpacking &U) { unpackArchive(ArchiveKind::Cpio, U); }

} // namespace

static const Format Registered({.Name = "cpio",
                                .Description = "cpio archive",
                                .MimeType = "application/x-cpio",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});

static const Format SwUpdate({.Name = "swu",
                              .Description = "SWUpdate package",
                              .MimeType = "application/x-cpio",
                              .Holds = Format::Inside::Files,
                              .Signatures = Signatures,
                              .Recognise = recogniseSwUpdate,
                              .Unpack = unpack});
