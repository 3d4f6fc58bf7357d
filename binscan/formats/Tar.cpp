//===- binscan/formats/Tar.cpp - tar archives -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A tar archive is a sequence of 512-byte blocks: a header with a checksum of
// its own, then the member's data. Two blocks of zeros end it, and most writers
// add more up to a record of 10 KiB.
//
//===----------------------------------------------------------------------===//

#include "binscan/Entropy.h"
#include "binscan/adapters/Archive.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"ustar", 257}};

namespace {

constexpr std::uint64_t BlockSize = 512;

/// An octal field, or the GNU form: a set top bit and a big-endian number.
std::optional<std::uint64_t> number(Bytes Field) {
  std::uint64_t Value = 0;
  if (Field.u8(0).value_or(0) & 0x80) {
    for (const std::uint8_t Byte : Field.from(Field.size() - 8))
      Value = Value << 8 | Byte;
    return Value;
  }
  for (const char C : Field.text()) {
    if (C == ' ' || C == '\0') {
      if (Value != 0)
        break;
      continue;
    }
    if (C < '0' || C > '7')
      return std::nullopt;
    Value = Value << 3 | static_cast<unsigned>(C - '0');
  }
  return Value;
}

bool hasChecksum(Bytes Header) {
  constexpr std::uint64_t At = 148, Size = 8;
  std::uint64_t Sum = 0;
  for (std::uint64_t I = 0; I != BlockSize; ++I)
    Sum += I >= At && I < At + Size ? ' ' : Header.data()[I];
  return number(*Header.slice(At, Size)) == Sum;
}

std::optional<Match> recognise(const Candidate &C) {
  const Bytes B = C.here();
  std::uint64_t At = 0;
  std::uint64_t Members = 0;
  std::string Damage;
  for (;; ++Members) {
    // An archive may go without its end mark where it ends with the input, as
    // the segments of Alpine's packages do.
    if (Members != 0 && At == B.size())
      return C.match(At);
    const std::optional<Bytes> Header = B.slice(At, BlockSize);
    if (!Header || !C.spend(BlockSize)) {
      Damage = "ends early; the file may be incomplete";
      break;
    }
    if (repeatedByte(*Header) == 0)
      break;
    const std::optional<std::uint64_t> Size = number(*Header->slice(124, 12));
    if (!Header->hasAt(257, "ustar") || !Size || !hasChecksum(*Header)) {
      Damage = "has no end mark; the file may be damaged";
      break;
    }
    // Links and directories may state a size, but have no data.
    const std::uint8_t Type = *Header->u8(156);
    const bool HasData = Type < '1' || Type > '6';
    const std::uint64_t Rest = B.size() - At - BlockSize;
    if (HasData && *Size > Rest) {
      Damage = "ends early; the file may be incomplete";
      At = B.size();
      ++Members;
      break;
    }
    const std::uint64_t Data = HasData ? *Size : 0;
    const std::uint64_t Padding = (BlockSize - Data % BlockSize) % BlockSize;
    At += BlockSize + Data + std::min(Padding, Rest - Data);
  }
  if (Members == 0)
    return std::nullopt;
  if (!Damage.empty()) {
    // Sure all the same: the headers so far have checksums, and the programs
    // that lie in it must not win over it.
    Match M = C.match(At);
    M.Damage = std::move(Damage);
    return M;
  }
  // The end mark, and the rest of the record as far as it is zero.
  constexpr std::uint64_t RecordSize = 20 * BlockSize;
  const std::uint64_t Mark = At + 2 * BlockSize;
  const std::uint64_t End = (Mark + RecordSize - 1) / RecordSize * RecordSize;
  while (At < End) {
    const std::optional<Bytes> Block = B.slice(At, BlockSize);
    if (!Block || repeatedByte(*Block) != 0)
      break;
    At += BlockSize;
  }
  return C.match(At);
}

void unpack(Unpacking &U) { unpackArchive(ArchiveKind::Tar, U); }

} // namespace

static const Format Registered({.Name = "tar",
                                .Description = "tar archive",
                                .MimeType = "application/x-tar",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
