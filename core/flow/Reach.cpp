//===- core/flow/Reach.cpp - What a call may touch ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Reach.h"

using namespace firmcop::flow;

/// In a program with more bits than these, everything uses everything.
static constexpr std::size_t MaximumBits = 800'000'000;

Reach::Reach(const Program &P, const Callees &Calls)
    : Symbols(P.symbols().size()) {
  std::size_t Width = Symbols + P.fields().size();
  if (P.functions().size() * Width > MaximumBits)
    return;
  Names.assign(P.functions().size(), Set((Width + 63) / 64));
  auto Add = [](Set &To, std::size_t Name) {
    To[Name / 64] |= std::uint64_t(1) << Name % 64;
  };
  auto AddAll = [](Set &To, const Set &From) {
    bool HasChanged = false;
    for (std::size_t I = 0; I < To.size(); ++I) {
      HasChanged |= (From[I] & ~To[I]) != 0;
      To[I] |= From[I];
    }
    return HasChanged;
  };

  for (std::uint32_t I = 0; I < P.functions().size(); ++I) {
    auto Note = [&](Operand O) {
      if (O.kind() == Operand::Kind::Global)
        Add(Names[I], O.Index);
    };
    for (const Operation &O : P.functions()[I].Operations) {
      Note(O.A);
      if (O.Op != Opcode::Branch)
        Note(O.B);
      if (O.Op == Opcode::Field)
        Add(Names[I], Symbols + O.Extra);
    }
    for (Operand O : P.functions()[I].Pool)
      Note(O);
  }

  // Callees come first in most files; a few rounds reach through the rest.
  Set Handled((Width + 63) / 64);
  bool HasChanged = true;
  for (unsigned Round = 0; HasChanged && Round < 8; ++Round) {
    HasChanged = false;
    auto AddUses = [&](Set &To, std::uint32_t Symbol) {
      std::uint32_t Body = P.definition(Symbol);
      if (Body != Program::None && &To != &Names[Body])
        HasChanged |= AddAll(To, Names[Body]);
    };
    for (std::uint32_t I = 0; I < P.functions().size(); ++I)
      for (std::uint32_t Symbol : Calls.of(I))
        AddUses(Names[I], Symbol);
    for (std::uint32_t Symbol : Calls.handlers())
      AddUses(Handled, Symbol);
    for (std::uint32_t I = 0; I < P.functions().size(); ++I)
      if (Calls.isOpen(I))
        HasChanged |= AddAll(Names[I], Handled);
  }
}
