//===- checks/lowering/Memory.cpp - Loads and stores
//----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

using namespace clang;

namespace firmcop::lowering {

static const FieldDecl *bitField(const Expr *E) {
  return E->getObjectKind() == OK_BitField
             ? const_cast<Expr *>(E)->getSourceBitField()
             : nullptr;
}

flow::Type FunctionLowering::storedType(const Expr *Lvalue) {
  flow::Type Of = U.Type.value(Lvalue->getType());
  if (const FieldDecl *F = bitField(Lvalue); F && Of.isInteger())
    return {flow::Type::Kind::Integer, F->getBitWidthValue(U.Context),
            Of.Signed != 0};
  return Of;
}

FunctionLowering::Operand FunctionLowering::load(const Expr *Lvalue) {
  // What is constant in every function around needs no object.
  if (const auto *Reference = dyn_cast<DeclRefExpr>(Lvalue))
    if (const auto *V = dyn_cast<VarDecl>(Reference->getDecl());
        V && V->isConstexpr() && V->getType()->isIntegralOrEnumerationType())
      if (const APValue *Constant = V->evaluateValue();
          Constant && Constant->isInt()) {
        const llvm::APSInt &Value = Constant->getInt();
        return integer(Value.isSigned()
                           ? Value.extOrTrunc(64).getSExtValue()
                           : static_cast<std::int64_t>(
                                 Value.extOrTrunc(64).getZExtValue()));
      }
  return loadFrom(Lvalue, address(Lvalue));
}

FunctionLowering::Operand FunctionLowering::loadFrom(const Expr *Lvalue,
                                                     Operand Address) {
  QualType T = Lvalue->getType();
  if (isAggregate(T) || T->isFunctionType())
    return Address;
  flow::Type Of = U.Type.value(T);
  flow::Type Stored = storedType(Lvalue);
  Operand Value = emit(at(Lvalue), Opcode::Load, Stored, Address);
  return convert(Lvalue, Value, Stored, Of, true);
}

FunctionLowering::Operand FunctionLowering::storeTo(const Expr *At,
                                                    const Expr *Lvalue,
                                                    Operand Address,
                                                    Operand Value) {
  flow::Type Of = U.Type.value(Lvalue->getType());
  flow::Type Stored = storedType(Lvalue);
  Operand Narrow = convert(At, Value, Of, Stored, true);
  store(at(At), Stored, Address, Narrow);
  return Stored == Of ? Narrow : convert(At, Narrow, Stored, Of, true);
}

} // namespace firmcop::lowering
