//===- core/flow/Certain.cpp - Mistakes that need no input ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An index may lie behind the end of its array whatever the input is, and a sum
// may leave its type: where all that a value can be is wrong, the operation is
// a mistake, if it is reached at all. In a loop a value has its full range only
// after some rounds, so that the last round decides.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

#include <string>

using namespace firmcop;
using namespace firmcop::flow;

/// "10", or "at least 10".
static std::string inWords(const Interval &I) {
  if (I.isConstant())
    return std::to_string(I.Low);
  return I.Low >= 0 ? "at least " + std::to_string(I.Low)
                    : "at most " + std::to_string(I.High);
}

void Frame::certain(std::uint32_t Index, std::string_view Kind, bool IsWrong,
                    const Value &V, std::string_view Sink, Level AtMost) {
  for (const Demand &D : Shared.Words.demands(Kind)) {
    if (!IsWrong) {
      Mistakes.erase({Index, D.Of});
      continue;
    }
    FlowFinding Found = finding(Index, *D.Of, Sink, inWords(V.Range));
    Found.Severity = std::min(D.Of->DefaultLevel, AtMost);
    Found.Path.push_back({Found.Where, "It is " + inWords(V.Range) + " here.",
                          0, StepKind::Through});
    Mistakes[{Index, D.Of}] = std::move(Found);
  }
}

void Frame::reportCertain() {
  for (auto &[Where, Found] : Mistakes)
    Shared.report(std::move(Found));
}

void Frame::certainIndex(std::uint32_t Index, const Operation &O,
                         std::span<const Place> At, const Value &Number) {
  std::uint64_t Count = 0;
  if (At.size() == 1 && At.front().Path == 0 && O.Extra &&
      At.front().Object < LiteralObject)
    Count = sizeOf(At.front().Object) / O.Extra;
  // An array of one element at the end of a structure has more.
  if (Count < 2) {
    certain(Index, "index", /*IsWrong=*/false, Number, "");
    return;
  }
  // The end of an array has an address.
  if (O.Flags & Operation::IsAddress)
    ++Count;
  std::string Name = nameOf(At.front());
  certain(Index, "index",
          Number.Range.High < 0 ||
              Number.Range.Low >= static_cast<std::int64_t>(Count),
          Number, Name.empty() ? "array" : Name);
}

void Frame::certainAmount(const State &S, std::uint32_t Index, ValueId Length,
                          std::uint64_t Room, bool IsOwn) {
  const Value Amount = known(S, Length);
  // What a caller hands over can be another thing the next time.
  Level AtMost = IsOwn ? Level::Warning : Level::Note;
  certain(Index, "copy-length",
          Room > 1 && Amount.Range.Low > static_cast<std::int64_t>(Room) &&
              !isLookedAt(S, Length),
          Amount, Library.Name, AtMost);
  bool IsCast = Amount.Def == Definition::Operation &&
                Amount.By == Opcode::Cast && Amount.Left;
  const Value From = IsCast ? known(S, Amount.Left) : Amount;
  // What is only known to be below another number is so where the program asks
  // for it, which may be never.
  bool IsNumber = From.Constants && From.Range.isConstant();
  certain(Index, "narrowing", From.Of.Signed && From.Range.High < 0, From,
          Library.Name, IsNumber ? Level::Warning : Level::Note);
}

void Frame::certainOverflow(const State &S, std::uint32_t Index,
                            const Operation &O, const Value &R) {
  // What is unsigned goes round in a circle, often on purpose.
  if (!O.Of.Signed || signOf(O.Op).empty())
    return;
  const Value A = known(S, R.Left), B = known(S, R.Right);
  bool IsWrong = R.Range.meet(Interval::of(O.Of)).isEmpty();
  // At 64 bits a range has no end to lie behind.
  if (O.Of.Bits == 64 && A.Range.isConstant() && B.Range.isConstant()) {
    std::int64_t X = A.Range.Low, Y = B.Range.Low, Z = 0;
    IsWrong = O.Op == Opcode::Add        ? __builtin_add_overflow(X, Y, &Z)
              : O.Op == Opcode::Subtract ? __builtin_sub_overflow(X, Y, &Z)
                                         : __builtin_mul_overflow(X, Y, &Z);
  }
  IsWrong = IsWrong && !isLookedAt(S, R.Left) && !isLookedAt(S, R.Right);
  certain(Index, "arithmetic", IsWrong, A, signOf(O.Op));
}

void Frame::certainNarrowing(const State &S, std::uint32_t Index,
                             const Operation &O, const Value &A) {
  bool IsComputed = A.Def == Definition::Operation && !signOf(A.By).empty();
  if (!IsComputed || !O.Of.Signed || O.Of.Bits >= A.Of.Bits || O.Of.Bits <= 1)
    return;
  bool IsWrong = A.Range.meet(Interval::of(O.Of)).isEmpty() &&
                 !isLookedAt(S, A.Left) && !isLookedAt(S, A.Right);
  certain(Index, "arithmetic", IsWrong, known(S, A.Left), signOf(A.By));
}
