//===- binscan/Parallel.h - Doing independent things at once ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_PARALLEL_H
#define FIRMCOP_BINSCAN_PARALLEL_H

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace firmcop::binscan {

/// Calls \p Do with 0 to \p Count - 1, each once, on at most \p Jobs threads.
/// \p Do must not throw.
template <class Function>
void parallelFor(std::size_t Count, unsigned Jobs, const Function &Do) {
  std::atomic<std::size_t> Next = 0;
  const auto Work = [&] {
    for (std::size_t I = Next++; I < Count; I = Next++)
      Do(I);
  };
  std::vector<std::jthread> Helpers;
  for (std::size_t I = 1; I < std::min<std::size_t>(Jobs, Count); ++I)
    Helpers.emplace_back(Work);
  Work();
}

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_PARALLEL_H
