//===- binscan/filesystems/Jffs2.cpp - JFFS2 --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Jffs2.h"

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

std::uint32_t binscan::jffs2Crc(Bytes Part) { return ~crc32(Part, ~0U); }

std::optional<Jffs2Node> binscan::readJffs2Node(const Ordered &Log,
                                                std::uint64_t At) {
  constexpr std::uint64_t CrcAt = 8;
  constexpr std::uint16_t Accurate = 0x2000;
  const std::optional<Ordered> H = Log.slice(At, Jffs2Node::HeaderSize);
  if (!H || H->u16(0) != Jffs2Node::Magic)
    return std::nullopt;
  Jffs2Node N;
  N.IsObsolete = !(H->u16(2) & Accurate);
  N.Kind = H->u16(2) | Accurate;
  N.Length = H->u32(4);
  // The checksum is of the type as it was before the node became obsolete.
  std::array<std::uint8_t, CrcAt> Summed{};
  std::copy_n(H->bytes().begin(), CrcAt, Summed.begin());
  Summed[H->order() == ByteOrder::Big ? 2 : 3] |= Accurate >> 8;
  if (N.Length < Jffs2Node::HeaderSize || !Log.slice(At, N.Length) ||
      jffs2Crc(Bytes(Summed)) != H->u32(CrcAt))
    return std::nullopt;
  return N;
}

std::optional<std::uint64_t> binscan::nextJffs2Node(const Ordered &Log,
                                                    std::uint64_t At) {
  constexpr std::uint64_t LargestEraseBlock = std::uint64_t(512) << 10;
  const std::uint64_t End =
      At + std::min(LargestEraseBlock, Log.from(At).size());
  for (At = (At + 3) & ~std::uint64_t(3); At < End; At += 4)
    if (Log.u16(At) == Jffs2Node::Magic && readJffs2Node(Log, At))
      return At;
  return std::nullopt;
}

std::optional<ByteOrder> binscan::jffs2Order(Bytes Log) {
  for (const ByteOrder Order : {ByteOrder::Little, ByteOrder::Big})
    if (readJffs2Node(Ordered(Log, Order), 0))
      return Order;
  return std::nullopt;
}

bool binscan::decodeRtime(Bytes In, Output Out) {
  std::array<std::size_t, 256> After{};
  std::size_t Written = 0;
  for (std::uint64_t At = 0; Written < Out.size(); At += 2) {
    if (!In.contains(At, 2))
      return false;
    const std::uint8_t Byte = *In.u8(At);
    std::uint8_t Repeat = *In.u8(At + 1);
    Out[Written++] = Byte;
    std::size_t From = After[Byte];
    After[Byte] = Written;
    if (Repeat > Out.size() - Written)
      return false;
    for (; Repeat > 0; --Repeat)
      Out[Written++] = Out[From++];
  }
  return true;
}

namespace {

enum class Method : std::uint8_t {
  None = 0,
  Zero = 1,
  Rtime = 2,
  Copy = 4,
  Zlib = 6,
  Lzo = 7,
  Lzma = 8, ///< OpenWrt's
};

/// Where the fields of the nodes are.
namespace inode {
constexpr std::uint64_t Size = 68, NumberAt = 12, VersionAt = 16, ModeAt = 20,
                        UidAt = 24, GidAt = 26, SizeAt = 28, OffsetAt = 44,
                        PackedAt = 48, UnpackedAt = 52, MethodAt = 56,
                        DataCrcAt = 60, CrcAt = 64, Summed = 60;
}
namespace dirent {
constexpr std::uint64_t Size = 40, ParentAt = 12, VersionAt = 16, NumberAt = 20,
                        NameSizeAt = 28, CrcAt = 32, NameCrcAt = 36,
                        Summed = 32;
}

/// Decodes a part of a file; \p Out has the size that the node states.
bool decode(Method How, Bytes In, Output Out) {
  // As OpenWrt's patch has it, in which nothing else is possible.
  constexpr LzmaProperties Fixed{.Dictionary = 0x2000,
                                 .LiteralContext = 0,
                                 .LiteralPosition = 0,
                                 .Position = 0};
  switch (How) {
  case Method::None:
  case Method::Copy:
    if (In.size() < Out.size())
      return false;
    std::copy_n(In.begin(), Out.size(), Out.begin());
    return true;
  case Method::Zero:
    return true; // the page is made of zeros
  case Method::Rtime:
    return decodeRtime(In, Out);
  case Method::Zlib:
    return decodeZlibBlock(In, Out) == Out.size();
  case Method::Lzo:
    return decodeLzoBlock(In, Out) == Out.size();
  case Method::Lzma:
    return decodeRawLzmaBlock(In, Out, Fixed) == Out.size();
  }
  return false;
}

class Jffs2 final : public InodeSource {
public:
  explicit Jffs2(Ordered Log) : Log(Log) {
    for (std::optional<std::uint64_t> At = 0; At;) {
      const std::optional<Jffs2Node> N = readJffs2Node(Log, *At);
      if (N && !N->IsObsolete)
        enter(*N, Log.from(*At), *At);
      At = nextJffs2Node(Log, *At + (N ? N->stride() : 4));
    }
    for (auto &[Number, Parts] : Inodes)
      std::ranges::sort(
          Parts, {}, [](const Part &P) { return std::pair(P.Version, P.At); });
  }

  const NodeLog &names() const { return Names; }

  Listing list(std::uint64_t Directory) override {
    return Names.list(Directory);
  }

