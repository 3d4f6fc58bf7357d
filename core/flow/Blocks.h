//===- core/flow/Blocks.h - The order of a function's blocks ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_BLOCKS_H
#define FIRMCOP_CORE_FLOW_BLOCKS_H

#include "firmcop/flow/Program.h"

#include <algorithm>

namespace firmcop::flow {

/// The blocks that a block leads to.
std::vector<std::uint32_t> successors(const Function &F, std::uint32_t Block);

/// The blocks that the entry leads to, in reverse post-order; the exit of a
/// loop comes after its body.
std::vector<std::uint32_t> reversePostOrder(const Function &F);

/// In which order the blocks of a function are visited: region after region,
/// and in a region in reverse post-order. What happens in a region changes
/// nothing in those before it, so that only loops are visited again (the first
/// level of Bourdoncle, "Efficient chaotic iteration strategies with
/// widenings", 1993).
struct BlockOrder {
  /// Blocks that lead to each other, or one that no loop goes through.
  struct Region {
    std::uint32_t Begin = 0, End = 0; ///< of Blocks
    bool IsLoop = false;
  };
  std::vector<std::uint32_t> Blocks; ///< those that the entry leads to
  std::vector<std::uint32_t> RankOf; ///< of each block, in Blocks; or ~0
  std::vector<Region> Regions;

  explicit BlockOrder(const Function &F);
  bool hasLoop() const { return std::ranges::any_of(Regions, &Region::IsLoop); }
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_BLOCKS_H
