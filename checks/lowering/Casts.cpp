//===- checks/lowering/Casts.cpp - Conversions
//---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

using namespace clang;
using firmcop::flow::Operation;

namespace firmcop::lowering {

FunctionLowering::Operand
FunctionLowering::convert(const Expr *At, Operand Value, flow::Type From,
                          flow::Type To, bool IsImplicit) {
  if (From == To || !Value)
    return Value;
  if (Operand Literal = foldedCast(To, Value))
    return Literal;
  if (From.isPointer() && To.isPointer())
    return Value;
  // A truth value is 0 or 1 in every type.
  std::uint8_t Flags = IsImplicit ? Operation::IsImplicit : 0;
  if (To.isInteger() && To.Bits == 1)
    return emit(at(At), Opcode::NotEqual, From, Value, integer(0), 0,
                Operation::IsImplicit);
  return emit(at(At), Opcode::Cast, To, Value, {}, 0, Flags);
}

FunctionLowering::Operand FunctionLowering::cast(const CastExpr &E) {
  const Expr *Sub = E.getSubExpr();
  bool IsImplicit = isa<ImplicitCastExpr>(E);
  if (const auto *Implicit = dyn_cast<ImplicitCastExpr>(&E))
    IsImplicit = !Implicit->isPartOfExplicitCast();
  flow::Type To = U.Type.value(E.getType());
  switch (E.getCastKind()) {
  case CK_LValueToRValue:
    return load(Sub);
  case CK_LValueToRValueBitCast:
  case CK_LValueBitCast:
    return loadFrom(&E, address(Sub));
  case CK_ArrayToPointerDecay:
  case CK_FunctionToPointerDecay:
  case CK_BuiltinFnToFnPtr:
    return address(Sub);
  case CK_ToVoid:
    effect(Sub);
    return {};
  case CK_NullToPointer:
  case CK_NullToMemberPointer:
    effect(Sub);
    return integer(0);
  case CK_IntegralCast:
  case CK_IntegralToBoolean:
  case CK_BooleanToSignedIntegral:
  case CK_IntegralToFloating:
  case CK_FloatingToIntegral:
  case CK_FloatingToBoolean:
  case CK_FloatingCast:
  case CK_PointerToBoolean:
  case CK_MemberPointerToBoolean:
  case CK_PointerToIntegral:
  case CK_IntegralToPointer: {
    Operand Value = value(Sub);
    return convert(&E, Value, U.Type.value(Sub->getType()), To, IsImplicit);
  }
  case CK_NoOp:
  case CK_BitCast:
  case CK_AddressSpaceConversion:
  case CK_CPointerToObjCPointerCast:
  case CK_AnyPointerToBlockPointerCast:
  case CK_BlockPointerToObjCPointerCast:
  case CK_DerivedToBase:
  case CK_UncheckedDerivedToBase:
  case CK_BaseToDerived:
  case CK_Dynamic:
  case CK_UserDefinedConversion:
  case CK_ConstructorConversion:
  case CK_AtomicToNonAtomic:
  case CK_NonAtomicToAtomic:
  case CK_ReinterpretMemberPointer:
  case CK_BaseToDerivedMemberPointer:
  case CK_DerivedToBaseMemberPointer: {
    if (E.isGLValue())
      return loadFrom(&E, address(Sub));
    Operand Value = value(Sub);
    // Vectors and numbers of one size are each other's bits.
    flow::Type From = U.Type.value(Sub->getType());
    return From.kind() == To.kind() ? Value
                                    : convert(&E, Value, From, To, IsImplicit);
  }
  case CK_ToUnion:
    return object(&E);
  default:
    break;
  }
  // Complex numbers, vectors, fixed point: the value is not followed.
  effect(Sub);
  if (To.kind() == flow::Type::Kind::Record)
    return addLocal("", E.getType());
  return unknown(at(&E), To);
}

} // namespace firmcop::lowering
