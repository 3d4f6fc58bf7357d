//===- checks/lowering/Classes.cpp - Objects of classes
//----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

using namespace clang;
using firmcop::flow::Operation;

namespace firmcop::lowering {

void FunctionLowering::memberInitialiser(
    const CXXCtorInitializer &Initialiser) {
  const Expr *Value = Initialiser.getInit();
  Scope Temporaries(*this);
  llvm::SaveAndRestore Object(DefaultInitThis, This);
  if (!Initialiser.isAnyMemberInitializer())
    return into(Value, This); // a base, or the constructor delegated to
  if (const IndirectFieldDecl *Inner = Initialiser.getIndirectMember()) {
    Operand Record = This;
    for (const NamedDecl *Step : llvm::drop_end(Inner->chain()))
      Record = field(at(Value), Record, *cast<FieldDecl>(Step));
    return initialiseField(at(Value), *Inner->getAnonField(), Record, Value,
                           false);
  }
  initialiseField(at(Value), *Initialiser.getMember(), This, Value, false);
}

void FunctionLowering::constructorInitialisers(const CXXConstructorDecl &C) {
  for (const CXXCtorInitializer *Each : C.inits())
    if (Each->getInit())
      memberInitialiser(*Each);
}

void FunctionLowering::destructorEpilogue(const CXXDestructorDecl &D) {
  if (!isReachable())
    return;
  const CXXRecordDecl *Class = D.getParent();
  flow::Position Where = at(D.getLocation());
  llvm::SmallVector<const FieldDecl *, 8> Fields(Class->fields());
  for (const FieldDecl *F : llvm::reverse(Fields)) {
    const auto *Member = F->getType()->getAsCXXRecordDecl();
    if (!Member || !U.isDestructorOfInterest(*Member))
      continue;
    Operand Place = field(Where, This, *F);
    destroy(Where, *Member->getDestructor(), Place, false);
  }
  for (const CXXBaseSpecifier &Base : llvm::reverse(Class->bases())) {
    const auto *Parent = Base.getType()->getAsCXXRecordDecl();
    if (Parent && U.isDestructorOfInterest(*Parent))
      destroy(Where, *Parent->getDestructor(), This, false);
  }
}

void FunctionLowering::construct(const CXXConstructExpr &E, Operand Target,
                                 bool IsZero) {
  const CXXConstructorDecl *Constructor = E.getConstructor();
  QualType T = E.getType();
  flow::Position Where = at(&E);
  if (E.isElidable() && E.getNumArgs() >= 1 && !E.getArg(0)->isGLValue())
    return into(E.getArg(0), Target, IsZero);
  if (E.requiresZeroInitialization() && !IsZero)
    zero(&E, T, Target);
  if (T->isArrayType()) {
    // Any of the objects stands for all of them.
    T = U.Context.getBaseElementType(T);
    if (Constructor->isTrivial())
      return;
    Operand Any = unknown(Where, U.Type.value(U.Context.getSizeType()));
    Target = element(Where, Target, Any, T);
  }
  if (Constructor->isTrivial()) {
    if (Constructor->isCopyOrMoveConstructor() && E.getNumArgs() >= 1) {
      Operand From = argument(E.getArg(0));
      copy(Where, Target, From, U.Type.size(T));
    }
    return;
  }
  llvm::SmallVector<Operand, 8> Arguments = {Target};
  for (const Expr *Each : E.arguments())
    Arguments.push_back(argument(Each));
  call(Where, U.function(*Constructor), Arguments, flow::Type::Kind::Void,
       Operation::IsMethod);
}

void FunctionLowering::inheritedConstruct(const CXXInheritedCtorInitExpr &E,
                                          Operand Target) {
  // The parameters of the function around are handed on.
  llvm::SmallVector<Operand, 8> Arguments = {Target};
  if (Lowered)
    for (const ParmVarDecl *P : Lowered->parameters()) {
      Operand Place = Variables.lookup(P);
      bool IsAddress = isRecord(P->getType());
      Arguments.push_back(IsAddress ? Place
                                    : emit(at(&E), Opcode::Load,
                                           U.Type.value(P->getType()), Place));
    }
  call(at(&E), U.function(*E.getConstructor()), Arguments,
       flow::Type::Kind::Void, Operation::IsMethod);
}

FunctionLowering::Operand FunctionLowering::newExpression(const CXXNewExpr &E) {
  QualType T = E.getAllocatedType();
  flow::Position Where = at(&E);
  const FunctionDecl *Allocator = E.getOperatorNew();
  Operand Object;
  if (Allocator && Allocator->isReservedGlobalPlacementOperator() &&
      E.getNumPlacementArgs() == 1) {
    Object = value(E.getPlacementArg(0));
  } else {
    flow::Type SizeType = U.Type.value(U.Context.getSizeType());
    Operand Size = integer(static_cast<std::int64_t>(U.Type.size(T)));
    if (std::optional<const Expr *> Length = E.getArraySize();
        Length && *Length) {
      Operand Count = value(*Length);
      Count = convert(*Length, Count, U.Type.value((*Length)->getType()),
                      SizeType, true);
      Operand Literal = folded(Opcode::Multiply, SizeType, Count, Size);
      if (Literal)
        Size = Literal;
      else if (U.Type.size(T) == 1)
        Size = Count;
      else
        Size = emit(Where, Opcode::Multiply, SizeType, Count, Size, 0,
                    Operation::IsImplicit);
    }
    llvm::SmallVector<Operand, 4> Arguments = {Size};
    for (const Expr *Each : E.placement_arguments())
      Arguments.push_back(argument(Each));
    Operand Callee =
        Allocator ? U.function(*Allocator)
                  : U.function(E.isArray() ? "operator new[]" : "operator new");
    Object = call(Where, Callee, Arguments, flow::Type::Kind::Pointer);
  }
  if (const Expr *Initial = E.getInitializer())
    into(Initial, Object);
  return Object;
}

void FunctionLowering::deleteExpression(const CXXDeleteExpr &E) {
  flow::Position Where = at(&E);
  Operand Object = value(E.getArgument());
  QualType T = E.getDestroyedType();
  if (!T.isNull())
    if (const auto *Class =
            U.Context.getBaseElementType(T)->getAsCXXRecordDecl();
        Class && Class->hasDefinition())
      if (const CXXDestructorDecl *Destructor = Class->getDestructor();
          Destructor &&
          (Destructor->isVirtual() || U.isDestructorOfInterest(*Class))) {
        bool IsVirtual = Destructor->isVirtual();
        destroy(Where, *Destructor, Object, IsVirtual);
      }
  const FunctionDecl *Release = E.getOperatorDelete();
  call(Where,
       Release ? U.function(*Release)
               : U.function(E.isArrayForm() ? "operator delete[]"
                                            : "operator delete"),
       Object, flow::Type::Kind::Void);
}

void FunctionLowering::lambda(const LambdaExpr &E, Operand Target) {
  auto Field = E.getLambdaClass()->field_begin();
  for (const Expr *Captured : E.capture_inits()) {
    if (Captured)
      initialiseField(at(&E), **Field, Target, Captured, false);
    ++Field;
  }
}

FunctionLowering::Operand
FunctionLowering::throwExpression(const CXXThrowExpr &E) {
  if (E.getSubExpr())
    effect(E.getSubExpr());
  if (!Handlers.empty()) {
    leaveTo(Handlers.back());
  } else {
    emitCleanups(0);
    unreachable(at(&E));
  }
  return {};
}

void FunctionLowering::initializerList(const CXXStdInitializerListExpr &E,
                                       Operand Target) {
  // The first field is the address of the array, the second one its length or
  // its end.
  Operand Array = address(E.getSubExpr());
  const RecordDecl *Record = E.getType()->getAsRecordDecl();
  if (!Record || Record->field_empty())
    return;
  flow::Position Where = at(&E);
  auto Field = Record->field_begin();
  Operand Start = field(Where, Target, **Field);
  store(Where, flow::Type::Kind::Pointer, Start, Array);
  const auto *Type =
      dyn_cast<ConstantArrayType>(E.getSubExpr()->getType().getCanonicalType());
  if (++Field == Record->field_end() || !Type)
    return;
  Operand Rest = field(Where, Target, **Field);
  Operand Length = integer(static_cast<std::int64_t>(Type->getZExtSize()));
  if ((*Field)->getType()->isPointerType())
    Length = element(Where, Array, Length, Type->getElementType());
  store(Where, U.Type.value((*Field)->getType()), Rest, Length);
}

void FunctionLowering::parenthesised(const CXXParenListInitExpr &E,
                                     Operand Target, bool IsZero) {
  const RecordDecl *Record = E.getType()->getAsRecordDecl();
  llvm::ArrayRef<Expr *> Values =
      const_cast<CXXParenListInitExpr &>(E).getInitExprs();
  if (!Record) {
    const auto *Array = E.getType()->getAsArrayTypeUnsafe();
    if (!IsZero)
      zero(&E, E.getType(), Target);
    for (unsigned I = 0; Array && I < Values.size(); ++I) {
      Operand Place =
          element(at(&E), Target, integer(I), Array->getElementType());
      into(Values[I], Place, true);
    }
    return;
  }
  unsigned I = 0;
  if (const auto *Class = dyn_cast<CXXRecordDecl>(Record))
    for (; I < Class->getNumBases() && I < Values.size(); ++I)
      into(Values[I], Target, IsZero);
  for (const FieldDecl *F : Record->fields())
    if (!F->isUnnamedBitField() && I < Values.size()) {
      const Expr *Value = Values[I++];
      initialiseField(at(Value), *F, Target, Value, IsZero);
    }
}

} // namespace firmcop::lowering
