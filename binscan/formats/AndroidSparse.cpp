//===- binscan/formats/AndroidSparse.cpp - Android sparse images -*- C++ -*-==//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A disk image without the blocks that do not matter (AOSP, system/core,
// libsparse, sparse_format.h; little endian): chunks of blocks that are there,
// that repeat four bytes, or that may have any content, which are zeros here.
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"

#include "binscan/adapters/Streams.h"

#include <algorithm>

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"\x3A\xFF\x26\xED\x01"}};

namespace {

constexpr std::uint64_t HeaderSize = 28, ChunkHeader = 12;

/// Decodes the chunks, as far as they go.
class Decoder {
public:
  Decoder(Bytes B, const StreamLimits &Limits) : B(B), Limits(Limits) {}

  Decoded run() {
    D.How = StreamEnd::Complete;
    D.Consumed = std::min<std::uint64_t>(*B.u16le(8), B.size());
    Whole = std::uint64_t(*B.u32le(12)) * *B.u32le(16);
    const std::uint64_t BlockSize = *B.u32le(12);
    const std::uint32_t Chunks = *B.u32le(20);
    for (std::uint32_t I = 0; I != Chunks && D.How == StreamEnd::Complete; ++I)
      D.How = chunk(*B.u16le(10), BlockSize);
    if (D.How == StreamEnd::Complete && D.Content.size() != Whole)
      D.How = StreamEnd::Corrupt;
    return std::move(D);
  }

private:
  StreamEnd chunk(std::uint64_t Header, std::uint64_t BlockSize) {
    enum Kind : std::uint16_t { Raw = 0xCAC1, Fill, DontCare, Crc };
    const auto Type = B.u16le(D.Consumed);
    const auto Blocks = B.u32le(D.Consumed + 4), Size = B.u32le(D.Consumed + 8);
    if (!Size)
      return StreamEnd::Truncated;
    const std::uint64_t Room = std::uint64_t(*Blocks) * BlockSize;
    const std::uint64_t Body = *Type == Raw    ? Room
                               : *Type == Fill ? 4
                               : *Type == Crc  ? 4
                                               : 0;
    if (*Type < Raw || *Type > Crc || *Size != Header + Body || Room > Whole ||
        D.Content.size() > Whole - Room || (*Type == Crc && *Blocks != 0))
      return StreamEnd::Corrupt;
    const auto Data = B.slice(D.Consumed + Header, Body);
    if (!Data) {
      const Bytes Rest = B.from(D.Consumed + Header);
      if (*Type == Raw && Rest.size() <= Limits.allowed(B.size()) &&
          D.Content.size() <= Limits.allowed(B.size()) - Rest.size())
        D.Content.insert(D.Content.end(), Rest.begin(), Rest.end());
      D.Consumed = B.size();
      return StreamEnd::Truncated;
    }
    if (*Type == Crc) {
      D.Consumed += *Size;
      return Sum == *Data->u32le(0) ? StreamEnd::Complete : StreamEnd::Corrupt;
    }
    const std::uint64_t Allowed = Limits.allowed(D.Consumed + *Size);
    if (Room > Allowed || D.Content.size() > Allowed - Room)
      return StreamEnd::Limit;
    D.Consumed += *Size;
    const std::uint64_t Start = D.Content.size();
    if (*Type == Raw)
      D.Content.insert(D.Content.end(), Data->begin(), Data->end());
    else
      for (std::uint64_t At = 0; At != Room; ++At)
        D.Content.push_back(*Type == Fill ? Data->data()[At % 4] : 0);
    Sum = crc32(Bytes(D.Content).from(Start), Sum);
    return StreamEnd::Complete;
  }

  Bytes B;
  const StreamLimits &Limits;
  Decoded D;
  std::uint64_t Whole = 0; ///< what the content has to come to
  std::uint32_t Sum = 0;   ///< of the content
};

std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint32_t MostBlock = 1U << 20;
  const Bytes B = C.here();
  const auto BlockSize = B.u32le(12);
  if (!B.contains(0, HeaderSize) || *B.u16le(4) != 1 ||
      *B.u16le(8) < HeaderSize || *B.u16le(10) < ChunkHeader ||
      *BlockSize == 0 || *BlockSize > MostBlock || *BlockSize % 4 != 0 ||
      *B.u32le(16) == 0 || *B.u32le(20) == 0)
    return std::nullopt;
  const std::uint64_t Whole = std::uint64_t(*BlockSize) * *B.u32le(16);
  if (!C.spend(std::min(Whole, C.limits().allowed(B.size())) + 1))
    return std::nullopt;
  return C.match(Decoder(B, C.limits()).run());
}

} // namespace

static const Format Registered({.Name = "android-sparse",
                                .Description = "Android sparse image",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Stream,
                                .Signatures = Signatures,
                                .Recognise = recognise});
