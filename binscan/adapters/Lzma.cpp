//===- binscan/adapters/Lzma.cpp - liblzma: xz and lzma ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

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
