//===- binscan/filesystems/Ubifs.cpp - UBIFS --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// UBIFS (fs/ubifs/ubifs-media.h) is a log of nodes with an index over it. The
// index is not needed to read it: every node says what it is about and has a
// sequence number, and the highest one holds. So all nodes are gone through,
// which also works where the index is damaged or was not yet written. Nodes are
// little-endian and at multiples of 8.
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Ubifs.h"

#include "binscan/adapters/Blocks.h"
#include "binscan/adapters/Streams.h"
#include "binscan/filesystems/Inode.h"
#include "binscan/filesystems/NodeLog.h"
#include "binscan/filesystems/Walk.h"

#include <algorithm>
#include <array>
#include <map>

using namespace firmcop;
using namespace firmcop::binscan;

static constexpr std::uint32_t Magic = 0x06101831;
static constexpr std::uint64_t HeaderSize = 24, KeyAt = 24, BlockBytes = 4096;

std::optional<UbifsNode> binscan::readUbifsNode(Bytes Volume,
                                                std::uint64_t At) {
  constexpr std::uint64_t CrcAt = 4, SummedFrom = 8, SequenceAt = 8,
                          LengthAt = 16, TypeAt = 20;
  const Ordered N(Volume.from(At), ByteOrder::Little);
  if (N.u32(0) != Magic)
    return std::nullopt;
  const std::optional<Ordered> Whole = N.slice(0, N.u32(LengthAt));
  if (!Whole || Whole->size() < HeaderSize ||
      ~crc32(Whole->bytes().from(SummedFrom)) != N.u32(CrcAt))
    return std::nullopt;
  return UbifsNode{N.u8(TypeAt), N.u64(SequenceAt), *Whole};
}

std::optional<std::uint64_t> binscan::ubifsSize(Bytes Volume) {
  constexpr std::uint64_t SuperSize = 4096, BlockSizeAt = 36, BlocksAt = 40;
  const std::optional<UbifsNode> N = readUbifsNode(Volume, 0);
  if (!N || N->Type != UbifsNode::Super || N->Content.size() != SuperSize)
    return std::nullopt;
  const std::uint64_t BlockSize = N->Content.u32(BlockSizeAt);
  const std::uint64_t Blocks = N->Content.u32(BlocksAt);
  if (BlockSize < SuperSize || Blocks == 0)
    return std::nullopt;
  return BlockSize * Blocks;
}

namespace {

enum class Method : std::uint16_t { None, Lzo, Zlib, Zstd };

class Ubifs final : public InodeSource {
public:
  explicit Ubifs(Bytes Volume) : Volume(Volume) {
    for (std::uint64_t At = 0; At < Volume.size();) {
      const std::optional<UbifsNode> N = readUbifsNode(Volume, At);
      if (N)
        enter(*N);
      else if (Volume.hasAt(At, "\x31\x18\x10\x06"))
        Names.countDamaged();
      At += N ? (N->Content.size() + 7) & ~std::uint64_t(7) : 8;
    }
  }

  const NodeLog &names() const { return Names; }

  Listing list(std::uint64_t Directory) override {
    return Names.list(Directory);
  }

  std::optional<FileAttributes> attributesOf(std::uint64_t Number) override {
    constexpr std::uint64_t UidAt = 96, GidAt = 100, ModeAt = 104,
                            DataSizeAt = 112, DataAt = 160;
    const auto I = Inodes.find(Number);
    if (I == Inodes.end())
      return std::nullopt;
    const Ordered &N = I->second.Content;
    FileAttributes A =
        attributesOfMode(N.u32(ModeAt), N.u32(UidAt), N.u32(GidAt));
    const Ordered Data = N.from(DataAt);
    if (A.Type == FileType::Symlink)
      A.LinkTarget = Data.bytes().first(N.u32(DataSizeAt)).text();
    else if (isDevice(A))
      setNewDevice(A, Data.u32(0));
    return A;
  }

