//===- core/flow/Assume.cpp - What a condition tells ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// On each way out of a branch the condition is known, and with it something of
// the values that were compared, and of what these were computed from: after
// 'if (4 * n > size) return;' n is bounded. A value need not be compared with a
// number for that; not to be above some value that is trusted is enough.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

using namespace firmcop::flow;

static constexpr unsigned MaximumNesting = 12;

static bool isComparison(Opcode Op) {
  return Op >= Opcode::Equal && Op <= Opcode::GreaterEqual;
}

/// Nothing outside decides what the value is.
static bool isTrusted(const Value &V) {
  return V.IsBounded || !V.isFromOutside();
}

/// The number that an address was computed with, as in 'buffer + n'; 0 if there
/// is none.
static ValueId offsetIn(const Value &Address) {
  if (Address.Def == Definition::Entry)
    return Address.Left;
  return Address.Def == Definition::Operation && Address.By == Opcode::Element
             ? Address.Right
             : 0;
}

/// A character that means nothing to shells, paths, statements and formats.
static bool isHarmless(std::int64_t C) {
  return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') ||
         (C >= '0' && C <= '9') || C == '_' || C == '-' || C == '.' ||
         C == ',' || C == '+' || C == ':' || C == '=' || C == '@';
}

void Frame::validate(State &S, ValueId V) {
  for (unsigned I = 0; V && I < MaximumNesting; ++I) {
    S.fact(V).IsValidated = true;
    const Value &K = Values[V];
    if (K.Def != Definition::Operation || K.By != Opcode::Cast)
      return;
    V = K.Left;
  }
}

bool Frame::isCharacter(ValueId V) const {
  const Value *K = &Values[V];
  for (unsigned I = 0; I < MaximumNesting && K->By == Opcode::Cast &&
                       K->Def == Definition::Operation;
       ++I)
    K = &Values[K->Left];
  return K->Of.isInteger() && K->Of.Bits == 8 &&
         K->Kinds & ~Vocabulary::Constant;
}

ValueId Frame::answered(ValueId V) const {
  for (unsigned I = 0; V && I < MaximumNesting; ++I) {
    const Value &K = Values[V];
    if (K.Def == Definition::Answer)
      return K.Left;
    // One of the bits, or compared with something.
    if (K.Def != Definition::Operation)
      return 0;
    V = K.Left;
  }
  return 0;
}

bool Frame::assume(State &S, ValueId Condition, bool IsTrue, unsigned Nesting) {
  if (!Condition || Nesting > MaximumNesting)
    return true;
  const Value V = known(S, Condition);
  if (V.Range.isConstant() && (V.Range.Low != 0) != IsTrue)
    return false;
  if (!V.Range.contains(0) && !IsTrue)
    return false;
  if (V.Def == Definition::Operation) {
    if (isComparison(V.By))
      return assumeComparison(S, IsTrue ? V.By : negated(V.By), V.Left, V.Right,
                              Nesting + 1);
    if (V.By == Opcode::Not)
      return assume(S, V.Left, !IsTrue, Nesting + 1);
    if (V.By == Opcode::Cast)
      return assume(S, V.Left, IsTrue, Nesting + 1);
  }
  return assumeComparison(S, IsTrue ? Opcode::NotEqual : Opcode::Equal,
                          Condition, /*B=*/0, Nesting + 1);
}

