//===- binscan/adapters/Zlib.cpp - zlib: gzip and CRC-32 --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Streams.h"

#include <algorithm>
#include <limits>
#include <zlib.h>

using namespace firmcop::binscan;

static constexpr int MaxWindow = 15, GzipOnly = 16;

static Decoded decode(int Window, Bytes Input, const StreamLimits &Limits) {
  z_stream Z{};
  if (inflateInit2(&Z, Window) != Z_OK)
    return {};
  Decoded D = StreamPump(Input, Limits).run([&](StreamPump::State &S) {
    Z.next_in = const_cast<Bytef *>(S.In);
    Z.avail_in = static_cast<uInt>(S.InSize);
    Z.next_out = S.Out;
    Z.avail_out = static_cast<uInt>(S.OutSize);
    const int Code = inflate(&Z, Z_NO_FLUSH);
    S.InSize = Z.avail_in;
    S.OutSize = Z.avail_out;
    return Code == Z_STREAM_END                  ? StreamPump::Step::End
           : Code == Z_OK || Code == Z_BUF_ERROR ? StreamPump::Step::Progress
                                                 : StreamPump::Step::Error;
  });
  inflateEnd(&Z);
  return D;
}

Decoded firmcop::binscan::decodeGzip(Bytes Input, const StreamLimits &Limits) {
  return decode(MaxWindow + GzipOnly, Input, Limits);
}

Decoded firmcop::binscan::decodeZlib(Bytes Input, const StreamLimits &Limits) {
  return decode(MaxWindow, Input, Limits);
}

Decoded firmcop::binscan::decodeDeflate(Bytes Input,
                                        const StreamLimits &Limits) {
  return decode(-MaxWindow, Input, Limits);
}

std::uint32_t firmcop::binscan::crc32(Bytes Input, std::uint32_t Start) {
  uLong Crc = Start;
  for (std::uint64_t At = 0; At < Input.size();) {
    const auto Step = static_cast<uInt>(std::min<std::uint64_t>(
        Input.size() - At, std::numeric_limits<uInt>::max()));
    Crc = ::crc32(Crc, Input.data() + At, Step);
    At += Step;
  }
  return static_cast<std::uint32_t>(Crc);
}