  FileContent read(std::uint64_t Number, std::uint64_t Allowed) override {
    constexpr std::uint64_t SizeAt = 48;
    FileContent C;
    const std::uint64_t Size = Inodes.at(Number).Content.u64(SizeAt);
    C.IsTooLarge = Size > Allowed;
    C.Data.resize(std::min(Size, Allowed));
    const auto Cut = Truncations.find(Number);
    const auto First = Parts.lower_bound({Number, 0});
    for (auto I = First; I != Parts.end() && I->first.first == Number; ++I) {
      const std::uint64_t At = std::uint64_t(I->first.second) * BlockBytes;
      if (At >= C.Data.size())
        break;
      // What was cut off must not come back when the file grows again.
      const bool IsCut = Cut != Truncations.end() &&
                         I->second.Sequence < Cut->second.Sequence &&
                         At >= Cut->second.Size;
      if (!IsCut && !write(I->second.Content, Output(C.Data).subspan(At)))
        C.Damage = "a block cannot be decompressed";
    }
    return C;
  }

private:
  struct Truncation {
    std::uint64_t Sequence = 0;
    std::uint64_t Size = 0;
  };

  /// Keeps \p New if it is newer than what is known.
  template <class T> static void keepNewer(T &Known, const T &New) {
    if (New.Sequence >= Known.Sequence)
      Known = New;
  }

  void enter(const UbifsNode &N) {
    constexpr std::uint64_t BlockAt = KeyAt + 4, InodeSize = 160, DataSize = 48,
                            NameAt = 56, NewSizeAt = 48, TruncationSize = 56,
                            TargetAt = 40, NameSizeAt = 50;
    constexpr std::uint32_t BlockMask = (1U << 29) - 1;
    const Ordered &B = N.Content;
    const std::uint32_t About = B.u32(KeyAt);
    if (N.Type == UbifsNode::Inode && B.size() >= InodeSize) {
      keepNewer(Inodes[About], N);
    } else if (N.Type == UbifsNode::Data && B.size() >= DataSize) {
      keepNewer(Parts[{About, B.u32(BlockAt) & BlockMask}], N);
    } else if (N.Type == UbifsNode::Truncation && B.size() >= TruncationSize) {
      // A truncation has no key: its inode stands where others have one.
      keepNewer(Truncations[About], {N.Sequence, B.u64(NewSizeAt)});
    } else if (N.Type == UbifsNode::Dirent) {
      const auto Text = B.bytes().slice(NameAt, B.u16(NameSizeAt));
      if (Text)
        Names.enterName(About, std::string(Text->text()), N.Sequence,
                        B.u64(TargetAt));
      else
        Names.countDamaged();
    }
  }

  /// Writes a data node to where it belongs.
  static bool write(const Ordered &N, Output Out) {
    constexpr std::uint64_t SizeAt = 40, MethodAt = 44, DataAt = 48;
    const std::uint32_t Size = N.u32(SizeAt);
    if (Size > BlockBytes)
      return false;
    std::array<std::uint8_t, BlockBytes> Block{};
    const Output Whole = Output(Block).first(Size);
    const Bytes Data = N.bytes().from(DataAt);
    BlockSize Got;
    switch (static_cast<Method>(N.u16(MethodAt))) {
    case Method::None:
      Got = std::min<std::uint64_t>(Data.size(), Size);
      std::ranges::copy(Data.first(Size), Block.begin());
      break;
    case Method::Lzo:
      Got = decodeLzoBlock(Data, Whole);
      break;
    case Method::Zlib:
      Got = decodeDeflateBlock(Data, Whole);
      break;
    case Method::Zstd:
      Got = decodeZstdBlock(Data, Whole);
      break;
    }
    if (Got != Size)
      return false;
    std::copy_n(Block.begin(), std::min<std::size_t>(Size, Out.size()),
                Out.begin());
    return true;
  }

  Bytes Volume;
  std::map<std::uint64_t, UbifsNode> Inodes;
  std::map<std::pair<std::uint64_t, std::uint32_t>, UbifsNode> Parts;
  std::map<std::uint64_t, Truncation> Truncations;
  NodeLog Names;
};

} // namespace

void binscan::unpackUbifs(Unpacking &U) {
  constexpr std::uint64_t Root = 1;
  Ubifs From(U.bytes());
  From.names().reportDamaged(U);
  walkInodes(From, Root, U);
}
