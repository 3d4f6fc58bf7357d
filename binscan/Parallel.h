//===- binscan/Parallel.h - Doing independent things at once ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_PARALLEL_H
#define FIRMCOP_BINSCAN_PARALLEL_H

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

namespace firmcop::binscan {

/// How many threads may be at work. Each of them holds one of the places, the
/// one that made this as well; work inside of work takes what is free, so that
/// the last large thing to do is shared by all.
class Threads {
public:
  explicit Threads(unsigned Jobs) : All(Jobs), Free(Jobs - 1) {}
  Threads(const Threads &) = delete;
  Threads &operator=(const Threads &) = delete;

  unsigned all() const { return All; }

  bool tryTake() {
    const std::lock_guard Guard(Lock);
    return Free > 0 && Free-- > 0;
  }
  /// Waits for a place.
  void take() {
    std::unique_lock Guard(Lock);
    Changed.wait(Guard, [&] { return Free > 0; });
    --Free;
  }
  void give() {
    const std::lock_guard Guard(Lock);
    ++Free;
    Changed.notify_one();
  }

private:
  const unsigned All;
  unsigned Free;
  std::mutex Lock;
  std::condition_variable Changed;
};

/// Calls \p Do with 0 to \p Count - 1, each once, on the caller's thread and
/// those that are or become free meanwhile. \p Do must not throw.
template <class Function>
void parallelFor(std::size_t Count, Threads &Pool, const Function &Do) {
  std::atomic<std::size_t> Next = 0;
  const auto Help = [&] {
    for (std::size_t I = Next++; I < Count; I = Next++)
      Do(I);
    Pool.give();
  };
  std::vector<std::jthread> Helpers;
  for (std::size_t I = Next++; I < Count; I = Next++) {
    while (Next < Count && Pool.tryTake())
      Helpers.emplace_back(Help);
    Do(I);
  }
}

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_PARALLEL_H
