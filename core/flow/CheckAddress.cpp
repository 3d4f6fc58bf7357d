//===- core/flow/CheckAddress.cpp - Memory that input chooses -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Boot loaders and test firmware like to have a command that shows or changes
// memory. Such a command takes a number from outside for an address, or sends
// as much of the memory at a fixed address as it is asked for. A pointer that
// was made from a number is still that number here, so neither can be taken for
// a pointer into an object of the program.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

using namespace firmcop;
using namespace firmcop::flow;

/// Small numbers as pointers are error codes and handles.
static constexpr std::int64_t LeastAddress = 0x100;

std::optional<Value> Frame::addressFromOutside(const State &S,
                                               ValueId Pointer) const {
  constexpr unsigned MostParts = 6;
  std::optional<Value> Number;
  auto Take = [&](ValueId V) {
    if (Value K = known(S, V); !Number && K.isFromOutside() && !K.isLimited())
      Number = K;
  };
  for (unsigned I = 0; I < MostParts && Pointer; ++I) {
    const Value &V = Values[Pointer];
    if (V.IsNumber) {
      Take(Pointer);
      return Number;
    }
    if (V.Def != Definition::Operation ||
        (V.By != Opcode::Field && V.By != Opcode::Element))
      return std::nullopt;
    if (V.By == Opcode::Element && V.Right)
      Take(V.Right);
    Pointer = V.Left;
  }
  return std::nullopt;
}

void Frame::checkAddress(const State &S, std::uint32_t Index, ValueId Pointer,
                         std::string_view Sink) {
  if (std::optional<Value> V = addressFromOutside(S, Pointer))
    report(Index, Shared.Words.demands("address"), *V, Sink, std::nullopt,
           /*CanMove=*/true);
}

void Frame::checkReadBack(const State &S, std::uint32_t Index,
                          std::uint32_t Symbol,
                          std::span<const ValueId> Arguments) {
  auto IsFixedAddress = [&](ValueId V) {
    if (!Values[V].Of.isInteger())
      return false;
    const Value K = known(S, V);
    return (K.IsNumber || K.IsFixed || K.Range.isConstant()) &&
           !K.isFromOutside() && K.Range.Low >= LeastAddress;
  };
  auto IsAmount = [&](ValueId V) {
    const Value K = known(S, V);
    return K.Of.isInteger() && K.isFromOutside() && !K.isLimited();
  };
  std::uint32_t Body = P.definition(Symbol);
  bool Sends = false;
  if (Body == Program::None) {
    for (const RowEffect &E :
         Shared.Words.effects(P.symbols()[Symbol].ModelName)) {
      if (E.Does != Effect::Sent || E.Row->At.Index >= Arguments.size())
        continue;
      ValueId Data = Arguments[E.Row->At.Index];
      Sends |= IsFixedAddress(Data);
      // Without an amount it is a byte that is sent, not an address.
      if (E.Row->From.Of != Port::Base::None)
        checkAddress(S, Index, Data, P.symbols()[Symbol].Name);
    }
  } else if (Shared.sends(Body)) {
    const Function &To = P.functions()[Body];
    for (std::uint32_t I = 0; I < To.Parameters && I < Arguments.size(); ++I)
      Sends |= To.Locals[I].Of.isPointer() && IsFixedAddress(Arguments[I]);
  }
  auto Amount = std::ranges::find_if(Arguments, IsAmount);
  if (Sends && Amount != Arguments.end())
    report(Index, Shared.Words.demands("address"), known(S, *Amount),
           P.symbols()[Symbol].Name);
}
