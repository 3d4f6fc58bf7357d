//===- checks/lowering/Literals.h - Constants, each of them once -*- C++
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_LOWERING_LITERALS_H
#define FIRMCOP_CHECKS_LOWERING_LITERALS_H

#include "checks/Clang.h"
#include "firmcop/flow/Program.h"

#include <array>

namespace firmcop::lowering {

/// The table of a unit's literals.
class Literals {
public:
  explicit Literals(std::vector<flow::Literal> &Table) : Table(Table) {
    Small.fill(Unused);
  }

  flow::Operand integer(std::int64_t Value);
  /// A string literal, without its NUL.
  flow::Operand text(llvm::StringRef Bytes);
  /// An array of constant bytes, in the order they have in memory.
  flow::Operand bytes(llvm::StringRef Bytes);
  /// The integer \p Of as it is written one more level out: as \p Name, which
  /// stays in memory as long as this.
  flow::Operand named(flow::Operand Of, llvm::StringRef Name);

  bool isInteger(flow::Operand O) const {
    return O.kind() == flow::Operand::Kind::Literal &&
           Table[O.Index].Of == flow::Literal::Kind::Integer;
  }
  /// The number 0, and not by a name.
  bool isPlainZero(flow::Operand O) const {
    return isInteger(O) && Table[O.Index].Integer == 0 &&
           Table[O.Index].Names.empty();
  }
  /// The value of a literal for which isInteger() holds.
  std::int64_t value(flow::Operand O) const { return Table[O.Index].Integer; }

private:
  flow::Operand add(flow::Literal L);

  static constexpr std::uint32_t Unused = ~0u;

  std::vector<flow::Literal> &Table;
  std::array<std::uint32_t, 256> Small; ///< literals of the numbers from 0
  /// By value, and a second number because every int64_t is a value.
  llvm::DenseMap<std::pair<std::int64_t, unsigned>, unsigned> Integers;
  llvm::StringMap<unsigned> Texts;
  llvm::StringMap<unsigned> Arrays;
  /// By the literal that is named; and the names given to it.
  llvm::DenseMap<unsigned, llvm::SmallVector<unsigned, 1>> Named;
  /// The same by where the name stands in memory, which is quicker.
  llvm::DenseMap<std::pair<unsigned, const char *>, unsigned> NamedBefore;
};

} // namespace firmcop::lowering

#endif // FIRMCOP_CHECKS_LOWERING_LITERALS_H
