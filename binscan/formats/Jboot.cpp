//===- binscan/formats/Jboot.cpp - What D-Link's JBOOT boots ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The headers of JBOOT, a boot loader of D-Link's routers, all little endian
// (OpenWrt, firmware-utils, mkdlinkfw): the ARM update header in front of what
// is written to flash; the STAG header in front of the kernel; and SCH2, which
// says how the kernel is compressed and where the root file system is.
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Streams.h"
#include "binscan/formats/Damage.h"

#include <algorithm>

using namespace firmcop::binscan;

static constexpr Signature UpdateSignatures[] = {
    {std::string_view("BH\x00\x00\x00\x00", 6), 64},
    {std::string_view("BH\x01\x00\x00\x00", 6), 64},
    {std::string_view("BH\x02\x00\x00\x00", 6), 64},
    {std::string_view("BH\x03\x00\x00\x00", 6), 64},
    {std::string_view("BH\x04\x00\x00\x00", 6), 64}};
static constexpr Signature StagSignatures[] = {{"\x04\x04\x24\x2B"},
                                               {"\xFF\x04\x24\x2B"}};
static constexpr Signature Sch2Signatures[] = {
    {std::string_view("\x24\x21\x00\x02", 4)},
    {"\x24\x21\x01\x02"},
    {"\x24\x21\x02\x02"},
    {"\x24\x21\x03\x02"}};

namespace {

constexpr std::uint64_t UpdateHeader = 80, StagHeader = 16, Sch2Header = 40;

/// JBOOT's checksum: words of 16 bits, with the carry added in again.
std::uint16_t sum(Bytes B) {
  std::uint32_t Sum = 0;
  const auto Fold = [&] {
    while (Sum >> 16 != 0)
      Sum = (Sum & 0xFFFF) + (Sum >> 16);
  };
  std::uint64_t At = 0;
  for (; At + 2 <= B.size(); At += 2) {
    Sum += *B.u16le(At);
    Fold();
  }
  // The last byte of an odd length counts a little less than it is.
  if (At < B.size())
    Sum += *B.u8(At) - 0xFFU;
  Fold();
  return static_cast<std::uint16_t>(Sum);
}

/// Whether the last two bytes of a header are its inverted sum.
bool hasSum(Bytes Header) {
  const std::uint64_t SumAt = Header.size() - 2;
  return *Header.u16le(SumAt) ==
         static_cast<std::uint16_t>(~sum(Header.first(SumAt)));
}

std::optional<Match> wholeIfSumFits(const Candidate &C, std::uint64_t Header,
                                    std::uint64_t Length, std::uint16_t Sum) {
  const Bytes B = C.here();
  if (!B.contains(Header, Length))
    return cutOff(C, Header + Length, Confidence::High);
  if (!C.spend(Length))
    return std::nullopt;
  return checked(C, Header + Length, sum(*B.slice(Header, Length)) == Sum);
}

std::optional<Match> recogniseUpdate(const Candidate &C) {
  const Bytes B = C.here();
  if (!B.contains(0, UpdateHeader) || *B.u8(26) != 1 || *B.u8(27) != 0 ||
      *B.u32le(44) == 0 || !hasSum(B.first(UpdateHeader)))
    return std::nullopt;
  return wholeIfSumFits(C, UpdateHeader, *B.u32le(44), *B.u16le(14));
}

std::optional<Match> recogniseStag(const Candidate &C) {
  const Bytes B = C.here();
  if (!B.contains(0, StagHeader) || *B.u32le(8) == 0)
    return std::nullopt;
  // What makes it an image for the factory is set after the sum is made.
  std::vector<std::uint8_t> Header(B.begin(), B.begin() + StagHeader);
  Header[0] = Header[1];
  if (!hasSum(Bytes(Header)))
    return std::nullopt;
  return wholeIfSumFits(C, StagHeader, *B.u32le(8), *B.u16le(12));
}

std::optional<Match> recogniseSch2(const Candidate &C) {
  constexpr std::uint64_t CrcAt = 32;
  const Bytes B = C.here();
  if (!B.contains(0, Sch2Header) || *B.u16le(36) != Sch2Header)
    return std::nullopt;
  std::vector<std::uint8_t> Header(B.begin(), B.begin() + Sch2Header);
  std::fill_n(Header.begin() + CrcAt, 4, std::uint8_t(0));
  if (*B.u32le(CrcAt) != crc32(Bytes(Header)))
    return std::nullopt;
  const std::uint32_t Length = *B.u32le(8);
  if (!B.contains(Sch2Header, Length))
    return cutOff(C, Sch2Header + Length, Confidence::High);
  if (Length == 0 || !C.spend(Length))
    return std::nullopt;
  return checked(C, Sch2Header + Length,
                 crc32(*B.slice(Sch2Header, Length)) == *B.u32le(12));
}

template <std::uint64_t Header> void unpack(Unpacking &U) {
  if (U.bytes().size() > Header)
    U.addPart("data", Header, U.bytes().size() - Header);
}

} // namespace

static const Format Update({.Name = "jboot-update",
                            .Description = "D-Link JBOOT update",
                            .MimeType = "application/octet-stream",
                            .Holds = Format::Inside::Parts,
                            .Signatures = UpdateSignatures,
                            .Recognise = recogniseUpdate,
                            .Unpack = unpack<UpdateHeader>});

static const Format Stag({.Name = "jboot-stag",
                          .Description = "D-Link JBOOT image (STAG)",
                          .MimeType = "application/octet-stream",
                          .Holds = Format::Inside::Parts,
                          .Signatures = StagSignatures,
                          .Recognise = recogniseStag,
                          .Unpack = unpack<StagHeader>});

static const Format Sch2({.Name = "jboot-sch2",
                          .Description = "D-Link JBOOT kernel (SCH2)",
                          .MimeType = "application/octet-stream",
                          .Holds = Format::Inside::Parts,
                          .Signatures = Sch2Signatures,
                          .Recognise = recogniseSch2,
                          .Unpack = unpack<Sch2Header>});
