//===- binscan/readers/Nvs.cpp - ESP-IDF's non-volatile storage -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Nvs.h"

#include "binscan/Entropy.h"
#include "binscan/adapters/Streams.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace firmcop::binscan {
namespace {

constexpr std::uint64_t PageSize = 4096, EntrySize = 32, BitmapAt = 32,
                        EntriesAt = 64, EntryCount = 126;
constexpr std::uint32_t CrcStart = 0xFFFFFFFF;

/// What the first byte of an item's type says.
enum ItemType : std::uint8_t {
  SignedBit = 0x10, // the low digit is the size of an integer
  Text = 0x21,
  OldBlob = 0x41,
  BlobChunk = 0x42,
  BlobIndex = 0x48,
};

bool isPage(Bytes Page) {
  constexpr std::array<std::uint32_t, 4> States = {0xFFFFFFFE, 0xFFFFFFFC,
                                                   0xFFFFFFF8, 0xFFFFFFF0};
  constexpr std::uint8_t FirstVersion = 0xFF, SecondVersion = 0xFE;
  const auto State = Page.u32le(0), Crc = Page.u32le(28);
  const auto Version = Page.u8(8);
  return Crc && Page.contains(0, PageSize) &&
         std::ranges::find(States, *State) != States.end() &&
         (*Version == FirstVersion || *Version == SecondVersion) &&
         crc32(*Page.slice(4, 24), CrcStart) == *Crc;
}

class Reader {
public:
  explicit Reader(Bytes Input) : Input(Input) {}

  std::optional<NvsStore> run() {
    for (std::uint64_t At = 0; Input.contains(At, PageSize); At += PageSize) {
      const Bytes Page = *Input.slice(At, PageSize);
      if (isPage(Page)) {
        readPage(Page, At);
        ++Store.Pages;
        Store.Length = At + PageSize;
      } else if (repeatedByte(Page) != 0xFF) {
        break;
      }
    }
    if (Store.Pages == 0)
      return std::nullopt;
    joinBlobs();
    nameNamespaces();
    std::ranges::sort(Store.Entries, {}, &NvsEntry::Offset);
    return std::move(Store);
  }

private:
  struct Item {
    NvsEntry Entry;
    std::uint8_t Space;
    std::uint8_t Type;
    std::uint8_t Chunk;
    std::uint8_t Count; ///< of chunks, in an index
    std::uint32_t Size; ///< of the whole blob, in an index
  };

  void readPage(Bytes Page, std::uint64_t PageAt) {
    enum State : std::uint8_t { Erased = 0, Written = 2, Empty = 3 };
    for (std::uint64_t I = 0; I < EntryCount;) {
      const auto Bits = static_cast<std::uint8_t>(
          *Page.u8(BitmapAt + I / 4) >> I % 4 * 2 & 3);
      std::uint64_t Span = 1;
      if (Bits == Written || Bits == Erased)
        Span = readItem(Page, I, PageAt, Bits == Erased);
      I += Span;
    }
  }

  /// Gives the number of entries to go on by.
  std::uint64_t readItem(Bytes Page, std::uint64_t Index, std::uint64_t PageAt,
                         bool IsErased) {
    const std::uint64_t At = EntriesAt + Index * EntrySize;
    const Bytes B = *Page.slice(At, EntrySize);
    const std::uint8_t Space = *B.u8(0), Type = *B.u8(1), Span = *B.u8(2);
    const std::uint32_t Seen = crc32(B.from(8), crc32(B.first(4), CrcStart));
    if (Seen != *B.u32le(4) || Span == 0 || Span > EntryCount - Index) {
      Store.Unreadable += IsErased ? 0 : 1;
      return 1;
    }
    Item I{{}, Space, Type, *B.u8(3), 0, 0};
    const std::string_view Key = B.slice(8, 16)->text();
    I.Entry.Key = Key.substr(0, Key.find('\0'));
    I.Entry.Offset = PageAt + At;
    I.Entry.IsErased = IsErased;
    I.Entry.ChecksumIsRight = true;
    if (Type == Text || Type == OldBlob || Type == BlobChunk) {
      const Bytes Room = *Page.slice(At + EntrySize, (Span - 1) * EntrySize);
      const Bytes Value = Room.first(*B.u16le(24));
      I.Entry.ChecksumIsRight = crc32(Value, CrcStart) == *B.u32le(28);
      I.Entry.Value = Value.text();
      if (Type == Text && I.Entry.Value.ends_with('\0'))
        I.Entry.Value.pop_back();
      I.Entry.Type = Type == Text ? NvsEntry::Kind::Text : NvsEntry::Kind::Blob;
    } else if (Type == BlobIndex) {
      I.Size = *B.u32le(24);
      I.Count = *B.u8(28);
      I.Chunk = *B.u8(29);
    } else {
      const unsigned Size = Type & ~SignedBit;
      if (Size != 1 && Size != 2 && Size != 4 && Size != 8)
        return Span;
      I.Entry.Integer =
          *B.u64le(24) &
          (Size == 8 ? UINT64_MAX : (std::uint64_t(1) << Size * 8) - 1);
    }
    enter(std::move(I));
    return Span;
  }

