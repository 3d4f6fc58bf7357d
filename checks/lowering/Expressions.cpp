//===- checks/lowering/Expressions.cpp - Values and addresses
//---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

using namespace clang;
using firmcop::flow::Operation;

namespace firmcop::lowering {

FunctionLowering::Operand FunctionLowering::value(const Expr *E) {
  Deeper Level(*this);
  if (Level.isTooDeep())
    return unknown(at(E), U.Type.value(E->getType()));
  if (E->containsErrors())
    return unsupported(E);
  Operand Result = lowerValue(E);
  if (Result.kind() == Operand::Kind::Literal && E->getBeginLoc().isMacroID() &&
      !isa<ImplicitCastExpr>(E))
    return named(E, Result);
  return Result;
}

FunctionLowering::Operand FunctionLowering::address(const Expr *E) {
  Deeper Level(*this);
  if (Level.isTooDeep())
    return unknown(at(E), flow::Type::Kind::Pointer);
  if (!E->containsErrors())
    return lowerAddress(E);
  unsupported(E);
  return unknown(at(E), flow::Type::Kind::Pointer);
}

FunctionLowering::Operand FunctionLowering::unsupported(const Expr *E) {
  if (E->containsErrors())
    U.Out.IsIncomplete = true;
  if (const auto *Wait = dyn_cast<CoroutineSuspendExpr>(E)) {
    // The rest of its parts is what the language adds.
    effect(Wait->getOperand());
  } else {
    for (const Stmt *Child : E->children())
      if (const auto *Part = dyn_cast_or_null<Expr>(Child))
        effect(Part);
  }
  if (isRecord(E->getType())) {
    Operand Object = addLocal("", E->getType());
    return Object;
  }
  return unknown(at(E), U.Type.value(E->getType()));
}

FunctionLowering::Operand FunctionLowering::object(const Expr *E) {
  if (E->isGLValue())
    return address(E);
  Operand Object = addLocal("", E->getType());
  into(E, Object);
  return Object;
}

FunctionLowering::Operand FunctionLowering::constant(const Expr *E) {
  Expr::EvalResult Result;
  if (E->isValueDependent() || !E->EvaluateAsInt(Result, U.Context))
    return unsupported(E);
  const llvm::APSInt &Value = Result.Val.getInt();
  return integer(Value.isSigned() ? Value.extOrTrunc(64).getSExtValue()
                                  : static_cast<std::int64_t>(
                                        Value.extOrTrunc(64).getZExtValue()));
}

FunctionLowering::Operand FunctionLowering::lowerValue(const Expr *E) {
  switch (E->getStmtClass()) {
  case Stmt::IntegerLiteralClass: {
    const llvm::APInt &Value = cast<IntegerLiteral>(E)->getValue();
    return integer(static_cast<std::int64_t>(
        Value.getBitWidth() <= 64 ? Value.getZExtValue()
                                  : Value.trunc(64).getZExtValue()));
  }
  case Stmt::CharacterLiteralClass:
    return integer(
        static_cast<std::int32_t>(cast<CharacterLiteral>(E)->getValue()));
  case Stmt::CXXBoolLiteralExprClass:
    return integer(cast<CXXBoolLiteralExpr>(E)->getValue());
  case Stmt::CXXNullPtrLiteralExprClass:
  case Stmt::GNUNullExprClass:
    return integer(0);
  case Stmt::ImplicitValueInitExprClass:
  case Stmt::CXXScalarValueInitExprClass:
    if (E->getType()->isVoidType())
      return {};
    return isRecord(E->getType()) ? object(E) : integer(0);
  case Stmt::FloatingLiteralClass:
  case Stmt::ImaginaryLiteralClass:
  case Stmt::FixedPointLiteralClass:
    return unknown(at(E), U.Type.value(E->getType()));
  case Stmt::TypeTraitExprClass:
  case Stmt::ArrayTypeTraitExprClass:
  case Stmt::SizeOfPackExprClass:
  case Stmt::CXXNoexceptExprClass:
  case Stmt::ConceptSpecializationExprClass:
  case Stmt::RequiresExprClass:
  case Stmt::OffsetOfExprClass:
  case Stmt::SourceLocExprClass:
    return constant(E);
  case Stmt::UnaryExprOrTypeTraitExprClass:
    return sizeOfVariable(*cast<UnaryExprOrTypeTraitExpr>(E));

  case Stmt::ParenExprClass:
    return value(cast<ParenExpr>(E)->getSubExpr());
  case Stmt::ConstantExprClass:
    return value(cast<ConstantExpr>(E)->getSubExpr());
  case Stmt::GenericSelectionExprClass:
    return value(cast<GenericSelectionExpr>(E)->getResultExpr());
  case Stmt::ChooseExprClass:
    return value(cast<ChooseExpr>(E)->getChosenSubExpr());
  case Stmt::SubstNonTypeTemplateParmExprClass:
    return value(cast<SubstNonTypeTemplateParmExpr>(E)->getReplacement());
  case Stmt::CXXDefaultArgExprClass:
    return value(cast<CXXDefaultArgExpr>(E)->getExpr());
  case Stmt::CXXRewrittenBinaryOperatorClass:
    return value(cast<CXXRewrittenBinaryOperator>(E)->getSemanticForm());
  case Stmt::CXXDefaultInitExprClass: {
    llvm::SaveAndRestore Inside(This, DefaultInitThis ? DefaultInitThis : This);
    return value(cast<CXXDefaultInitExpr>(E)->getExpr());
  }
  case Stmt::ExprWithCleanupsClass: {
    Scope Temporaries(*this);
    return value(cast<ExprWithCleanups>(E)->getSubExpr());
  }

  case Stmt::DeclRefExprClass:
    return reference(*cast<DeclRefExpr>(E));
  case Stmt::OpaqueValueExprClass: {
    const auto *Value = cast<OpaqueValueExpr>(E);
    if (auto Known = Opaque.find(Value); Known != Opaque.end())
      return Value->isGLValue() ? loadFrom(Value, Known->second)
                                : Known->second;
    return Value->getSourceExpr() ? value(Value->getSourceExpr())
                                  : unsupported(E);
  }
  case Stmt::UnaryOperatorClass:
    return unary(*cast<UnaryOperator>(E));
  case Stmt::BinaryOperatorClass:
    return binary(*cast<BinaryOperator>(E));
  case Stmt::CompoundAssignOperatorClass:
    return compoundAssignment(*cast<CompoundAssignOperator>(E), false);
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    if (isRecord(E->getType()))
      return object(E);
    return conditional(*cast<AbstractConditionalOperator>(E), false);
  case Stmt::StmtExprClass:
    return statementExpression(*cast<StmtExpr>(E), false);
  case Stmt::AddrLabelExprClass:
    AddressedLabels.push_back(cast<AddrLabelExpr>(E)->getLabel());
    return unknown(at(E), flow::Type::Kind::Pointer);

  case Stmt::CallExprClass:
  case Stmt::UserDefinedLiteralClass:
    return callExpression(*cast<CallExpr>(E));
  case Stmt::CXXMemberCallExprClass:
    return memberCall(*cast<CXXMemberCallExpr>(E));
  case Stmt::CXXOperatorCallExprClass:
    return operatorCall(*cast<CXXOperatorCallExpr>(E));
  case Stmt::AtomicExprClass:
    return atomic(*cast<AtomicExpr>(E));
  case Stmt::VAArgExprClass: {
    Operand List = address(cast<VAArgExpr>(E)->getSubExpr());
    return call(at(E), U.function("va_arg"), List, U.Type.value(E->getType()));
  }
  case Stmt::CXXBindTemporaryExprClass:
    return bindTemporary(*cast<CXXBindTemporaryExpr>(E));
  case Stmt::CXXThisExprClass:
    return thisPointer(E);
  case Stmt::CXXNewExprClass:
    return newExpression(*cast<CXXNewExpr>(E));
  case Stmt::CXXDeleteExprClass:
    deleteExpression(*cast<CXXDeleteExpr>(E));
    return {};
  case Stmt::CXXThrowExprClass:
    return throwExpression(*cast<CXXThrowExpr>(E));
  case Stmt::CXXPseudoDestructorExprClass:
    effect(cast<CXXPseudoDestructorExpr>(E)->getBase());
    return {};
  case Stmt::InitListExprClass: {
    const auto *List = cast<InitListExpr>(E);
    if (isAggregate(E->getType()))
      return object(E);
    if (E->getType()->isVectorType() || E->getType()->isAnyComplexType())
      break;
    // Braces around a scalar.
    return List->getNumInits() == 0 ? integer(0) : value(List->getInit(0));
  }
  case Stmt::CXXConstructExprClass:
  case Stmt::CXXTemporaryObjectExprClass:
  case Stmt::CXXInheritedCtorInitExprClass:
  case Stmt::CXXStdInitializerListExprClass:
  case Stmt::CXXParenListInitExprClass:
  case Stmt::LambdaExprClass:
    return isAggregate(E->getType()) ? object(E) : unsupported(E);
  case Stmt::MemberExprClass:
    // Of what a function returns, in C; or an enumerator of the class.
    if (isa<EnumConstantDecl>(cast<MemberExpr>(E)->getMemberDecl()))
      return constant(E);
    return loadFrom(E, member(*cast<MemberExpr>(E)));
  case Stmt::ArraySubscriptExprClass:
    return loadFrom(E, subscript(*cast<ArraySubscriptExpr>(E)));
  default:
    break;
  }
  if (const auto *C = dyn_cast<CastExpr>(E))
    return cast(*C);
  return E->isGLValue() ? loadFrom(E, address(E)) : unsupported(E);
}

FunctionLowering::Operand FunctionLowering::lowerAddress(const Expr *E) {
  switch (E->getStmtClass()) {
  case Stmt::ParenExprClass:
    return address(cast<ParenExpr>(E)->getSubExpr());
  case Stmt::ConstantExprClass:
    return address(cast<ConstantExpr>(E)->getSubExpr());
  case Stmt::GenericSelectionExprClass:
    return address(cast<GenericSelectionExpr>(E)->getResultExpr());
  case Stmt::ChooseExprClass:
    return address(cast<ChooseExpr>(E)->getChosenSubExpr());
  case Stmt::SubstNonTypeTemplateParmExprClass:
    return address(cast<SubstNonTypeTemplateParmExpr>(E)->getReplacement());
  case Stmt::CXXDefaultArgExprClass:
    return address(cast<CXXDefaultArgExpr>(E)->getExpr());
  case Stmt::CXXRewrittenBinaryOperatorClass:
    return address(cast<CXXRewrittenBinaryOperator>(E)->getSemanticForm());
  case Stmt::CXXDefaultInitExprClass: {
    llvm::SaveAndRestore Inside(This, DefaultInitThis ? DefaultInitThis : This);
    return address(cast<CXXDefaultInitExpr>(E)->getExpr());
  }
  case Stmt::ExprWithCleanupsClass: {
    Scope Temporaries(*this);
    return address(cast<ExprWithCleanups>(E)->getSubExpr());
  }
  case Stmt::DeclRefExprClass:
    return reference(*cast<DeclRefExpr>(E));
  case Stmt::MemberExprClass:
    return member(*cast<MemberExpr>(E));
  case Stmt::ArraySubscriptExprClass:
    return subscript(*cast<ArraySubscriptExpr>(E));
  case Stmt::StringLiteralClass:
    return stringLiteral(E, *cast<StringLiteral>(E));
  case Stmt::PredefinedExprClass:
    if (const StringLiteral *Name = cast<PredefinedExpr>(E)->getFunctionName())
      return stringLiteral(E, *Name);
    break;
  case Stmt::CompoundLiteralExprClass:
    return compoundLiteral(*cast<CompoundLiteralExpr>(E));
  case Stmt::MaterializeTemporaryExprClass:
    return materialised(*cast<MaterializeTemporaryExpr>(E));
  case Stmt::CXXBindTemporaryExprClass:
    return bindTemporary(*cast<CXXBindTemporaryExpr>(E));
  case Stmt::OpaqueValueExprClass: {
    const auto *Value = cast<OpaqueValueExpr>(E);
    if (auto Known = Opaque.find(Value); Known != Opaque.end())
      return Known->second;
    return Value->getSourceExpr() ? address(Value->getSourceExpr())
                                  : unsupported(E);
  }
  case Stmt::UnaryOperatorClass: {
    const auto *Unary = cast<UnaryOperator>(E);
    switch (Unary->getOpcode()) {
    case UO_Deref:
      return value(Unary->getSubExpr());
    case UO_Extension:
    case UO_Real:
    case UO_Imag:
      return address(Unary->getSubExpr());
    case UO_PreInc:
    case UO_PreDec:
      return step(*Unary, true);
    default:
      break;
    }
    break;
  }
  case Stmt::BinaryOperatorClass: {
    const auto *Binary = cast<BinaryOperator>(E);
    if (Binary->getOpcode() == BO_Comma) {
      effect(Binary->getLHS());
      return address(Binary->getRHS());
    }
    if (Binary->getOpcode() == BO_Assign)
      return assignment(*Binary, true);
    break;
  }
  case Stmt::CompoundAssignOperatorClass:
    return compoundAssignment(*cast<CompoundAssignOperator>(E), true);
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    if (E->isGLValue())
      return conditional(*cast<AbstractConditionalOperator>(E), true);
    break;
  case Stmt::StmtExprClass:
    if (E->isGLValue() || isRecord(E->getType()))
      return statementExpression(*cast<StmtExpr>(E), true);
    break;
  case Stmt::CallExprClass:
  case Stmt::UserDefinedLiteralClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
    if (E->isGLValue())
      return value(E);
    break;
  case Stmt::ExtVectorElementExprClass: {
    const Expr *Base = cast<ExtVectorElementExpr>(E)->getBase();
    return Base->isGLValue() ? address(Base) : value(Base);
  }
  case Stmt::CXXTypeidExprClass:
  case Stmt::CXXThrowExprClass:
    effect(E);
    return unknown(at(E), flow::Type::Kind::Pointer);
  default:
    break;
  }
  if (const auto *C = dyn_cast<CastExpr>(E)) {
    switch (C->getCastKind()) {
    case CK_LValueToRValue:
    case CK_NoOp:
    case CK_LValueBitCast:
    case CK_LValueToRValueBitCast:
    case CK_DerivedToBase:
    case CK_UncheckedDerivedToBase:
    case CK_BaseToDerived:
    case CK_Dynamic:
    case CK_UserDefinedConversion:
    case CK_ConstructorConversion:
    case CK_AtomicToNonAtomic:
    case CK_NonAtomicToAtomic:
    case CK_AddressSpaceConversion:
      if (C->getSubExpr()->isGLValue() || isRecord(C->getSubExpr()->getType()))
        return address(C->getSubExpr());
      break;
    default:
      break;
    }
  }
  if (!E->isGLValue() && !E->getType()->isVoidType())
    return object(E);
  for (const Stmt *Child : E->children())
    if (const auto *Part = dyn_cast_or_null<Expr>(Child))
      effect(Part);
  return unknown(at(E), flow::Type::Kind::Pointer);
}

void FunctionLowering::effect(const Expr *E) {
  if (!E)
    return;
  while (true) {
    if (const auto *Paren = dyn_cast<ParenExpr>(E))
      E = Paren->getSubExpr();
    else if (const auto *C = dyn_cast<CastExpr>(E);
             C &&
             (C->getCastKind() == CK_ToVoid || C->getCastKind() == CK_NoOp))
      E = C->getSubExpr();
    else
      break;
  }
  Deeper Level(*this);
  if (Level.isTooDeep())
    return;
  if (E->containsErrors()) {
    unsupported(E);
    return;
  }
  if (const auto *Full = dyn_cast<ExprWithCleanups>(E)) {
    Scope Temporaries(*this);
    return effect(Full->getSubExpr());
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->getOpcode() == BO_Comma) {
      effect(B->getLHS());
      return effect(B->getRHS());
    }
    if (B->isLogicalOp()) {
      Block True = newBlock();
      Block End = newBlock();
      condition(B, True, End);
      place(True);
      return place(End);
    }
  }
  if (E->isGLValue())
    address(E);
  else
    value(E);
}

} // namespace firmcop::lowering
