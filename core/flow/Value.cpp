//===- core/flow/Value.cpp - Values that meet -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Value.h"

using namespace firmcop;
using namespace firmcop::flow;

bool Value::add(const Value &V, bool Widen) {
  Value Old = *this;
  Range = Range.join(V.Range);
  if (Widen && Range != Old.Range && Of.isInteger()) {
    Interval Whole = Interval::of(Of);
    if (Range.Low < Old.Range.Low)
      Range.Low = std::min(Whole.Low, Range.Low);
    if (Range.High > Old.Range.High)
      Range.High = std::max(Whole.High, Range.High);
  }
  // Where a constant is written is no way for data from outside.
  if (!Trace || (!isFromOutside() && V.isFromOutside() && V.Trace))
    Trace = V.Trace;
  // What nobody outside decides needs no bound beside what has one.
  bool IsInput = isFromOutside(), IsInputToo = V.isFromOutside();
  auto Both = [&](bool Of, bool OfOther) {
    return (Of && OfOther) ||
           (IsInput != IsInputToo && (IsInput ? Of : OfOther));
  };
  IsBounded = Both(IsBounded, V.IsBounded);
  IsBoundedBelow = Both(IsBoundedBelow || (Of.Signed && Old.Range.Low >= 0),
                        V.IsBoundedBelow || (V.Of.Signed && V.Range.Low >= 0));
  // A byte among numbers is small by itself.
  std::int64_t Most =
      std::max(Interval::of(Old.Of).High, Interval::of(V.Of).High);
  auto IsSmall = [&](const Value &Each) {
    return Each.IsCompared || (Each.Of.isInteger() && Each.Range.High < Most);
  };
  IsCompared = Both(IsSmall(Old), IsSmall(V));
  Kinds |= V.Kinds;
  MaxLength = std::max(MaxLength, V.MaxLength);
  IsPlain = isPlain() && V.isPlain();
  WasNegative |= V.WasNegative;
  MayWrap |= V.MayWrap;
  IsParsed |= V.IsParsed;
  IsOther |= V.IsOther;
  IsValidated &= V.IsValidated;
  IsNonZero &= V.IsNonZero;
  IsFixed &= V.IsFixed;
  IsAmount &= V.IsAmount;
  IsNumber &= V.IsNumber;
  // Only what came from outside can be as it came.
  IsDecrypted = (Old.isFromOutside() || V.isFromOutside()) &&
                (Old.IsDecrypted || !Old.isFromOutside()) &&
                (V.IsDecrypted || !V.isFromOutside());
  IsPrefixed = (Old.isFromOutside() || V.isFromOutside()) &&
               (Old.IsPrefixed || !Old.isFromOutside()) &&
               (V.IsPrefixed || !V.isFromOutside());
  return Range != Old.Range || Kinds != Old.Kinds ||
         MaxLength != Old.MaxLength || IsBounded != Old.IsBounded ||
         IsBoundedBelow != Old.IsBoundedBelow ||
         WasNegative != Old.WasNegative || MayWrap != Old.MayWrap ||
         IsParsed != Old.IsParsed || IsOther != Old.IsOther ||
         IsValidated != Old.IsValidated || IsFixed != Old.IsFixed ||
         IsDecrypted != Old.IsDecrypted || IsPrefixed != Old.IsPrefixed ||
         IsNumber != Old.IsNumber || IsPlain != Old.isPlain();
}
