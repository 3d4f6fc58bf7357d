//===- core/flow/Interval.cpp - Ranges of integers ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Interval.h"

using namespace firmcop::flow;

namespace {

constexpr auto Least = Interval::Least;
constexpr auto Most = Interval::Most;

std::int64_t negate(std::int64_t A) {
  return A == Least ? Most : A == Most ? Least : -A;
}

std::int64_t add(std::int64_t A, std::int64_t B) {
  if (A == Least || A == Most)
    return A;
  if (B == Least || B == Most)
    return B;
  std::int64_t R = 0;
  if (!__builtin_add_overflow(A, B, &R))
    return R;
  return A > 0 ? Most : Least;
}

std::int64_t multiply(std::int64_t A, std::int64_t B) {
  if (A == 0 || B == 0)
    return 0;
  std::int64_t R = 0;
  if (A != Least && A != Most && B != Least && B != Most &&
      !__builtin_mul_overflow(A, B, &R))
    return R;
  return (A > 0) == (B > 0) ? Most : Least;
}

Interval hull(std::int64_t A, std::int64_t B, std::int64_t C, std::int64_t D) {
  return {std::min({A, B, C, D}), std::max({A, B, C, D})};
}

Interval quotient(const Interval &A, const Interval &B) {
  // A divisor of either sign, or zero, says little.
  if (B.Low <= 0 || A.Low == Least || A.High == Most)
    return A.Low >= 0 && B.Low >= 0 ? Interval{0, A.High} : Interval();
  auto Divide = [](std::int64_t X, std::int64_t Y) {
    return Y == Most ? 0 : X / Y;
  };
  return hull(Divide(A.Low, B.Low), Divide(A.Low, B.High),
              Divide(A.High, B.Low), Divide(A.High, B.High));
}

/// The least number of the form 2^k - 1 that is not below V.
std::int64_t onesAbove(std::int64_t V) {
  std::int64_t Ones = 0;
  while (Ones < V && Ones < Most)
    Ones = Ones * 2 + 1;
  return Ones;
}

} // namespace

Interval Interval::of(Type T) {
  if (!T.isInteger() || T.Bits == 0 || T.Bits > 64)
    return {};
  if (T.Bits == 64)
    return T.Signed ? Interval() : Interval{0, Most};
  if (T.Signed)
    return {-(std::int64_t(1) << (T.Bits - 1)),
            (std::int64_t(1) << (T.Bits - 1)) - 1};
  return {0, (std::int64_t(1) << T.Bits) - 1};
}

Interval firmcop::flow::arithmetic(Opcode Op, const Interval &A,
                                   const Interval &B) {
  if (A.isEmpty() || B.isEmpty())
    return Interval::empty();
  switch (Op) {
  case Opcode::Negate:
    return {negate(A.High), negate(A.Low)};
  case Opcode::Complement:
    return {add(negate(A.High), -1), add(negate(A.Low), -1)};
  case Opcode::Add:
    return {add(A.Low, B.Low), add(A.High, B.High)};
  case Opcode::Subtract:
    return {add(A.Low, negate(B.High)), add(A.High, negate(B.Low))};
  case Opcode::Multiply:
    return hull(multiply(A.Low, B.Low), multiply(A.Low, B.High),
                multiply(A.High, B.Low), multiply(A.High, B.High));
  case Opcode::Divide:
    return quotient(A, B);
  case Opcode::Remainder:
    if (B.Low > 0 && B.High != Most)
      return A.Low >= 0 ? Interval{0, std::min(A.High, B.High - 1)}
                        : Interval{1 - B.High, B.High - 1};
    return A.Low >= 0 ? Interval{0, A.High} : Interval();
  case Opcode::And:
    // A mask bounds the result whatever the other side is.
    if (A.Low >= 0 && B.Low >= 0)
      return {0, std::min(A.High, B.High)};
    if (A.Low >= 0 || B.Low >= 0)
      return {0, A.Low >= 0 ? A.High : B.High};
    return {};
  case Opcode::Or:
  case Opcode::Xor:
    if (A.Low >= 0 && B.Low >= 0)
      return {0, onesAbove(std::max(A.High, B.High))};
    return {};
  case Opcode::ShiftLeft:
    if (A.Low >= 0 && B.Low >= 0 && B.High < 63)
      return {multiply(A.Low, std::int64_t(1) << B.Low),
              multiply(A.High, std::int64_t(1) << B.High)};
    return {};
  case Opcode::ShiftRight:
    if (A.Low >= 0 && B.Low >= 0 && B.Low < 64)
      return {0, A.High == Most && B.Low == 0 ? Most : A.High >> B.Low};
    return {};
  default:
    return {};
  }
}

