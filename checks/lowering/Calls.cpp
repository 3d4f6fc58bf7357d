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

/// Which arguments the checking variants of the C library have beyond those of
/// the functions they stand for; the first one, and how many.
static std::pair<unsigned, unsigned> addedArguments(llvm::StringRef Name) {
  Name.consume_front("__builtin_");
  if (!Name.consume_front("__") || !Name.consume_back("_chk"))
    return {0, 0};
  return llvm::StringSwitch<std::pair<unsigned, unsigned>>(Name)
      .Cases("memcpy", "memmove", "mempcpy", "memset", "strncpy", "strncat",
             "stpncpy", "strlcpy", "strlcat", "memccpy", {3, 1})
      .Cases("strcpy", "strcat", "stpcpy", "gethostname", {2, 1})
      .Cases("gets", "getwd", {1, 1})
      .Cases("fgets", "fread", {1, 1})
      .Cases("read", "recv", "recvfrom", "readlink", {3, 1})
      .Case("pread", {4, 1})
      .Cases("realpath", "getcwd", {2, 1})
      .Cases("sprintf", "vsprintf", {1, 2})
      .Cases("snprintf", "vsnprintf", {2, 2})
      .Cases("printf", "vprintf", {0, 1})
      .Cases("fprintf", "vfprintf", "dprintf", "vdprintf", {1, 1})
      .Cases("asprintf", "vasprintf", "syslog", "vsyslog", {1, 1})
      .Default({0, 0});
}

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
  if (const FunctionDecl *F = E.getDirectCallee())
    return F->isNoReturn();
  QualType T = E.getCallee()->getType();
  if (const auto *Pointer = T->getAs<PointerType>())
    T = Pointer->getPointeeType();
  const auto *Function = T->getAs<FunctionType>();
  return Function && Function->getNoReturnAttr();
}

FunctionLowering::Operand FunctionLowering::callExpression(const CallExpr &E) {
  const FunctionDecl *F = E.getDirectCallee();
  unsigned Builtin = F ? F->getBuiltinID() : 0;
  if (Builtin)
    if (std::optional<Operand> Known = builtinCall(E, Builtin))
      return *Known;
  std::pair<unsigned, unsigned> Added(0, 0);
  if (F && F->getIdentifier() && F->getName().ends_with("_chk"))
    Added = addedArguments(F->getName());
  Operand Callee = F ? U.function(*F) : calleeOf(E);
  llvm::SmallVector<Operand, 8> Arguments;
  for (unsigned I = 0; I < E.getNumArgs(); ++I) {
    if (I >= Added.first && I < Added.first + Added.second)
      effect(E.getArg(I));
    else
      Arguments.push_back(argument(E.getArg(I)));
  }
  return finishCall(E, Callee, Arguments, 0, isNoReturn(E));
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
