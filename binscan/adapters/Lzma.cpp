//===- binscan/adapters/Lzma.cpp - liblzma: xz and lzma ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Blocks.h"
#include "binscan/adapters/Streams.h"

#include <lzma.h>

using namespace firmcop::binscan;

/// More than the largest dictionary of any preset; a header may ask for 4 GiB.
static constexpr std::uint64_t MaxMemory = std::uint64_t(256) << 20;

static Decoded decode(lzma_stream &L, Bytes Input, const StreamLimits &Limits) {
  Decoded D = StreamPump(Input, Limits).run([&](StreamPump::State &S) {
    L.next_in = S.In;
    L.avail_in = S.InSize;
    L.next_out = S.Out;
    L.avail_out = S.OutSize;
    const lzma_ret Code = lzma_code(&L, LZMA_RUN);
    S.InSize = L.avail_in;
    S.OutSize = L.avail_out;
    return Code == LZMA_STREAM_END ? StreamPump::Step::End
           : Code == LZMA_OK || Code == LZMA_BUF_ERROR
               ? StreamPump::Step::Progress
               : StreamPump::Step::Error;
  });
  lzma_end(&L);
  return D;
}

Decoded firmcop::binscan::decodeXz(Bytes Input, const StreamLimits &Limits) {
  lzma_stream L = LZMA_STREAM_INIT;
  if (lzma_stream_decoder(&L, MaxMemory, /*flags=*/0) != LZMA_OK)
    return {};
  return decode(L, Input, Limits);
}

Decoded firmcop::binscan::decodeLzmaAlone(Bytes Input,
                                          const StreamLimits &Limits) {
  lzma_stream L = LZMA_STREAM_INIT;
  if (lzma_alone_decoder(&L, MaxMemory) != LZMA_OK)
    return {};
  return decode(L, Input, Limits);
}

Decoded firmcop::binscan::decodeLzip(Bytes Input, const StreamLimits &Limits) {
  lzma_stream L = LZMA_STREAM_INIT;
  if (lzma_lzip_decoder(&L, MaxMemory, /*flags=*/0) != LZMA_OK)
    return {};
  return decode(L, Input, Limits);
}

namespace {

/// A decoder that keeps its memory from block to block.
class BlockDecoder {
public:
  BlockDecoder() = default;
  BlockDecoder(const BlockDecoder &) = delete;
  BlockDecoder &operator=(const BlockDecoder &) = delete;
  ~BlockDecoder() { lzma_end(&Stream); }

  lzma_stream *get() { return &Stream; }

  /// Decodes with what \c get was made ready for. Raw LZMA says nothing at its
  /// end, so running out of input counts as one when \p MayJustEnd.
  BlockSize run(Bytes In, Output Out, bool MayJustEnd) {
    Stream.next_in = In.data();
    Stream.avail_in = In.size();
    Stream.next_out = Out.data();
    Stream.avail_out = Out.size();
    const lzma_ret Code =
        lzma_code(&Stream, MayJustEnd ? LZMA_RUN : LZMA_FINISH);
    const std::size_t Written = Out.size() - Stream.avail_out;
    const bool IsOver =
        Code == LZMA_STREAM_END ||
        (MayJustEnd && (Code == LZMA_OK || Code == LZMA_BUF_ERROR) &&
         (Stream.avail_in == 0 || Stream.avail_out == 0));
    return IsOver && Written != 0 ? std::optional(Written) : std::nullopt;
  }

private:
  lzma_stream Stream = LZMA_STREAM_INIT;
};

} // namespace

BlockSize firmcop::binscan::decodeXzBlock(Bytes In, Output Out) {
  static thread_local BlockDecoder D;
  if (lzma_stream_decoder(D.get(), MaxMemory, /*flags=*/0) != LZMA_OK)
    return std::nullopt;
  return D.run(In, Out, /*MayJustEnd=*/false);
}

BlockSize firmcop::binscan::decodeLzmaBlock(Bytes In, Output Out) {
  static thread_local BlockDecoder D;
  if (lzma_alone_decoder(D.get(), MaxMemory) != LZMA_OK)
    return std::nullopt;
  return D.run(In, Out, /*MayJustEnd=*/true);
}

BlockSize firmcop::binscan::decodeRawLzmaBlock(Bytes In, Output Out,
                                               const LzmaProperties &P) {
  static thread_local BlockDecoder D;
  lzma_options_lzma Options{};
  Options.dict_size = P.Dictionary;
  Options.lc = P.LiteralContext;
  Options.lp = P.LiteralPosition;
  Options.pb = P.Position;
  const lzma_filter Filters[] = {{LZMA_FILTER_LZMA1, &Options},
                                 {LZMA_VLI_UNKNOWN, nullptr}};
  if (P.Dictionary > MaxMemory || lzma_raw_decoder(D.get(), Filters) != LZMA_OK)
    return std::nullopt;
  return D.run(In, Out, /*MayJustEnd=*/true);
}
