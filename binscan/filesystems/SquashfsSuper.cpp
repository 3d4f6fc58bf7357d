//===- binscan/filesystems/SquashfsSuper.cpp - Super block, codec -*- C++ -*-=//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/SquashfsTables.h"

#include <algorithm>
#include <bit>
#include <vector>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

constexpr std::uint64_t MajorAt = 28, Size3 = 119, Size4 = 96;

bool isBlockSize(std::uint32_t Size, unsigned Log) {
  return std::has_single_bit(Size) && Size >= 4096 && Size <= 1U << 20 &&
         Log < 32 && 1U << Log == Size;
}

std::optional<SquashfsSuper> readVersion3(const Ordered &B) {
  SquashfsSuper S;
  S.Order = B.order();
  S.Major = 3;
  S.BlockSize = B.u32(51);
  S.HasCheckMarks = B.u8(36) >> 2 & 1;
  S.Users = B.u8(37);
  S.Groups = B.u8(38);
  S.Root = B.u64(43);
  S.Fragments = B.u32(55);
  S.BytesUsed = B.u64(63);
  S.UserTable = B.u64(71);
  S.GroupTable = B.u64(79);
  S.InodeTable = B.u64(87);
  S.DirectoryTable = B.u64(95);
  S.FragmentTable = B.u64(103);
  if (!isBlockSize(S.BlockSize, B.u16(34)) || B.u32(4) == 0 ||
      S.BytesUsed <= Size3 || S.InodeTable >= S.BytesUsed ||
      S.DirectoryTable >= S.BytesUsed)
    return std::nullopt;
  return S;
}

std::optional<SquashfsSuper> readVersion4(const Ordered &B) {
  SquashfsSuper S;
  S.Order = B.order();
  S.Major = 4;
  S.BlockSize = B.u32(12);
  S.Fragments = B.u32(16);
  S.Compression = B.u16(20);
  S.Users = B.u16(26);
  S.Root = B.u64(32);
  S.BytesUsed = B.u64(40);
  S.UserTable = B.u64(48);
  S.InodeTable = B.u64(64);
  S.DirectoryTable = B.u64(72);
  S.FragmentTable = B.u64(80);
  if (!isBlockSize(S.BlockSize, B.u16(22)) || B.u32(4) == 0 ||
      S.Compression == 0 || S.BytesUsed <= Size4 ||
      S.UserTable >= S.BytesUsed || S.InodeTable >= S.BytesUsed ||
      S.DirectoryTable >= S.BytesUsed)
    return std::nullopt;
  return S;
}

using Kind = SquashfsCodec::Kind;

/// The codecs to try, the stated one first.
std::vector<SquashfsCodec> codecsFor(const SquashfsSuper &Super) {
  constexpr Kind Numbered[] = {Kind::Zlib, Kind::LzmaFile, Kind::Lzo,
                               Kind::Xz,   Kind::Lz4,      Kind::Zstd};
  std::vector<SquashfsCodec> Codecs;
  if (Super.Compression <= std::size(Numbered))
    Codecs.push_back({Numbered[Super.Compression - 1]});
  for (const Kind K : {Kind::Zlib, Kind::Xz, Kind::LzmaFile, Kind::LzmaHeader})
    Codecs.push_back({K});
  // The usual properties first, then all that there are.
  constexpr std::uint8_t Most = 4;
  SquashfsCodec Raw{Kind::LzmaRaw, {.Dictionary = 1U << 23}};
  Codecs.push_back(Raw);
  LzmaProperties &P = Raw.Properties;
  for (P.LiteralContext = 0; P.LiteralContext <= Most; ++P.LiteralContext)
    for (P.LiteralPosition = 0; P.LiteralPosition + P.LiteralContext <= Most;
         ++P.LiteralPosition)
      for (P.Position = 0; P.Position <= Most; ++P.Position)
        Codecs.push_back(Raw);
  return Codecs;
}

/// The first five bytes of an .lzma file; see its specification.
BlockSize decodeWithHeader(Bytes In, Output Out) {
  constexpr std::uint64_t HeaderSize = 5;
  constexpr unsigned Contexts = 9, Positions = 5;
  const std::optional<Bytes> Header = In.slice(0, HeaderSize);
  if (!Header || *Header->u8(0) >= Contexts * Positions * Positions)
    return std::nullopt;
  const unsigned Packed = *Header->u8(0);
  return decodeRawLzmaBlock(
      In.from(HeaderSize), Out,
      {*Header->u32le(1), static_cast<std::uint8_t>(Packed % Contexts),
       static_cast<std::uint8_t>(Packed / Contexts % Positions),
       static_cast<std::uint8_t>(Packed / Contexts / Positions)});
}

} // namespace

std::optional<SquashfsSuper> binscan::readSquashfsSuper(Bytes Image) {
  for (const ByteOrder Order : {ByteOrder::Little, ByteOrder::Big}) {
    const Ordered B(Image, Order);
    std::optional<SquashfsSuper> S;
    if (B.u16(MajorAt) == 4 && B.u16(MajorAt + 2) == 0 && B.size() >= Size4)
      S = readVersion4(B);
    else if (B.u16(MajorAt) == 3 && B.u16(MajorAt + 2) <= 1 &&
             B.size() >= Size3)
      S = readVersion3(B);
    if (S)
      return S;
  }
  return std::nullopt;
}

BlockSize SquashfsCodec::decode(Bytes In, Output Out) const {
  switch (How) {
  case Kind::Zlib:
    return decodeZlibBlock(In, Out);
  case Kind::LzmaFile:
    return decodeLzmaBlock(In, Out);
  case Kind::LzmaHeader:
    return decodeWithHeader(In, Out);
  case Kind::LzmaRaw:
    return decodeRawLzmaBlock(In, Out, Properties);
  case Kind::Lzo:
    return decodeLzoBlock(In, Out);
  case Kind::Xz:
    return decodeXzBlock(In, Out);
  case Kind::Lz4:
    return decodeLz4Block(In, Out);
  case Kind::Zstd:
    return decodeZstdBlock(In, Out);
  }
  return std::nullopt;
}

std::optional<SquashfsCodec>
binscan::findSquashfsCodec(Bytes Image, const SquashfsSuper &Super) {
  for (const SquashfsCodec &C : codecsFor(Super)) {
    SquashfsTables T(Image, Super, C);
    const std::optional<SquashfsInode> Root = T.inode(Super.Root, 0);
    if (Root && Root->File.Type == FileType::Directory &&
        T.list(*Root).Damage.empty())
      return C;
  }
  return std::nullopt;
}
