//===- binscan/formats/Trx.cpp - TRX images ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What routers with Broadcom chips are flashed with: a header with a CRC-32
// (without the inversion at its end) of all from byte 12 on, and where up to
// three parts start, in the second version four. Often they are a decompressor,
// the kernel and the root file system.
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/adapters/Streams.h"

#include <algorithm>

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"HDR0"}};

namespace {

struct Header {
  std::uint32_t Length;
  std::vector<std::uint32_t> Parts; ///< where they start, rising
};

std::optional<Header> readHeader(Bytes B) {
  const auto Length = B.u32le(4);
  const auto Version = B.u16le(14);
  if (!Version || (*Version != 1 && *Version != 2))
    return std::nullopt;
  const std::uint64_t Count = *Version == 1 ? 3 : 4;
  const std::uint64_t HeaderSize = 16 + 4 * Count;
  if (*Length <= HeaderSize || !B.contains(0, HeaderSize))
    return std::nullopt;
  Header H{*Length, {}};
  for (std::uint64_t I = 0; I != Count; ++I)
    if (const std::uint32_t Start = *B.u32le(16 + 4 * I); Start != 0) {
      if (Start < HeaderSize || Start > *Length)
        return std::nullopt;
      H.Parts.push_back(Start);
    }
  std::ranges::sort(H.Parts);
  return H;
}

std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t CheckedFrom = 12;
  const Bytes B = C.here();
  const auto H = readHeader(B);
  if (!H || H->Parts.empty())
    return std::nullopt;
  if (!B.contains(0, H->Length)) {
    Match M = C.match(B.size(), Confidence::Low);
    M.Damage = "ends early: it has " + std::to_string(B.size()) + " of its " +
               std::to_string(H->Length) + " bytes; the file may be incomplete";
    return M;
  }
  if (!C.spend(H->Length))
    return std::nullopt;
  Match M = C.match(H->Length);
  const Bytes Checked = B.first(H->Length).from(CheckedFrom);
  if (*B.u32le(8) != ~crc32(Checked))
    M.Damage = "has data that does not match its checksum; the file may be "
               "damaged";
  return M;
}

void unpack(Unpacking &U) {
  const auto H = readHeader(U.bytes());
  if (!H)
    return;
  for (std::size_t I = 0; I != H->Parts.size(); ++I) {
    const std::uint64_t End = std::min<std::uint64_t>(
        I + 1 != H->Parts.size() ? H->Parts[I + 1] : H->Length,
        U.bytes().size());
    if (H->Parts[I] < End &&
        !U.addPart("part-" + std::to_string(I), H->Parts[I], End - H->Parts[I]))
      return;
  }
}

} // namespace

static const Format Registered({.Name = "trx",
                                .Description = "TRX image",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
