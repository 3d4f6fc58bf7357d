//===- binscan/adapters/Lz4.cpp - liblz4: frames and legacy streams -*- C++
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Blocks.h"
#include "binscan/adapters/Streams.h"

#include <limits>
#include <lz4.h>
#include <lz4frame.h>

using namespace firmcop::binscan;

Decoded firmcop::binscan::decodeLz4Frame(Bytes Input,
                                         const StreamLimits &Limits) {
  LZ4F_dctx *Context = nullptr;
  if (LZ4F_isError(LZ4F_createDecompressionContext(&Context, LZ4F_VERSION)))
    return {};
  Decoded D = StreamPump(Input, Limits).run([&](StreamPump::State &S) {
    std::size_t Written = S.OutSize;
    std::size_t Read = S.InSize;
    const std::size_t Code =
        LZ4F_decompress(Context, S.Out, &Written, S.In, &Read, nullptr);
    if (LZ4F_isError(Code))
      return StreamPump::Step::Error;
    S.InSize -= Read;
    S.OutSize -= Written;
    return Code == 0 ? StreamPump::Step::End : StreamPump::Step::Progress;
  });
  LZ4F_freeDecompressionContext(Context);
  return D;
}

Decoded firmcop::binscan::decodeLz4Legacy(Bytes Input,
                                          const StreamLimits &Limits) {
  constexpr std::uint64_t MagicSize = 4;
  constexpr std::uint32_t BlockSize = 8U << 20;
  Decoded D;
  D.Consumed = MagicSize;
  std::vector<char> Block;
  for (;;) {
    const std::optional<std::uint32_t> Size = Input.u32le(D.Consumed);
    // The format has no end mark: it ends where no block can follow.
    const bool IsBlock =
        Size && *Size > 0 &&
        *Size <= static_cast<std::uint32_t>(LZ4_compressBound(BlockSize));
    if (!IsBlock) {
      D.How = D.Content.empty() ? StreamEnd::Corrupt : StreamEnd::Complete;
      return D;
    }
    const std::optional<Bytes> Data = Input.slice(D.Consumed + 4, *Size);
    if (!Data) {
      D.How = StreamEnd::Truncated;
      return D;
    }
    Block.resize(BlockSize);
    const int Written = LZ4_decompress_safe(
        reinterpret_cast<const char *>(Data->data()), Block.data(),
        static_cast<int>(*Size), static_cast<int>(BlockSize));
    if (Written < 0) {
      D.How = D.Content.empty() ? StreamEnd::Corrupt : StreamEnd::Complete;
      return D;
    }
    const auto Count = static_cast<std::uint64_t>(Written);
    const std::uint64_t Allowed = Limits.allowed(D.Consumed + 4 + *Size);
    if (Count > Allowed || D.Content.size() > Allowed - Count) {
      D.How = StreamEnd::Limit;
      return D;
    }
    D.Content.insert(D.Content.end(), Block.begin(), Block.begin() + Written);
    D.Consumed += 4 + std::uint64_t(*Size);
    if (Count < BlockSize) { // only the last block may be short
      D.How = StreamEnd::Complete;
      return D;
    }
  }
}

static constexpr std::size_t MostOfBlock = std::numeric_limits<int>::max();

static BlockSize sizeOf(int Written) {
  return Written < 0 ? std::nullopt
                     : std::optional(static_cast<std::size_t>(Written));
}

BlockSize firmcop::binscan::decodeLz4Block(Bytes In, Output Out) {
  if (In.size() > MostOfBlock || Out.size() > MostOfBlock)
    return std::nullopt;
  return sizeOf(LZ4_decompress_safe(reinterpret_cast<const char *>(In.data()),
                                    reinterpret_cast<char *>(Out.data()),
                                    static_cast<int>(In.size()),
                                    static_cast<int>(Out.size())));
}

BlockSize firmcop::binscan::decodeLz4Start(Bytes In, Output Out) {
  if (In.size() > MostOfBlock || Out.size() > MostOfBlock)
    return std::nullopt;
  const int Room = static_cast<int>(Out.size());
  return sizeOf(
      LZ4_decompress_safe_partial(reinterpret_cast<const char *>(In.data()),
                                  reinterpret_cast<char *>(Out.data()),
                                  static_cast<int>(In.size()), Room, Room));
}
