//===- checks/lowering/Function.cpp - A function's frame
//---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

using namespace clang;

namespace firmcop::lowering {

bool FunctionLowering::Deeper::isTooDeep() const {
  // A level takes a few frames of some hundred bytes.
  constexpr unsigned Limit = 1500;
  if (F.Depth <= Limit)
    return false;
  F.U.Out.IsIncomplete = true;
  return true;
}

void FunctionLowering::reset(const FunctionDecl *F) {
  begin();
  Lowered = F;
  Depth = 0;
  This = {};
  DefaultInitThis = {};
  Variables.clear();
  Opaque.clear();
  Captures.clear();
  CapturedThis = nullptr;
  Cleanups.clear();
  Scopes.clear();
  Labels.clear();
  Cases.clear();
  AddressedLabels.clear();
  IndirectGoto.reset();
}

void FunctionLowering::addParameters(const FunctionDecl &F) {
  flow::Position Where = at(F.getLocation());
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  bool HasThis = Method && Method->isImplicitObjectMemberFunction();
  if (HasThis)
    addLocal("this", flow::Type::Kind::Pointer, 0);
  for (const ParmVarDecl *P : F.parameters()) {
    if (isRecord(P->getType()))
      addLocal(P->getName(), flow::Type::Kind::Pointer, 0);
    else
      Variables[P] = addLocal(P->getName(), P->getType());
  }
  if (HasThis)
    This = emit(Where, Opcode::Load, flow::Type::Kind::Pointer, local(0));
  for (unsigned I = 0; I < F.getNumParams(); ++I) {
    const ParmVarDecl *P = F.getParamDecl(I);
    if (!isRecord(P->getType()))
      continue;
    flow::Position At = at(P->getLocation());
    Operand Object = addLocal(P->getName(), P->getType());
    Operand From = emit(At, Opcode::Load, flow::Type::Kind::Pointer,
                        local(I + (HasThis ? 1 : 0)));
    copy(At, Object, From, U.Type.size(P->getType()));
    Variables[P] = Object;
  }
  if (Method && Method->getParent()->isLambda())
    Method->getParent()->getCaptureFields(Captures, CapturedThis);
}

void FunctionLowering::invokeLambda(const CXXMethodDecl &Invoker) {
  const CXXRecordDecl *Class = Invoker.getParent();
  const CXXMethodDecl *Body = Class->getLambdaCallOperator();
  if (!Body || Class->isGenericLambda())
    return;
  flow::Position Where = at(Invoker.getLocation());
  llvm::SmallVector<Operand, 8> Arguments = {
      addLocal("", U.Context.getTypeDeclType(Class))};
  for (const ParmVarDecl *P : Invoker.parameters()) {
    Operand Place = Variables.lookup(P);
    Arguments.push_back(
        isRecord(P->getType())
            ? Place
            : emit(Where, Opcode::Load, U.Type.value(P->getType()), Place));
  }
  Operand Result =
      call(Where, U.function(*Body), Arguments,
           U.Type.value(Invoker.getReturnType()), flow::Operation::IsMethod);
  ret(Where, Result);
}

void FunctionLowering::lower(const FunctionDecl &F, flow::Function &Out) {
  reset(&F);
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  Out.Where = at(F.getLocation());
  Out.Parameters = F.getNumParams();
  if (Method && Method->isImplicitObjectMemberFunction())
    ++Out.Parameters;
  Out.IsVariadic = F.isVariadic();
  Out.Result = U.Type.value(F.getReturnType());
  addParameters(F);
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F))
    constructorInitialisers(*Constructor);
  const Stmt *Body = F.getBody();
  if (Method && Method->isLambdaStaticInvoker())
    invokeLambda(*Method);
  else if (Body)
    statement(Body);
  emitCleanups(0);
  if (const auto *Destructor = dyn_cast<CXXDestructorDecl>(&F))
    destructorEpilogue(*Destructor);
  if (isReachable()) {
    flow::Position End = at(Body ? Body->getEndLoc() : F.getLocation());
    ret(End, F.isMain() ? integer(0) : Operand());
  }
  placeIndirectGoto();
  FunctionBuilder::finish(Out);
}

} // namespace firmcop::lowering
