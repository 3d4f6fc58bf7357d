//===- test/unit/ParallelTest.cpp -----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/InOrder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace firmcop::binscan;
using testing::ElementsAreArray;

namespace {

/// Counts who is at work at the same time.
class Attendance {
public:
  void enter() {
    const unsigned Now = ++Present;
    for (unsigned Before = Most; Now > Before;)
      if (Most.compare_exchange_weak(Before, Now))
        break;
  }
  void leave() { --Present; }
  unsigned most() const { return Most; }

private:
  std::atomic<unsigned> Present = 0, Most = 0;
};

TEST(Parallel, DoesEachOnce) {
  for (const unsigned Jobs : {1U, 2U, 7U}) {
    Threads Pool(Jobs);
    std::vector<std::atomic<unsigned>> Times(500);
    parallelFor(Times.size(), Pool, [&](std::size_t I) { ++Times[I]; });
    for (const std::atomic<unsigned> &T : Times)
      EXPECT_EQ(T, 1U);
  }
}

TEST(Parallel, NeverHasMoreAtWorkThanItMay) {
  Threads Pool(3);
  Attendance Seen;
  parallelFor(20, Pool, [&](std::size_t) {
    parallelFor(50, Pool, [&](std::size_t) {
      Seen.enter();
      std::this_thread::yield();
      Seen.leave();
    });
  });
  EXPECT_LE(Seen.most(), 3U);
  // All places were given back, but the caller's own.
  EXPECT_TRUE(Pool.tryTake());
  EXPECT_TRUE(Pool.tryTake());
  EXPECT_FALSE(Pool.tryTake());
}

/// Each number below a limit adds two more; what one sees when it begins is
/// noted.
struct Growing {
  static constexpr std::size_t Window = 4;
  static constexpr std::size_t Limit = 200;

  std::size_t count() const { return All.size(); }
  std::size_t begin(std::size_t I) {
    // No less than this was ended, whatever the timing.
    EXPECT_GE(Ended.size() + Window, I + 1);
    return All[I];
  }
  std::size_t work(std::size_t N) {
    Seen.enter();
    if (N % 5 == 0)
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    Seen.leave();
    return N * 10;
  }
  void end(std::size_t I, std::size_t Made) {
    EXPECT_EQ(Made, All[I] * 10);
    Ended.push_back(I);
    for (int Child = 0; Child != 2 && All.size() < Limit; ++Child)
      All.push_back(All.size());
  }

  std::vector<std::size_t> All{0}, Ended;
  Attendance Seen;
};

TEST(Parallel, EndsInOrderWhatIsBegunInOrder) {
  for (const unsigned Jobs : {1U, 2U, 5U}) {
    Threads Pool(Jobs);
    Growing List;
    InOrder(List, Pool).run();
    std::vector<std::size_t> Expected(Growing::Limit);
    for (std::size_t I = 0; I != Expected.size(); ++I)
      Expected[I] = I;
    EXPECT_THAT(List.Ended, ElementsAreArray(Expected));
    EXPECT_LE(List.Seen.most(), Jobs);
  }
}

} // namespace
