//===- binscan/readers/Verity.cpp - Hash trees of dm-verity -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Verity.h"

#include <algorithm>
#include <bit>

using namespace firmcop::binscan;

static constexpr std::uint64_t BlockSize = 4096;

/// The hashes of all blocks, one after the other, each filled up with zeros.
static std::vector<std::uint8_t> level(HashKind Hash, Bytes Data, Bytes Salt) {
  const std::vector<std::uint8_t> Zeros(BlockSize);
  std::vector<std::uint8_t> Hashes;
  for (std::uint64_t At = 0; At < Data.size(); At += BlockSize) {
    const Bytes Block = Data.from(At).first(BlockSize);
    const Bytes Parts[] = {Salt, Block,
                           Bytes(Zeros).first(BlockSize - Block.size())};
    std::vector<std::uint8_t> Digest = digestOf(Hash, Parts);
    Digest.resize(std::bit_ceil(Digest.size()));
    Hashes.insert(Hashes.end(), Digest.begin(), Digest.end());
  }
  return Hashes;
}

std::vector<std::uint8_t> firmcop::binscan::verityRoot(HashKind Hash,
                                                       Bytes Data, Bytes Salt) {
  if (Data.empty())
    return {};
  const std::size_t DigestSize = digestOf(Hash, Bytes()).size();
  std::vector<std::uint8_t> Hashes = level(Hash, Data, Salt);
  while (Hashes.size() > std::bit_ceil(DigestSize))
    Hashes = level(Hash, Bytes(Hashes), Salt);
  Hashes.resize(DigestSize);
  return Hashes;
}
