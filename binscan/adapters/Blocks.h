//===- binscan/adapters/Blocks.h - Compressed blocks of known size -*- C++ -*-//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// File systems compress block by block, and know how large a block may become.
// Each function decodes all of \p In into \p Out and gives the number of bytes
// written, or nothing when \p In is damaged or does not fit. None of them
// throws; each may be called from any thread.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_ADAPTERS_BLOCKS_H
#define FIRMCOP_BINSCAN_ADAPTERS_BLOCKS_H

#include "binscan/Bytes.h"

#include <cstdint>
#include <optional>
#include <span>

namespace firmcop::binscan {

using BlockSize = std::optional<std::size_t>;
using Output = std::span<std::uint8_t>;

/// zlib (RFC 1950). adapters/Deflate.cpp.
BlockSize decodeZlibBlock(Bytes In, Output Out);

/// Deflate without a header (RFC 1951). adapters/Deflate.cpp.
BlockSize decodeDeflateBlock(Bytes In, Output Out);

/// An .xz stream. adapters/Lzma.cpp.
BlockSize decodeXzBlock(Bytes In, Output Out);

/// A .lzma file: a header of 13 bytes and raw LZMA. adapters/Lzma.cpp.
BlockSize decodeLzmaBlock(Bytes In, Output Out);

/// What a decoder of raw LZMA has to know.
struct LzmaProperties {
  std::uint32_t Dictionary = 0; ///< bytes
  std::uint8_t LiteralContext = 3;
  std::uint8_t LiteralPosition = 0;
  std::uint8_t Position = 2;
};

/// Raw LZMA without an end mark: it ends when \p In does or \p Out is full.
/// adapters/Lzma.cpp.
BlockSize decodeRawLzmaBlock(Bytes In, Output Out, const LzmaProperties &P);

/// LZO1X. adapters/Lzo.cpp.
BlockSize decodeLzoBlock(Bytes In, Output Out);

/// A bare LZ4 block. adapters/Lz4.cpp.
BlockSize decodeLz4Block(Bytes In, Output Out);

/// The same as far as \p Out has room; what follows in \p In is not read.
BlockSize decodeLz4Start(Bytes In, Output Out);

/// A Zstandard frame. adapters/Zstd.cpp.
BlockSize decodeZstdBlock(Bytes In, Output Out);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_ADAPTERS_BLOCKS_H
