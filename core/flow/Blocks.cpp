//===- core/flow/Blocks.cpp - The order of a function's blocks ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Blocks.h"

#include <algorithm>

using namespace firmcop::flow;

std::vector<std::uint32_t> firmcop::flow::successors(const Function &F,
                                                     std::uint32_t Block) {
  const struct Block &B = F.Blocks[Block];
  if (B.Count == 0)
    return {};
  const Operation &Last = F.Operations[B.First + B.Count - 1];
  switch (Last.Op) {
  case Opcode::Jump:
    return {Last.Extra};
  case Opcode::Branch:
    return {Last.Extra, Last.B.Index};
  case Opcode::Switch: {
    std::vector<std::uint32_t> To;
    for (std::uint32_t I = 0; I < Last.Count; ++I)
      To.push_back(F.Pool[Last.Extra + 2 * I + 1].Index);
    return To;
  }
  default:
    return {};
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
    Stack.push_back({Block, successors(F, Block), 0});
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

BlockOrder::BlockOrder(const Function &F) : RankOf(F.Blocks.size(), ~0U) {
  const std::vector<std::uint32_t> Order = reversePostOrder(F);
  std::vector<std::vector<std::uint32_t>> From(F.Blocks.size());
  for (std::uint32_t Block : Order)
    for (std::uint32_t Next : successors(F, Block))
      From[Next].push_back(Block);
  // Of the blocks that are left the first one lies in a region to which no
  // other leads; with it go those that lead back to it (Kosaraju).
  std::vector<std::uint32_t> Position(F.Blocks.size());
  for (std::uint32_t I = 0; I < Order.size(); ++I)
    Position[Order[I]] = I;
  std::vector<bool> IsTaken(F.Blocks.size());
  for (std::uint32_t Block : Order) {
    if (IsTaken[Block])
      continue;
    Region R;
    R.Begin = static_cast<std::uint32_t>(Blocks.size());
    IsTaken[Block] = true;
    Blocks.push_back(Block);
    for (std::size_t I = R.Begin; I < Blocks.size(); ++I)
      for (std::uint32_t Before : From[Blocks[I]]) {
        R.IsLoop |= Before == Block;
        if (!IsTaken[Before]) {
          IsTaken[Before] = true;
          Blocks.push_back(Before);
        }
      }
    R.End = static_cast<std::uint32_t>(Blocks.size());
    R.IsLoop |= R.End - R.Begin > 1;
    std::ranges::sort(Blocks.begin() + R.Begin, Blocks.end(), {},
                      [&](std::uint32_t Each) { return Position[Each]; });
    Regions.push_back(R);
  }
  for (std::uint32_t I = 0; I < Blocks.size(); ++I)
    RankOf[Blocks[I]] = I;
}
