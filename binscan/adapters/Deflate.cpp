//===- binscan/adapters/Deflate.cpp - libdeflate: zlib blocks ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// libdeflate decodes whole buffers only, about twice as fast as zlib.
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Blocks.h"

#include <libdeflate.h>
#include <memory>

using namespace firmcop::binscan;

namespace {

struct Free {
  void operator()(libdeflate_decompressor *D) const {
    libdeflate_free_decompressor(D);
  }
};

libdeflate_decompressor *decompressor() {
  static thread_local const std::unique_ptr<libdeflate_decompressor, Free> D(
      libdeflate_alloc_decompressor());
  return D.get();
}

} // namespace

BlockSize firmcop::binscan::decodeZlibBlock(Bytes In, Output Out) {
  std::size_t Size = 0;
  libdeflate_decompressor *D = decompressor();
  if (!D || libdeflate_zlib_decompress(D, In.data(), In.size(), Out.data(),
                                       Out.size(), &Size) != LIBDEFLATE_SUCCESS)
    return std::nullopt;
  return Size;
}

BlockSize firmcop::binscan::decodeDeflateBlock(Bytes In, Output Out) {
  std::size_t Size = 0;
  libdeflate_decompressor *D = decompressor();
  if (!D ||
      libdeflate_deflate_decompress(D, In.data(), In.size(), Out.data(),
                                    Out.size(), &Size) != LIBDEFLATE_SUCCESS)
    return std::nullopt;
  return Size;
}
