//===- checks/lowering/ConstantArrays.cpp - Tables of numbers -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

using namespace clang;

namespace firmcop::lowering {

namespace {

/// The bytes of an array of integers, as they are in memory.
class ArrayBytes {
public:
  explicit ArrayBytes(const ASTContext &Context)
      : Context(Context), IsBigEndian(Context.getTargetInfo().isBigEndian()) {}

  /// Adds the bytes of the list; false if not all of them are constant.
  bool add(const InitListExpr &List) {
    const auto *Array = dyn_cast_or_null<ConstantArrayType>(
        List.getType()->getAsArrayTypeUnsafe());
    if (!Array || List.isStringLiteralInit() ||
        (List.getArrayFiller() &&
         !isa<ImplicitValueInitExpr>(List.getArrayFiller())))
      return false;
    QualType Of = Array->getElementType();
    std::size_t End =
        Bytes.size() + Context.getTypeSizeInChars(List.getType()).getQuantity();
    for (const Expr *Each : List.inits()) {
      const auto *Inner = dyn_cast_or_null<InitListExpr>(Each);
      bool IsArray = Of->isArrayType();
      if (!Each || (IsArray && !Inner) ||
          !(IsArray ? add(*Inner) : addInteger(Each, Of)))
        return false;
    }
    // What is left out is zero.
    Bytes.resize(End);
    return true;
  }

  std::string Bytes;

private:
  bool addInteger(const Expr *E, QualType T) {
    const Expr *Inner = E->IgnoreParenImpCasts();
    std::int64_t Value = 0;
    if (const auto *Number = dyn_cast<IntegerLiteral>(Inner)) {
      Value =
          static_cast<std::int64_t>(Number->getValue().extractBitsAsZExtValue(
              std::min(64u, Number->getValue().getBitWidth()), 0));
    } else if (const auto *Letter = dyn_cast<CharacterLiteral>(Inner)) {
      Value = static_cast<std::int32_t>(Letter->getValue());
    } else if (!isa<ImplicitValueInitExpr>(Inner)) {
      Expr::EvalResult Result;
      if (E->isGLValue() || !E->EvaluateAsInt(Result, Context))
        return false;
      Value = Result.Val.getInt().extOrTrunc(64).getSExtValue();
    }
    auto Size =
        static_cast<unsigned>(Context.getTypeSizeInChars(T).getQuantity());
    for (unsigned I = 0; I < Size; ++I) {
      unsigned Shift = 8 * (IsBigEndian ? Size - 1 - I : I);
      Bytes.push_back(Shift < 64 ? static_cast<char>(Value >> Shift) : '\0');
    }
    return true;
  }

  const ASTContext &Context;
  bool IsBigEndian;
};

} // namespace

/// Numbers that nobody counts or names with: a key that is written in words.
static bool isOfWords(const InitListExpr &E) {
  constexpr unsigned FewWords = 4, ShortNumber = 16;
  return E.getNumInits() >= FewWords &&
         llvm::all_of(E.inits(), [&](const Expr *Each) {
           const auto *Number =
               dyn_cast_or_null<IntegerLiteral>(Each->IgnoreParenImpCasts());
           return Number && Number->getValue().getActiveBits() > ShortNumber;
         });
}

bool FunctionLowering::constantArray(const InitListExpr &E, Operand Target) {
  QualType T = E.getType();
  QualType Of = U.Context.getBaseElementType(T);
  if (!isa<ConstantArrayType>(T.getCanonicalType()))
    return false;
  // A few numbers keep the names that they are written with.
  constexpr unsigned FewBytes = 4;
  constexpr unsigned FewNumbers = 16;
  flow::Type Element = U.Type.value(Of);
  std::uint64_t Size = U.Type.size(T);
  std::uint64_t ElementSize = U.Type.size(Of);
  if (Element.kind() == flow::Type::Kind::Float && E.getNumInits() > 1) {
    flow::Position Where = at(&E);
    Operand Any = unknown(Where, U.Type.value(U.Context.getSizeType()));
    Operand Number = unknown(Where, Element);
    Operand Place = element(Where, Target, Any, Of);
    store(Where, Element, Place, Number);
    return true;
  }
  if (!Element.isInteger() || ElementSize == 0 || ElementSize > 8 ||
      E.getNumInits() == 0 ||
      (Size / ElementSize <= (ElementSize == 1 ? FewBytes : FewNumbers) &&
       !isOfWords(E)))
    return false;
  // Nobody writes out what is larger.
  constexpr std::uint64_t Largest = 16ull << 20;
  if (Size > Largest)
    return false;
  ArrayBytes Array(U.Context);
  if (!Array.add(E))
    return false;
  llvm::StringRef Bytes = Array.Bytes;
  copy(at(&E), Target, U.Literal.bytes(Bytes.rtrim('\0')), Size);
  return true;
}

} // namespace firmcop::lowering
