//===- test/fuzz/Replay.cpp - Damaged fixtures, without a fuzzer *- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *Data,
                                      std::size_t Size);

using Content = std::vector<std::uint8_t>;

static void scan(const Content &C) {
  LLVMFuzzerTestOneInput(C.data(), C.size());
}

/// Scans each file named: whole, cut off at many places, and with bytes
/// changed. The places are the same in each run.
int main(int Count, char **Arguments) {
  std::size_t Scans = 0;
  for (int I = 1; I < Count; ++I) {
    std::ifstream File(Arguments[I], std::ios::binary);
    const Content Whole{std::istreambuf_iterator<char>(File), {}};
    if (!File || Whole.empty()) {
      std::cerr << "'" << Arguments[I] << "' cannot be read or is empty.\n";
      return 1;
    }
    scan(Whole);
    ++Scans;
    // Headers are where every byte counts.
    std::vector<std::size_t> Cuts;
    for (std::size_t At = 1; At < Whole.size();
         At += At < 128 ? 3 : 1 + Whole.size() / 40)
      Cuts.push_back(At);
    for (const std::size_t At : Cuts) {
      scan(Content(Whole.begin(),
                   Whole.begin() + static_cast<std::ptrdiff_t>(At)));
      ++Scans;
    }
    std::mt19937 Random(static_cast<std::uint32_t>(Whole.size()));
    for (int Round = 0; Round != 60; ++Round) {
      Content Changed = Whole;
      const std::size_t Reach =
          Round % 2 ? Whole.size() : std::min<std::size_t>(Whole.size(), 200);
      for (int Bytes = 0; Bytes != 1 + Round / 10; ++Bytes)
        Changed[Random() % Reach] = static_cast<std::uint8_t>(Random());
      scan(Changed);
      ++Scans;
    }
  }
  std::cout << Scans << " scans, no crash\n";
  return 0;
}
