//===- checks/lowering/FunctionBuilder.cpp - Blocks and operations of a function
//===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionBuilder.h"

using namespace clang;
using firmcop::flow::Operation;

namespace firmcop::lowering {

void FunctionBuilder::begin() {
  Operations.clear();
  Positions.clear();
  Pool.clear();
  Blocks.clear();
  Order.clear();
  Locals.clear();
  Temporaries = 0;
  LastStmt = nullptr;
  Current = None;
  place(newBlock());
}

void FunctionBuilder::finish(flow::Function &F) {
  if (isReachable())
    ret(LastPosition, {});
  // Labels in what nests too deeply.
  for (Block B = 0; B < Blocks.size(); ++B)
    if (Blocks[B].IsTarget && Blocks[B].First == None) {
      place(B);
      unreachable(LastPosition);
    }
  // Blocks that only jump are left out.
  std::uint32_t Count = 0;
  std::uint32_t Kept = 0;
  for (Block B : Order) {
    BlockState &State = Blocks[B];
    State.Final = finalTarget(B);
    if (State.Final != B)
      continue;
    State.Number = Count++;
    Kept += State.Count;
  }
  F.Blocks.reserve(Count);
  F.Operations.reserve(Kept);
  F.Positions.reserve(Kept);
  auto Number = [this](Block B) { return Blocks[Blocks[B].Final].Number; };
  for (Block B : Order) {
    const BlockState &State = Blocks[B];
    if (State.Final != B)
      continue;
    std::uint32_t End = State.First + State.Count;
    Operation &Last = Operations[End - 1];
    if (Last.Op == Opcode::Branch)
      Last.B.Index = Number(Last.B.Index);
    if (Last.Op == Opcode::Jump || Last.Op == Opcode::Branch)
      Last.Extra = Number(Last.Extra);
    if (Last.Op == Opcode::Switch)
      for (std::uint32_t I = 0; I < Last.Count; ++I) {
        Operand &Target = Pool[Last.Extra + 2 * I + 1];
        Target.Index = Number(Target.Index);
      }
    F.Blocks.push_back(
        {static_cast<std::uint32_t>(F.Operations.size()), State.Count});
    F.Operations.insert(F.Operations.end(), Operations.begin() + State.First,
                        Operations.begin() + End);
    F.Positions.insert(F.Positions.end(), Positions.begin() + State.First,
                       Positions.begin() + End);
  }
  F.Pool.assign(Pool.begin(), Pool.end());
  F.Locals.assign(std::make_move_iterator(Locals.begin()),
                  std::make_move_iterator(Locals.end()));
  F.Temporaries = Temporaries;
}

FunctionBuilder::Block FunctionBuilder::finalTarget(Block B) const {
  Block To = B;
  for (unsigned Step = 0; Step < 16; ++Step) {
    const BlockState &State = Blocks[To];
    const Operation &First = Operations[State.First];
    if (First.Op != Opcode::Jump || To == Order.front())
      return To;
    To = First.Extra;
  }
  // A loop of nothing but jumps, or a very long way.
  return B;
}

FunctionBuilder::Block FunctionBuilder::newBlock() {
  Blocks.emplace_back();
  return static_cast<Block>(Blocks.size() - 1);
}

void FunctionBuilder::placeLabel(Block B) {
  Blocks[B].IsTarget = true;
  place(B);
}

void FunctionBuilder::place(Block B) {
  if (isReachable())
    jump(B);
  else if (!Blocks[B].IsTarget && !Order.empty())
    return;
  Blocks[B].First = static_cast<std::uint32_t>(Operations.size());
  Order.push_back(B);
  Current = B;
}

flow::Position FunctionBuilder::at(const Stmt *S) {
  if (S != LastStmt) {
    LastStmt = S;
    LastPosition = U.Place.range(S->getBeginLoc(), S->getEndLoc());
  }
  return LastPosition;
}

Operation &FunctionBuilder::append(const flow::Position &At, Opcode Op) {
  if (!isReachable()) {
    // Nothing leads here, but what is written here is kept.
    Block Dead = newBlock();
    Blocks[Dead].IsTarget = true;
    place(Dead);
  }
  Positions.push_back(At);
  Operation &O = Operations.emplace_back();
  O.Op = Op;
  return O;
}

void FunctionBuilder::end() {
  BlockState &State = Blocks[Current];
  State.Count = static_cast<std::uint32_t>(Operations.size()) - State.First;
  Current = None;
}

FunctionBuilder::Operand FunctionBuilder::emit(const flow::Position &At,
                                               Opcode Op, flow::Type Of,
                                               Operand A, Operand B,
                                               std::uint32_t Extra,
                                               std::uint8_t Flags) {
  Operation &O = append(At, Op);
  O.Of = Of;
  O.A = A;
  O.B = B;
  O.Extra = Extra;
  O.Flags = Flags;
  O.Result = Temporaries++;
  return {Operand::Kind::Temporary, O.Result};
}

void FunctionBuilder::store(const flow::Position &At, flow::Type Of,
                            Operand Address, Operand Value) {
  Operation &O = append(At, Opcode::Store);
  O.Of = Of;
  O.A = Address;
  O.B = Value;
}

void FunctionBuilder::copy(const flow::Position &At, Operand To, Operand From,
                           std::uint64_t Size) {
  Operation &O = append(At, Opcode::CopyFrom);
  O.Of = flow::Type::Kind::Record;
  O.A = To;
  O.B = From;
  O.Extra = static_cast<std::uint32_t>(std::min<std::uint64_t>(Size, ~0u));
}

FunctionBuilder::Operand
FunctionBuilder::call(const flow::Position &At, Operand Callee,
                      llvm::ArrayRef<Operand> Arguments, flow::Type Of,
                      std::uint8_t Flags) {
  auto First = static_cast<std::uint32_t>(Pool.size());
  Pool.insert(Pool.end(), Arguments.begin(), Arguments.end());
  Operation &O = append(At, Opcode::Call);
  O.Of = Of;
  O.A = Callee;
  O.Extra = First;
  O.Count = static_cast<std::uint32_t>(Arguments.size());
  O.Flags = Flags;
  if (Of.kind() == flow::Type::Kind::Void)
    return {};
  O.Result = Temporaries++;
  return {Operand::Kind::Temporary, O.Result};
}

void FunctionBuilder::jump(Block To) {
  if (!isReachable())
    return;
  Blocks[To].IsTarget = true;
  append(LastPosition, Opcode::Jump).Extra = To;
  end();
}

void FunctionBuilder::branch(const flow::Position &At, Operand If, Block Then,
                             Block Else, std::uint8_t Flags) {
  Operation &O = append(At, Opcode::Branch);
  O.A = If;
  O.Extra = Then;
  O.B = {Operand::Kind::None, Else};
  O.Flags = Flags;
  Blocks[Then].IsTarget = Blocks[Else].IsTarget = true;
  end();
}

void FunctionBuilder::select(const flow::Position &At, Operand On,
                             llvm::ArrayRef<std::pair<Operand, Block>> Cases,
                             Block Default) {
  auto First = static_cast<std::uint32_t>(Pool.size());
  auto Add = [this](Operand Value, Block To) {
    Pool.push_back(Value);
    Pool.push_back({Operand::Kind::None, To});
    Blocks[To].IsTarget = true;
  };
  for (const auto &[Value, To] : Cases)
    Add(Value, To);
  Add({}, Default);
  Operation &O = append(At, Opcode::Switch);
  O.A = On;
  O.Extra = First;
  O.Count = static_cast<std::uint32_t>(Cases.size() + 1);
  end();
}

void FunctionBuilder::ret(const flow::Position &At, Operand Value) {
  append(At, Opcode::Return).A = Value;
  end();
}

void FunctionBuilder::unreachable(const flow::Position &At) {
  if (!isReachable())
    return;
  append(At, Opcode::Unreachable);
  end();
}

std::uint32_t FunctionBuilder::addLocal(llvm::StringRef Name, flow::Type Of,
                                        std::uint64_t Size,
                                        std::uint32_t ElementSize) {
  flow::Local &L = Locals.emplace_back();
  L.Name = Name.str();
  L.Of = Of;
  L.Size = Size;
  L.ElementSize = ElementSize;
  return static_cast<std::uint32_t>(Locals.size() - 1);
}

FunctionBuilder::Operand FunctionBuilder::addLocal(llvm::StringRef Name,
                                                   QualType T) {
  if (T->isReferenceType())
    T = U.Context.getPointerType(T.getNonReferenceType());
  return local(
      addLocal(Name, U.Type.object(T), U.Type.size(T), U.Type.elementSize(T)));
}

FunctionBuilder::Operand FunctionBuilder::field(const flow::Position &At,
                                                Operand Base,
                                                const FieldDecl &F) {
  if (UnitLowering::isTransparent(F))
    return Base;
  Operand Place =
      emit(At, Opcode::Field, flow::Type::Kind::Pointer, Base, {}, U.field(F));
  Operations.back().Count = U.Type.arraySize(F);
  return Place;
}

FunctionBuilder::Operand FunctionBuilder::element(const flow::Position &At,
                                                  Operand Base, Operand Index,
                                                  QualType Of,
                                                  std::uint8_t Flags) {
  std::uint64_t Size = U.Type.size(Of);
  return emit(At, Opcode::Element, flow::Type::Kind::Pointer, Base, Index,
              Size <= ~0u ? static_cast<std::uint32_t>(Size) : 0, Flags);
}

} // namespace firmcop::lowering
