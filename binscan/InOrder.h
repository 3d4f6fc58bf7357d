//===- binscan/InOrder.h - A growing list, several threads ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Things to do that come up while others are done, such as the nodes of a tree
// that is being unpacked. They are worked on by several threads, but begun and
// ended in the order of their numbers, and none is begun before the one that is
// so many places ahead of it was ended. So what is known when one is begun, and
// with it the outcome, can be made to depend on neither the number of threads
// nor their timing.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_INORDER_H
#define FIRMCOP_BINSCAN_INORDER_H

#include "binscan/Parallel.h"

#include <array>
#include <optional>
#include <utility>

namespace firmcop::binscan {

/// Works through the list of \p Steps, which has
/// - Window: how many places a thing may be ahead of those that are ended;
/// - count(): how many things there are by now;
/// - begin(I): what work() needs to know of a thing;
/// - work(...): does it, on any thread, and gives what came of it;
/// - end(I, ...): takes that, and may add things at the end of the list.
/// Only work() is called by several threads at a time; none may throw.
template <class Steps> class InOrder {
public:
  InOrder(Steps &List, Threads &Pool) : List(List), Pool(Pool) {}

  void run() {
    std::vector<std::jthread> Helpers;
    for (unsigned I = 1; I < Pool.all(); ++I)
      Helpers.emplace_back([this] {
        Pool.take();
        workAlong();
        Pool.give();
      });
    workAlong();
  }

private:
  using Outcome =
      decltype(std::declval<Steps>().work(std::declval<Steps>().begin(0)));

  bool isDone() const { return Ended == List.count(); }
  bool canBegin() const {
    return Begun < List.count() && Begun - Ended < Steps::Window;
  }

  void workAlong() {
    std::unique_lock Guard(Lock);
    while (!isDone()) {
      if (!canBegin()) {
        wait(Guard);
        continue;
      }
      const std::size_t I = Begun++;
      auto What = List.begin(I);
      Guard.unlock();
      Outcome Made = List.work(What);
      Guard.lock();
      Outcomes[I % Steps::Window] = std::move(Made);
      endAll();
    }
  }

  /// Leaves the place to others until there is something to do.
  void wait(std::unique_lock<std::mutex> &Guard) {
    Pool.give();
    Changed.wait(Guard, [&] { return isDone() || canBegin(); });
    Guard.unlock();
    Pool.take();
    Guard.lock();
  }

  void endAll() {
    for (; Ended != Begun && Outcomes[Ended % Steps::Window]; ++Ended)
      List.end(Ended,
               *std::exchange(Outcomes[Ended % Steps::Window], std::nullopt));
    Changed.notify_all();
  }

  Steps &List;
  Threads &Pool;
  std::mutex Lock;
  std::condition_variable Changed;
  std::size_t Begun = 0, Ended = 0;
  std::array<std::optional<Outcome>, Steps::Window> Outcomes;
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_INORDER_H
