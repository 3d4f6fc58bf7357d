//===- binscan/filesystems/ErofsPacked.cpp - Compressed files ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// SquashFS cuts a file into blocks and compresses each to whatever it comes to;
// EROFS fills blocks with as much of the file as they hold when compressed. So
// a piece starts and ends anywhere in the file, and an index says for each
// block's worth of the file ("cluster") what is in it:
//
//   a head     a piece starts here, so many bytes into the cluster, and lies in
//              that block of the image; plain, or compressed in one of two ways
//   no head    the piece goes on; the first such cluster of a piece may say how
//              many blocks the piece has
//
// A piece ends where the next one starts. An index is a table with eight bytes
// for each cluster, or compact: packs of two or sixteen clusters, in which an
// entry has 12 bits of a number and 2 of a kind, and a pack one block number
// for all of its heads.
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Blocks.h"
#include "binscan/filesystems/Erofs.h"

#include <algorithm>
#include <vector>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

enum Kind : std::uint8_t { PlainHead, Head, NoHead, OtherHead };

/// What the header of an index says.
enum Advice : std::uint16_t {
  HasPairs = 1,       ///< packs of sixteen
  HasLargePieces = 2, ///< of more than one block
  HasInlineTail = 8,  ///< the last piece lies behind the index
  KnownAdvice = 1 | 2 | 4 | 8,
};

struct Cluster {
  std::uint8_t Of = NoHead;
  std::uint64_t Start = 0;  ///< of a head: bytes into the cluster
  std::uint64_t Block = 0;  ///< of a head
  std::uint64_t Blocks = 0; ///< of a piece; 0 if the cluster does not say
};

struct Piece {
  std::uint64_t Start = 0; ///< in the file
  std::uint64_t Block = 0;
  std::uint64_t Blocks = 1;
  std::uint8_t Of = Head;
};

/// Of a number where no head is: that it counts the blocks of the piece.
constexpr std::uint32_t CountMark = 0x800;

class Index {
public:
  Index(const Ordered &Image, const ErofsSuper &Super, const ErofsPacked &File)
      : Image(Image), File(File),
        Clusters((File.Size + Super.blockSize() - 1) >> Super.BlockLog),
        HeaderAt((File.IndexAt + 7) / 8 * 8) {}

  std::uint16_t advice() const { return Image.u16(HeaderAt + 4); }
  std::uint8_t algorithm() const { return Image.u8(HeaderAt + 6) & 15; }
  bool isLarge() const { return advice() & HasLargePieces; }
  /// Whether clusters are as long as blocks, as far as is known.
  bool isSupported() const {
    return (Image.u8(HeaderAt + 7) & 7) == 0 && (advice() & ~KnownAdvice) == 0;
  }
  std::uint64_t tailSize() const {
    return advice() & HasInlineTail ? Image.u16(HeaderAt + 2) : 0;
  }
  std::uint64_t tailAt() const { return End; }

  /// All clusters; nothing when the index is not all there.
  std::optional<std::vector<Cluster>> read() {
    std::vector<Cluster> All;
    // An entry has two bytes at the least.
    if (Clusters > Image.size() / 2)
      return std::nullopt;
    All.reserve(Clusters);
    return (File.IsCompact ? readCompact(All) : readTable(All))
               ? std::optional(std::move(All))
               : std::nullopt;
  }

private:
  static constexpr std::uint64_t HeaderSize = 8;

  bool readTable(std::vector<Cluster> &All) {
    constexpr std::uint64_t Padding = 8, EntrySize = 8;
    const std::uint64_t At = HeaderAt + HeaderSize + Padding;
    const std::optional<Ordered> Table = Image.slice(At, Clusters * EntrySize);
    if (!Table)
      return false;
    for (std::uint64_t I = 0; I != Clusters; ++I) {
      const Ordered Entry = Table->from(I * EntrySize);
      Cluster C;
      C.Of = Entry.u16(0) & 3;
      if (C.Of == NoHead)
        C.Blocks = countIn(Entry.u16(4));
      else
        C.Start = Entry.u16(2), C.Block = Entry.u32(4);
      All.push_back(C);
    }
    End = At + Clusters * EntrySize;
    return true;
  }

  static std::uint64_t countIn(std::uint32_t Number) {
    return Number & CountMark ? Number & ~CountMark : 0;
  }

  /// Pairs up to where packs of sixteen would be aligned, then those as far as
  /// they are full, then pairs again.
  bool readCompact(std::vector<Cluster> &All) {
    constexpr std::uint64_t PackAlignment = 32, PairSize = 4;
    const std::uint64_t At = HeaderAt + HeaderSize;
    std::uint64_t First =
        (PackAlignment - At % PackAlignment) % PackAlignment / PairSize;
    First = std::min(First, Clusters);
    const std::uint64_t Middle =
        advice() & HasPairs ? (Clusters - First) / 16 * 16 : 0;
    End = At;
    return readPacks(2, First, All) && readPacks(16, Middle, All) &&
           readPacks(2, Clusters - First - Middle, All);
  }

