//===- core/flow/Initialisers.cpp - What runs before the program ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Initialisers.h"

namespace firmcop::flow {

void dropStoresTo(const std::vector<bool> &IsLost, Function &F) {
  std::vector<bool> LostTemporaries(F.Temporaries, false);
  auto PointsToLost = [&](Operand O) {
    return O.kind() == Operand::Kind::Global      ? IsLost[O.Index]
           : O.kind() == Operand::Kind::Temporary ? LostTemporaries[O.Index]
                                                  : false;
  };
  std::uint32_t Kept = 0;
  for (Block &B : F.Blocks) {
    std::uint32_t First = Kept;
    for (std::uint32_t I = B.First; I < B.First + B.Count; ++I) {
      const Operation O = F.Operations[I];
      bool HasResult = O.Result != Operation::NoResult;
      if (HasResult && (O.Op == Opcode::Field || O.Op == Opcode::Element ||
                        O.Op == Opcode::Copy))
        LostTemporaries[O.Result] = PointsToLost(O.A);
      bool Constructs = O.Op == Opcode::Call && !HasResult &&
                        (O.Flags & Operation::IsMethod) && O.Count != 0;
      if (((O.Op == Opcode::Store || O.Op == Opcode::CopyFrom) &&
           PointsToLost(O.A)) ||
          (Constructs && PointsToLost(F.Pool[O.Extra])))
        continue;
      F.Operations[Kept] = O;
      F.Positions[Kept] = F.Positions[I];
      ++Kept;
    }
    B = {First, Kept - First};
  }
  F.Operations.resize(Kept);
  F.Positions.resize(Kept);
}

void append(Function &To, const Function &From) {
  if (From.Blocks.empty())
    return;
  auto Blocks = static_cast<std::uint32_t>(To.Blocks.size());
  auto Operations = static_cast<std::uint32_t>(To.Operations.size());
  auto Pool = static_cast<std::uint32_t>(To.Pool.size());
  auto Locals = static_cast<std::uint32_t>(To.Locals.size());
  auto Next = static_cast<std::uint32_t>(Blocks + From.Blocks.size());
  auto Move = [&](Operand &O) {
    if (O.kind() == Operand::Kind::Temporary)
      O.Index += To.Temporaries;
    else if (O.kind() == Operand::Kind::Local)
      O.Index += Locals;
  };
  To.Pool.insert(To.Pool.end(), From.Pool.begin(), From.Pool.end());
  for (std::size_t I = Pool; I < To.Pool.size(); ++I)
    Move(To.Pool[I]);
  for (Operation O : From.Operations) {
    Move(O.A);
    Move(O.B);
    if (O.Result != Operation::NoResult)
      O.Result += To.Temporaries;
    if (O.Op == Opcode::Call || O.Op == Opcode::Switch)
      O.Extra += Pool;
    if (O.Op == Opcode::Switch)
      for (std::uint32_t I = 0; I < O.Count; ++I)
        To.Pool[O.Extra + 2 * I + 1].Index += Blocks;
    if (O.Op == Opcode::Jump || O.Op == Opcode::Branch)
      O.Extra += Blocks;
    if (O.Op == Opcode::Branch)
      O.B.Index += Blocks;
    if (O.Op == Opcode::Return) {
      O = Operation();
      O.Op = Opcode::Jump;
      O.Extra = Next;
    }
    To.Operations.push_back(O);
  }
  for (const Block &B : From.Blocks)
    To.Blocks.push_back({B.First + Operations, B.Count});
  To.Positions.insert(To.Positions.end(), From.Positions.begin(),
                      From.Positions.end());
  To.Locals.insert(To.Locals.end(), From.Locals.begin(), From.Locals.end());
  To.Temporaries += From.Temporaries;
}

void end(Function &Of) {
  Of.Symbol = ~0u;
  if (Of.Blocks.empty())
    return;
  Of.Blocks.push_back({static_cast<std::uint32_t>(Of.Operations.size()), 1});
  Operation End;
  End.Op = Opcode::Return;
  Of.Operations.push_back(End);
  Of.Positions.emplace_back();
}

} // namespace firmcop::flow
