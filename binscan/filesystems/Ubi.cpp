//===- binscan/filesystems/Ubi.cpp - UBI volumes ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// UBI (drivers/mtd/ubi/ubi-media.h) spreads volumes over the erase blocks of a
// flash. Each block starts with a header "UBI#" that counts its erasures, and
// when it is in use has a second one, "UBI!", that says which block of which
// volume it holds. Of two blocks that hold the same one, the newer counts. All
// numbers are big-endian. A volume of its own has the names of the others.
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Ubi.h"

#include "binscan/Ordered.h"
#include "binscan/adapters/Streams.h"

#include <algorithm>
#include <map>
#include <vector>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

constexpr std::string_view EraseMagic("UBI#\1", 5), VolumeMagic("UBI!\1", 5);
constexpr std::uint64_t HeaderSize = 64, CrcAt = 60;
constexpr std::uint32_t VolumeTableId = 0x7FFFEFFF;

/// CRC-32 without the inversion at its end.
std::uint32_t ubiCrc(Bytes Part) { return ~crc32(Part); }

/// A header with that magic number and a right checksum.
std::optional<Ordered> header(Bytes Device, std::uint64_t At,
                              std::string_view Magic) {
  const std::optional<Bytes> B = Device.slice(At, HeaderSize);
  if (!B || !B->startsWith(Magic))
    return std::nullopt;
  const Ordered H(*B, ByteOrder::Big);
  return ubiCrc(B->first(CrcAt)) == H.u32(CrcAt) ? std::optional(H)
                                                 : std::nullopt;
}

/// A block of a volume.
struct LogicalBlock {
  std::uint64_t Sequence = 0;
  Bytes Content;
};

struct Volume {
  bool IsStatic = false;
  std::uint64_t Used = 0; ///< blocks that a static volume states to have
  std::map<std::uint32_t, LogicalBlock> Blocks; ///< by number
};

class UbiDevice {
public:
  UbiDevice(Bytes Device, const UbiLayout &Layout) : Device(Device) {
    for (std::uint64_t I = 0; I != Layout.Blocks; ++I)
      if (const auto Block =
              Device.slice(I * Layout.BlockSize, Layout.BlockSize))
        enter(*Block);
      else
        enter(Device.from(I * Layout.BlockSize));
  }

  void addVolumes(Unpacking &U) {
    const std::map<std::uint32_t, std::string> Names = names();
    if (Damaged > 0)
      U.damaged("has " + std::to_string(Damaged) +
                (Damaged == 1 ? " block" : " blocks") +
                " of a volume with a damaged header or place");
    for (const auto &[Id, V] : Volumes) {
      if (Id == VolumeTableId)
        continue;
      const auto Name = Names.find(Id);
      addVolume(U,
                Name != Names.end() ? Name->second
                                    : "volume-" + std::to_string(Id),
                V);
    }
  }

private:
  void enter(Bytes Block) {
    const std::optional<Ordered> Erase = header(Block, 0, EraseMagic);
    if (!Erase)
      return;
    const std::uint64_t VolumeAt = Erase->u32(16), DataAt = Erase->u32(20);
    const std::optional<Ordered> H = header(Block, VolumeAt, VolumeMagic);
    if (!H || DataAt >= Block.size()) {
      // A block that is free has no second header.
      const bool IsFree = Block.hasAt(VolumeAt, "\xFF\xFF\xFF\xFF");
      Damaged += IsFree ? 0 : 1;
      return;
    }
    constexpr std::uint8_t Static = 2;
    Volume &V = Volumes[H->u32(8)];
    V.IsStatic = H->u8(5) == Static;
    V.Used = H->u32(24);
    const std::uint64_t Sequence = H->u64(40);
    const auto [Known, IsNew] = V.Blocks.try_emplace(H->u32(12));
    if (!IsNew && Known->second.Sequence > Sequence)
      return;
    const Bytes Data = Block.from(DataAt);
    Known->second = {Sequence, V.IsStatic ? Data.first(H->u32(20)) : Data};
  }

