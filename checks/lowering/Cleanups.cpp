//===- checks/lowering/Cleanups.cpp - The end of objects
//---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

using namespace clang;
using firmcop::flow::Operation;

namespace firmcop::lowering {

bool UnitLowering::isDestructorOfInterest(const CXXRecordDecl &Class) {
  const CXXRecordDecl *Definition = Class.getDefinition();
  if (!Definition || Definition->isInvalidDecl() ||
      Definition->isDependentContext() || Definition->hasTrivialDestructor())
    return false;
  auto [Known, IsNew] = DestructorOfInterest.try_emplace(Definition, false);
  if (!IsNew)
    return Known->second;
  const CXXDestructorDecl *Destructor = Definition->getDestructor();
  bool Is = false;
  if (Destructor && !Destructor->isDeleted() &&
      !isInSystemHeader(Definition->getLocation())) {
    Is = Destructor->isUserProvided();
    for (const CXXBaseSpecifier &Base : Definition->bases())
      if (const auto *Parent = Base.getType()->getAsCXXRecordDecl())
        Is = Is || isDestructorOfInterest(*Parent);
    for (const FieldDecl *F : Definition->fields())
      if (const auto *Member = F->getType()->getAsCXXRecordDecl())
        Is = Is || isDestructorOfInterest(*Member);
  }
  return DestructorOfInterest[Definition] = Is;
}

void UnitLowering::noteClass(const CXXRecordDecl &Class) {
  const CXXRecordDecl *Definition = Class.getDefinition();
  if (!Definition || Definition->isDependentContext() ||
      !Definition->isPolymorphic() ||
      isInSystemHeader(Definition->getLocation()) ||
      !NotedClasses.insert(Definition).second)
    return;
  for (const CXXBaseSpecifier &Base : Definition->bases())
    if (const auto *Parent = Base.getType()->getAsCXXRecordDecl())
      noteClass(*Parent);
  for (const CXXMethodDecl *Method : Definition->methods()) {
    if (!Method->isVirtual() || Method->isDeleted())
      continue;
    std::uint32_t Index = function(*Method).Index;
    for (const CXXMethodDecl *Overridden : Method->overridden_methods())
      Out.Overrides.push_back({Index, function(*Overridden).Index});
  }
}

void FunctionLowering::closeScope(std::size_t Outer) {
  if (Cleanups.size() > Outer) {
    emitCleanups(Outer);
    Cleanups.truncate(Outer);
  }
}

void FunctionLowering::emitCleanups(std::size_t Outer) {
  for (std::size_t I = Cleanups.size(); I > Outer && isReachable(); --I) {
    Cleanup Each = Cleanups[I - 1];
    flow::Position Where = at(Each.Where);
    if (Each.Handler) {
      call(Where, U.function(*Each.Handler), Each.Object,
           flow::Type::Kind::Void);
      continue;
    }
    if (!Each.ElementType.isNull()) {
      Operand Any = unknown(Where, U.Type.value(U.Context.getSizeType()));
      Each.Object = element(Where, Each.Object, Any, Each.ElementType);
    }
    destroy(Where, *Each.Destructor, Each.Object, false);
  }
}

void FunctionLowering::addDestructor(QualType T, Operand Object,
                                     SourceLocation Where) {
  if (!U.Context.getLangOpts().CPlusPlus)
    return;
  QualType Of = U.Context.getBaseElementType(T);
  const auto *Class = Of->getAsCXXRecordDecl();
  if (Class && U.isDestructorOfInterest(*Class))
    Cleanups.push_back({Object, Class->getDestructor(), nullptr, Where,
                        T->isArrayType() ? Of : QualType()});
}

void FunctionLowering::destroy(const flow::Position &At,
                               const CXXDestructorDecl &D, Operand Object,
                               bool IsVirtual) {
  std::uint8_t Flags = Operation::IsMethod;
  if (IsVirtual)
    Flags |= Operation::IsVirtual;
  call(At, U.function(D), Object, flow::Type::Kind::Void, Flags);
}

FunctionLowering::Operand
FunctionLowering::materialised(const MaterializeTemporaryExpr &E) {
  const Expr *Value = E.getSubExpr();
  QualType T = Value->getType();
  if (E.getStorageDuration() == SD_Static && !Lowered) {
    Operand Object = U.unnamedGlobal(T);
    into(Value, Object, true);
    return Object;
  }
  Operand Object = addLocal("", T);
  into(Value, Object);
  if (E.getExtendingDecl())
    Extended.push_back({T, Object});
  else
    addDestructor(T, Object, E.getBeginLoc());
  return Object;
}

FunctionLowering::Operand
FunctionLowering::bindTemporary(const CXXBindTemporaryExpr &E) {
  Operand Object = addLocal("", E.getType());
  into(E.getSubExpr(), Object);
  addDestructor(E.getType(), Object, E.getBeginLoc());
  return Object;
}

} // namespace firmcop::lowering
