//===- binscan/adapters/Zstd.cpp - libzstd ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Blocks.h"
#include "binscan/adapters/Streams.h"

#include <memory>
#include <zstd.h>

using namespace firmcop::binscan;

Decoded firmcop::binscan::decodeZstd(Bytes Input, const StreamLimits &Limits) {
  ZSTD_DCtx *Context = ZSTD_createDCtx();
  if (!Context)
    return {};
  constexpr int MaxWindowLog = 27; // 128 MiB, as the zstd program allows
  ZSTD_DCtx_setParameter(Context, ZSTD_d_windowLogMax, MaxWindowLog);
  Decoded D = StreamPump(Input, Limits).run([&](StreamPump::State &S) {
    ZSTD_inBuffer In{S.In, S.InSize, 0};
    ZSTD_outBuffer Out{S.Out, S.OutSize, 0};
    const std::size_t Code = ZSTD_decompressStream(Context, &Out, &In);
    S.InSize -= In.pos;
    S.OutSize -= Out.pos;
    return ZSTD_isError(Code) ? StreamPump::Step::Error
           : Code == 0        ? StreamPump::Step::End
                              : StreamPump::Step::Progress;
  });
  ZSTD_freeDCtx(Context);
  return D;
}

BlockSize firmcop::binscan::decodeZstdBlock(Bytes In, Output Out) {
  struct Free {
    void operator()(ZSTD_DCtx *C) const { ZSTD_freeDCtx(C); }
  };
  static thread_local const std::unique_ptr<ZSTD_DCtx, Free> Context(
      ZSTD_createDCtx());
  if (!Context)
    return std::nullopt;
  const std::size_t Size = ZSTD_decompressDCtx(
      Context.get(), Out.data(), Out.size(), In.data(), In.size());
  return ZSTD_isError(Size) ? std::nullopt : std::optional(Size);
}