  /// The volume table: records of 172 bytes, in two copies.
  std::map<std::uint32_t, std::string> names() const {
    constexpr std::uint64_t RecordSize = 172, NameSizeAt = 14, NameAt = 16,
                            RecordCrcAt = 168, MostName = 127;
    constexpr std::uint32_t MostVolumes = 128;
    std::map<std::uint32_t, std::string> Names;
    const auto Table = Volumes.find(VolumeTableId);
    if (Table == Volumes.end())
      return Names;
    for (const auto &[Number, Block] : Table->second.Blocks)
      for (std::uint32_t Id = 0; Id != MostVolumes; ++Id) {
        const std::optional<Bytes> Record =
            Block.Content.slice(Id * RecordSize, RecordSize);
        if (!Record)
          break;
        const Ordered R(*Record, ByteOrder::Big);
        const std::uint64_t Size = R.u16(NameSizeAt);
        if (Size == 0 || Size > MostName ||
            ubiCrc(Record->first(RecordCrcAt)) != R.u32(RecordCrcAt))
          continue;
        Names.emplace(Id, Record->from(NameAt).first(Size).text());
      }
    return Names;
  }

  void addVolume(Unpacking &U, const std::string &Name, const Volume &V) const {
    // Blocks that are not there read as erased, up to the last one that is.
    std::uint64_t BlockSize = 0;
    for (const auto &[Number, B] : V.Blocks)
      BlockSize = std::max(BlockSize, B.Content.size());
    const std::uint64_t Last = V.Blocks.rbegin()->first;
    const std::uint64_t Allowed = U.limits().allowed(Device.size());
    if (BlockSize == 0)
      return;
    if (Last >= Allowed / BlockSize) {
      U.tooLarge("has the volume '" + Name + "'");
      return;
    }
    std::vector<std::uint8_t> Content(
        Last * BlockSize + V.Blocks.rbegin()->second.Content.size(), 0xFF);
    const std::uint64_t Missing = std::max(Last + 1, V.Used) - V.Blocks.size();
    for (const auto &[Number, B] : V.Blocks)
      std::ranges::copy(B.Content,
                        Content.begin() +
                            static_cast<std::ptrdiff_t>(Number * BlockSize));
    if (V.IsStatic && Missing > 0)
      U.damaged("lacks " + std::to_string(Missing) + " of the blocks of '" +
                Name + "'");
    U.addSegment(Name, Blob(std::move(Content)));
  }

  Bytes Device;
  std::map<std::uint32_t, Volume> Volumes;
  std::uint64_t Damaged = 0;
};

} // namespace

std::optional<UbiLayout> binscan::readUbiLayout(Bytes Device) {
  constexpr std::uint64_t Smallest = 4096, Largest = std::uint64_t(4) << 20;
  const std::optional<Ordered> First = header(Device, 0, EraseMagic);
  if (!First)
    return std::nullopt;
  // Erase blocks are a power of two of bytes, and the second one need not be
  // good: what most headers agree on is the size.
  UbiLayout Best;
  std::uint64_t Most = 0;
  for (std::uint64_t Size = Smallest; Size <= Largest; Size *= 2) {
    std::uint64_t Count = 0, Last = 0;
    constexpr std::uint64_t LongestGap = 64;
    for (std::uint64_t I = 0;
         Device.contains(I * Size, HeaderSize) && I <= Last + LongestGap; ++I)
      if (header(Device, I * Size, EraseMagic)) {
        ++Count;
        Last = I;
      }
    // Half of the true size finds the same headers, but with gaps.
    if (Count >= Most && Count > 1) {
      Most = Count;
      Best = {Size, Last + 1};
    }
  }
  if (Most > 1)
    return Best;
  return UbiLayout{Device.size(), 1};
}

void binscan::unpackUbi(Unpacking &U) {
  if (const std::optional<UbiLayout> Layout = readUbiLayout(U.bytes()))
    UbiDevice(U.bytes(), *Layout).addVolumes(U);
}
