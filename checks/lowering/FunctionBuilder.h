//===- checks/lowering/FunctionBuilder.h - Blocks and operations of a function
//-*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_LOWERING_FUNCTIONBUILDER_H
#define FIRMCOP_CHECKS_LOWERING_FUNCTIONBUILDER_H

#include "checks/lowering/UnitLowering.h"

namespace firmcop::lowering {

/// Builds one function after the other; its buffers are used again.
class FunctionBuilder {
public:
  using Operand = flow::Operand;
  using Opcode = flow::Opcode;
  using Block = std::uint32_t;

  explicit FunctionBuilder(UnitLowering &U) : U(U) {}

  void begin();
  /// Ends the last block and moves everything into \p F. Blocks come in the
  /// order they were placed in.
  void finish(flow::Function &F);

  Block newBlock();
  /// What follows is in the block. Control falls into it from what was before.
  /// Without that, and without jumps to it so far, the block is not made.
  void place(Block B);
  /// The same for a block that later jumps may reach.
  void placeLabel(Block B);
  bool isReachable() const { return Current != None; }

  flow::Position at(const clang::Stmt *S);
  flow::Position at(clang::SourceLocation Where) {
    return U.Place.range(Where, Where);
  }

  /// An operation with a result.
  Operand emit(const flow::Position &At, Opcode Op, flow::Type Of,
               Operand A = {}, Operand B = {}, std::uint32_t Extra = 0,
               std::uint8_t Flags = 0);
  void store(const flow::Position &At, flow::Type Of, Operand Address,
             Operand Value);
  void copy(const flow::Position &At, Operand To, Operand From,
            std::uint64_t Size);
  Operand unknown(const flow::Position &At, flow::Type Of) {
    return emit(At, Opcode::Unknown, Of);
  }
  /// Adds the arguments to the pool. No result if \p Of is void.
  Operand call(const flow::Position &At, Operand Callee,
               llvm::ArrayRef<Operand> Arguments, flow::Type Of,
               std::uint8_t Flags = 0);

  void jump(Block To);
  void branch(const flow::Position &At, Operand If, Block Then, Block Else,
              std::uint8_t Flags = 0);
  /// Cases are pairs of a literal and a block.
  void select(const flow::Position &At, Operand On,
              llvm::ArrayRef<std::pair<Operand, Block>> Cases, Block Default);
  void ret(const flow::Position &At, Operand Value);
  void unreachable(const flow::Position &At);

  std::uint32_t addLocal(llvm::StringRef Name, flow::Type Of,
                         std::uint64_t Size, std::uint32_t ElementSize = 0);
  Operand addLocal(llvm::StringRef Name, clang::QualType T);
  static Operand local(std::uint32_t Index) {
    return {Operand::Kind::Local, Index};
  }
  Operand integer(std::int64_t Value) { return U.Literal.integer(Value); }
  /// An address in the record at \p Base.
  Operand field(const flow::Position &At, Operand Base,
                const clang::FieldDecl &F);
  /// The address of element \p Index of the array at \p Base.
  Operand element(const flow::Position &At, Operand Base, Operand Index,
                  clang::QualType Of, std::uint8_t Flags = 0);

protected:
  UnitLowering &U;

private:
  static constexpr std::uint32_t None = ~0u;
  struct BlockState {
    std::uint32_t First = None;
    std::uint32_t Count = 0;
    std::uint32_t Number = 0;
    Block Final = None; ///< where control gets to, if this only jumps
    bool IsTarget = false;
  };

  flow::Operation &append(const flow::Position &At, Opcode Op);
  void end();
  Block finalTarget(Block B) const;

  std::vector<flow::Operation> Operations;
  std::vector<flow::Position> Positions;
  std::vector<Operand> Pool;
  std::vector<BlockState> Blocks;
  std::vector<Block> Order;
  std::vector<flow::Local> Locals;
  std::uint32_t Temporaries = 0;
  Block Current = None;
  const clang::Stmt *LastStmt = nullptr;
  flow::Position LastPosition;
};

} // namespace firmcop::lowering

#endif // FIRMCOP_CHECKS_LOWERING_FUNCTIONBUILDER_H