  std::optional<FileAttributes> attributesOf(std::uint64_t Number) override {
    const auto I = Inodes.find(Number);
    if (I == Inodes.end())
      return std::nullopt;
    const Ordered Last = Log.from(I->second.back().At);
    FileAttributes A =
        attributesOfMode(Last.u32(inode::ModeAt), Last.u16(inode::UidAt),
                         Last.u16(inode::GidAt));
    constexpr std::uint64_t LongestTarget = 4096;
    if (A.Type == FileType::Symlink) {
      const FileContent Target = read(Number, LongestTarget);
      A.LinkTarget.assign(Target.Data.begin(), Target.Data.end());
    } else if (isDevice(A)) {
      const FileContent Device = read(Number, sizeof(std::uint32_t));
      const Ordered D(Bytes(Device.Data), Log.order());
      if (D.size() == sizeof(std::uint16_t))
        setOldDevice(A, D.u16(0));
      else
        setNewDevice(A, D.u32(0));
    }
    return A;
  }

  FileContent read(std::uint64_t Number, std::uint64_t Allowed) override {
    FileContent C;
    const std::vector<Part> &Parts = Inodes.at(Number);
    const std::uint64_t Stated = sizeAt(Parts.back());
    C.IsTooLarge = Stated > Allowed;
    // A file that became shorter and then longer again has zeros there. Going
    // back in time, no part shows more than the file had afterwards.
    std::uint64_t Shown = std::min(Stated, Allowed);
    std::vector<std::uint64_t> Limits(Parts.size());
    for (std::size_t I = Parts.size(); I-- > 0;)
      Limits[I] = Shown = std::min(Shown, sizeAt(Parts[I]));
    C.Data.resize(std::min(Stated, Allowed));
    std::uint64_t Work = C.Data.size() + FreeWork;
    for (std::size_t I = 0; I != Parts.size(); ++I)
      if (!write(Parts[I], Limits[I], C.Data, Work))
        C.Damage = "a part of it is damaged or compressed in an unknown way";
    return C;
  }

private:
  /// Overwriting costs time and leaves nothing, so it has a limit.
  static constexpr std::uint64_t FreeWork = std::uint64_t(256) << 20;

  struct Part {
    std::uint32_t Version;
    std::uint64_t At;
  };

  std::uint64_t sizeAt(const Part &P) const {
    return Log.u32(P.At + inode::SizeAt);
  }

  void enter(const Jffs2Node &Node, const Ordered &N, std::uint64_t At) {
    if (Node.Kind == Jffs2Node::Inode)
      enterInode(Node, N, At);
    else if (Node.Kind == Jffs2Node::Dirent)
      enterName(Node, N);
  }

  void enterInode(const Jffs2Node &Node, const Ordered &N, std::uint64_t At) {
    if (Node.Length < inode::Size ||
        jffs2Crc(N.bytes().first(inode::Summed)) != N.u32(inode::CrcAt))
      Names.countDamaged();
    else
      Inodes[N.u32(inode::NumberAt)].push_back({N.u32(inode::VersionAt), At});
  }

  void enterName(const Jffs2Node &Node, const Ordered &N) {
    const std::optional<Bytes> Name =
        N.bytes().slice(dirent::Size, N.u8(dirent::NameSizeAt));
    if (Node.Length < dirent::Size || !Name ||
        Name->size() > Node.Length - dirent::Size ||
        jffs2Crc(N.bytes().first(dirent::Summed)) != N.u32(dirent::CrcAt) ||
        jffs2Crc(*Name) != N.u32(dirent::NameCrcAt)) {
      Names.countDamaged();
      return;
    }
    Names.enterName(N.u32(dirent::ParentAt), std::string(Name->text()),
                    N.u32(dirent::VersionAt), N.u32(dirent::NumberAt));
  }

  /// Writes a part of a file into \p File, of which \p Limit bytes count.
  bool write(const Part &P, std::uint64_t Limit,
             std::vector<std::uint8_t> &File, std::uint64_t &Work) const {
    // No page of Linux is larger, and no part is larger than a page.
    constexpr std::uint32_t LargestPage = 64 * 1024;
    const Ordered N = Log.from(P.At);
    const std::uint64_t Offset = N.u32(inode::OffsetAt);
    const std::uint32_t Size = N.u32(inode::UnpackedAt);
    const std::uint32_t Packed = N.u32(inode::PackedAt);
    if (Size == 0)
      return true;
    const std::optional<Bytes> Data = N.bytes().slice(inode::Size, Packed);
    const auto How = static_cast<Method>(N.u8(inode::MethodAt));
    if (!Data || Packed > N.u32(4) - inode::Size || Size > LargestPage ||
        Work < Size || jffs2Crc(*Data) != N.u32(inode::DataCrcAt))
      return false;
    Work -= Size;
    std::vector<std::uint8_t> Page(Size);
    if (!decode(How, *Data, Page))
      return false;
    if (Offset < Limit)
      std::copy_n(Page.begin(), std::min<std::uint64_t>(Size, Limit - Offset),
                  File.begin() + static_cast<std::ptrdiff_t>(Offset));
    return true;
  }

  Ordered Log;
  std::map<std::uint64_t, std::vector<Part>> Inodes;
  NodeLog Names;
};

} // namespace

void binscan::unpackJffs2(Unpacking &U) {
  constexpr std::uint64_t Root = 1;
  const std::optional<ByteOrder> Order = jffs2Order(U.bytes());
  if (!Order)
    return;
  Jffs2 From(Ordered(U.bytes(), *Order));
  From.names().reportDamaged(U);
  walkInodes(From, Root, U);
}
