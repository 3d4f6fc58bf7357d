//===- checks/lowering/Types.h - Types of values and sizes of objects -*- C++
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_LOWERING_TYPES_H
#define FIRMCOP_CHECKS_LOWERING_TYPES_H

#include "checks/Clang.h"
#include "firmcop/flow/Program.h"

namespace firmcop::lowering {

/// What the flow core is told of types.
class Types {
public:
  explicit Types(const clang::ASTContext &Context) : Context(Context) {}

  /// Of a value. Arrays and functions are the pointers they decay to; vectors
  /// and complex numbers are opaque: floats of their width.
  flow::Type value(clang::QualType T) const;
  /// Of an object: arrays and records are records.
  flow::Type object(clang::QualType T) const;
  /// In bytes; 0 for what has none, or one that is known only at run time.
  std::uint64_t size(clang::QualType T) const;
  /// Of the elements of an array in bytes, 0 for other types.
  std::uint32_t elementSize(clang::QualType T) const;
  /// Of an array in a record in bytes; 0 for other fields, and for the array of
  /// one element that stands for as many as there are.
  std::uint32_t arraySize(const clang::FieldDecl &F) const;

private:
  flow::Type builtin(const clang::BuiltinType &T) const;

  const clang::ASTContext &Context;
};

/// A structure, union or class: passed, copied and returned as a whole.
inline bool isRecord(clang::QualType T) {
  T = T.getCanonicalType();
  if (const auto *Atomic = dyn_cast<clang::AtomicType>(T))
    T = Atomic->getValueType().getCanonicalType();
  return isa<clang::RecordType>(T);
}

/// A record or an array: initialised in place.
inline bool isAggregate(clang::QualType T) {
  return isRecord(T) || isa<clang::ArrayType>(T.getCanonicalType());
}

} // namespace firmcop::lowering

#endif // FIRMCOP_CHECKS_LOWERING_TYPES_H
