//===- core/flow/Blocks.cpp - The order of a function's blocks ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Blocks.h"

#include <algorithm>

using namespace firmcop::flow;

void firmcop::flow::successors(const Function &F, std::uint32_t Block,
                               std::vector<std::uint32_t> &To) {
  const struct Block &B = F.Blocks[Block];
  if (B.Count == 0)
    return;
  const Operation &Last = F.Operations[B.First + B.Count - 1];
  switch (Last.Op) {
  case Opcode::Jump:
    To.push_back(Last.Extra);
    return;
  case Opcode::Branch:
    To.push_back(Last.Extra);
    To.push_back(Last.B.Index);
    return;
  case Opcode::Switch:
    for (std::uint32_t I = 0; I < Last.Count; ++I)
      To.push_back(F.Pool[Last.Extra + 2 * I + 1].Index);
    return;
  default:
    return;
  }
}

std::vector<std::uint32_t> firmcop::flow::reversePostOrder(const Function &F) {
  std::vector<std::uint32_t> Order;
  if (F.Blocks.empty())
    return Order;
  std::vector<bool> Seen(F.Blocks.size());
  struct Visit {
    std::uint32_t Block;
    std::vector<std::uint32_t> To;
    std::size_t Next = 0;
  };
  std::vector<Visit> Stack;
  auto Enter = [&](std::uint32_t Block) {
    Seen[Block] = true;
    Visit &V = Stack.emplace_back(Visit{Block, {}, 0});
    successors(F, Block, V.To);
  };
  Enter(0);
  while (!Stack.empty()) {
    Visit &V = Stack.back();
    if (V.Next == V.To.size()) {
      Order.push_back(V.Block);
      Stack.pop_back();
      continue;
    }
    // Later successors first: the exit of a loop comes after its body then.
    std::uint32_t Next = V.To[V.To.size() - 1 - V.Next++];
    if (!Seen[Next])
      Enter(Next);
  }
  std::ranges::reverse(Order);
  return Order;
}
