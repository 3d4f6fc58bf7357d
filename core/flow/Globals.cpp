//===- core/flow/Globals.cpp - What the whole program says ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Globals.h"

using namespace firmcop::flow;

GlobalFacts::GlobalFacts(const Program &P) : P(P), Uses(P.symbols().size()) {
  scan(P.initialiser(), /*IsInitialiser=*/true);
  for (const Function &F : P.functions())
    scan(F, /*IsInitialiser=*/false);
}

void GlobalFacts::scan(const Function &F, bool IsInitialiser) {
  constexpr std::uint32_t None = ~0U;
  // The global that a temporary is the address of, or of a part of; and the
  // field that it is the address of.
  std::vector<std::uint32_t> AddressOf(F.Temporaries, None);
  std::vector<std::uint32_t> FieldOf(F.Temporaries, None);
  auto Base = [&](Operand O) {
    if (O.kind() == Operand::Kind::Global)
      return static_cast<std::uint32_t>(O.Index);
    return O.kind() == Operand::Kind::Temporary ? AddressOf[O.Index] : None;
  };
  auto Escape = [&](Operand O) {
    if (std::uint32_t G = Base(O); G != None && !P.symbols()[G].IsConstant)
      Uses[G].Escapes = true;
  };
  auto Write = [&](Operand At, std::uint32_t G, Operand What) {
    Use &U = Uses[G];
    bool IsWhole = At.kind() == Operand::Kind::Global;
    const Literal *L = What.kind() == Operand::Kind::Literal
                           ? &P.literals()[What.Index]
                           : nullptr;
    if (IsInitialiser)
      U.IsInitialised = true;
    else
      ++U.Writes;
    U.Written = IsWhole && L && L->Of == Literal::Kind::Integer
                    ? U.Written.join(Interval::constant(L->Integer))
                    : Interval();
  };
  auto Store = [&](Operand What, std::uint32_t Field) {
    if (What.kind() != Operand::Kind::Function || Field == None)
      return;
    std::vector<Operand> &List = Fields[Field];
    if (std::ranges::find(List, What) == List.end())
      List.push_back(What);
  };

  for (const Operation &O : F.Operations) {
    switch (O.Op) {
    case Opcode::Field:
      AddressOf[O.Result] = Base(O.A);
      FieldOf[O.Result] = O.Extra;
      break;
    case Opcode::Element:
      AddressOf[O.Result] = Base(O.A);
      // An array of functions in a field is as good as one function.
      if (O.A.kind() == Operand::Kind::Temporary)
        FieldOf[O.Result] = FieldOf[O.A.Index];
      break;
    case Opcode::Load:
      break;
    case Opcode::Store:
      if (std::uint32_t G = Base(O.A); G != None)
        Write(O.A, G, O.B);
      if (O.A.kind() == Operand::Kind::Temporary)
        Store(O.B, FieldOf[O.A.Index]);
      Escape(O.B);
      break;
    case Opcode::CopyFrom:
      if (std::uint32_t G = Base(O.A); G != None)
        Write(O.A, G, Operand());
      break;
    case Opcode::Call:
      Escape(O.A);
      for (std::uint32_t I = 0; I < O.Count; ++I)
        Escape(F.Pool[O.Extra + I]);
      break;
    default:
      if (O.A)
        Escape(O.A);
      if (O.B && O.Op != Opcode::Branch)
        Escape(O.B);
    }
  }
}

Interval GlobalFacts::range(std::uint32_t Symbol) const {
  const Use &U = Uses[Symbol];
  const firmcop::flow::Symbol &S = P.symbols()[Symbol];
  Interval Whole = Interval::of(S.Of);
  if (U.Escapes || !S.Of.isInteger() || !S.IsDefined)
    return Whole;
  Interval Initial =
      U.IsInitialised ? U.Written : U.Written.join(Interval::constant(0));
  return Whole.meet(Initial);
}

const std::vector<Operand> &
GlobalFacts::functionsIn(std::uint32_t Field) const {
  static const std::vector<Operand> None;
  auto Found = Fields.find(Field);
  return Found == Fields.end() ? None : Found->second;
}
