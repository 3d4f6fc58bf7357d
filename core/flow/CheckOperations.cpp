//===- core/flow/CheckOperations.cpp - Operations on input ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An index has to lie within, a sum to fit its type, a divisor not to be zero,
// and a loop to end.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

using namespace firmcop;
using namespace firmcop::flow;

/// A sum that measures no memory as far as is known: sequence numbers and times
/// go round in a circle on purpose, and what is compared later is often safe.
static constexpr Level SumLevel = Level::Note;

void Frame::checkIndex(State &S, std::uint32_t Index, const Operation &O,
                       ValueId Address, ValueId Number) {
  auto Demands = Shared.Words.demands("index");
  const Value V = known(S, Number);
  if (Demands.empty())
    return;
  if (!V.isFromOutside()) {
    if (!isLookedAt(S, Address) && !isLookedAt(S, Number) &&
        !isLookedAt(S, V.Left))
      certainIndex(Index, O, targets(S, Address), V);
    return;
  }
  for (Place At : targets(S, Address)) {
    std::uint64_t Count = 0;
    if (At.Path == 0 && O.Extra && At.Object < LiteralObject)
      Count = sizeOf(At.Object) / O.Extra;
    bool IsBelow = V.IsBounded ||
                   (Count == 0 && (V.isLimited() || V.IsCompared)) ||
                   (Count && V.Range.High < static_cast<std::int64_t>(Count));
    // Where the size is not known, neither is what a negative index means. A
    // byte as an index of a table is looked at only where its size is known,
    // and so is how far somebody has got in what was read.
    if (!Count && (IsBelow || V.Range.High <= 255 || V.MayWrap ||
                   (V.Kinds & Shared.Words.received())))
      continue;
    bool IsAbove = V.isLimitedBelow() || V.Range.Low >= 0;
    if (IsBelow && IsAbove)
      continue;
    std::string Name = nameOf(At);
    report(Index, Demands, V, Name.empty() ? "array" : Name, numberLevel(V));
    return;
  }
}

void Frame::checkArithmetic(State &, std::uint32_t Index, const Operation &O,
                            const Value &A, const Value &B,
                            const Value &Result) {
  if (signOf(O.Op).empty())
    return;
  auto Demands = Shared.Words.demands("arithmetic");
  if (Demands.empty() || !Result.isFromOutside())
    return;
  // Sums over bytes are what ciphers and checksums are made of. A number that
  // somebody wrote is another matter; and a sum that becomes an amount of
  // memory is looked at there.
  if (!A.IsParsed && !B.IsParsed)
    return;
  // Random numbers are hashed and mixed on purpose, with unsigned arithmetic.
  if (!O.Of.Signed && !(Result.Kinds & Shared.Words.input()))
    return;
  Interval Whole = Interval::of(O.Of);
  // At 64 bits the end of the range is the end of what is counted.
  bool TooHigh =
      Result.Range.High > Whole.High ||
      (Whole.High == Interval::Most && Result.Range.High == Interval::Most);
  bool TooLow =
      Result.Range.Low < Whole.Low ||
      (Whole.Low == Interval::Least && Result.Range.Low == Interval::Least);
  bool IsSubtract = O.Op == Opcode::Subtract;
  // What is unsigned is limited below by a comparison, not by its type.
  auto IsLimitedBelow = [](const Value &V) {
    return V.IsBoundedBelow || !V.isFromOutside() ||
           V.Range.Low > Interval::of(V.Of).Low;
  };
  bool CanBeHigh =
      !A.isLimited() || (IsSubtract ? !IsLimitedBelow(B) : !B.isLimited());
  bool CanBeLow =
      !IsLimitedBelow(A) || (IsSubtract ? !B.isLimited() : !IsLimitedBelow(B));
  if (O.Op == Opcode::Multiply)
    CanBeHigh = CanBeLow = CanBeHigh || CanBeLow;
  // Adding what cannot be negative makes nothing smaller, and so on.
  if (O.Op == Opcode::Add && (A.Range.Low >= 0 || B.Range.Low >= 0))
    CanBeLow = false;
  if (O.Op == Opcode::Add && (A.Range.High <= 0 || B.Range.High <= 0))
    CanBeHigh = false;
  if (IsSubtract && B.Range.Low >= 0)
    CanBeHigh = false;
  if (IsSubtract && B.Range.High <= 0)
    CanBeLow = false;
  if ((TooHigh && CanBeHigh) || (TooLow && CanBeLow))
    report(Index, Demands, Result, signOf(O.Op), SumLevel);
}

