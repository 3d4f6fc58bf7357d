//===- checks/lowering/Conditions.cpp - Conditions and short circuits
//-------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

using namespace clang;
using firmcop::flow::Operation;

namespace firmcop::lowering {

/// Some temporary of the expression has a destructor that the program wrote.
static bool hasCleanup(const Stmt *S, UnitLowering &U) {
  if (!S)
    return false;
  if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(S))
    if (const auto *Class = Bound->getType()->getAsCXXRecordDecl();
        Class && U.isDestructorOfInterest(*Class))
      return true;
  return llvm::any_of(S->children(),
                      [&U](const Stmt *Child) { return hasCleanup(Child, U); });
}

void FunctionLowering::condition(const Expr *E, Block True, Block False,
                                 std::uint8_t Flags) {
  Deeper Level(*this);
  if (Level.isTooDeep()) {
    Operand Unknown = unknown(at(E), {flow::Type::Kind::Integer, 1});
    return branch(at(E), Unknown, True, False, Flags);
  }
  if (E->containsErrors()) {
    Operand Unknown = unsupported(E);
    return branch(at(E), Unknown, True, False, Flags);
  }
  lowerCondition(E, True, False, Flags);
}

void FunctionLowering::lowerCondition(const Expr *E, Block True, Block False,
                                      std::uint8_t Flags) {
  E = E->IgnoreParens();
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(E);
      Cast && (Cast->getCastKind() == CK_IntegralToBoolean ||
               Cast->getCastKind() == CK_PointerToBoolean))
    return condition(Cast->getSubExpr(), True, False, Flags);

  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->isLogicalOp()) {
      Block Next = newBlock();
      if (B->getOpcode() == BO_LAnd)
        condition(B->getLHS(), Next, False, Flags);
      else
        condition(B->getLHS(), True, Next, Flags);
      place(Next);
      Scope Arm(*this);
      return condition(B->getRHS(), True, False, Flags);
    }
    if (B->getOpcode() == BO_Comma) {
      effect(B->getLHS());
      return condition(B->getRHS(), True, False, Flags);
    }
  } else if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    // A loop's branch goes to the body when it is true.
    if (Unary->getOpcode() == UO_LNot && !(Flags & Operation::IsLoop))
      return condition(Unary->getSubExpr(), False, True, Flags);
  } else if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    Block Then = newBlock();
    Block Else = newBlock();
    condition(C->getCond(), Then, Else);
    place(Then);
    condition(C->getTrueExpr(), True, False, Flags);
    place(Else);
    return condition(C->getFalseExpr(), True, False, Flags);
  } else if (const auto *C = dyn_cast<CallExpr>(E)) {
    if (C->getBuiltinCallee() == Builtin::BI__builtin_expect ||
        C->getBuiltinCallee() == Builtin::BI__builtin_expect_with_probability)
      return condition(C->getArg(0)->IgnoreParenImpCasts(), True, False, Flags);
  } else if (const auto *Full = dyn_cast<ExprWithCleanups>(E)) {
    if (!hasCleanup(Full->getSubExpr(), U))
      return condition(Full->getSubExpr(), True, False, Flags);
  }
  Operand Value = value(E);
  branch(at(E), Value, True, False, Flags);
}

FunctionLowering::Operand FunctionLowering::truthValue(const Expr *E) {
  flow::Type Truth = U.Type.value(E->getType());
  Operand Result = local(addLocal("", Truth, U.Type.size(E->getType())));
  flow::Position Where = at(E);
  Block True = newBlock();
  Block False = newBlock();
  Block End = newBlock();
  condition(E, True, False);
  place(True);
  store(Where, Truth, Result, integer(1));
  jump(End);
  place(False);
  store(Where, Truth, Result, integer(0));
  place(End);
  return emit(Where, Opcode::Load, Truth, Result);
}

FunctionLowering::Operand
FunctionLowering::conditional(const AbstractConditionalOperator &E,
                              bool AsAddress) {
  bool HasValue = AsAddress || !E.getType()->isVoidType();
  flow::Type Of = AsAddress ? flow::Type(flow::Type::Kind::Pointer)
                            : U.Type.value(E.getType());
  flow::Position Where = at(&E);
  Operand Result;
  if (HasValue)
    Result = local(addLocal("", Of, AsAddress ? 0 : U.Type.size(E.getType())));
  if (const auto *Short = dyn_cast<BinaryConditionalOperator>(&E))
    Opaque[Short->getOpaqueValue()] = Short->getCommon()->isGLValue()
                                          ? address(Short->getCommon())
                                          : value(Short->getCommon());
  Block True = newBlock();
  Block False = newBlock();
  Block End = newBlock();
  condition(E.getCond(), True, False);
  auto Arm = [&](Block B, const Expr *Choice) {
    place(B);
    Scope Temporaries(*this);
    if (isa<CXXThrowExpr>(Choice->IgnoreParens()) || !HasValue) {
      effect(Choice);
    } else {
      Operand Chosen = AsAddress ? address(Choice) : value(Choice);
      store(at(Choice), Of, Result, Chosen);
    }
  };
  Arm(True, E.getTrueExpr());
  jump(End);
  Arm(False, E.getFalseExpr());
  place(End);
  return HasValue ? emit(Where, Opcode::Load, Of, Result) : Operand();
}

void FunctionLowering::conditionalInto(const AbstractConditionalOperator &E,
                                       Operand Target) {
  if (const auto *Short = dyn_cast<BinaryConditionalOperator>(&E))
    Opaque[Short->getOpaqueValue()] = Short->getCommon()->isGLValue()
                                          ? address(Short->getCommon())
                                          : value(Short->getCommon());
  Block True = newBlock();
  Block False = newBlock();
  Block End = newBlock();
  condition(E.getCond(), True, False);
  place(True);
  {
    Scope Temporaries(*this);
    into(E.getTrueExpr(), Target);
  }
  jump(End);
  place(False);
  {
    Scope Temporaries(*this);
    into(E.getFalseExpr(), Target);
  }
  place(End);
}

} // namespace firmcop::lowering
