//===- binscan/formats/Chk.cpp - Netgear's CHK images -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"

#include <algorithm>

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"*#$^"}};

namespace {

constexpr std::uint64_t FixedHeader = 40;

/// Netgear's checksum: the sum of the bytes and the sum of these sums, each
/// folded to 16 bits (OpenWrt, firmware-utils, mkchkimg).
class Sum {
public:
  void add(Bytes B) {
    for (const std::uint8_t Byte : B) {
      Low += Byte;
      High += Low;
    }
  }
  std::uint32_t value() const { return fold(High) << 16 | fold(Low); }

private:
  static std::uint32_t fold(std::uint32_t Value) {
    const std::uint32_t Once = (Value & 0xFFFF) + (Value >> 16);
    return ((Once >> 16) + Once) & 0xFFFF;
  }

  std::uint32_t Low = 0;
  std::uint32_t High = 0;
};

std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint32_t LongestHeader = 256;
  constexpr std::uint64_t ChecksumAt = 36;
  const Bytes B = C.here();
  const auto HeaderSize = B.u32be(4);
  if (!B.contains(0, FixedHeader) || *HeaderSize <= FixedHeader ||
      *HeaderSize > LongestHeader || !B.contains(0, *HeaderSize))
    return std::nullopt;
  const std::string_view Board =
      B.slice(FixedHeader, *HeaderSize - FixedHeader)->text();
  if (!std::ranges::all_of(Board, [](char Letter) {
        return (Letter >= ' ' && Letter <= '~') || Letter == 0;
      }))
    return std::nullopt;
  // The header's own sum is made with zeros in its place, which add nothing
  // to the first of the two sums but count for the second.
  const std::uint8_t Zeros[4] = {};
  Sum Header;
  Header.add(B.first(ChecksumAt));
  Header.add(Bytes(Zeros, sizeof(Zeros)));
  Header.add(B.first(*HeaderSize).from(FixedHeader));
  if (Header.value() != *B.u32be(ChecksumAt))
    return std::nullopt;
  const std::uint64_t Content = std::uint64_t(*B.u32be(24)) + *B.u32be(28);
  const std::optional<Bytes> Data = B.slice(*HeaderSize, Content);
  if (!Data) {
    Match M = C.match(B.size(), Confidence::Low);
    M.Damage = "ends before its kernel and file system do; the file may be "
               "incomplete";
    return M;
  }
  if (!C.spend(Content))
    return std::nullopt;
  Match M = C.match(*HeaderSize + Content);
  Sum Whole;
  Whole.add(*Data);
  if (Whole.value() != *B.u32be(32))
    M.Damage = "has data that does not match its checksum; the file may be "
               "damaged";
  return M;
}

void unpack(Unpacking &U) {
  const Bytes B = U.bytes();
  const std::uint64_t Header = *B.u32be(4), Kernel = *B.u32be(24),
                      Root = *B.u32be(28);
  if (Kernel != 0 && B.contains(Header, Kernel) &&
      !U.addPart("kernel", Header, Kernel))
    return;
  if (Root != 0 && B.contains(Header + Kernel, Root))
    U.addPart("rootfs", Header + Kernel, Root);
}

} // namespace

static const Format Registered({.Name = "chk",
                                .Description = "Netgear CHK image",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
