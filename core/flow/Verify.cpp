//===- core/flow/Verify.cpp - Whether a unit is well formed ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Verify.h"

#include <set>

namespace firmcop::flow {

namespace {

class Verifier {
public:
  explicit Verifier(const Unit &U) : U(U) {}

  std::optional<std::string> run() {
    checkTables();
    std::vector<bool> HasBody(U.Symbols.size(), false);
    for (const Function &F : U.Functions) {
      if (F.Symbol >= U.Symbols.size() || !U.Symbols[F.Symbol].IsFunction)
        return "a function has no symbol";
      Name = "function '" + U.Symbols[F.Symbol].LinkName + "'";
      if (HasBody[F.Symbol])
        fail("has two bodies");
      HasBody[F.Symbol] = true;
      if (F.Blocks.empty())
        fail("has no block");
      if (F.Parameters > F.Locals.size())
        fail("has more parameters than locals");
      checkBody(F);
      if (Fault)
        return Fault;
    }
    Name = "the initialiser";
    checkBody(U.Initialiser);
    return Fault;
  }

private:
  void fail(std::string_view What) {
    if (!Fault)
      Fault = Name + " " + std::string(What);
  }

  void checkTables() {
    std::set<std::string_view> Names;
    for (const Symbol &S : U.Symbols) {
      Name = "symbol '" + S.LinkName + "'";
      if (!Names.insert(S.LinkName).second)
        fail("is listed twice");
      checkType(S.Of);
    }
    Name = "an override";
    for (const Override &O : U.Overrides)
      if (!isFunction(O.Method) || !isFunction(O.Overridden))
        fail("names no function");
    Name = "a literal";
    for (const Literal &L : U.Literals)
      if (L.Of > Literal::Kind::Bytes ||
          (L.Of == Literal::Kind::Integer ? !L.Bytes.empty() : L.Integer != 0))
        fail("is of two kinds");
  }

  bool isFunction(std::uint32_t Index) const {
    return Index < U.Symbols.size() && U.Symbols[Index].IsFunction;
  }

  void checkBody(const Function &F) {
    if (F.Operations.size() != F.Positions.size())
      return fail("has not one position for each operation");
    // A temporary costs an operation; a larger number only costs memory.
    if (F.Temporaries > F.Operations.size())
      return fail("has more temporaries than operations");
    checkPosition(F.Where);
    for (const Position &P : F.Positions)
      checkPosition(P);
    checkType(F.Result);
    for (const Local &L : F.Locals)
      checkType(L.Of);
    std::size_t Next = 0;
    for (const Block &B : F.Blocks) {
      if (B.First != Next || B.Count == 0 ||
          B.Count > F.Operations.size() - Next)
        return fail("has blocks that do not lie one behind the other");
      Next += B.Count;
      for (std::size_t I = B.First; I < Next; ++I)
        if (endsBlock(F.Operations[I].Op) != (I + 1 == Next))
          return fail("has a block that does not end where it should");
    }
    if (Next != F.Operations.size())
      return fail("has operations outside its blocks");
    IsSet.assign(F.Temporaries, false);
    for (const Operation &O : F.Operations)
      checkOperation(F, O);
    for (Operand O : F.Pool)
      checkOperand(F, O);
  }

  void checkPosition(const Position &P) {
    if (P.Line != 0 && P.File >= U.Files.size())
      fail("has a position in no file");
  }

  void checkOperand(const Function &F, Operand O) {
    switch (O.kind()) {
    case Operand::Kind::None:
      return;
    case Operand::Kind::Temporary:
      return require(O.Index < F.Temporaries);
    case Operand::Kind::Local:
      return require(O.Index < F.Locals.size());
    case Operand::Kind::Global:
      return require(O.Index < U.Symbols.size() &&
                     !U.Symbols[O.Index].IsFunction);
    case Operand::Kind::Function:
      return require(isFunction(O.Index));
    case Operand::Kind::Literal:
      return require(O.Index < U.Literals.size());
    }
    fail("has an operand of no kind");
  }

  void require(bool Holds) {
    if (!Holds)
      fail("has an operand that is not in its table");
  }

  void requireBlock(const Function &F, Operand Block) {
    if (Block || Block.Index >= F.Blocks.size())
      fail("goes to a block that it does not have");
  }

  void requirePool(const Function &F, std::uint32_t First, std::uint64_t Size) {
    if (Size > F.Pool.size() || First > F.Pool.size() - Size)
      fail("has a list of operands that is not in its pool");
  }

  void checkType(Type Of) {
    if (Of.kind() > Type::Kind::Record)
      fail("has a type of no kind");
  }

  void checkOperation(const Function &F, const Operation &O) {
    if (O.Op > Opcode::Unreachable)
      return fail("has an operation of no kind");
    checkType(O.Of);
    checkOperand(F, O.A);
    if (O.Op != Opcode::Branch)
      checkOperand(F, O.B);
    if (O.Result != Operation::NoResult) {
      if (O.Result >= F.Temporaries)
        fail("sets a temporary that it does not have");
      else if (IsSet[O.Result])
        fail("sets a temporary twice");
      else
        IsSet[O.Result] = true;
    }
    if (O.Op == Opcode::Field && O.Extra >= U.Fields.size())
      fail("has a field that is not in its table");
    if (O.Op == Opcode::Call)
      requirePool(F, O.Extra, O.Count);
    if (O.Op == Opcode::Jump || O.Op == Opcode::Branch)
      requireBlock(F, Operand(Operand::Kind::None, O.Extra));
    if (O.Op == Opcode::Branch)
      requireBlock(F, O.B);
    if (O.Op != Opcode::Switch)
      return;
    requirePool(F, O.Extra, 2 * std::uint64_t(O.Count));
    for (std::uint32_t I = 0; I < O.Count && !Fault; ++I) {
      Operand Value = F.Pool[O.Extra + 2 * I];
      if (Value && Value.kind() != Operand::Kind::Literal)
        fail("has a case that is no constant");
      requireBlock(F, F.Pool[O.Extra + 2 * I + 1]);
    }
  }

  const Unit &U;
  std::string Name; ///< of what is being looked at
  std::optional<std::string> Fault;
  std::vector<bool> IsSet;
};

} // namespace

std::optional<std::string> faultOf(const Unit &U) { return Verifier(U).run(); }

} // namespace firmcop::flow