bool Frame::assumeComparison(State &S, Opcode Op, ValueId A, ValueId B,
                             unsigned Nesting) {
  if (Nesting > MaximumNesting || !A)
    return true;
  const Value L = known(S, A);
  // No right side stands for zero.
  Value Zero;
  Zero.Range = Interval::constant(0);
  Zero.Of = Type(Type::Kind::Integer, 64, true);
  const Value R = B ? known(S, B) : Zero;
  if (compare(Op, L.Range, R.Range, L.Of.Signed && R.Of.Signed) == 0)
    return false;

  // What is compared with a truth value may be a comparison itself.
  if (R.Range.isConstant() && (Op == Opcode::Equal || Op == Opcode::NotEqual) &&
      (R.Range.Low == 0 || R.Range.Low == 1) &&
      L.Def == Definition::Operation &&
      (isComparison(L.By) || L.By == Opcode::Not))
    return assume(S, A, (Op == Opcode::Equal) == (R.Range.Low != 0),
                  Nesting + 1);
  if (R.Range == Interval::constant(0) && Op == Opcode::Greater &&
      L.Def == Definition::Operation &&
      (isComparison(L.By) || L.By == Opcode::Not))
    return assume(S, A, /*IsTrue=*/true, Nesting + 1);
  if (R.Range.isConstant() && R.Range.Low == 0 &&
      L.Def == Definition::Sameness) {
    if (Op == Opcode::Equal || Op == Opcode::NotEqual) {
      bool IsZero = Op == Opcode::Equal;
      if (!assumeSame(S, A, IsZero == (L.By == Opcode::Equal)))
        return false;
    }
  }

  if (!restrict(S, A, restrictedBy(Op, L.Range, R.Range), Nesting + 1))
    return false;
  if (B &&
      !restrict(S, B, restrictedBy(swapped(Op), R.Range, L.Range), Nesting + 1))
    return false;
  if (Op == Opcode::NotEqual && R.Range == Interval::constant(0))
    S.fact(A).IsNonZero = true;
  // It is of the class that a table was asked for.
  if (R.Range.isConstant() &&
      (R.Range.Low == 0) == (Op == Opcode::NotEqual || Op == Opcode::Greater))
    if (ValueId Asked = answered(A))
      validate(S, Asked);
  bool Upper =
      Op == Opcode::Less || Op == Opcode::LessEqual || Op == Opcode::Equal;
  bool Lower = Op == Opcode::Greater || Op == Opcode::GreaterEqual ||
               Op == Opcode::Equal;
  // The end of what was received is as trusted as its length.
  auto IsTrusted = [&](const Value &V) {
    ValueId Offset = offsetIn(V);
    return Offset             ? isTrusted(known(S, Offset))
           : V.Of.isPointer() ? true
                              : isTrusted(V);
  };
  // A comparison with a number is a range already, and one with zero, or with
  // the largest number, says little.
  auto IsNumber = [](const Interval &I) {
    return I.isConstant() && I.Low != Interval::Least &&
           I.Low != Interval::Most;
  };
  bool LeftIsNumber = IsNumber(L.Range), RightIsNumber = IsNumber(R.Range);
  if (!RightIsNumber) {
    if (Upper)
      bound(S, A, /*Above=*/true, IsTrusted(R), Nesting + 1);
    if (Lower)
      bound(S, A, /*Above=*/false, IsTrusted(R), Nesting + 1);
  }
  if (B && !LeftIsNumber) {
    if (Lower)
      bound(S, B, /*Above=*/true, IsTrusted(L), Nesting + 1);
    if (Upper)
      bound(S, B, /*Above=*/false, IsTrusted(L), Nesting + 1);
  }
  // Who counts stops where he is told to, also by 'if (i == size) break;'.
  if (Op == Opcode::NotEqual && RightIsNumber && R.Range.Low > 0 &&
      !L.isFromOutside())
    S.fact(A).IsBounded = true;
  if (B && Upper && Op != Opcode::Equal && !IsTrusted(R))
    limit(S, A, B);
  if (B && Lower && Op != Opcode::Equal && !IsTrusted(L))
    limit(S, B, A);
  // A span of allowed characters that is as long as the text is all of it.
  if (B && L.Def == Definition::Length && R.Def == Definition::Length &&
      L.Left == R.Left && A != B && Op != Opcode::NotEqual &&
      Op != Opcode::Less && Op != Opcode::Greater)
    S.fact(L.Left).IsValidated = true;
  if (Op == Opcode::Equal && B) {
    // Equal to a constant of the program is equal to what is allowed.
    if (RightIsNumber || (isTrusted(R) && R.Constants))
      validate(S, A);
    if (LeftIsNumber || (isTrusted(L) && L.Constants))
      validate(S, B);
  }
  return true;
}

