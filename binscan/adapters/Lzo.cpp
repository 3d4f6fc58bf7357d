//===- binscan/adapters/Lzo.cpp - liblzo2: LZO1X blocks ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Blocks.h"

#include <lzo/lzo1x.h>

using namespace firmcop::binscan;

BlockSize firmcop::binscan::decodeLzoBlock(Bytes In, Output Out) {
  static const bool IsReady = lzo_init() == LZO_E_OK;
  lzo_uint Size = Out.size();
  if (!IsReady || lzo1x_decompress_safe(In.data(), In.size(), Out.data(), &Size,
                                        nullptr) != LZO_E_OK)
    return std::nullopt;
  return Size;
}
