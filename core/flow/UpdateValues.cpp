//===- core/flow/UpdateValues.cpp - Values along one path -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/UpdateFrame.h"

#include "core/flow/Blocks.h"

#include <algorithm>

using namespace firmcop::flow;

static constexpr unsigned MaximumNesting = 12;

static bool isComparison(Opcode Op) {
  return Op >= Opcode::Equal && Op <= Opcode::GreaterEqual;
}

UpdateWalk::Frame::Frame(std::uint32_t Index, const Function &Body)
    : Index(Index), Body(Body), Temporaries(Body.Temporaries),
      Locals(Body.Locals.size()), Arrivals(Body.Blocks.size()),
      Order(reversePostOrder(Body)), RankOf(Body.Blocks.size()) {
  for (std::uint32_t I = 0; I < Order.size(); ++I)
    RankOf[Order[I]] = I;
}

TermId UpdateWalk::fresh(std::uint32_t FunctionIndex, std::uint32_t Index,
                         std::int64_t Number) {
  return T.make({.Of = Term::Kind::Fresh,
                 .A = FunctionIndex,
                 .B = Index,
                 .Number = Number});
}

/// Where a temporary is kept between blocks.
static constexpr std::uint32_t TemporaryLocal = 0x10000000;

TermId UpdateWalk::operand(Frame &F, PathState &S, Operand O) {
  switch (O.kind()) {
  case Operand::Kind::None:
    return 0;
  case Operand::Kind::Temporary: {
    if (F.Crossing && (*F.Crossing)[O.Index]) {
      TermId At = T.make({.Of = Term::Kind::Local,
                          .A = F.Index,
                          .B = TemporaryLocal + O.Index});
      if (auto Kept = S.Cells.find(At); Kept != S.Cells.end())
        return Kept->second;
    }
    TermId V = F.Temporaries[O.Index];
    return V ? V : fresh(F.Index, TemporaryLocal + O.Index);
  }
  case Operand::Kind::Local: {
    TermId &Known = F.Locals[O.Index];
    if (!Known)
      Known = T.make({.Of = Term::Kind::Local, .A = F.Index, .B = O.Index});
    return Known;
  }
  case Operand::Kind::Global: {
    TermId &Known = Globals[O.Index];
    if (!Known)
      Known = T.make({.Of = Term::Kind::Global, .A = O.Index});
    return Known;
  }
  case Operand::Kind::Function:
    return T.make({.Of = Term::Kind::Function, .A = O.Index});
  case Operand::Kind::Literal: {
    TermId &Known = Literals[O.Index];
    const Literal &L = P.literals()[O.Index];
    if (!Known)
      Known = L.Of == Literal::Kind::Integer
                  ? T.number(L.Integer)
                  : T.make({.Of = Term::Kind::Text, .A = O.Index});
    return Known;
  }
  }
  return 0;
}

void UpdateWalk::setResult(Frame &F, PathState &S, const Operation &O,
                           TermId V) {
  if (O.Result == Operation::NoResult)
    return;
  F.Temporaries[O.Result] = V;
  if (F.Crossing && (*F.Crossing)[O.Result])
    S.Cells[T.make({.Of = Term::Kind::Local,
                    .A = F.Index,
                    .B = TemporaryLocal + O.Result})] = V;
}

/// A number as a value of the type.
static std::int64_t wrapped(std::int64_t V, Type To) {
  if (!To.isInteger() || To.Bits == 0 || To.Bits >= 64)
    return V;
  auto Kept =
      static_cast<std::uint64_t>(V) & ((std::uint64_t(1) << To.Bits) - 1);
  if (To.Signed && Kept >> (To.Bits - 1) & 1)
    Kept |= ~std::uint64_t(0) << To.Bits;
  return static_cast<std::int64_t>(Kept);
}