void Frame::bound(State &S, ValueId V, bool Above, bool IsTrusted,
                  unsigned Nesting) {
  if (Nesting > MaximumNesting)
    return;
  const Value K = known(S, V);
  Fact &Told = S.fact(V);
  if (IsTrusted)
    (Above ? Told.IsBounded : Told.IsBoundedBelow) = true;
  Told.IsCompared |= Above;
  if (K.Def == Definition::Length && Above) {
    S.fact(K.Left).IsBounded |= IsTrusted;
    return;
  }
  if (K.Def == Definition::Magnitude && Above) {
    bound(S, K.Left, /*Above=*/true, IsTrusted, Nesting + 1);
    bound(S, K.Left, /*Above=*/false, IsTrusted, Nesting + 1);
    return;
  }
  // 'buffer + n <= end'
  if (ValueId Offset = offsetIn(K)) {
    bound(S, Offset, Above, IsTrusted, Nesting + 1);
    return;
  }
  if (K.Def != Definition::Operation)
    return;
  switch (K.By) {
  case Opcode::Cast:
    bound(S, K.Left, Above, IsTrusted, Nesting + 1);
    // What is negative is huge when it is compared as unsigned.
    if (const Type From = Values[K.Left].Of;
        Above && !K.Of.Signed && From.Signed && From.Bits <= K.Of.Bits)
      bound(S, K.Left, /*Above=*/false, IsTrusted, Nesting + 1);
    break;
  case Opcode::ShiftLeft:
  case Opcode::ShiftRight:
  case Opcode::Multiply:
  case Opcode::Divide:
    bound(S, K.Left, Above, IsTrusted, Nesting + 1);
    if (K.By == Opcode::Multiply)
      bound(S, K.Right, Above, IsTrusted, Nesting + 1);
    break;
  case Opcode::Add:
    bound(S, K.Left, Above, IsTrusted, Nesting + 1);
    bound(S, K.Right, Above, IsTrusted, Nesting + 1);
    break;
  case Opcode::Subtract:
    // n - a < b: n is below a + b. The subtrahend is bounded the other way.
    bound(S, K.Left, Above, IsTrusted, Nesting + 1);
    bound(S, K.Right, !Above, IsTrusted, Nesting + 1);
    break;
  default:
    break;
  }
}

void Frame::limit(State &S, ValueId V, ValueId By) {
  for (unsigned I = 0; V && I < MaximumNesting; ++I) {
    const Value &K = Values[V];
    if (K.isFromOutside())
      return;
    S.fact(V).Limit = By;
    if (K.Def != Definition::Operation || K.By != Opcode::Cast)
      return;
    V = K.Left;
  }
}

bool Frame::restrict(State &S, ValueId V, Interval To, unsigned Nesting) {
  const Value K = known(S, V);
  Interval Range = K.Range.meet(To);
  if (Range.isEmpty())
    return false;
  if (Nesting > MaximumNesting)
    return true;
  if (Range != K.Range) {
    Fact &Told = S.fact(V);
    Told.Range = Told.Range.meet(Range);
    // A span of letters or digits is an allowed one.
    if (K.Of.isInteger() && K.Of.Bits == 8 && K.isFromOutside() &&
        isHarmless(Range.Low) && isHarmless(Range.High)) {
      std::int64_t C = Range.Low;
      while (C < Range.High && isHarmless(C))
        ++C;
      Told.IsValidated |= C == Range.High;
    }
  }
  switch (K.Def) {
  case Definition::Length:
    if (Range.High < AnyLength) {
      Fact &Text = S.fact(K.Left);
      Text.MaxLength = std::min(
          Text.MaxLength,
          static_cast<std::uint32_t>(std::max<std::int64_t>(0, Range.High)));
      if (Range.High < Interval::of(K.Of).High)
        Text.IsBounded = true;
    }
    return true;
  case Definition::Magnitude:
    return Range.High == Interval::Most ||
           restrict(S, K.Left, {-Range.High, Range.High}, Nesting + 1);
  case Definition::Outcome:
    return applyOutcome(S, V);
  case Definition::Operation:
    break;
  default:
    return true;
  }

  const Value L = known(S, K.Left);
  Interval Right = K.Right ? known(S, K.Right).Range : Interval();
  switch (K.By) {
  case Opcode::Cast: {
    // The same number, unless the conversion can change it; and a part of the
    // target's range that both types have comes from nowhere else when the
    // target is at least as wide.
    bool IsWide = K.Of.Bits >= L.Of.Bits;
    if (fits(L.Range, K.Of) || (IsWide && fits(Range, L.Of)))
      return restrict(S, K.Left, Range, Nesting + 1);
    return true;
  }
  case Opcode::Add:
  case Opcode::Subtract:
    // Unsigned numbers go round in a circle: 'n - 1 <= 98' is '1 <= n <= 99'.
    if (Right.isConstant() && !K.Of.Signed) {
      Interval Turned = arithmetic(
          K.By == Opcode::Add ? Opcode::Subtract : Opcode::Add, Range, Right);
      if (Range != Interval::of(K.Of) && fits(Turned, K.Of))
        return restrict(S, K.Left, Turned, Nesting + 1);
    }
    if (K.By == Opcode::Subtract)
      return !Right.isConstant() || K.MayWrap ||
             restrict(S, K.Left, arithmetic(Opcode::Add, Range, Right),
                      Nesting + 1);
    if (Right.isConstant() && !K.MayWrap)
      return restrict(S, K.Left, arithmetic(Opcode::Subtract, Range, Right),
                      Nesting + 1);
    if (!K.MayWrap && K.Right) {
      Interval Least = arithmetic(Opcode::Subtract, Range, Right);
      Interval Other = arithmetic(Opcode::Subtract, Range, L.Range);
      return restrict(S, K.Left, Least,
                      Nesting + 1) &&restrict(S, K.Right, Other, Nesting + 1);
    }
    return true;
  case Opcode::Multiply:
    if (Right.isConstant() && Right.Low > 0 && !K.MayWrap &&
        Range.High != Interval::Most)
      return restrict(S, K.Left,
                      {Range.Low == Interval::Least ? Interval::Least
                                                    : Range.Low / Right.Low,
                       Range.High / Right.Low},
                      Nesting + 1);
    return true;
  default:
    return true;
  }
}