  void enter(Item I) {
    if (I.Space == 0) {
      if (!I.Entry.IsErased ||
          !Names.contains(static_cast<std::uint8_t>(I.Entry.Integer)))
        Names[static_cast<std::uint8_t>(I.Entry.Integer)] = I.Entry.Key;
    } else if (I.Type == BlobIndex) {
      Indices.push_back(std::move(I));
    } else if (I.Type == BlobChunk) {
      Chunks[{I.Space, I.Entry.Key, I.Chunk}].push_back(std::move(I));
    } else {
      Spaces[I.Entry.Offset] = I.Space;
      Store.Entries.push_back(std::move(I.Entry));
    }
  }

  /// Makes one entry of the chunks that an index adds up. Chunks that no index
  /// knows are entries of their own: the rest of an older value.
  void joinBlobs() {
    for (Item &Index : Indices) {
      NvsEntry Blob = Index.Entry;
      Blob.Type = NvsEntry::Kind::Blob;
      for (unsigned N = 0; N != Index.Count; ++N) {
        const auto Place =
            Chunks.find({Index.Space, Blob.Key,
                         static_cast<std::uint8_t>(Index.Chunk + N)});
        const auto Chunk =
            Place == Chunks.end()
                ? std::vector<Item>::iterator()
                : std::ranges::find_if(Place->second, [&](const Item &C) {
                    return C.Entry.IsErased == Blob.IsErased;
                  });
        if (Place == Chunks.end() || Chunk == Place->second.end()) {
          Blob.ChecksumIsRight = false;
          continue;
        }
        Blob.ChecksumIsRight =
            Blob.ChecksumIsRight && Chunk->Entry.ChecksumIsRight;
        Blob.Value += Chunk->Entry.Value;
        Place->second.erase(Chunk);
      }
      Blob.ChecksumIsRight =
          Blob.ChecksumIsRight && Blob.Value.size() == Index.Size;
      if (!Blob.Value.empty() || !Blob.IsErased) {
        Spaces[Blob.Offset] = Index.Space;
        Store.Entries.push_back(std::move(Blob));
      }
    }
    for (auto &[Key, Left] : Chunks)
      for (Item &Chunk : Left) {
        Spaces[Chunk.Entry.Offset] = Chunk.Space;
        Store.Entries.push_back(std::move(Chunk.Entry));
      }
  }

  void nameNamespaces() {
    for (NvsEntry &E : Store.Entries)
      if (const auto Name = Names.find(Spaces.at(E.Offset));
          Name != Names.end())
        E.Namespace = Name->second;
  }

  Bytes Input;
  NvsStore Store;
  std::map<std::uint8_t, std::string> Names;
  std::map<std::uint64_t, std::uint8_t> Spaces; ///< by offset of an entry
  std::vector<Item> Indices;
  std::map<std::tuple<std::uint8_t, std::string, std::uint8_t>,
           std::vector<Item>>
      Chunks; ///< by namespace, key and number
};

} // namespace

const NvsEntry *NvsStore::find(std::string_view Namespace,
                               std::string_view Key) const {
  const auto I = std::ranges::find_if(Entries, [&](const NvsEntry &E) {
    return !E.IsErased && E.Namespace == Namespace && E.Key == Key;
  });
  return I == Entries.end() ? nullptr : &*I;
}

std::optional<NvsStore> readNvs(Bytes Input) { return Reader(Input).run(); }

} // namespace firmcop::binscan
