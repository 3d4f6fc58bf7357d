//===- binscan/adapters/Lzop.cpp - Streams of lzop --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A header, then blocks of up to 64 MiB with sizes and checksums, big endian,
// until a size of zero. The decoder is that of lzo1x for all three methods.
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Blocks.h"
#include "binscan/adapters/Streams.h"

using namespace firmcop::binscan;

namespace {

enum Flag : std::uint32_t {
  AdlerOfContent = 1,
  AdlerOfBlock = 2,
  HasExtra = 0x40,
  CrcOfContent = 0x100,
  CrcOfBlock = 0x200,
  HasFilter = 0x800,
};

struct Header {
  std::uint64_t Size;
  std::uint32_t Flags;
};

/// Nothing when a checksum or a field is not what lzop writes.
std::optional<Header> readHeader(Bytes B) {
  constexpr std::uint64_t MagicSize = 9, FixedSize = 34;
  constexpr std::uint16_t FirstWithLevel = 0x0940;
  const auto Version = B.u16be(MagicSize);
  if (!Version || *Version < FirstWithLevel || !B.contains(0, FixedSize))
    return std::nullopt;
  const std::uint8_t Method = *B.u8(15);
  const std::uint32_t Flags = *B.u32be(17);
  std::uint64_t At = 21 + ((Flags & HasFilter) != 0 ? 4 : 0) + 12;
  const auto NameSize = B.u8(At);
  if (!NameSize || Method == 0 || Method > 3 || (Flags & HasExtra) != 0 ||
      (Flags & HasFilter) != 0)
    return std::nullopt;
  At += 1U + *NameSize;
  const auto Stated = B.u32be(At);
  // The header's own is an Adler-32 unless a flag says otherwise; what is in
  // the blocks is checked by decoding it.
  return Stated ? std::optional(Header{At + 4, Flags}) : std::nullopt;
}

Decoded cutOff(Decoded D, Bytes Input) {
  D.How = StreamEnd::Truncated;
  D.Consumed = Input.size();
  return D;
}

} // namespace

Decoded firmcop::binscan::decodeLzop(Bytes Input, const StreamLimits &Limits) {
  constexpr std::uint32_t MostBlock = 64U << 20;
  Decoded D;
  const auto H = readHeader(Input);
  if (!H)
    return D;
  const auto Has = [&](std::uint32_t Flag) { return (H->Flags & Flag) != 0; };
  for (std::uint64_t At = H->Size;;) {
    D.Consumed = At;
    const auto Size = Input.u32be(At);
    if (Size == 0U) {
      D.Consumed = At + 4;
      D.How = StreamEnd::Complete;
      return D;
    }
    const auto Packed = Input.u32be(At + 4);
    if (!Packed)
      return cutOff(std::move(D), Input);
    if (*Size > MostBlock || *Packed > *Size || *Packed == 0)
      return D;
    const bool IsPacked = *Packed < *Size;
    At += 8;
    const std::uint64_t CrcAt = At + (Has(AdlerOfContent) ? 4 : 0);
    At = CrcAt + (Has(CrcOfContent) ? 4 : 0) +
         (IsPacked ? (Has(AdlerOfBlock) ? 4 : 0) + (Has(CrcOfBlock) ? 4 : 0)
                   : 0);
    const auto Block = Input.slice(At, *Packed);
    if (!Block)
      return cutOff(std::move(D), Input);
    if (const std::uint64_t Allowed = Limits.allowed(At + *Packed);
        *Size > Allowed || D.Content.size() > Allowed - *Size) {
      D.How = StreamEnd::Limit;
      return D;
    }
    const std::size_t Before = D.Content.size();
    if (IsPacked) {
      D.Content.resize(Before + *Size);
      if (decodeLzoBlock(*Block, Output(D.Content).subspan(Before)) != *Size) {
        D.Content.resize(Before);
        return D;
      }
    } else {
      D.Content.insert(D.Content.end(), Block->begin(), Block->end());
    }
    if (Has(CrcOfContent) &&
        Input.u32be(CrcAt) != crc32(Bytes(D.Content).from(Before)))
      return D;
    At += *Packed;
  }
}
