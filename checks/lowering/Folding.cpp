//===- checks/lowering/Folding.cpp - Arithmetic on literals
//---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

#include "llvm/ADT/APSInt.h"

namespace firmcop::lowering {

static bool isSmallInteger(flow::Type T) {
  return T.isInteger() && T.Bits >= 1 && T.Bits <= 64;
}

/// The value, as a number of the type has it, in 64 bits.
static std::int64_t wrapped(std::int64_t Value, flow::Type T) {
  if (T.Bits == 64)
    return Value;
  auto Low = static_cast<std::uint64_t>(Value) & ((1ull << T.Bits) - 1);
  if (T.Signed && (Low >> (T.Bits - 1)) != 0)
    Low |= ~0ull << T.Bits;
  return static_cast<std::int64_t>(Low);
}

FunctionLowering::Operand FunctionLowering::foldedCast(flow::Type To,
                                                       Operand A) {
  if (!U.Literal.isInteger(A))
    return {};
  std::int64_t Value = U.Literal.value(A);
  if (To.isPointer())
    return A;
  if (!isSmallInteger(To))
    return {};
  std::int64_t Result = To.Bits == 1 ? Value != 0 : wrapped(Value, To);
  return Result == Value ? A : integer(Result);
}

FunctionLowering::Operand FunctionLowering::folded(Opcode Op, flow::Type Of,
                                                   Operand A, Operand B) {
  if (!U.Literal.isInteger(A) || !isSmallInteger(Of) ||
      (B && !U.Literal.isInteger(B)))
    return {};
  bool IsUnsigned = !Of.Signed;
  auto Number = [&](Operand O) {
    llvm::APInt Wide(64, static_cast<std::uint64_t>(U.Literal.value(O)));
    return llvm::APSInt(Wide.trunc(Of.Bits), IsUnsigned);
  };
  llvm::APSInt Left = Number(A);
  llvm::APSInt Right = B ? Number(B) : Left;
  bool Overflows = false;
  llvm::APInt Result;
  switch (Op) {
  case Opcode::Negate:
    Result = -Left;
    Overflows = Of.Signed && Left.isMinSignedValue();
    break;
  case Opcode::Complement:
    Result = ~Left;
    break;
  case Opcode::Not:
    return integer(Left.isZero());
  case Opcode::Add:
    Result = Of.Signed ? Left.sadd_ov(Right, Overflows) : Left + Right;
    break;
  case Opcode::Subtract:
    Result = Of.Signed ? Left.ssub_ov(Right, Overflows) : Left - Right;
    break;
  case Opcode::Multiply:
    Result = Of.Signed ? Left.smul_ov(Right, Overflows) : Left * Right;
    break;
  case Opcode::Divide:
  case Opcode::Remainder:
    if (Right.isZero() ||
        (Of.Signed && Left.isMinSignedValue() && Right.isAllOnes()))
      return {};
    Result = Op == Opcode::Divide ? Left / Right : Left % Right;
    break;
  case Opcode::ShiftLeft:
  case Opcode::ShiftRight: {
    std::int64_t Count = U.Literal.value(B);
    if (Count < 0 || Count >= Of.Bits)
      return {};
    if (Op == Opcode::ShiftLeft)
      Result = Left.shl(static_cast<unsigned>(Count));
    else
      Result = Of.Signed ? Left.ashr(static_cast<unsigned>(Count))
                         : Left.lshr(static_cast<unsigned>(Count));
    break;
  }
  case Opcode::And:
    Result = Left & Right;
    break;
  case Opcode::Or:
    Result = Left | Right;
    break;
  case Opcode::Xor:
    Result = Left ^ Right;
    break;
  case Opcode::Equal:
    return integer(Left == Right);
  case Opcode::NotEqual:
    return integer(Left != Right);
  case Opcode::Less:
    return integer(Left < Right);
  case Opcode::LessEqual:
    return integer(Left <= Right);
  case Opcode::Greater:
    return integer(Left > Right);
  case Opcode::GreaterEqual:
    return integer(Left >= Right);
  default:
    return {};
  }
  if (Overflows)
    return {};
  return integer(Of.Signed ? Result.getSExtValue()
                           : static_cast<std::int64_t>(Result.getZExtValue()));
}

} // namespace firmcop::lowering
