//===- binscan/Entropy.cpp - Telling random bytes from others ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Entropy.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace firmcop::binscan;

std::optional<std::uint8_t> firmcop::binscan::repeatedByte(Bytes B) {
  // A range equals itself moved by one exactly when it repeats its first byte.
  const bool Repeats =
      !B.empty() && std::memcmp(B.data(), B.data() + 1, B.size() - 1) == 0;
  return Repeats ? B.u8(0) : std::nullopt;
}

std::vector<Piece> firmcop::binscan::splitPadding(Bytes B) {
  constexpr std::uint64_t LongRun = 4096, EdgeRun = 64;
  std::vector<Piece> Pieces;
  const auto AddRest = [&](std::uint64_t From, std::uint64_t To) {
    if (From != To)
      Pieces.push_back({From, To - From, false});
  };
  std::uint64_t RestStart = 0;
  for (std::uint64_t At = 0; At < B.size();) {
    const std::uint8_t *const Other = std::find_if(
        B.begin() + At, B.end(),
        [Byte = B.data()[At]](std::uint8_t C) { return C != Byte; });
    const auto End = static_cast<std::uint64_t>(Other - B.begin());
    const bool IsEdge = At == 0 || End == B.size();
    if (End - At >= (IsEdge ? EdgeRun : LongRun) || End - At == B.size()) {
      AddRest(RestStart, At);
      Pieces.push_back({At, End - At, true});
      RestStart = End;
    }
    At = End;
  }
  AddRest(RestStart, B.size());
  return Pieces;
}

static std::array<std::uint64_t, 256> countBytes(Bytes B) {
  std::array<std::uint64_t, 256> Counts{};
  for (const std::uint8_t Byte : B)
    ++Counts[Byte];
  return Counts;
}

bool firmcop::binscan::looksRandom(Bytes B) {
  constexpr std::uint64_t Least = 64 * 1024;
  constexpr double BitsPerByte = 7.99;
  if (B.size() < Least)
    return false;
  double Entropy = 0;
  for (const std::uint64_t Count : countBytes(B)) {
    const double Share =
        static_cast<double>(Count) / static_cast<double>(B.size());
    if (Count > 0)
      Entropy -= Share * std::log2(Share);
  }
  return Entropy >= BitsPerByte;
}

bool firmcop::binscan::isUniform(Bytes B) {
  // Of random bytes the statistic has mean 255 and standard deviation 22.6.
  constexpr double Largest = 400;
  const double Expected = static_cast<double>(B.size()) / 256;
  double ChiSquare = 0;
  for (const std::uint64_t Count : countBytes(B)) {
    const double Off = static_cast<double>(Count) - Expected;
    ChiSquare += Off * Off / Expected;
  }
  return !B.empty() && ChiSquare <= Largest;
}
