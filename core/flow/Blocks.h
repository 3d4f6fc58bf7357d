//===- core/flow/Blocks.h - The order of a function's blocks ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_BLOCKS_H
#define FIRMCOP_CORE_FLOW_BLOCKS_H

#include "firmcop/flow/Program.h"

namespace firmcop::flow {

/// Adds the blocks that a block leads to.
void successors(const Function &F, std::uint32_t Block,
                std::vector<std::uint32_t> &To);

/// The blocks that the entry leads to, in reverse post-order; the exit of a
/// loop comes after its body.
std::vector<std::uint32_t> reversePostOrder(const Function &F);

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_BLOCKS_H
