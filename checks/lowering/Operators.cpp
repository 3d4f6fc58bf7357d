//===- checks/lowering/Operators.cpp - Operators
//-------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

using namespace clang;
using firmcop::flow::Operation;

namespace firmcop::lowering {

static flow::Opcode opcodeOf(BinaryOperatorKind Kind) {
  using flow::Opcode;
  switch (Kind) {
  case BO_Mul:
  case BO_MulAssign:
    return Opcode::Multiply;
  case BO_Div:
  case BO_DivAssign:
    return Opcode::Divide;
  case BO_Rem:
  case BO_RemAssign:
    return Opcode::Remainder;
  case BO_Add:
  case BO_AddAssign:
    return Opcode::Add;
  case BO_Sub:
  case BO_SubAssign:
    return Opcode::Subtract;
  case BO_Shl:
  case BO_ShlAssign:
    return Opcode::ShiftLeft;
  case BO_Shr:
  case BO_ShrAssign:
    return Opcode::ShiftRight;
  case BO_And:
  case BO_AndAssign:
    return Opcode::And;
  case BO_Or:
  case BO_OrAssign:
    return Opcode::Or;
  case BO_Xor:
  case BO_XorAssign:
    return Opcode::Xor;
  case BO_LT:
    return Opcode::Less;
  case BO_GT:
    return Opcode::Greater;
  case BO_LE:
    return Opcode::LessEqual;
  case BO_GE:
    return Opcode::GreaterEqual;
  case BO_EQ:
    return Opcode::Equal;
  case BO_NE:
    return Opcode::NotEqual;
  default:
    return Opcode::Unknown;
  }
}

FunctionLowering::Operand FunctionLowering::arithmetic(
    const Expr *At, BinaryOperatorKind Kind, QualType LeftType, Operand Left,
    QualType RightType, Operand Right, QualType ResultType) {
  Opcode Op = opcodeOf(Kind);
  flow::Type Of = U.Type.value(ResultType);
  flow::Position Where = at(At);
  if (LeftType->isPointerType() && RightType->isPointerType()) {
    if (Op != Opcode::Subtract)
      return emit(Where, Op, flow::Type::Kind::Pointer, Left, Right);
    // The distance in elements.
    Operand Bytes = emit(Where, Opcode::Subtract, Of, Left, Right);
    std::uint64_t Size = U.Type.size(LeftType->getPointeeType());
    return Size > 1 ? emit(Where, Opcode::Divide, Of, Bytes,
                           integer(static_cast<std::int64_t>(Size)), 0,
                           Operation::IsImplicit)
                    : Bytes;
  }
  if (Op == Opcode::Add || Op == Opcode::Subtract) {
    if (RightType->isPointerType()) {
      std::swap(LeftType, RightType);
      std::swap(Left, Right);
    }
    if (LeftType->isPointerType()) {
      if (Op == Opcode::Subtract) {
        flow::Type Index = U.Type.value(RightType);
        Operand Negated = folded(Opcode::Negate, Index, Right, {});
        Right = Negated ? Negated
                        : emit(Where, Opcode::Negate, Index, Right, {}, 0,
                               Operation::IsImplicit);
      }
      return element(Where, Left, Right, LeftType->getPointeeType());
    }
  }
  if (BinaryOperator::isComparisonOp(Kind))
    Of = U.Type.value(LeftType);
  else if (Op == Opcode::ShiftLeft || Op == Opcode::ShiftRight)
    Right = convert(At, Right, U.Type.value(RightType), Of, true);
  if (Operand Literal = folded(Op, Of, Left, Right))
    return Literal;
  return emit(Where, Op, Of, Left, Right);
}

FunctionLowering::Operand FunctionLowering::binary(const BinaryOperator &E) {
  switch (E.getOpcode()) {
  case BO_Comma:
    effect(E.getLHS());
    return E.getType()->isVoidType() ? (effect(E.getRHS()), Operand())
                                     : value(E.getRHS());
  case BO_LAnd:
  case BO_LOr:
    return truthValue(&E);
  case BO_Assign:
    return assignment(E, false);
  case BO_PtrMemD:
  case BO_PtrMemI: {
    // Which member it is, is not followed.
    effect(E.getLHS());
    effect(E.getRHS());
    return unknown(at(&E), U.Type.value(E.getType()));
  }
  default:
    break;
  }
  Operand Left = value(E.getLHS());
  Operand Right = value(E.getRHS());
  return arithmetic(&E, E.getOpcode(), E.getLHS()->getType(), Left,
                    E.getRHS()->getType(), Right, E.getType());
}

FunctionLowering::Operand FunctionLowering::assignment(const BinaryOperator &E,
                                                       bool AsAddress) {
  const Expr *Left = E.getLHS();
  if (isRecord(Left->getType())) {
    Operand From = value(E.getRHS());
    Operand To = address(Left);
    copy(at(&E), To, From, U.Type.size(Left->getType()));
    return To;
  }
  Operand Value = value(E.getRHS());
  Operand To = address(Left);
  Operand Stored = storeTo(&E, Left, To, Value);
  return AsAddress ? To : Stored;
}

FunctionLowering::Operand
FunctionLowering::compoundAssignment(const CompoundAssignOperator &E,
                                     bool AsAddress) {
  const Expr *Left = E.getLHS();
  Operand Right = value(E.getRHS());
  Operand To = address(Left);
  Operand Old = loadFrom(Left, To);
  QualType T = Left->getType();
  flow::Type Of = U.Type.value(T);
  flow::Type Wide = U.Type.value(E.getComputationLHSType());
  Operand Result;
  if (T->isPointerType()) {
    Result =
        arithmetic(&E, E.getOpcode(), T, Old, E.getRHS()->getType(), Right, T);
  } else {
    Old = convert(&E, Old, Of, Wide, true);
    Result =
        arithmetic(&E, E.getOpcode(), E.getComputationLHSType(), Old,
                   E.getRHS()->getType(), Right, E.getComputationResultType());
    Result = convert(&E, Result, U.Type.value(E.getComputationResultType()), Of,
                     true);
  }
  Operand Stored = storeTo(&E, Left, To, Result);
  return AsAddress ? To : Stored;
}

FunctionLowering::Operand FunctionLowering::step(const UnaryOperator &E,
                                                 bool AsAddress) {
  const Expr *Left = E.getSubExpr();
  QualType T = Left->getType();
  flow::Type Of = U.Type.value(T);
  Operand To = address(Left);
  Operand Old = loadFrom(Left, To);
  Operand New;
  if (T->isPointerType())
    New = element(at(&E), Old, integer(E.isIncrementOp() ? 1 : -1),
                  T->getPointeeType());
  else if (Of.isInteger() && Of.Bits > 1)
    New = emit(at(&E), E.isIncrementOp() ? Opcode::Add : Opcode::Subtract, Of,
               Old, integer(1));
  else if (Of.isInteger())
    New = integer(1);
  else
    New = unknown(at(&E), Of);
  Operand Stored = storeTo(&E, Left, To, New);
  if (AsAddress)
    return To;
  return E.isPrefix() ? Stored : Old;
}

FunctionLowering::Operand FunctionLowering::unary(const UnaryOperator &E) {
  const Expr *Sub = E.getSubExpr();
  flow::Type Of = U.Type.value(E.getType());
  auto Simple = [&](Opcode Op) {
    Operand Value = value(Sub);
    if (Operand Literal = folded(Op, Of, Value, {}))
      return Literal;
    return emit(at(&E), Op, Of, Value);
  };
  switch (E.getOpcode()) {
  case UO_PostInc:
  case UO_PostDec:
  case UO_PreInc:
  case UO_PreDec:
    return step(E, false);
  case UO_AddrOf:
    if (const auto *Member = dyn_cast<DeclRefExpr>(Sub->IgnoreParens());
        Member && E.getType()->isMemberPointerType() &&
        !isa<FunctionDecl>(Member->getDecl()))
      return unknown(at(&E), Of);
    if (const auto *Part = dyn_cast<ArraySubscriptExpr>(Sub->IgnoreParens()))
      return subscript(*Part, Operation::IsAddress);
    return Sub->isGLValue() || Sub->getType()->isFunctionType() ? address(Sub)
                                                                : value(Sub);
  case UO_Deref:
    return loadFrom(&E, value(Sub));
  case UO_Plus:
  case UO_Extension:
  case UO_Coawait:
    return value(Sub);
  case UO_Minus:
    return Simple(Opcode::Negate);
  case UO_Not:
    return Simple(Opcode::Complement);
  case UO_LNot: {
    const Expr *Inner = Sub->IgnoreParenImpCasts();
    if (const auto *B = dyn_cast<BinaryOperator>(Inner); B && B->isLogicalOp())
      return truthValue(&E);
    return Simple(Opcode::Not);
  }
  case UO_Real:
  case UO_Imag:
    if (Sub->isGLValue())
      return loadFrom(&E, address(Sub));
    effect(Sub);
    return unknown(at(&E), Of);
  }
  return unsupported(&E);
}

} // namespace firmcop::lowering
