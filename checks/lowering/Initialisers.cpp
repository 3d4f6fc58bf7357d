//===- checks/lowering/Initialisers.cpp - Objects and their first values
//-----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

using namespace clang;
using firmcop::flow::Operation;

namespace firmcop::lowering {

void FunctionLowering::beginInitialiser() { reset(nullptr); }

void FunctionLowering::initialise(const VarDecl &Global) {
  const Expr *Initial = Global.getInit();
  if (!Initial || Initial->isValueDependent() || Global.isInvalidDecl())
    return;
  Operand Object = U.global(Global);
  Scope Temporaries(*this);
  if (Global.getType()->isReferenceType()) {
    Operand Referred = address(Initial);
    store(at(Initial), flow::Type::Kind::Pointer, Object, Referred);
  } else {
    // What another unit may have put there does not count: a global is zero
    // before the program runs.
    into(Initial, Object, true);
  }
  Extended.clear();
}

void FunctionLowering::zero(const Expr *At, QualType T, Operand Target) {
  copy(at(At), Target, U.Literal.bytes(""), U.Type.size(T));
}

void FunctionLowering::into(const Expr *E, Operand Target, bool IsZero) {
  Deeper Level(*this);
  if (Level.isTooDeep())
    return;
  if (E->containsErrors())
    unsupported(E);
  else
    lowerInto(E, Target, IsZero);
}

void FunctionLowering::lowerInto(const Expr *E, Operand Target, bool IsZero) {
  switch (E->getStmtClass()) {
  case Stmt::ParenExprClass:
    return into(cast<ParenExpr>(E)->getSubExpr(), Target, IsZero);
  case Stmt::ConstantExprClass:
    return into(cast<ConstantExpr>(E)->getSubExpr(), Target, IsZero);
  case Stmt::GenericSelectionExprClass:
    return into(cast<GenericSelectionExpr>(E)->getResultExpr(), Target, IsZero);
  case Stmt::ChooseExprClass:
    return into(cast<ChooseExpr>(E)->getChosenSubExpr(), Target, IsZero);
  case Stmt::CXXDefaultArgExprClass:
    return into(cast<CXXDefaultArgExpr>(E)->getExpr(), Target, IsZero);
  case Stmt::CXXDefaultInitExprClass: {
    llvm::SaveAndRestore Inside(This, DefaultInitThis ? DefaultInitThis : This);
    return into(cast<CXXDefaultInitExpr>(E)->getExpr(), Target, IsZero);
  }
  case Stmt::ExprWithCleanupsClass: {
    Scope Temporaries(*this);
    return into(cast<ExprWithCleanups>(E)->getSubExpr(), Target, IsZero);
  }
  case Stmt::CXXBindTemporaryExprClass:
    return into(cast<CXXBindTemporaryExpr>(E)->getSubExpr(), Target, IsZero);
  case Stmt::InitListExprClass: {
    const auto *List = cast<InitListExpr>(E);
    if (const InitListExpr *Semantic = List->getSemanticForm())
      List = Semantic;
    if (List->isTransparent() && List->getNumInits() == 1)
      return into(List->getInit(0), Target, IsZero);
    if (isAggregate(List->getType()))
      return initialiserList(*List, Target, IsZero);
    break;
  }
  case Stmt::DesignatedInitUpdateExprClass: {
    const auto *Update = cast<DesignatedInitUpdateExpr>(E);
    into(Update->getBase(), Target, IsZero);
    return into(Update->getUpdater(), Target, false);
  }
  case Stmt::NoInitExprClass:
    return;
  case Stmt::ImplicitValueInitExprClass:
  case Stmt::CXXScalarValueInitExprClass:
    if (isAggregate(E->getType())) {
      if (!IsZero)
        zero(E, E->getType(), Target);
      return;
    }
    break;
  case Stmt::StringLiteralClass: {
    const auto *Text = cast<StringLiteral>(E);
    Operand Literal = Text->getCharByteWidth() == 1
                          ? U.Literal.text(Text->getBytes())
                          : U.Literal.bytes(Text->getBytes());
    return copy(at(E), Target, Literal, U.Type.size(E->getType()));
  }
  case Stmt::PredefinedExprClass:
    if (isAggregate(E->getType()) && cast<PredefinedExpr>(E)->getFunctionName())
      return into(cast<PredefinedExpr>(E)->getFunctionName(), Target, IsZero);
    break;
  case Stmt::CompoundLiteralExprClass:
    return into(cast<CompoundLiteralExpr>(E)->getInitializer(), Target, IsZero);
  case Stmt::CXXConstructExprClass:
  case Stmt::CXXTemporaryObjectExprClass:
    return construct(*cast<CXXConstructExpr>(E), Target, IsZero);
  case Stmt::CXXInheritedCtorInitExprClass:
    return inheritedConstruct(*cast<CXXInheritedCtorInitExpr>(E), Target);
  case Stmt::LambdaExprClass:
    return lambda(*cast<LambdaExpr>(E), Target);
  case Stmt::ArrayInitLoopExprClass:
    return arrayLoop(*cast<ArrayInitLoopExpr>(E), Target);
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    if (isRecord(E->getType()) && !E->isGLValue())
      return conditionalInto(*cast<AbstractConditionalOperator>(E), Target);
    break;
  case Stmt::CXXStdInitializerListExprClass:
    return initializerList(*cast<CXXStdInitializerListExpr>(E), Target);
  case Stmt::CXXParenListInitExprClass:
    return parenthesised(*cast<CXXParenListInitExpr>(E), Target, IsZero);
  default:
    break;
  }
  if (const auto *C = dyn_cast<CastExpr>(E);
      C && isRecord(E->getType()) && !E->isGLValue()) {
    switch (C->getCastKind()) {
    case CK_LValueToRValue:
      if (const auto *Fresh =
              dyn_cast<CompoundLiteralExpr>(C->getSubExpr()->IgnoreParens()))
        return into(Fresh->getInitializer(), Target, IsZero);
      break;
    case CK_NoOp:
    case CK_ConstructorConversion:
    case CK_UserDefinedConversion:
      if (!C->getSubExpr()->isGLValue())
        return into(C->getSubExpr(), Target, IsZero);
      break;
    case CK_ToUnion:
      return into(C->getSubExpr(), Target, IsZero);
    default:
      break;
    }
  }
  if (isAggregate(E->getType())) {
    Operand From = E->isGLValue() ? address(E) : value(E);
    if (From != Target)
      copy(at(E), Target, From, U.Type.size(E->getType()));
    return;
  }
  Operand Value = E->isGLValue() ? loadFrom(E, address(E)) : value(E);
  if (!IsZero || !U.Literal.isPlainZero(Value))
    store(at(E), U.Type.value(E->getType()), Target, Value);
}

/// Some part of the object has no initialiser of its own.
static bool hasZeros(const InitListExpr &List) {
  if (const auto *Array = dyn_cast_or_null<ConstantArrayType>(
          List.getType()->getAsArrayTypeUnsafe()))
    if (List.getNumInits() < Array->getZExtSize())
      return true;
  for (const Expr *Each : List.inits()) {
    if (!Each || isa<ImplicitValueInitExpr>(Each))
      return true;
    if (const auto *Inner = dyn_cast<InitListExpr>(Each);
        Inner && hasZeros(*Inner))
      return true;
  }
  return false;
}

void FunctionLowering::initialiserList(const InitListExpr &E, Operand Target,
                                       bool IsZero) {
  llvm::SaveAndRestore Object(DefaultInitThis,
                              isRecord(E.getType()) ? Target : DefaultInitThis);
  if (constantArray(E, Target))
    return;
  if (!IsZero && hasZeros(E)) {
    zero(&E, E.getType(), Target);
    IsZero = true;
  }
  if (isRecord(E.getType()))
    recordInitialisers(E, Target, IsZero);
  else
    arrayInitialisers(E, Target, IsZero);
}

void FunctionLowering::arrayInitialisers(const InitListExpr &E, Operand Target,
                                         bool IsZero) {
  if (E.isStringLiteralInit())
    return into(E.getInit(0), Target, IsZero);
  const auto *Array = E.getType()->getAsArrayTypeUnsafe();
  QualType Of = Array->getElementType();
  for (unsigned I = 0; I < E.getNumInits(); ++I) {
    const Expr *Value = E.getInit(I);
    if (!Value || isa<NoInitExpr>(Value) ||
        (IsZero && isa<ImplicitValueInitExpr>(Value)))
      continue;
    if (!isAggregate(Of)) {
      Operand Number = E.getInit(I)->isGLValue()
                           ? loadFrom(Value, address(Value))
                           : value(Value);
      if (IsZero && U.Literal.isPlainZero(Number))
        continue;
      Operand Place = element(at(Value), Target, integer(I), Of);
      store(at(Value), U.Type.value(Of), Place, Number);
      continue;
    }
    Operand Place = element(at(Value), Target, integer(I), Of);
    into(Value, Place, IsZero);
  }
  const Expr *Filler = E.getArrayFiller();
  const auto *Constant = dyn_cast<ConstantArrayType>(Array);
  if (Filler && Constant && E.getNumInits() < Constant->getZExtSize() &&
      !isa<ImplicitValueInitExpr, NoInitExpr>(Filler)) {
    Operand Any = unknown(at(&E), U.Type.value(U.Context.getSizeType()));
    Operand Place = element(at(&E), Target, Any, Of);
    into(Filler, Place, IsZero);
  }
}

void FunctionLowering::initialiseField(const flow::Position &At,
                                       const FieldDecl &F, Operand Record,
                                       const Expr *Value, bool IsZero) {
  if (F.getType()->isReferenceType()) {
    Operand Referred = address(Value);
    Operand Place = field(At, Record, F);
    return store(At, flow::Type::Kind::Pointer, Place, Referred);
  }
  if (isAggregate(F.getType()) || Value->isGLValue()) {
    Operand Place = field(At, Record, F);
    return into(Value, Place, IsZero);
  }
  Operand Number = value(Value);
  if (IsZero && U.Literal.isPlainZero(Number))
    return;
  flow::Type Of = U.Type.value(F.getType());
  flow::Type Stored = Of;
  if (F.isBitField() && Of.isInteger()) {
    Stored = {flow::Type::Kind::Integer, F.getBitWidthValue(U.Context),
              Of.Signed != 0};
    Number = convert(Value, Number, Of, Stored, true);
  }
  Operand Place = field(At, Record, F);
  store(At, Stored, Place, Number);
}

void FunctionLowering::recordInitialisers(const InitListExpr &E, Operand Target,
                                          bool IsZero) {
  const RecordDecl *Record = E.getType()->getAsRecordDecl();
  if (Record->isUnion()) {
    if (const FieldDecl *F = E.getInitializedFieldInUnion();
        F && E.getNumInits() == 1 && !isa<NoInitExpr>(E.getInit(0)))
      initialiseField(at(E.getInit(0)), *F, Target, E.getInit(0), IsZero);
    return;
  }
  unsigned I = 0;
  if (const auto *Class = dyn_cast<CXXRecordDecl>(Record))
    for (; I < Class->getNumBases() && I < E.getNumInits(); ++I)
      into(E.getInit(I), Target, IsZero);
  for (const FieldDecl *F : Record->fields()) {
    if (F->isUnnamedBitField())
      continue;
    if (I >= E.getNumInits())
      break;
    const Expr *Value = E.getInit(I++);
    if (!Value || isa<NoInitExpr>(Value) ||
        (IsZero && isa<ImplicitValueInitExpr>(Value)))
      continue;
    initialiseField(at(Value), *F, Target, Value, IsZero);
  }
}

void FunctionLowering::arrayLoop(const ArrayInitLoopExpr &E, Operand Target) {
  // Copies an array, element by element, in what the compiler writes.
  const OpaqueValueExpr *Source = E.getCommonExpr();
  Operand From = Source->getSourceExpr() ? address(Source->getSourceExpr())
                                         : unsupported(&E);
  copy(at(&E), Target, From, U.Type.size(E.getType()));
}

} // namespace firmcop::lowering
