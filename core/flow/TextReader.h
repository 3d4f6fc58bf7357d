//===- core/flow/TextReader.h - Bodies of the text form ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_TEXTREADER_H
#define FIRMCOP_CORE_FLOW_TEXTREADER_H

#include "core/flow/Interning.h"
#include "core/flow/TextCursor.h"

#include <map>

namespace firmcop::flow {

/// A unit that is being read, and the numbers of what it has.
struct TextTables {
  TextTables(Unit &U, std::size_t Lines) : U(U), Lines(Lines) {}

  /// The symbol that comes next, or null and a failure.
  Symbol *symbol(TextCursor &C);

  Unit &U;
  std::size_t Lines; ///< of the unit's text; no table needs to be longer
  std::map<std::string, std::uint32_t> SymbolOf;
  Interner<Literal> Literals;
  Interner<std::string> Fields;
};

/// Reads "record size 100 element 1".
void readObject(TextCursor &C, Type &Of, std::uint64_t &Size,
                std::uint32_t &ElementSize);

/// Reads "line record size 100 element 1".
Local readLocal(TextCursor &C);

/// Reads the lines between '{' and '}'.
class BodyReader {
public:
  /// The parameters are in \p F already.
  BodyReader(TextTables &Tables, Function &F);

  /// Reads a line; true after the last one. When something was missing on an
  /// earlier line, \p Line becomes that one.
  bool readLine(TextCursor &C, std::size_t &Line);

private:
  void nameLocal(std::size_t Index);
  void close(TextCursor &C, std::size_t &Line) const;
  void readOperation(TextCursor &C);
  void readOperands(TextCursor &C, Operation &O);
  void readArguments(TextCursor &C, Operation &O);
  void readCases(TextCursor &C, Operation &O);
  std::uint32_t readBlock(TextCursor &C);
  Operand readOperand(TextCursor &C);
  Operand readLocalReference(TextCursor &C);
  Operand readLiteral(TextCursor &C);

  static constexpr std::size_t Ambiguous = ~std::size_t(0);

  TextTables &Tables;
  Function &F;
  std::size_t Now = 0; ///< number of the line that is being read
  std::map<std::string, std::size_t> LocalOf;
  std::vector<std::pair<std::uint32_t, std::size_t>> TemporariesUsed,
      BlocksUsed;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_TEXTREADER_H