  /// Packs of \p Each clusters, which have \p Count in all.
  bool readPacks(std::uint64_t Each, std::uint64_t Count,
                 std::vector<Cluster> &All) {
    const std::uint64_t PackSize = Each * (Each == 2 ? 4 : 2);
    for (std::uint64_t Done = 0; Done < Count; Done += Each) {
      const std::optional<Ordered> Pack = Image.slice(End, PackSize);
      if (!Pack)
        return false;
      readPack(*Pack, Each, std::min(Each, Count - Done), All);
      End += PackSize;
    }
    return true;
  }

  void readPack(const Ordered &Pack, std::uint64_t Each, std::uint64_t Count,
                std::vector<Cluster> &All) const {
    constexpr unsigned NumberBits = 12, KindBits = 2;
    const std::uint64_t NumberAt = Pack.size() - 4;
    const std::uint64_t EntryBits = NumberAt * 8 / Each;
    // Where pieces have one block each, the number is that of the block before.
    std::uint64_t Next = Pack.u32(NumberAt) + (isLarge() ? 0 : 1);
    for (std::uint64_t I = 0; I != Count; ++I) {
      const std::uint32_t Number = Pack.bits(I * EntryBits, NumberBits);
      Cluster C;
      C.Of = static_cast<std::uint8_t>(
          Pack.bits(I * EntryBits + NumberBits, KindBits));
      if (C.Of != NoHead) {
        C.Start = Number;
        C.Block = Next++;
      } else if (const std::uint64_t Blocks = countIn(Number); Blocks != 0) {
        C.Blocks = Blocks;
        // The head before has counted as one block, if it is in this pack.
        Next += Blocks - (I == 0 ? 0 : 1);
      }
      All.push_back(C);
    }
  }

  const Ordered &Image;
  const ErofsPacked &File;
  std::uint64_t Clusters;
  std::uint64_t HeaderAt;
  std::uint64_t End = 0;
};

std::vector<Piece> piecesOf(const std::vector<Cluster> &Clusters,
                            const ErofsPacked &File, unsigned BlockLog) {
  std::vector<Piece> Pieces;
  for (std::size_t I = 0; I != Clusters.size(); ++I) {
    const Cluster &C = Clusters[I];
    const std::uint64_t Start = (std::uint64_t(I) << BlockLog) + C.Start;
    // A head may stand for the end of the file.
    if (C.Of != NoHead && Start < File.Size)
      Pieces.push_back({Start, C.Block, 1, C.Of});
    else if (C.Blocks != 0 && !Pieces.empty())
      Pieces.back().Blocks = C.Blocks;
  }
  return Pieces;
}

/// Unpacks LZ4 that ends with the input, and starts behind zeros that fill it
/// up; or, in old images, starts at once and ends before them.
bool unpackLz4(Bytes In, Output Out, bool IsFilledInFront) {
  if (IsFilledInFront)
    while (!In.empty() && *In.begin() == 0)
      In = In.from(1);
  const BlockSize Size = decodeLz4Start(In, Out);
  return Size && *Size == Out.size();
}

} // namespace

std::string binscan::unpackErofsFile(const Ordered &Image,
                                     const ErofsSuper &Super,
                                     const ErofsPacked &File,
                                     std::span<std::uint8_t> Out) {
  constexpr std::uint32_t FillsInFront = 1;
  constexpr std::uint8_t Lz4 = 0;
  Index Of(Image, Super, File);
  const auto Clusters = Of.read();
  if (!Clusters)
    return "its index goes past the end";
  if (!Of.isSupported() || (File.IsCompact && Super.BlockLog != 12))
    return "its index is of a kind that is not known";
  const std::vector<Piece> Pieces = piecesOf(*Clusters, File, Super.BlockLog);
  if (!Out.empty() && (Pieces.empty() || Pieces.front().Start != 0))
    return "its index is damaged";
  std::string Damage;
  for (std::size_t I = 0; I != Pieces.size(); ++I) {
    const Piece &P = Pieces[I];
    const bool IsLast = I + 1 == Pieces.size();
    const std::uint64_t End = std::min<std::uint64_t>(
        IsLast ? File.Size : Pieces[I + 1].Start, Out.size());
    if (P.Start >= End)
      continue;
    const Output To = Out.subspan(P.Start, End - P.Start);
    const bool IsTail = IsLast && Of.tailSize() != 0;
    const std::optional<Ordered> From =
        IsTail ? Image.slice(Of.tailAt(), Of.tailSize())
               : Image.slice(P.Block << Super.BlockLog,
                             P.Blocks << Super.BlockLog);
    if (!From)
      Damage = "a piece lies past the end";
    else if (P.Of == PlainHead && To.size() <= From->size())
      std::copy_n(From->bytes().begin(), To.size(), To.begin());
    else if (P.Of == PlainHead)
      Damage = "a piece is longer than its block";
    else if (P.Of != Head || Of.algorithm() != Lz4)
      Damage = "it is compressed in a way that is not known";
    else if (!unpackLz4(From->bytes(), To, Super.Features & FillsInFront))
      Damage = "a piece cannot be decompressed";
  }
  return Damage;
}
