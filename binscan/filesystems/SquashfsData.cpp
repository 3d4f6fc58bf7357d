//===- binscan/filesystems/SquashfsData.cpp - Files of a SquashFS *- C++ -*-==//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nearly all the time that an image takes goes into decompressing blocks, which
// know nothing of each other. So the whole tree is gone through first, for what
// files there are; then all their blocks are decoded, on as many threads as are
// allowed, each straight to where it belongs; and then the tree is built. What
// comes out is the same for any number of threads.
//
//===----------------------------------------------------------------------===//

#include "binscan/Parallel.h"
#include "binscan/filesystems/SquashfsTables.h"

#include <algorithm>
#include <set>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// A file, and what becomes of it.
struct FileJob {
  SquashfsInode Inode;
  FileContent Content;
};

class Squashfs final : public InodeSource {
public:
  Squashfs(Bytes Image, const SquashfsSuper &Super, const SquashfsCodec &Codec,
           Threads &Pool)
      : Image(Image.first(Super.BytesUsed)), Super(Super), Codec(Codec),
        Pool(Pool), Tables(Image, Super, Codec) {}

  /// Reads all files, as far as they are within the limits; the rest is left
  /// to be read one by one, for whoever counts to see where they end.
  void readAhead(const StreamLimits &Limits) {
    const std::uint64_t Each = Limits.allowed(Image.size());
    std::uint64_t Left = Limits.Remaining;
    std::vector<FileJob> Files;
    std::vector<std::uint64_t> References;
    std::set<std::uint64_t> Seen{Super.Root};
    std::vector<std::uint64_t> Pending{Super.Root};
    constexpr std::size_t MostInodes = 1'000'000;
    while (!Pending.empty() && Seen.size() < MostInodes) {
      const std::uint64_t Directory = Pending.back();
      Pending.pop_back();
      for (const Entry &E : list(Directory).Entries) {
        if (!Seen.insert(E.Inode).second)
          continue;
        std::optional<SquashfsInode> I = Tables.inode(E.Inode, Each);
        if (!I)
          continue;
        if (I->File.Type == FileType::Directory)
          Pending.push_back(E.Inode);
        if (I->File.Type != FileType::Regular || I->Size > Each ||
            I->Size > Left)
          continue;
        Left -= I->Size;
        References.push_back(E.Inode);
        Files.push_back({std::move(*I), {}});
      }
    }
    decode(Files);
    for (std::size_t I = 0; I != Files.size(); ++I)
      Ahead.emplace(References[I], std::move(Files[I].Content));
  }

  Listing list(std::uint64_t Directory) override {
    const std::optional<SquashfsInode> I = Tables.inode(Directory, 0);
    return I ? Tables.list(*I) : Listing{{}, "its inode is damaged"};
  }

  std::optional<FileAttributes> attributesOf(std::uint64_t Number) override {
    std::optional<SquashfsInode> I = Tables.inode(Number, 0);
    return I ? std::optional(std::move(I->File)) : std::nullopt;
  }

  FileContent read(std::uint64_t Number, std::uint64_t Allowed) override {
    if (const auto Known = Ahead.find(Number); Known != Ahead.end())
      return std::move(Known->second);
    std::vector<FileJob> One(1);
    if (std::optional<SquashfsInode> I = Tables.inode(Number, Allowed))
      One[0].Inode = std::move(*I);
    else
      return {{}, "its list of blocks is damaged"};
    const bool IsTooLarge = One[0].Inode.Size > Allowed;
    One[0].Inode.Size = std::min(One[0].Inode.Size, Allowed);
    if (IsTooLarge)
      One[0].Inode.Fragment = SquashfsInode::NoFragment;
    decode(One);
    One[0].Content.IsTooLarge = IsTooLarge;
    return std::move(One[0].Content);
  }

private:
  /// A part of a file, and where in the decoded block it is.
  struct Part {
    std::size_t File;
    std::uint64_t FileOffset, Length;
    std::uint64_t BlockOffset = 0;
  };
  /// A block to decode, with everything that it holds.
  struct BlockJob {
    SquashfsBlock Block;
    std::vector<Part> Parts;
    bool IsFragment = false;
    bool IsDamaged = false;
  };

  void decode(std::vector<FileJob> &Files) {
    std::vector<BlockJob> Work;
    std::map<std::uint32_t, std::size_t> Fragments;
    for (std::size_t F = 0; F != Files.size(); ++F)
      plan(F, Files[F], Work, Fragments);
    parallelFor(Work.size(), Pool,
                [&](std::size_t I) { decode(Work[I], Files); });
    for (const BlockJob &J : Work)
      for (const Part &P : J.Parts)
        if (J.IsDamaged)
          Files[P.File].Content.Damage =
              "a block cannot be decompressed, or lies past the end";
  }

