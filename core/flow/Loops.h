//===- core/flow/Loops.h - What the form of a loop says ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ranges of values say how far a counter goes only if something compares it.
// Three questions are about the form of a loop instead: does a variable count
// down to zero in it, is there a place that moves on in every round without
// being compared with anything, so that only the other conditions end it, and
// which characters does it read on its way through a text?
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_LOOPS_H
#define FIRMCOP_CORE_FLOW_LOOPS_H

#include "core/flow/Blocks.h"

#include <optional>
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

  /// A pointer or an index that only moves on in some loop, as it does on the
  /// way through a text.
  struct Walk {
    std::uint32_t Variable = 0;        ///< a local
    std::vector<std::uint32_t> Heads;  ///< blocks, of the loops it moves in
    std::vector<std::uint32_t> Steps;  ///< stores that move it
    std::vector<std::uint32_t> Reads;  ///< loads of the character it is at
    std::vector<std::uint32_t> Later;  ///< such loads outside of the loops
    std::vector<std::uint32_t> Writes; ///< stores there
  };
  /// The branch compares the place that a walk has got to with something.
  struct Limit {
    std::uint32_t Branch = 0;
    std::uint32_t Variable = 0;
    Opcode Op = Opcode::Less; ///< the walk's variable on the left
    Operand Other;
  };

  Loops(const Function &F, const BlockOrder &Order);

  /// The loop that the branch is the condition of takes something away from
  /// the local variable that the operand was loaded from, and adds nothing.
  bool countsDown(std::uint32_t Branch, Operand Condition) const;
  /// What is stored in that variable before the loop.
  std::vector<Operand> countedFrom(std::uint32_t Branch,
                                   Operand Condition) const;

  /// The loop that the branch leaves reads on in memory with every round.
  bool readsOn(std::uint32_t Branch) const;
  /// Both are fields of one record, such as how far somebody has got in a
  /// buffer, and where it ends.
  bool areOfOneRecord(Operand A, Operand B) const;

  const std::vector<Fill> &fills() const { return Fills; }
  /// The operation that sets the temporary; null for what is no temporary.
  const Operation *definition(Operand O) const;
  const std::vector<Walk> &walks() const { return Walks; }
  const std::vector<Limit> &limits() const { return Limits; }
  /// Which way out of the branch stays in a loop that the other one leaves;
  /// nothing if there is no such loop.
  std::optional<bool> stays(std::uint32_t Branch) const;

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
  void collectWalks();
  void collectReads(Walk &W);
  /// The operand is the value of the walk's variable, or what a step sets it
  /// to.
  bool isAt(const Walk &W, Operand O) const;
  /// The local that the number or pointer was loaded from, as it is or with
  /// something added; None if there is none.
  std::uint32_t variable(Operand O) const;
  /// Both are computed in the same way from the same variables.
  bool isSamePlace(Operand A, Operand B, unsigned Nesting) const;
  /// What an address moves on with: the index or the pointer itself.
  std::uint32_t moving(Operand Address) const;

  const Function &F;
  std::vector<std::uint32_t> SetBy;   ///< of each temporary, its operation
  std::vector<std::uint32_t> BlockOf; ///< of each operation
  std::vector<Loop> All;
  std::vector<Fill> Fills;
  std::vector<Walk> Walks;
  std::vector<Limit> Limits;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_LOOPS_H
