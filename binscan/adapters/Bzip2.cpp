//===- binscan/adapters/Bzip2.cpp - libbz2 ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Streams.h"

#include <bzlib.h>

using namespace firmcop::binscan;

Decoded firmcop::binscan::decodeBzip2(Bytes Input, const StreamLimits &Limits) {
  bz_stream B{};
  if (BZ2_bzDecompressInit(&B, /*verbosity=*/0, /*small=*/0) != BZ_OK)
    return {};
  Decoded D = StreamPump(Input, Limits).run([&](StreamPump::State &S) {
    B.next_in = reinterpret_cast<char *>(const_cast<std::uint8_t *>(S.In));
    B.avail_in = static_cast<unsigned>(S.InSize);
    B.next_out = reinterpret_cast<char *>(S.Out);
    B.avail_out = static_cast<unsigned>(S.OutSize);
    const int Code = BZ2_bzDecompress(&B);
    S.InSize = B.avail_in;
    S.OutSize = B.avail_out;
    return Code == BZ_STREAM_END ? StreamPump::Step::End
           : Code == BZ_OK       ? StreamPump::Step::Progress
                                 : StreamPump::Step::Error;
  });
  BZ2_bzDecompressEnd(&B);
  return D;
}