void UpdateWalk::execute(Frame &F, PathState &S, std::uint32_t Index) {
  const Operation &O = F.Body.Operations[Index];
  auto Renew = [&] {
    TermId V = fresh(F.Index, Index);
    S.Facts.erase(V);
    S.Telling.erase(V);
    return V;
  };
  switch (O.Op) {
  case Opcode::Copy:
    setResult(F, S, O, operand(F, S, O.A));
    return;
  case Opcode::Cast: {
    TermId V = operand(F, S, O.A);
    if (V && T[V].Of == Term::Kind::Number)
      V = T.number(O.Of.isInteger() ? wrapped(T[V].Number, O.Of) : T[V].Number);
    else if (V && O.Of.isInteger() && !fits(rangeOf(S, V).In, O.Of) &&
             O.Of.Bits < 32)
      V = T.operation(Opcode::Cast, O.Of, V, 0);
    setResult(F, S, O, V ? V : Renew());
    return;
  }
  case Opcode::Field: {
    TermId Base = operand(F, S, O.A);
    setResult(F, S, O,
              Base ? T.make({.Of = Term::Kind::Field, .A = Base, .B = O.Extra})
                   : Renew());
    return;
  }
  case Opcode::Element: {
    TermId Base = operand(F, S, O.A), Number = operand(F, S, O.B);
    if (!Base) {
      setResult(F, S, O, Renew());
      return;
    }
    TermRange Range = Number ? rangeOf(S, Number) : TermRange::constant(0);
    if (T[Base].Of == Term::Kind::Number && Range.isConstant())
      setResult(
          F, S, O,
          T.number(T[Base].Number + Range.In.Low * std::int64_t(O.Extra)));
    else
      setResult(F, S, O,
                T.element(Base, Range.isConstant() && Range.In.Low >= 0
                                    ? Range.In.Low
                                    : Terms::AnyElement));
    return;
  }
  case Opcode::Load:
    setResult(F, S, O, load(F, S, operand(F, S, O.A), O.Of, Index));
    return;
  case Opcode::Store:
    store(S, operand(F, S, O.A), operand(F, S, O.B));
    return;
  case Opcode::CopyFrom: {
    TermId To = operand(F, S, O.A), From = operand(F, S, O.B);
    if (!To || !From)
      return;
    std::vector<std::pair<TermId, TermId>> Parts;
    if (T[From].Of == Term::Kind::Text)
      Parts.push_back({To, From});
    for (auto [At, V] : S.Cells)
      if (T.isWithin(At, From))
        Parts.push_back({T.replaced(At, {{From, To}}), V});
    if (T[From].Of == Term::Kind::Global)
      for (auto [At, V] : Constants)
        if (T.isWithin(At, From))
          Parts.push_back({T.replaced(At, {{From, To}}), V});
    S.Cells.eraseIf([&](const auto &C) { return T.isWithin(C.first, To); });
    for (auto [At, V] : Parts)
      S.Cells.try_emplace(At, V);
    return;
  }
  case Opcode::Unknown:
  case Opcode::Call:
    setResult(F, S, O, Renew());
    return;
  default:
    break;
  }
  TermId A = operand(F, S, O.A), B = operand(F, S, O.B);
  if (!A || (!B && O.B)) {
    setResult(F, S, O, Renew());
    return;
  }
  if (T[A].Of == Term::Kind::Number && (!B || T[B].Of == Term::Kind::Number)) {
    std::int64_t X = T[A].Number, Y = B ? T[B].Number : 0;
    std::optional<std::int64_t> Is;
    if (isComparison(O.Op)) {
      Is = compare(O.Op, Interval::constant(X), Interval::constant(Y));
    } else if (O.Op == Opcode::Not) {
      Is = X == 0;
    } else if (O.Op == Opcode::Complement) {
      Is = wrapped(~X, O.Of);
    } else if (O.Op == Opcode::Negate) {
      Is = wrapped(static_cast<std::int64_t>(-static_cast<std::uint64_t>(X)),
                   O.Of);
    } else if (O.Op == Opcode::And) {
      Is = X & Y;
    } else if (O.Op == Opcode::Or) {
      Is = X | Y;
    } else if (O.Op == Opcode::Xor) {
      Is = wrapped(X ^ Y, O.Of);
    } else if (Interval R = arithmetic(O.Op, Interval::constant(X),
                                       Interval::constant(Y));
               R.isConstant()) {
      Is = wrapped(R.Low, O.Of);
    }
    if (Is) {
      setResult(F, S, O, T.number(*Is));
      return;
    }
  }
  // Where an array lies does not change with what is added to it.
  if (O.Op == Opcode::Add && T.isAddress(A)) {
    setResult(F, S, O, T.element(A, Terms::AnyElement));
    return;
  }
  TermId V = T.operation(O.Op, O.Of, A, B);
  setResult(F, S, O, V ? V : Renew());
}

