//===- core/flow/PointerFlow.cpp - Whom a call through a pointer means ----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/PointerFlow.h"

#include <algorithm>

using namespace firmcop::flow;

namespace {
enum class Holder : std::uint8_t { None, Field, Global, Local, Result };
} // namespace

static PointerFlow::Node node(Holder Of, std::uint32_t A, std::uint32_t B = 0) {
  return (std::uint64_t(Of) << 60) | (std::uint64_t(A) << 28) | B;
}

std::optional<std::uint32_t> PointerFlow::fieldOf(Node N) {
  if (N >> 60 != std::uint64_t(Holder::Field))
    return std::nullopt;
  return static_cast<std::uint32_t>(N >> 28);
}

PointerFlow::PointerFlow(const Program &P) : P(P) {
  scan(P.initialiser(), Program::None);
  for (std::uint32_t I = 0; I < P.functions().size(); ++I)
    scan(P.functions()[I], I);
  propagate();
}

void PointerFlow::put(Node To, std::uint32_t Symbol) {
  std::vector<std::uint32_t> &List = Holds[To];
  if (List.size() < MaximumCallees &&
      std::ranges::find(List, Symbol) == List.end()) {
    List.push_back(Symbol);
    Changed.push_back(To);
  }
}

void PointerFlow::scan(const Function &F, std::uint32_t Index) {
  std::vector<Node> Value(F.Temporaries), Address(F.Temporaries);
  auto AddressOf = [&](Operand O) -> Node {
    switch (O.kind()) {
    case Operand::Kind::Local:
      return Index == Program::None ? 0 : node(Holder::Local, Index, O.Index);
    case Operand::Kind::Global:
      return node(Holder::Global, O.Index);
    case Operand::Kind::Temporary:
      return Address[O.Index] ? Address[O.Index] : Value[O.Index];
    default:
      return 0;
    }
  };
  auto Assign = [&](Node To, Operand From) {
    if (!To)
      return;
    if (From.kind() == Operand::Kind::Function)
      put(To, From.Index);
    else if (From.kind() == Operand::Kind::Temporary && Value[From.Index])
      Edges[Value[From.Index]].push_back(To);
    // A table of functions is handed on by its address.
    else if (Node Table = AddressOf(From))
      Edges[Table].push_back(To);
  };
  for (std::uint32_t I = 0; I < F.Operations.size(); ++I) {
    const Operation &O = F.Operations[I];
    switch (O.Op) {
    case Opcode::Field:
      Address[O.Result] = node(Holder::Field, O.Extra);
      break;
    case Opcode::Element:
      Address[O.Result] = AddressOf(O.A);
      break;
    case Opcode::Copy:
    case Opcode::Cast:
      if (O.A.kind() == Operand::Kind::Temporary) {
        Value[O.Result] = Value[O.A.Index];
        Address[O.Result] = Address[O.A.Index];
      }
      break;
    case Opcode::Load:
      if (!O.Of.isInteger())
        Value[O.Result] = AddressOf(O.A);
      break;
    case Opcode::Store:
      if (!O.Of.isInteger() || O.B.kind() == Operand::Kind::Function)
        Assign(AddressOf(O.A), O.B);
      break;
    case Opcode::Call:
      if (O.A.kind() == Operand::Kind::Function) {
        std::uint32_t Body = P.definition(O.A.Index);
        if (Body == Program::None)
          break;
        if (O.Result != Operation::NoResult)
          Value[O.Result] = node(Holder::Result, Body);
        for (std::uint32_t K = 0; K < O.Count; ++K)
          if (K < P.functions()[Body].Parameters)
            Assign(node(Holder::Local, Body, K), F.Pool[O.Extra + K]);
      } else if (O.A.kind() == Operand::Kind::Temporary && Value[O.A.Index] &&
                 Index != Program::None) {
        Uses.push_back({Index, I, Value[O.A.Index]});
      }
      break;
    case Opcode::Return:
      if (Index != Program::None && O.A)
        Assign(node(Holder::Result, Index), O.A);
      break;
    default:
      break;
    }
  }
}

void PointerFlow::propagate() {
  while (!Changed.empty()) {
    Node From = Changed.back();
    Changed.pop_back();
    const std::vector<std::uint32_t> Now = Holds[From];
    for (Node To : Edges[From])
      for (std::uint32_t Symbol : Now)
        put(To, Symbol);
  }
}