  void plan(std::size_t Index, FileJob &File, std::vector<BlockJob> &Work,
            std::map<std::uint32_t, std::size_t> &Fragments) {
    const SquashfsInode &I = File.Inode;
    File.Content.Data.resize(I.Size);
    std::uint64_t At = I.Start;
    std::uint64_t Offset = 0;
    for (const std::uint32_t SizeWord : I.Blocks) {
      const std::uint64_t Length =
          std::min<std::uint64_t>(Super.BlockSize, I.Size - Offset);
      const std::uint64_t Size = SizeWord & (SquashfsInode::NotCompressed - 1);
      if (Size != 0) // else: zeros
        Work.push_back({{At, SizeWord}, {{Index, Offset, Length}}});
      At += Size;
      Offset += Length;
    }
    if (I.Fragment == SquashfsInode::NoFragment || Offset == I.Size)
      return;
    const auto [Known, IsNew] = Fragments.try_emplace(I.Fragment, Work.size());
    if (IsNew) {
      const std::optional<SquashfsBlock> B = Tables.fragment(I.Fragment);
      Work.push_back({B.value_or(SquashfsBlock()), {}, true, !B});
    }
    Work[Known->second].Parts.push_back(
        {Index, Offset, I.Size - Offset, I.FragmentOffset});
  }

  /// Decodes a block to where its parts belong; safe on any thread, because no
  /// two blocks hold the same part of a file.
  void decode(BlockJob &J, std::vector<FileJob> &Files) const {
    if (J.IsDamaged)
      return;
    const auto Place = [&](const Part &P) {
      return Output(Files[P.File].Content.Data).subspan(P.FileOffset, P.Length);
    };
    if (!J.IsFragment) {
      const Part &P = J.Parts.front();
      // A file that is read in part may end inside of a block.
      const bool IsWhole = P.Length == Super.BlockSize;
      J.IsDamaged = decode(J.Block, Place(P)) != P.Length &&
                    (IsWhole || !decodePart(J.Block, Place(P)));
      return;
    }
    std::vector<std::uint8_t> Fragment(Super.BlockSize);
    const BlockSize Size = decode(J.Block, Fragment);
    const Bytes Decoded = Bytes(Fragment).first(Size.value_or(0));
    for (const Part &P : J.Parts) {
      const std::optional<Bytes> From = Decoded.slice(P.BlockOffset, P.Length);
      if (From)
        std::ranges::copy(*From, Place(P).begin());
      else
        J.IsDamaged = true;
    }
  }

  BlockSize decode(const SquashfsBlock &B, Output Out) const {
    const std::uint64_t Size = B.SizeWord & (SquashfsInode::NotCompressed - 1);
    const std::optional<Bytes> Data = Image.slice(B.At, Size);
    if (!Data)
      return std::nullopt;
    if (!(B.SizeWord & SquashfsInode::NotCompressed))
      return Codec.decode(*Data, Out);
    const Bytes Fitting = Data->first(Out.size());
    std::ranges::copy(Fitting, Out.begin());
    return Fitting.size();
  }

  /// Decodes a whole block and keeps its start.
  bool decodePart(const SquashfsBlock &B, Output Out) const {
    std::vector<std::uint8_t> Whole(Super.BlockSize);
    const BlockSize Size = decode(B, Whole);
    if (!Size || *Size < Out.size())
      return false;
    std::copy_n(Whole.begin(), Out.size(), Out.begin());
    return true;
  }

  Bytes Image;
  const SquashfsSuper &Super;
  SquashfsCodec Codec;
  Threads &Pool;
  SquashfsTables Tables;
  std::map<std::uint64_t, FileContent> Ahead;
};

} // namespace

void binscan::unpackSquashfs(Unpacking &U) {
  const std::optional<SquashfsSuper> Super = readSquashfsSuper(U.bytes());
  const std::optional<SquashfsCodec> Codec =
      Super ? findSquashfsCodec(U.bytes(), *Super) : std::nullopt;
  if (!Codec) {
    U.damaged("could not be opened: its root directory is damaged, or its "
              "compression is not known");
    return;
  }
  Squashfs From(U.bytes(), *Super, *Codec, U.threads());
  From.readAhead(U.limits());
  walkInodes(From, Super->Root, U);
}
