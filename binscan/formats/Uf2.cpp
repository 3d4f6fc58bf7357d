//===- binscan/formats/Uf2.cpp - UF2 files ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What one drags onto a board that pretends to be a USB stick: blocks of 512
// bytes, so that each can be told from a file system's sectors, of which up to
// 476 are data for one address (github.com/microsoft/uf2, README). A file may
// hold the same program for several families of chips.
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/Text.h"
#include "binscan/readers/AddressMap.h"

#include <map>

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"UF2\nWQ]\x9E"}};

namespace {

constexpr std::uint64_t BlockSize = 512;

struct Block {
  std::uint32_t Flags;
  std::uint32_t Address;
  std::uint32_t Number;
  std::uint32_t Count;  ///< of blocks of the same family
  std::uint32_t Family; ///< 0 where none is given
  Bytes Data;

  bool isForFlash() const { return (Flags & 1) == 0; }
  bool isFile() const { return (Flags & 0x1000) != 0; }
};

std::optional<Block> readBlock(Bytes B) {
  constexpr std::uint32_t HasFamily = 0x2000, MostData = 476;
  if (!B.startsWith(Signatures[0].Magic) ||
      !B.hasAt(BlockSize - 4, "\x30\x6F\xB1\x0A") || *B.u32le(16) > MostData ||
      *B.u32le(24) == 0 || *B.u32le(20) >= *B.u32le(24))
    return std::nullopt;
  const std::uint32_t Flags = *B.u32le(8);
  return Block{Flags,
               *B.u32le(12),
               *B.u32le(20),
               *B.u32le(24),
               (Flags & HasFamily) != 0 ? *B.u32le(28) : 0,
               *B.slice(32, *B.u32le(16))};
}

std::optional<Match> recognise(const Candidate &C) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> Seen;
  std::uint64_t At = 0;
  std::optional<Block> Last;
  while (const auto B = readBlock(C.here().from(At))) {
    // The first block of the next file.
    if (Last && B->Number == 0 && B->Family == Last->Family &&
        Last->Number + 1 == Last->Count)
      break;
    ++Seen[{B->Family, B->Count}];
    Last = B;
    At += BlockSize;
    if (!C.spend(BlockSize))
      return std::nullopt;
  }
  if (At == 0)
    return std::nullopt;
  Match M = C.match(At);
  for (const auto &[Key, Blocks] : Seen)
    if (Blocks < Key.second)
      M.Damage = "has " + std::to_string(Blocks) + " of its " +
                 std::to_string(Key.second) +
                 " blocks; the file may be incomplete";
  return M;
}

void unpack(Unpacking &U) {
  std::map<std::uint32_t, AddressMap> Families;
  bool HasFiles = false;
  for (std::uint64_t At = 0; At < U.bytes().size(); At += BlockSize) {
    const auto B = readBlock(U.bytes().from(At));
    if (!B)
      break;
    HasFiles = HasFiles || B->isFile();
    if (B->isForFlash() && !B->isFile())
      Families[B->Family].add(B->Address, B->Data);
  }
  for (auto &[Family, Map] : Families) {
    const std::string Prefix =
        Families.size() == 1 ? "" : "family-" + hex(Family) + "-";
    for (AddressMap::Segment &S : Map.take())
      if (!U.addSegment(Prefix + "segment@" + hex(S.Address),
                        Blob(std::move(S.Content)), S.Address))
        return;
    if (Map.hasConflict())
      U.damaged("has two values for the same address");
  }
  if (HasFiles)
    U.damaged("holds files beside a program; they were not unpacked");
}

} // namespace

static const Format Registered({.Name = "uf2",
                                .Description = "UF2 file for a microcontroller",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
