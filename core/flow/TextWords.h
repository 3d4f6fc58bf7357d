//===- core/flow/TextWords.h - The words of the text form -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_TEXTWORDS_H
#define FIRMCOP_CORE_FLOW_TEXTWORDS_H

#include "firmcop/flow/Program.h"

#include <string_view>
#include <utility>

namespace firmcop::flow {

/// By opcode.
inline constexpr std::string_view OpcodeWords[] = {
    "unknown",       "copy",        "negate",      "complement", "not",
    "add",           "subtract",    "multiply",    "divide",     "remainder",
    "shift-left",    "shift-right", "and",         "or",         "xor",
    "equal",         "not-equal",   "less",        "less-equal", "greater",
    "greater-equal", "cast",        "field",       "element",    "load",
    "store",         "copy-from",   "call",        "jump",       "branch",
    "switch",        "return",      "unreachable",
};
static_assert(std::size(OpcodeWords) ==
              static_cast<std::size_t>(Opcode::Unreachable) + 1);

inline constexpr std::pair<std::uint8_t, std::string_view> FlagWords[] = {
    {Operation::IsVirtual, "virtual"},   {Operation::IsLoop, "loop"},
    {Operation::IsImplicit, "implicit"}, {Operation::IsIndex, "index"},
    {Operation::IsMethod, "method"},     {Operation::IsAddress, "address"},
    {Operation::IsOwn, "own"},
};

/// How many operands an operation has, without the function called, blocks and
/// fields. Return has one or none.
constexpr unsigned operandsOf(Opcode Op) {
  switch (Op) {
  case Opcode::Unknown:
  case Opcode::Jump:
  case Opcode::Unreachable:
    return 0;
  case Opcode::Copy:
  case Opcode::Negate:
  case Opcode::Complement:
  case Opcode::Not:
  case Opcode::Cast:
  case Opcode::Field:
  case Opcode::Load:
  case Opcode::Call:
  case Opcode::Branch:
  case Opcode::Switch:
  case Opcode::Return:
    return 1;
  default:
    return 2;
  }
}

constexpr bool startsWord(char C) {
  return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') || C == '_' ||
         C == '$';
}
constexpr bool isDigit(char C) { return C >= '0' && C <= '9'; }
constexpr bool isInWord(char C) { return startsWord(C) || isDigit(C); }
/// Also those of paths and of names in a scope.
constexpr bool isInLinkName(char C) {
  return isInWord(C) || C == '.' || C == ':' || C == '/' || C == '@' ||
         C == '-';
}

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_TEXTWORDS_H
