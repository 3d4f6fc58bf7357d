//===- checks/lowering/Calls.cpp - Calls
//---------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

using namespace clang;
using firmcop::flow::Operation;

namespace firmcop::lowering {

FunctionLowering::Operand FunctionLowering::argument(const Expr *E) {
  return E->isGLValue() ? address(E) : value(E);
}

FunctionLowering::Operand
FunctionLowering::finishCall(const Expr &E, Operand Callee,
                             llvm::ArrayRef<Operand> Arguments,
                             std::uint8_t Flags, bool IsNoReturn) {
  flow::Type Of = E.isGLValue() ? flow::Type(flow::Type::Kind::Pointer)
                                : U.Type.value(E.getType());
  Operand Result = call(at(&E), Callee, Arguments, Of, Flags);
  if (IsNoReturn)
    unreachable(at(&E));
  return Result;
}

FunctionLowering::Operand FunctionLowering::calleeOf(const CallExpr &E) {
  const Expr *Callee = E.getCallee()->IgnoreParens();
  // '(*f)(x)' is 'f(x)'.
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Callee);
      Cast && Cast->getCastKind() == CK_FunctionToPointerDecay)
    return address(Cast->getSubExpr());
  return value(Callee);
}

static bool isNoReturn(const CallExpr &E) {
  QualType T = E.getCallee()->getType();
  if (const auto *Pointer = T->getAs<PointerType>())
    T = Pointer->getPointeeType();
  const auto *Function = T->getAs<FunctionType>();
  return Function && Function->getNoReturnAttr();
}

FunctionLowering::Operand FunctionLowering::callExpression(const CallExpr &E) {
  const FunctionDecl *F = E.getDirectCallee();
  Callee Known;
  if (F) {
    Known = U.callee(*F);
    if (Known.Builtin)
      if (std::optional<Operand> Result = builtinCall(E, Known.Builtin))
        return *Result;
    if (!Known.Function) {
      Known.Function = U.function(*F);
      U.callee(*F).Function = Known.Function;
    }
  } else {
    Known.Function = calleeOf(E);
    Known.IsNoReturn = isNoReturn(E);
  }
  llvm::SmallVector<Operand, 8> Arguments;
  for (unsigned I = 0; I < E.getNumArgs(); ++I) {
    if (I >= Known.FirstAdded && I < Known.FirstAdded + Known.Added)
      effect(E.getArg(I));
    else
      Arguments.push_back(argument(E.getArg(I)));
  }
  return finishCall(E, Known.Function, Arguments, 0, Known.IsNoReturn);
}

/// The method is called on an object whose class is not known here.
static bool isVirtualCall(const CXXMethodDecl &Method, const Expr &Callee,
                          const Expr &Object) {
  if (!Method.isVirtual())
    return false;
  const auto *Member = dyn_cast<MemberExpr>(Callee.IgnoreParens());
  if (!Member || Member->hasQualifier())
    return false;
  // An object that has a name is of its declared class.
  const auto *Reference = dyn_cast<DeclRefExpr>(Object.IgnoreParenImpCasts());
  return Member->isArrow() || !Reference ||
         Reference->getDecl()->getType()->isReferenceType();
}

FunctionLowering::Operand
FunctionLowering::memberCall(const CXXMemberCallExpr &E) {
  const CXXMethodDecl *Method = E.getMethodDecl();
  const Expr *Object = E.getImplicitObjectArgument();
  llvm::SmallVector<Operand, 8> Arguments;
  if (!Method || !Object) {
    // Through a pointer to a member.
    for (const Stmt *Child : E.getCallee()->children())
      if (const auto *Part = dyn_cast_or_null<Expr>(Child))
        effect(Part);
    for (const Expr *Each : E.arguments())
      Arguments.push_back(argument(Each));
    Operand Callee = unknown(at(&E), flow::Type::Kind::Pointer);
    return finishCall(E, Callee, Arguments, 0, false);
  }
  std::uint8_t Flags = 0;
  if (Method->isImplicitObjectMemberFunction()) {
    Flags = Operation::IsMethod;
    Arguments.push_back(Object->getType()->isPointerType() ? value(Object)
                                                           : address(Object));
  } else if (Method->isStatic()) {
    effect(Object);
  } else {
    Arguments.push_back(argument(Object));
  }
  // The destructor of a class that has none worth calling.
  if (const auto *Destructor = dyn_cast<CXXDestructorDecl>(Method);
      Destructor && !U.isDestructorOfInterest(*Destructor->getParent()))
    return {};
  for (const Expr *Each : E.arguments())
    Arguments.push_back(argument(Each));
  if (isVirtualCall(*Method, *E.getCallee(), *Object))
    Flags |= Operation::IsVirtual;
  return finishCall(E, U.function(*Method), Arguments, Flags,
                    Method->isNoReturn());
}

FunctionLowering::Operand
FunctionLowering::operatorCall(const CXXOperatorCallExpr &E) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(E.getDirectCallee());
  if (!Method || !Method->isImplicitObjectMemberFunction())
    return callExpression(E);
  const Expr *Object = E.getArg(0);
  // Assignment that copies every byte.
  if ((Method->isCopyAssignmentOperator() ||
       Method->isMoveAssignmentOperator()) &&
      Method->isTrivial() && E.getNumArgs() == 2) {
    Operand From = argument(E.getArg(1));
    Operand To = address(Object);
    copy(at(&E), To, From, U.Type.size(Object->getType()));
    return To;
  }
  llvm::SmallVector<Operand, 8> Arguments;
  // The right side of an assignment is evaluated first.
  if (E.isAssignmentOp() && E.getNumArgs() == 2) {
    Operand Right = argument(E.getArg(1));
    Arguments.push_back(address(Object));
    Arguments.push_back(Right);
  } else {
    for (const Expr *Each : E.arguments())
      Arguments.push_back(argument(Each));
  }
  std::uint8_t Flags = Operation::IsMethod;
  if (Method->isVirtual() && !isa<DeclRefExpr>(Object->IgnoreParenImpCasts()))
    Flags |= Operation::IsVirtual;
  return finishCall(E, U.function(*Method), Arguments, Flags,
                    Method->isNoReturn());
}

} // namespace firmcop::lowering
