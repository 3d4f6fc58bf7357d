//===- checks/lowering/Types.cpp - Types of values and sizes of objects --===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/Types.h"

using namespace clang;
using Kind = firmcop::flow::Type::Kind;

namespace firmcop::lowering {

/// The width fits the twelve bits that flow::Type has for it.
static unsigned clamped(std::uint64_t Bits) {
  return static_cast<unsigned>(std::min<std::uint64_t>(Bits, 4095));
}

flow::Type Types::builtin(const BuiltinType &T) const {
  switch (T.getKind()) {
  case BuiltinType::Void:
    return {};
  case BuiltinType::Bool:
    return {Kind::Integer, 1};
  case BuiltinType::NullPtr:
    return {Kind::Pointer};
  default:
    break;
  }
  if (T.isInteger())
    return {Kind::Integer, clamped(Context.getTypeSize(&T)),
            T.isSignedInteger()};
  if (T.isFloatingPoint())
    return {Kind::Float, clamped(Context.getTypeSize(&T))};
  return {Kind::Pointer};
}

flow::Type Types::value(QualType T) const {
  // Of what has errors.
  if (T.isNull())
    return {Kind::Pointer};
  const Type *Canonical = T.getCanonicalType().getTypePtr();
  switch (Canonical->getTypeClass()) {
  case Type::Builtin:
    return builtin(*cast<BuiltinType>(Canonical));
  case Type::Enum: {
    const EnumDecl *Decl = cast<EnumType>(Canonical)->getDecl();
    QualType Underlying = Decl->getIntegerType();
    return value(Underlying.isNull() ? Context.IntTy : Underlying);
  }
  case Type::Record:
    return {Kind::Record};
  case Type::Atomic:
    return value(cast<AtomicType>(Canonical)->getValueType());
  case Type::BitInt: {
    const auto *Bits = cast<BitIntType>(Canonical);
    return {Kind::Integer, clamped(Bits->getNumBits()), Bits->isSigned()};
  }
  case Type::Complex:
  case Type::Vector:
  case Type::ExtVector:
  case Type::ConstantMatrix:
    return {Kind::Float, clamped(Context.getTypeSize(Canonical))};
  default:
    return {Kind::Pointer};
  }
}

flow::Type Types::object(QualType T) const {
  if (isa<ArrayType>(T.getCanonicalType()))
    return {Kind::Record};
  return value(T);
}

std::uint64_t Types::size(QualType T) const {
  if (T.isNull() || T->isDependentType() || T->isIncompleteType() ||
      T->isVariablyModifiedType() || T->isFunctionType() ||
      T->isUndeducedType())
    return 0;
  if (const auto *Record = T->getBaseElementTypeUnsafe()->getAsRecordDecl();
      Record && Record->isInvalidDecl())
    return 0;
  return Context.getTypeSizeInChars(T).getQuantity();
}

std::uint32_t Types::elementSize(QualType T) const {
  if (T.isNull())
    return 0;
  const auto *Array = dyn_cast<ArrayType>(T.getCanonicalType());
  if (!Array)
    return 0;
  std::uint64_t Size = size(Array->getElementType());
  return Size <= UINT32_MAX ? static_cast<std::uint32_t>(Size) : 0;
}

std::uint32_t Types::arraySize(const FieldDecl &F) const {
  const auto *Array = Context.getAsConstantArrayType(F.getType());
  if (!Array || Array->getSize().ule(1))
    return 0;
  std::uint64_t Size = size(F.getType());
  return Size <= UINT32_MAX ? static_cast<std::uint32_t>(Size) : 0;
}

} // namespace firmcop::lowering
