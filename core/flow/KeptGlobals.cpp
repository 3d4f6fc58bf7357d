//===- core/flow/KeptGlobals.cpp - Tables that stay as written ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/KeptGlobals.h"

#include <algorithm>
#include <unordered_set>

using namespace firmcop;
using namespace firmcop::flow;

KeptGlobals::KeptGlobals(const Program &P, Vocabulary &Words)
    : P(P), Words(Words), Changed(P.symbols().size()) {
  for (std::uint32_t I = 0; I < P.functions().size(); ++I)
    scan(I);
  // Code that was not seen may write to what it can name.
  for (std::uint32_t I = 0; I < P.symbols().size(); ++I)
    Changed[I] = P.symbols()[I].LinkName.find('@') == std::string::npos;
  std::unordered_set<Node> Seen(Written.begin(), Written.end());
  while (!Written.empty()) {
    Node Each = Written.back();
    Written.pop_back();
    if (Each >> 32 == 0)
      Changed[static_cast<std::uint32_t>(Each)] = true;
    for (Node From : GivenBy[Each])
      if (Seen.insert(From).second)
        Written.push_back(From);
  }
}

void KeptGlobals::scan(std::uint32_t FunctionIndex) {
  constexpr Node None = ~Node(0);
  const Function &F = P.functions()[FunctionIndex];
  // What each temporary is the address of a part of.
  std::vector<Node> Of(F.Temporaries, None);
  auto Base = [&](Operand O) {
    if (O.kind() == Operand::Kind::Global)
      return global(O.Index);
    return O.kind() == Operand::Kind::Temporary ? Of[O.Index] : None;
  };
  for (const Operation &O : F.Operations)
    switch (O.Op) {
    case Opcode::Field:
    case Opcode::Element:
    case Opcode::Copy:
    case Opcode::Cast:
      Of[O.Result] = Base(O.A);
      break;
    case Opcode::Load:
      if (O.A.kind() == Operand::Kind::Local && O.A.Index < F.Parameters)
        Of[O.Result] = parameter(FunctionIndex, O.A.Index);
      break;
    case Opcode::Store:
    case Opcode::CopyFrom:
      if (Base(O.A) != None)
        Written.push_back(Base(O.A));
      break;
    case Opcode::Call:
      for (std::uint32_t I = 0; I < O.Count; ++I)
        if (Node What = Base(F.Pool[O.Extra + I]); What != None)
          pass(What, O, I);
      break;
    case Opcode::Return:
      if (O.A && Base(O.A) != None)
        Written.push_back(Base(O.A));
      break;
    default:
      break;
    }
}

void KeptGlobals::pass(Node What, const Operation &Call,
                       std::uint32_t Argument) {
  if (Call.A.kind() != Operand::Kind::Function) {
    // Whom a pointer means is not asked; of a few, all are taken.
    constexpr std::size_t Few = 200;
    if (P.addressTaken().size() > Few) {
      Written.push_back(What);
      return;
    }
    for (std::uint32_t Symbol : P.addressTaken())
      if (std::uint32_t Body = P.definition(Symbol);
          Body != Program::None && Argument < P.functions()[Body].Parameters)
        GivenBy[parameter(Body, Argument)].push_back(What);
    return;
  }
  std::uint32_t Body = P.definition(Call.A.Index);
  if (Body != Program::None && Argument < P.functions()[Body].Parameters)
    GivenBy[parameter(Body, Argument)].push_back(What);
  else if (Body == Program::None && fills(Call.A.Index, Argument))
    Written.push_back(What);
}

bool KeptGlobals::fills(std::uint32_t Symbol, std::uint32_t Argument) {
  std::span<const RowEffect> Effects =
      Words.effects(P.symbols()[Symbol].ModelName);
  bool Speaks = false;
  for (const RowEffect &E : Effects) {
    for (const Port *At : {&E.Row->At, &E.Row->From})
      Speaks |= At->Of == Port::Base::Argument && At->Index == Argument;
    if (E.Row->At.Of == Port::Base::Argument && E.Row->At.Index == Argument &&
        E.Row->At.Pointee)
      return true;
  }
  // Nobody knows what a function does that no model describes.
  return !Speaks;
}
