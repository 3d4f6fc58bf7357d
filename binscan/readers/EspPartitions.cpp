//===- binscan/readers/EspPartitions.cpp - ESP32 partition tables -*- C++ -*-=//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/EspPartitions.h"

#include "binscan/Entropy.h"
#include "binscan/Signature.h"

#include <algorithm>

namespace firmcop::binscan {
namespace {

constexpr std::uint64_t EntrySize = 32, TableSize = 0xC00;

bool isPrintable(std::string_view Text) {
  return std::ranges::all_of(Text, [](char C) { return C >= ' ' && C <= '~'; });
}

std::optional<EspPartition> readEntry(Bytes Entry) {
  constexpr std::uint32_t MostFlash = 0x40000000, PageSize = 0x1000;
  constexpr std::uint32_t Encrypted = 1, ReadOnly = 2;
  constexpr std::uint64_t LabelSize = 16;
  EspPartition P;
  P.Kind = *Entry.u8(2);
  P.Subtype = *Entry.u8(3);
  P.Offset = *Entry.u32le(4);
  P.Size = *Entry.u32le(8);
  P.Label = Entry.slice(12, LabelSize)->text();
  P.Label = P.Label.substr(0, P.Label.find('\0'));
  const std::uint32_t Flags = *Entry.u32le(28);
  P.IsEncrypted = (Flags & Encrypted) != 0;
  P.IsReadOnly = (Flags & ReadOnly) != 0;
  if (P.Size == 0 || P.Size > MostFlash || P.Offset > MostFlash ||
      P.Offset % PageSize != 0 || !isPrintable(P.Label))
    return std::nullopt;
  return P;
}

} // namespace

std::optional<EspPartitionTable> readEspPartitions(Bytes Input) {
  constexpr std::uint64_t DigestAt = 16, DigestSize = 16;
  const Bytes Table = Input.first(TableSize);
  EspPartitionTable T;
  for (std::uint64_t At = 0;; At += EntrySize) {
    const std::optional<Bytes> Entry = Table.slice(At, EntrySize);
    if (Entry && Entry->startsWith("\xAA\x50")) {
      const auto Partition = readEntry(*Entry);
      if (!Partition)
        return std::nullopt;
      T.Partitions.push_back(*Partition);
      continue;
    }
    T.Length = At;
    if (Entry && Entry->startsWith("\xEB\xEB")) {
      T.ChecksumIsRight = hasDigest(HashKind::Md5, Table.first(At),
                                    *Entry->slice(DigestAt, DigestSize));
      T.Length += EntrySize;
    }
    break;
  }
  if (T.Partitions.empty())
    return std::nullopt;
  const Bytes Rest = Table.from(T.Length);
  if (Table.size() == TableSize && repeatedByte(Rest) == 0xFF)
    T.Length = TableSize;
  return T;
}

} // namespace firmcop::binscan