TermId UpdateWalk::load(Frame &F, PathState &S, TermId At, Type Of,
                        std::uint32_t Index) {
  auto Renew = [&](std::int64_t Number) {
    TermId V = fresh(F.Index, Index, Number);
    S.Facts.erase(V);
    S.Telling.erase(V);
    if (At)
      Origins[V] = At;
    return V;
  };
  constexpr std::int64_t FromNumber = -1;
  if (!At)
    return Renew(0);
  const Term X = T[At];
  // A register, or a word of a memory at a fixed address.
  if (T[T.root(At)].Of == Term::Kind::Number)
    return Renew(FromNumber);
  if (X.Of == Term::Kind::Element && X.Number == Terms::AnyElement)
    return Renew(0);
  if (auto Found = S.Cells.find(At); Found != S.Cells.end()) {
    // The text of an array is no value of its elements.
    if (Of.isInteger() && T[Found->second].Of == Term::Kind::Text)
      return Renew(0);
    return Found->second;
  }
  // A part of something that was set as a whole.
  for (TermId Around = At; T.isAddress(Around) && Around != T.root(At);) {
    Around = T[Around].A;
    if (S.Cells.contains(Around))
      return Renew(0);
  }
  if (auto Found = Constants.find(At); Found != Constants.end()) {
    const Term &Root = T[T.root(At)];
    bool IsNumber = T[Found->second].Of == Term::Kind::Number;
    if (Root.Of == Term::Kind::Global &&
        (!IsNumber || P.symbols()[Root.A].IsConstant ||
         U.isNeverWritten(Root.A)) &&
        !(Of.isInteger() && T[Found->second].Of == Term::Kind::Text))
      return Found->second;
  }
  if (X.Of == Term::Kind::Global && Of.isInteger() && U.isNeverWritten(X.A) &&
      P.symbols()[X.A].IsDefined && !Constants.contains(At))
    return T.number(0);
  return T.make({.Of = Term::Kind::Initial, .A = At});
}

void UpdateWalk::store(PathState &S, TermId At, TermId V) {
  if (!At || !V || T[T.root(At)].Of == Term::Kind::Number)
    return;
  const Term &X = T[At];
  // A buffer that is filled byte by byte.
  if (X.Of == Term::Kind::Element && isFromOutside(V))
    Outside.insert(T.root(At));
  bool IsAny = X.Of == Term::Kind::Element && X.Number == Terms::AnyElement;
  TermId Whole = IsAny ? X.A : At;
  S.Cells.eraseIf([&](const auto &Cell) {
    return Cell.first != At && T.isWithin(Cell.first, Whole);
  });
  if (!IsAny)
    S.Cells[At] = V;
}

void UpdateWalk::forget(PathState &S, TermId Below, TermId By) {
  S.Cells.eraseIf(
      [&](const auto &Cell) { return T.isWithin(Cell.first, Below); });
  S.Facts.eraseIf([&](const auto &Fact) {
    const Term &X = T[Fact.first];
    return X.Of == Term::Kind::Initial && T.isWithin(X.A, Below);
  });
  S.Cells[Below] = By;
}

TermRange UpdateWalk::rangeOf(const PathState &S, TermId V,
                              unsigned Nesting) const {
  if (!V || Nesting > MaximumNesting)
    return {};
  const Term &X = T[V];
  TermRange R;
  switch (X.Of) {
  case Term::Kind::Number:
    return TermRange::constant(X.Number);
  case Term::Kind::Text:
  case Term::Kind::Function:
  case Term::Kind::Local:
  case Term::Kind::Global:
    return {{1, Interval::Most}, {}};
  case Term::Kind::Operation: {
    TermRange A = rangeOf(S, X.A, Nesting + 1);
    if (X.Op == Opcode::Not) {
      R.In = A.In == Interval::constant(0) ? Interval::constant(1)
             : !A.contains(0)              ? Interval::constant(0)
                                           : Interval{0, 1};
      break;
    }
    TermRange B = X.B ? rangeOf(S, X.B, Nesting + 1) : TermRange();
    if (isComparison(X.Op)) {
      int Is = compare(X.Op, A.In, B.In);
      bool Differ = (A.isConstant() && !B.contains(A.In.Low)) ||
                    (B.isConstant() && !A.contains(B.In.Low));
      if (X.A == X.B)
        Is = X.Op == Opcode::Equal || X.Op == Opcode::LessEqual ||
             X.Op == Opcode::GreaterEqual;
      else if (Differ && X.Op == Opcode::Equal)
        Is = 0;
      else if (Differ && X.Op == Opcode::NotEqual)
        Is = 1;
      R.In = Is < 0 ? Interval{0, 1} : Interval::constant(Is);
      break;
    }
    if (X.Op == Opcode::Or) {
      if (A.In == Interval::constant(0))
        R = B;
      else if (B.In == Interval::constant(0))
        R = A;
      else if (!A.contains(0) || !B.contains(0))
        R.Not = 0;
      break;
    }
    if (X.Op == Opcode::And) {
      if (A.In == Interval::constant(0) || B.In == Interval::constant(0))
        R.In = Interval::constant(0);
      else if (A.In == Interval::constant(1) && B.In == Interval::constant(1))
        R.In = Interval::constant(1);
      else if (B.In.Low >= 0)
        R.In = {0, B.In.High};
      break;
    }
    if (X.Op == Opcode::Cast) {
      if (fits(A.In, X.Has))
        R = A;
      else
        R.In = Interval::of(X.Has);
      break;
    }
    R.In = arithmetic(X.Op, A.In, B.In);
    if (X.Has.isInteger() && !fits(R.In, X.Has))
      R.In = Interval::of(X.Has);
    break;
  }
  default:
    break;
  }
  if (auto Told = S.Facts.find(V); Told != S.Facts.end()) {
    R.In = R.In.meet(Told->second.In);
    if (Told->second.Not)
      R.Not = Told->second.Not;
  }
  return R;
}

