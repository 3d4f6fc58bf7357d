//===- core/flow/Call.cpp - Calls of the program's functions --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"
#include "firmcop/Names.h"

using namespace firmcop::flow;

/// More functions than these are not tried behind one pointer: few when they
/// are given nothing from outside.
static constexpr std::size_t FewCallees = 8, MaximumCallees = 64;

bool Frame::executeCall(State &S, std::uint32_t Index, const Operation &O) {
  std::vector<ValueId> Arguments;
  for (std::uint32_t I = 0; I < O.Count; ++I)
    Arguments.push_back(operand(F.Pool[O.Extra + I]));

  std::vector<std::uint32_t> Callees; // symbols
  auto Add = [&](Operand Each) {
    if (Each.kind() == Operand::Kind::Function &&
        Callees.size() < MaximumCallees)
      Callees.push_back(Each.Index);
  };
  if (O.A.kind() == Operand::Kind::Function) {
    Add(O.A);
    if (O.Flags & Operation::IsVirtual) {
      for (std::uint32_t Each : P.overriders(O.A.Index))
        Add(Operand(Operand::Kind::Function, Each));
      if (!Arguments.empty())
        keepClass(S, Arguments.front(), Callees);
    }
  } else if (ValueId Pointer = operand(O.A)) {
    for (Operand Each : Shared.ConstantTable[Values[Pointer].Constants])
      Add(Each);
  }

  const Symbol *Outside = nullptr;
  std::vector<std::uint32_t> Bodies;
  for (std::uint32_t Each : Callees)
    if (std::uint32_t Body = P.definition(Each);
        Body != Program::None && !isDescribed(Each, Body))
      Bodies.push_back(Body);
    else if (!Outside)
      Outside = &P.symbols()[Each];

  if (Callees.size() == 1 && Arguments.size() > 1) {
    checkReadBack(S, Index, Callees.front(), Arguments);
    checkComparison(S, Index, Callees.front(), Arguments);
  }
  if (Bodies.size() > FewCallees) {
    Binding Bound;
    if (!exportInput(S, Bodies.front(), Arguments, Bound).isFromOutside())
      Bodies.resize(FewCallees);
  }
  bool Returns = false;
  State After;
  for (std::uint32_t I = 0; I < Bodies.size(); ++I) {
    State Here = S;
    if (callProgram(Here, Index, O, Bodies[I], Arguments, I)) {
      Returns = true;
      joinInto(After, std::move(Here), 0x10000000 + Index);
    }
  }
  if (Bodies.empty() || (Outside && !(O.Flags & Operation::IsVirtual))) {
    State Here = Bodies.empty() ? std::move(S) : S;
    if (callLibrary(Here, Index, O, Outside, Arguments)) {
      Returns = true;
      joinInto(After, std::move(Here), 0x10000000 + Index);
    }
  }
  S = std::move(After);
  if (Returns && std::ranges::any_of(Callees, [&](std::uint32_t Each) {
        return saysDecryption(P.symbols()[Each].Name);
      }))
    markDecrypted(S, Index, O, Arguments);
  // A source is one too where the library is a part of the program.
  if (Returns && Bodies.size() == 1 && !Outside &&
      O.A.kind() == Operand::Kind::Function)
    addSources(S, Index, O, P.symbols()[O.A.Index], Arguments);
  if (Returns && O.Flags & Operation::IsMethod && !Arguments.empty() &&
      O.A.kind() == Operand::Kind::Function)
    noteClass(S, Index, O, Arguments.front());
  return Returns;
}

bool Frame::isDescribed(std::uint32_t Symbol, std::uint32_t Body) const {
  const firmcop::flow::Symbol &Callee = P.symbols()[Symbol];
  unsigned Least = Shared.Words.isDescribed(Callee.ModelName);
  const Function &To = P.functions()[Body];
  // A function of the same name and other parameters is another function.
  return Least && (To.IsVariadic ? To.Parameters + 1 : To.Parameters) >= Least;
}

/// "Class" of "Class::method"; empty for what is no method.
static std::string_view classOf(std::string_view Method) {
  auto Colons = Method.rfind("::");
  return Colons == Method.npos ? std::string_view() : Method.substr(0, Colons);
}

void Frame::noteClass(State &S, std::uint32_t Index, const Operation &O,
                      ValueId Made) {
  // A constructor has the name of its class.
  std::string_view Name = P.symbols()[O.A.Index].Name;
  std::string_view Class = classOf(Name);
  if (Class.empty() ||
      Name.substr(Class.size() + 2) !=
          Class.substr(classOf(Class).empty() ? 0 : classOf(Class).size() + 2))
    return;
  Value V = pointerTo({});
  V.Constants = Shared.ConstantTable.of(O.A);
  ValueId Id = redefine(S, {Tag::Result, Index, 9}, V);
  std::span<const Place> At = targets(S, Made);
  if (At.size() == 1 && At.front().Object < LiteralObject)
    S.set({At.front().Object, Shared.PathTable.classOf(At.front().Path)}, Id);
}

void Frame::keepClass(State &S, ValueId Made,
                      std::vector<std::uint32_t> &Callees) {
  std::vector<std::uint32_t> Kept;
  for (Place At : targets(S, Made)) {
    ValueId Id = S.at({At.Object, Shared.PathTable.classOf(At.Path)});
    if (!Id || Values[Id].IsOther)
      return;
    for (Operand Maker : Shared.ConstantTable[Values[Id].Constants]) {
      std::string_view Class = classOf(P.symbols()[Maker.Index].Name);
      auto Found = std::ranges::find_if(Callees, [&](std::uint32_t Each) {
        return classOf(P.symbols()[Each].Name) == Class;
      });
      // A class that inherits the method: all remain.
      if (Found == Callees.end())
        return;
      Kept.push_back(*Found);
    }
  }
  if (!Kept.empty())
    Callees = std::move(Kept);
}

const Image *Frame::solved(std::uint32_t Index, std::uint32_t Callee,
                           Image Input, bool &IsNew) {
  Solver::Context *Here = Shared.context(Callee, Input, Depth + 1);
  if (!Here)
    return nullptr;
  IsNew = Here->Is == Solver::Context::New;
  if (IsNew) {
    const std::string &Name = P.symbols()[P.functions()[Callee].Symbol].Name;
    for (ImageItem &I : Input.Items)
      if (I.Of.Trace)
        I.Of.Trace = step(StepKind::Argument, Index, I.Of.Trace, Name);
    Shared.solve(*Here, Callee, Input, Depth + 1);
  }
  return Here->Is == Solver::Context::Solved ? &Here->Output : nullptr;
}

bool Frame::callProgram(State &S, std::uint32_t Index, const Operation &O,
                        std::uint32_t Callee,
                        std::span<const ValueId> Arguments,
                        unsigned Alternative) {
  Binding Bound;
  Image Input = exportInput(S, Callee, Arguments, Bound);
  bool IsNew = false;
  const Image *Back = solved(Index, Callee, std::move(Input), IsNew);
  if (!Back) {
    callUnknown(S, Index, O, Arguments);
    return true;
  }
  importSinks(S, Index, Callee, *Back, Bound, !IsNew);
  if (!Back->Returns)
    return false;
  importOutput(S, Index, O, Callee, *Back, Bound, Alternative);
  return true;
}