bool Frame::assumeSame(State &S, ValueId V, bool AreSame) {
  if (!AreSame)
    return true;
  const Value K = Values[V];
  for (auto [Text, Other] :
       {std::pair(K.Left, K.Right), std::pair(K.Right, K.Left)}) {
    if (!Text || !Other)
      continue;
    const Value Model = known(S, Other);
    // A beginning that is right says nothing of what follows.
    if (K.Extra && (Model.MaxLength == AnyLength ||
                    known(S, K.Extra).Range.Low <= Model.MaxLength))
      continue;
    if (Model.Kinds & Vocabulary::Constant &&
        !(Model.Kinds & ~Vocabulary::Constant))
      S.fact(Text).IsValidated = true;
  }
  return true;
}

bool Frame::applyOutcome(State &S, ValueId V) {
  const Value K = known(S, V);
  const Outcome &Told = Outcomes[K.Extra];
  bool May[3] = {K.Range.contains(0), K.Range.High > 0, K.Range.Low < 0};
  const ReturnClass *Only = nullptr;
  ReturnClass Joined;
  for (unsigned C = 0; C < 3; ++C) {
    if (!May[C] || !Told.Classes[C].IsPossible)
      continue;
    if (!Only) {
      Only = &Told.Classes[C];
      Joined = *Only;
      continue;
    }
    std::vector<Fact> Both;
    for (const Fact &F : Joined.Facts)
      for (const Fact &G : Told.Classes[C].Facts)
        if (F.Of == G.Of)
          Both.push_back(weakest(F, G));
    Joined.Facts = std::move(Both);
  }
  if (!Only)
    return false;
  for (const Fact &F : Joined.Facts) {
    Interval Range = known(S, F.Of).Range.meet(F.Range);
    if (Range.isEmpty())
      return false;
    Fact &Here = S.fact(F.Of);
    Here.Range = Here.Range.meet(F.Range);
    Here.MaxLength = std::min(Here.MaxLength, F.MaxLength);
    Here.IsBounded |= F.IsBounded;
    Here.IsBoundedBelow |= F.IsBoundedBelow;
    Here.IsNonZero |= F.IsNonZero;
    Here.IsCompared |= F.IsCompared;
    Here.Refused |= F.Refused;
    if (F.IsValidated || (Here.Refused & AllLetters) == AllLetters)
      validate(S, F.Of);
  }
  return true;
}
