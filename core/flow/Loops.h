//===- core/flow/Loops.h - What the form of a loop says ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ranges of values say how far a counter goes only if something compares it.
// Two questions are about the form of a loop instead: does a variable count
// down to zero in it, and is there a place that moves on in every round without
// being compared with anything, so that only the other conditions end it?
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_LOOPS_H
#define FIRMCOP_CORE_FLOW_LOOPS_H

#include "firmcop/flow/Program.h"

#include <span>
#include <vector>

namespace firmcop::flow {

class Loops {
public:
  static constexpr std::uint32_t None = ~0U;

  /// A store at a place that moves on.
  struct Fill {
    std::uint32_t Store = 0;            ///< an operation
    std::vector<std::uint32_t> EndedBy; ///< branches that leave the loop
  };

  /// \p Order: the blocks in reverse post-order; \p RankOf: the inverse.
  Loops(const Function &F, std::span<const std::uint32_t> Order,
        std::span<const std::uint32_t> RankOf);

  /// The loop that the branch is the condition of takes something away from
  /// the local variable that the operand was loaded from, and adds nothing.
  bool countsDown(std::uint32_t Branch, Operand Condition) const;

  const std::vector<Fill> &fills() const { return Fills; }

private:
  struct Loop {
    std::uint32_t Head = 0;
    std::vector<bool> Body;          ///< of each block
    std::vector<bool> Up, Down;      ///< locals that only move this way
    std::vector<bool> IsCompared;    ///< locals
    std::vector<std::uint32_t> Ends; ///< branches that leave it
  };

  void collect(Loop &L);
  void collectFills(const Loop &L);
  const Operation *definition(Operand O) const;
  /// The local that the number or pointer was loaded from, as it is or with
  /// something added; None if there is none.
  std::uint32_t variable(Operand O) const;
  /// What an address moves on with: the index or the pointer itself.
  std::uint32_t moving(Operand Address) const;

  const Function &F;
  std::vector<std::uint32_t> SetBy;   ///< of each temporary, its operation
  std::vector<std::uint32_t> BlockOf; ///< of each operation
  std::vector<Loop> All;
  std::vector<Fill> Fills;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_LOOPS_H
