//===- binscan/adapters/Streams.h - Compression libraries -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each function decodes the one stream that \p Input starts with and says where
// it ends; what follows it is no error. None of them throws.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_ADAPTERS_STREAMS_H
#define FIRMCOP_BINSCAN_ADAPTERS_STREAMS_H

#include "binscan/Stream.h"

#include <cstdint>

namespace firmcop::binscan {

/// A gzip member (RFC 1952), checksum included. adapters/Zlib.cpp.
Decoded decodeGzip(Bytes Input, const StreamLimits &Limits);

/// The CRC-32 of zip, PNG and most boot loaders, going on from \p Start.
std::uint32_t crc32(Bytes Input, std::uint32_t Start = 0);

/// A bzip2 stream. adapters/Bzip2.cpp.
Decoded decodeBzip2(Bytes Input, const StreamLimits &Limits);

/// An .xz stream. adapters/Lzma.cpp.
Decoded decodeXz(Bytes Input, const StreamLimits &Limits);

/// A .lzma file: a header of 13 bytes and raw LZMA. adapters/Lzma.cpp.
Decoded decodeLzmaAlone(Bytes Input, const StreamLimits &Limits);

/// A Zstandard frame. adapters/Zstd.cpp.
Decoded decodeZstd(Bytes Input, const StreamLimits &Limits);

/// An LZ4 frame. adapters/Lz4.cpp.
Decoded decodeLz4Frame(Bytes Input, const StreamLimits &Limits);

/// An LZ4 "legacy" stream, as Linux kernels use it: blocks of 8 MiB up to the
/// end of the input or something that is no block. adapters/Lz4.cpp.
Decoded decodeLz4Legacy(Bytes Input, const StreamLimits &Limits);

/// A zlib stream (RFC 1950), to its Adler-32.
Decoded decodeZlib(Bytes Input, const StreamLimits &Limits);

/// Raw DEFLATE (RFC 1951), which has no checksum. adapters/Zlib.cpp.
Decoded decodeDeflate(Bytes Input, const StreamLimits &Limits);

/// What compress(1) writes, which has no end but that of the input and no
/// checksum. adapters/Archive.cpp.
Decoded decodeCompress(Bytes Input, const StreamLimits &Limits);

/// One member of an lzip file.
Decoded decodeLzip(Bytes Input, const StreamLimits &Limits);

/// What lzop writes: one file in blocks.
Decoded decodeLzop(Bytes Input, const StreamLimits &Limits);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_ADAPTERS_STREAMS_H