bool UpdateWalk::isTelling(const PathState &S, TermId V) const {
  return V && !S.Telling.empty() &&
         T.has(V, [&](TermId Each) { return S.Telling.contains(Each); });
}

bool UpdateWalk::assume(PathState &S, TermId Condition, bool IsTrue,
                        unsigned Nesting) {
  if (!Condition || Nesting > MaximumNesting)
    return true;
  TermRange R = rangeOf(S, Condition);
  if (IsTrue ? R.In == Interval::constant(0) : !R.contains(0))
    return false;
  const Term X = T[Condition];
  if (X.Of == Term::Kind::Operation) {
    if (isComparison(X.Op))
      return assumeComparison(S, IsTrue ? X.Op : negated(X.Op), X.A, X.B,
                              Nesting + 1);
    if (X.Op == Opcode::Not)
      return assume(S, X.A, !IsTrue, Nesting + 1);
    if (X.Op == Opcode::Or && !IsTrue)
      return assume(S, X.A, false, Nesting + 1) &&
             assume(S, X.B, false, Nesting + 1);
    if (X.Op == Opcode::And && IsTrue && T[X.A].IsTruth && T[X.B].IsTruth)
      return assume(S, X.A, true, Nesting + 1) &&
             assume(S, X.B, true, Nesting + 1);
  }
  return restrict(S, Condition, IsTrue ? Opcode::NotEqual : Opcode::Equal,
                  TermRange::constant(0), Nesting + 1);
}

bool UpdateWalk::assumeComparison(PathState &S, Opcode Op, TermId A, TermId B,
                                  unsigned Nesting) {
  if (Nesting > MaximumNesting || !A || !B)
    return true;
  TermRange L = rangeOf(S, A), R = rangeOf(S, B);
  if (compare(Op, L.In, R.In) == 0)
    return false;
  bool IsEquality = Op == Opcode::Equal || Op == Opcode::NotEqual;
  // What is compared with a truth value may be a comparison itself.
  for (auto [X, Y] : {std::pair(A, R), std::pair(B, L)})
    if (IsEquality && Y.isConstant() && (Y.In.Low == 0 || Y.In.Low == 1) &&
        T[X].Of == Term::Kind::Operation &&
        (T[X].IsTruth || (Y.In.Low == 0 && T[X].Op == Opcode::Or)))
      return assume(S, X, (Op == Opcode::Equal) == (Y.In.Low != 0),
                    Nesting + 1);
  return restrict(S, A, Op, R, Nesting + 1) &&restrict(S, B, swapped(Op), L,
                                                       Nesting + 1);
}

bool UpdateWalk::restrict(PathState &S, TermId V, Opcode Op, TermRange To,
                          unsigned Nesting) {
  if (Nesting > MaximumNesting)
    return true;
  TermRange Old = rangeOf(S, V), New = Old;
  New.In = restrictedBy(Op, Old.In, To.In);
  if (Op == Opcode::NotEqual && To.isConstant())
    New.Not = To.In.Low;
  if (Op == Opcode::Equal && To.Not && !New.Not)
    New.Not = To.Not;
  if (New.isEmpty() || (New.isConstant() && !Old.contains(New.In.Low)))
    return false;
  if (New == Old)
    return true;
  const Term X = T[V];
  if (X.Of == Term::Kind::Number)
    return true;
  S.Facts[V] = New;
  if (X.Of == Term::Kind::Operation && X.Op == Opcode::Cast &&
      fits(New.In, X.Has) && New.In != Interval::of(X.Has))
    return restrict(S, X.A, Op, To, Nesting + 1);
  if (X.Of == Term::Kind::Operation && X.Op == Opcode::Or &&
      New.In == Interval::constant(0))
    return assume(S, V, false, Nesting + 1);
  return true;
}