void Frame::checkNarrowing(State &, std::uint32_t Index, const Operation &O,
                           const Value &A) {
  if (!A.isFromOutside() || fits(A.Range, O.Of) || O.Of.Bits >= A.Of.Bits ||
      O.Of.Bits <= 1)
    return;
  bool IsComputed = A.Def == Definition::Operation && !signOf(A.By).empty();
  if (!IsComputed || !A.IsParsed || (A.IsBounded && A.IsBoundedBelow))
    return;
  report(Index, Shared.Words.demands("arithmetic"), A, signOf(A.By), SumLevel);
}

void Frame::checkDivisor(State &, std::uint32_t Index, const Value &V) {
  if (V.isFromOutside() && V.Of.isInteger() && V.Range.contains(0) &&
      !V.IsNonZero)
    report(Index, Shared.Words.demands("divisor"), V, "/", numberLevel(V));
}

const Operation *Frame::comparisonIn(Operand Condition) const {
  const Operation *O = Form ? Form->definition(Condition) : nullptr;
  return O && O->Op >= Opcode::Equal && O->Op <= Opcode::GreaterEqual ? O
                                                                      : nullptr;
}

Operand Frame::comparedIn(Operand Condition) const {
  const Operation *Comparison = comparisonIn(Condition);
  return Comparison ? Comparison->A : Condition;
}

/// Who runs through data does so until they end, however often that is: if
/// there are fewer than the number says, that is told where they are read.
std::optional<Level> Frame::loopLevel(std::uint32_t Index,
                                      const Operation *Comparison,
                                      const Value &Bound) const {
  if (Form &&
      (Form->readsOn(Index) ||
       (Comparison && Form->areOfOneRecord(Comparison->A, Comparison->B))))
    return Level::Note;
  return Bound.IsCompared ? Level::Note : numberLevel(Bound);
}

void Frame::checkLoop(State &S, std::uint32_t Index, ValueId Condition) {
  auto Demands = Shared.Words.demands("loop-bound");
  const Value V = known(S, Condition);
  if (Demands.empty() || V.Def != Definition::Operation || !V.Left || !V.Right)
    return;
  const Operation *Comparison = comparisonIn(F.Operations[Index].A);
  Opcode Op = V.By;
  Value Counter = known(S, V.Left), Bound = known(S, V.Right);
  // 'while (n > 0)' that counts n down runs n times.
  if (Form && Bound.Range == Interval::constant(0) &&
      (Op == Opcode::Greater || Op == Opcode::NotEqual) &&
      Form->countsDown(Index, comparedIn(F.Operations[Index].A))) {
    std::swap(Counter, Bound);
    Counter.Range = Interval();
  } else if (Op == Opcode::Greater || Op == Opcode::GreaterEqual)
    std::swap(Counter, Bound);
  else if (Op != Opcode::Less && Op != Opcode::LessEqual &&
           Op != Opcode::NotEqual)
    return;
  if (Bound.isFromOutside() && !Bound.isLimited() && !Counter.isFromOutside() &&
      !Counter.Range.isConstant() && Bound.Of.Bits > 16)
    report(Index, Demands, Bound, LoopSink, loopLevel(Index, Comparison, Bound),
           /*CanMove=*/true);
}