Interval firmcop::flow::converted(const Interval &A, Type To) {
  Interval Whole = Interval::of(To);
  return Whole.contains(A) ? A : Whole;
}

int firmcop::flow::compare(Opcode Op, const Interval &A, const Interval &B,
                           bool IsSigned) {
  // The ends mean "anything from here on", so they equal nothing.
  auto IsEnd = [&](const Interval &X, const Interval &Y) {
    return !IsSigned && (X.High == Most || Y.Low == Least);
  };
  auto Below = [&](const Interval &X, const Interval &Y) {
    return !IsEnd(X, Y) && X.High < Y.Low;
  };
  auto NotAbove = [&](const Interval &X, const Interval &Y) {
    return !IsEnd(X, Y) && X.High <= Y.Low;
  };
  switch (Op) {
  case Opcode::Equal:
    if (A.isConstant() && A == B)
      return 1;
    return Below(A, B) || Below(B, A) ? 0 : -1;
  case Opcode::NotEqual: {
    int Same = compare(Opcode::Equal, A, B, IsSigned);
    return Same < 0 ? Same : !Same;
  }
  case Opcode::Less:
    return Below(A, B) ? 1 : NotAbove(B, A) ? 0 : -1;
  case Opcode::LessEqual:
    return NotAbove(A, B) ? 1 : Below(B, A) ? 0 : -1;
  case Opcode::Greater:
    return compare(Opcode::Less, B, A, IsSigned);
  case Opcode::GreaterEqual:
    return compare(Opcode::LessEqual, B, A, IsSigned);
  default:
    return -1;
  }
}

Interval firmcop::flow::restrictedBy(Opcode Op, const Interval &A,
                                     const Interval &B) {
  switch (Op) {
  case Opcode::Equal:
    return A.meet(B);
  case Opcode::NotEqual:
    if (B.isConstant() && A.Low == B.Low && A.Low != Least)
      return A.meet({add(A.Low, 1), Most});
    if (B.isConstant() && A.High == B.High && A.High != Most)
      return A.meet({Least, add(A.High, -1)});
    return A;
  case Opcode::Less:
    return A.meet({Least, add(B.High, -1)});
  case Opcode::LessEqual:
    return A.meet({Least, B.High});
  case Opcode::Greater:
    return A.meet({add(B.Low, 1), Most});
  case Opcode::GreaterEqual:
    return A.meet({B.Low, Most});
  default:
    return A;
  }
}

Opcode firmcop::flow::negated(Opcode Op) {
  switch (Op) {
  case Opcode::Equal:
    return Opcode::NotEqual;
  case Opcode::NotEqual:
    return Opcode::Equal;
  case Opcode::Less:
    return Opcode::GreaterEqual;
  case Opcode::LessEqual:
    return Opcode::Greater;
  case Opcode::Greater:
    return Opcode::LessEqual;
  case Opcode::GreaterEqual:
    return Opcode::Less;
  default:
    return Op;
  }
}

Opcode firmcop::flow::swapped(Opcode Op) {
  switch (Op) {
  case Opcode::Less:
    return Opcode::Greater;
  case Opcode::LessEqual:
    return Opcode::GreaterEqual;
  case Opcode::Greater:
    return Opcode::Less;
  case Opcode::GreaterEqual:
    return Opcode::LessEqual;
  default:
    return Op;
  }
}
