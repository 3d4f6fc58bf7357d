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

std::uint64_t Frame::elementsAt(Place At, std::uint32_t Size) const {
  if (Size == 0 || At.Object >= LiteralObject)
    return 0;
  if (At.Path == 0)
    return sizeOf(At.Object) / Size;
  const Selector Last = Shared.PathTable.last(At.Path);
  return Last.Of == Selector::Kind::Field ? Shared.roomOf(Last.Index) / Size
                                          : 0;
}

std::optional<Value> Frame::limitFromOutside(const State &S, ValueId Number,
                                             unsigned Nesting) const {
  constexpr unsigned Most = 4;
  if (!Number || Nesting > Most)
    return std::nullopt;
  if (const Fact *Told = S.factOf(Number)) {
    if (Told->IsBounded)
      return std::nullopt;
    if (Told->Limit) {
      const Value By = known(S, Told->Limit);
      return By.isFromOutside() && !By.IsBounded ? std::optional(By)
                                                 : std::nullopt;
    }
  }
  const Value &K = Values[Number];
  if (K.Def != Definition::Operation)
    return std::nullopt;
  switch (K.By) {
  case Opcode::Cast:
    return limitFromOutside(S, K.Left, Nesting + 1);
  case Opcode::Add:
  case Opcode::Multiply:
  case Opcode::ShiftLeft: {
    auto Found = limitFromOutside(S, K.Left, Nesting + 1);
    return Found ? Found : limitFromOutside(S, K.Right, Nesting + 1);
  }
  default:
    return std::nullopt;
  }
}

/// 'first + i', where 'i < n' and 'first + n <= size'.
bool Frame::endsWithin(const State &S, ValueId Number,
                       std::uint64_t Count) const {
  const Value &Sum = Values[withoutCasts(Number)];
  if (Count == 0 || Sum.Def != Definition::Operation || Sum.By != Opcode::Add)
    return false;
  for (auto [First, Counter] :
       {std::pair(Sum.Left, Sum.Right), std::pair(Sum.Right, Sum.Left)}) {
    const Fact *Told = S.factOf(Counter);
    if (!Told || !Told->Limit)
      continue;
    ValueId Begin = withoutCasts(First), End = withoutCasts(Told->Limit);
    for (const Fact &Each : S.facts()) {
      const Value &Both = Values[Each.Of];
      if (Both.Def != Definition::Operation || Both.By != Opcode::Add ||
          (!Each.IsBounded &&
           Each.Range.High > static_cast<std::int64_t>(Count)))
        continue;
      ValueId Left = withoutCasts(Both.Left), Right = withoutCasts(Both.Right);
      if ((Left == Begin && Right == End) || (Left == End && Right == Begin))
        return true;
    }
  }
  return false;
}

/// 'for (i = 0; i < n; i++) a[i] = ...' goes as far as n says.
bool Frame::checkCountedIndex(State &S, std::uint32_t Index, const Operation &O,
                              ValueId Address, ValueId Number) {
  const Value V = known(S, Number);
  std::optional<Value> By = limitFromOutside(S, Number, 0);
  if (!By)
    return false;
  for (Place At : targets(S, Address)) {
    auto Count = static_cast<std::int64_t>(elementsAt(At, O.Extra));
    if (Count < 2 || V.Range.High < Count || By->Range.High <= Count)
      continue;
    std::string Name = nameOf(At);
    report(Index, Shared.Words.demands("index"), *By,
           Name.empty() ? "array" : Name,
           At.Path ? std::optional(Level::Note) : numberLevel(*By));
    return true;
  }
  return false;
}

/// 'n = recv(s, buffer, sizeof buffer, 0); buffer[n] = 0;'
bool Frame::checkAmountIndex(State &S, std::uint32_t Index, const Operation &O,
                             ValueId Address, ValueId Number) {
  const Value V = known(S, withoutCasts(Number));
  std::span<const Place> At = targets(S, Address);
  if (!V.IsAmount || O.Flags & Operation::IsAddress || At.size() != 1)
    return false;
  auto Count = static_cast<std::int64_t>(elementsAt(At.front(), O.Extra));
  if (Count < 2 || V.Range.High != Count || V.Range.Low == Count)
    return false;
  std::string Name = nameOf(At.front());
  for (const Demand &D : Shared.Words.demands("index")) {
    FlowFinding Found = finding(Index, *D.Of, Name.empty() ? "array" : Name,
                                "as much as was read, which can be all " +
                                    std::to_string(Count) + " elements,");
    Found.Severity = std::min(D.Of->DefaultLevel, Level::Warning);
    Found.Path.push_back({Found.Where,
                          "It is at most " + std::to_string(Count) +
                              ", and the last element has one number less.",
                          0, StepKind::Through});
    Shared.report(std::move(Found));
  }
  return true;
}

void Frame::checkIndex(State &S, std::uint32_t Index, const Operation &O,
                       ValueId Address, ValueId Number) {
  auto Demands = Shared.Words.demands("index");
  const Value V = known(S, Number);
  if (Demands.empty())
    return;
  if (!V.isFromOutside()) {
    if (checkCountedIndex(S, Index, O, Address, Number) ||
        checkAmountIndex(S, Index, O, Address, Number))
      return;
    if (!isLookedAt(S, Address) && !isLookedAt(S, Number) &&
        !isLookedAt(S, V.Left))
      certainIndex(Index, O, targets(S, Address), V);
    return;
  }
  for (Place At : targets(S, Address)) {
    std::uint64_t Count = elementsAt(At, O.Extra);
    // What a record says of its parts was often asked where it was filled.
    bool IsPart = At.Path != 0;
    bool IsBelow = V.IsBounded || (IsPart && V.IsCompared) ||
                   (Count == 0 && (V.isLimited() || V.IsCompared)) ||
                   (Count && V.Range.High < static_cast<std::int64_t>(Count));
    // Where the size is not known, neither is what a negative index means. A
    // byte as an index of a table is looked at only where its size is known,
    // and so is how far somebody has got in what was read.
    if ((!Count || (IsPart && V.IsSome)) &&
        (IsBelow || V.Range.High <= 255 || V.MayWrap ||
         (V.Kinds & Shared.Words.received())))
      continue;
    bool IsAbove = V.isLimitedBelow() || V.Range.Low >= 0;
    if ((IsBelow || endsWithin(S, Number, Count)) && IsAbove)
      continue;
    std::string Name = nameOf(At);
    // A byte of a packet that selects a part of a record was often compared
    // where it was read for the first time.
    bool IsByte = IsPart && V.Range.High <= 255;
    report(Index, Demands, V, Name.empty() ? "array" : Name,
           IsByte ? std::optional(Level::Note) : numberLevel(V));
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
