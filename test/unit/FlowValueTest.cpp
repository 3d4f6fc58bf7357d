//===- test/unit/FlowValueTest.cpp - Ranges, facts and values ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The solver ends and is right because what it computes with are lattices, and
// because an operation on ranges never forgets a value. Both can be tried out
// on small numbers, all of them.
//
//===----------------------------------------------------------------------===//

#include "core/flow/State.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

using namespace firmcop::flow;

namespace {

constexpr Opcode Comparisons[] = {Opcode::Equal,   Opcode::NotEqual,
                                  Opcode::Less,    Opcode::LessEqual,
                                  Opcode::Greater, Opcode::GreaterEqual};
constexpr Opcode Arithmetic[] = {
    Opcode::Add,       Opcode::Subtract,  Opcode::Multiply,   Opcode::Divide,
    Opcode::Remainder, Opcode::ShiftLeft, Opcode::ShiftRight, Opcode::And,
    Opcode::Or,        Opcode::Xor};

bool holds(Opcode Op, std::int64_t A, std::int64_t B) {
  switch (Op) {
  case Opcode::Equal:
    return A == B;
  case Opcode::NotEqual:
    return A != B;
  case Opcode::Less:
    return A < B;
  case Opcode::LessEqual:
    return A <= B;
  case Opcode::Greater:
    return A > B;
  default:
    return A >= B;
  }
}

/// What C makes of two small numbers; nothing where it is not defined.
std::optional<std::int64_t> result(Opcode Op, std::int64_t A, std::int64_t B) {
  switch (Op) {
  case Opcode::Add:
    return A + B;
  case Opcode::Subtract:
    return A - B;
  case Opcode::Multiply:
    return A * B;
  case Opcode::Divide:
    return B ? std::optional(A / B) : std::nullopt;
  case Opcode::Remainder:
    return B ? std::optional(A % B) : std::nullopt;
  case Opcode::ShiftLeft:
    return A >= 0 && B >= 0 ? std::optional(A << B) : std::nullopt;
  case Opcode::ShiftRight:
    return B >= 0 ? std::optional(A >> B) : std::nullopt;
  case Opcode::And:
    return A & B;
  case Opcode::Or:
    return A | B;
  default:
    return A ^ B;
  }
}

/// Every range with ends from Low to High, the empty one, and those that are
/// open at one end or both.
std::vector<Interval> ranges(std::int64_t Low, std::int64_t High) {
  std::vector<Interval> All{Interval(), Interval::empty()};
  for (std::int64_t A = Low; A <= High; ++A) {
    All.push_back({Interval::Least, A});
    All.push_back({A, Interval::Most});
    for (std::int64_t B = A; B <= High; ++B)
      All.push_back({A, B});
  }
  return All;
}

std::string text(const Interval &I) {
  return "[" + std::to_string(I.Low) + ", " + std::to_string(I.High) + "]";
}

TEST(FlowInterval, JoinAndMeetAreALattice) {
  const auto All = ranges(-2, 2);
  for (const Interval &A : All) {
    EXPECT_EQ(A.join(A), A);
    EXPECT_EQ(A.meet(A), A);
    EXPECT_EQ(A.join(Interval::empty()), A);
    EXPECT_EQ(A.meet(Interval()), A);
    EXPECT_EQ(A.meet(Interval::empty()), Interval::empty());
    EXPECT_EQ(A.join(Interval()), Interval());
    for (const Interval &B : All) {
      EXPECT_EQ(A.join(B), B.join(A)) << text(A) << text(B);
      EXPECT_EQ(A.meet(B), B.meet(A)) << text(A) << text(B);
      EXPECT_EQ(A.join(A.meet(B)), A) << text(A) << text(B);
      EXPECT_EQ(A.meet(A.join(B)), A) << text(A) << text(B);
      EXPECT_EQ(A.contains(B), A.join(B) == A) << text(A) << text(B);
      for (const Interval &C : All) {
        EXPECT_EQ(A.join(B).join(C), A.join(B.join(C)));
        EXPECT_EQ(A.meet(B).meet(C), A.meet(B.meet(C)));
      }
    }
  }
}

TEST(FlowInterval, TypesHaveTheirValues) {
  const auto Integer = [](unsigned Bits, bool IsSigned) {
    return Type(Type::Kind::Integer, Bits, IsSigned);
  };
  EXPECT_EQ(Interval::of(Integer(8, false)), (Interval{0, 255}));
  EXPECT_EQ(Interval::of(Integer(8, true)), (Interval{-128, 127}));
  EXPECT_EQ(Interval::of(Integer(1, false)), (Interval{0, 1}));
  EXPECT_EQ(Interval::of(Integer(64, true)), Interval());
  EXPECT_EQ(Interval::of(Type(Type::Kind::Pointer)), Interval());
  // A conversion keeps what fits, and of the rest forgets everything.
  for (const Interval &A : ranges(-2, 2)) {
    const Interval Byte = converted(A, Integer(8, false));
    EXPECT_TRUE((Interval{0, 255}.contains(Byte)));
    for (std::int64_t V = -2; V <= 2; ++V)
      if (A.contains(V))
        EXPECT_TRUE(Byte.contains(V & 255)) << text(A) << V;
  }
}

TEST(FlowInterval, ArithmeticForgetsNoPair) {
  constexpr std::int64_t Least = -5, Most = 5;
  const auto All = ranges(Least, Most);
  for (Opcode Op : Arithmetic)
    for (const Interval &A : All)
      for (const Interval &B : All) {
        const Interval R = arithmetic(Op, A, B);
        if (A.isEmpty() || B.isEmpty()) {
          EXPECT_TRUE(R.isEmpty());
          continue;
        }
        bool HasAll = true;
        for (std::int64_t X = Least; X <= Most; ++X)
          for (std::int64_t Y = Least; Y <= Most; ++Y)
            if (A.contains(X) && B.contains(Y))
              if (auto V = result(Op, X, Y))
                HasAll &= R.contains(*V);
        EXPECT_TRUE(HasAll) << "opcode " << int(Op) << " of " << text(A)
                            << " and " << text(B) << " gives " << text(R);
      }
  for (const Interval &A : All)
    for (std::int64_t X = Least; X <= Most; ++X)
      if (A.contains(X)) {
        EXPECT_TRUE(arithmetic(Opcode::Negate, A, A).contains(-X));
        EXPECT_TRUE(arithmetic(Opcode::Complement, A, A).contains(~X));
      }
}

TEST(FlowInterval, ArithmeticSaturates) {
  constexpr Interval Top{Interval::Most - 1, Interval::Most};
  constexpr Interval Bottom{Interval::Least, Interval::Least + 1};
  EXPECT_EQ(arithmetic(Opcode::Add, Top, Top).High, Interval::Most);
  EXPECT_EQ(arithmetic(Opcode::Add, Bottom, Bottom).Low, Interval::Least);
  EXPECT_EQ(arithmetic(Opcode::Multiply, Top, Bottom).Low, Interval::Least);
  EXPECT_EQ(arithmetic(Opcode::Negate, Bottom, {}).High, Interval::Most);
  EXPECT_EQ(arithmetic(Opcode::Divide, Interval(), Interval()), Interval());
  EXPECT_EQ(arithmetic(Opcode::Divide, Bottom, Interval::constant(-1)).High,
            Interval::Most);
}

TEST(FlowInterval, ComparisonsAgreeWithAllPairs) {
  constexpr std::int64_t Least = -4, Most = 4;
  const auto All = ranges(Least, Most);
  for (Opcode Op : Comparisons)
    for (const Interval &A : All)
      for (const Interval &B : All) {
        if (A.isEmpty() || B.isEmpty())
          continue;
        // Open ends reach far beyond the numbers that are tried.
        auto Has = [](const Interval &I, std::int64_t V) {
          return I.contains(V);
        };
        bool MayHold = false, MayFail = false, KeepsAll = true;
        const Interval Kept = restrictedBy(Op, A, B);
        for (std::int64_t X = 3 * Least; X <= 3 * Most; ++X)
          for (std::int64_t Y = 3 * Least; Y <= 3 * Most; ++Y) {
            if (!Has(A, X) || !Has(B, Y))
              continue;
            (holds(Op, X, Y) ? MayHold : MayFail) = true;
            if (holds(Op, X, Y))
              KeepsAll &= Kept.contains(X);
            EXPECT_NE(holds(Op, X, Y), holds(negated(Op), X, Y));
            EXPECT_EQ(holds(Op, X, Y), holds(swapped(Op), Y, X));
          }
        const std::string What =
            std::to_string(int(Op)) + " " + text(A) + text(B);
        EXPECT_TRUE(A.contains(Kept)) << What;
        EXPECT_TRUE(KeepsAll) << What;
        const int Says = compare(Op, A, B);
        if (Says == 1)
          EXPECT_FALSE(MayFail) << What;
        else if (Says == 0)
          EXPECT_FALSE(MayHold) << What;
        // Where both have ends, nothing that can be decided is left open.
        const bool IsClosed =
            A.Low != Interval::Least && A.High != Interval::Most &&
            B.Low != Interval::Least && B.High != Interval::Most;
        if (IsClosed && !MayFail)
          EXPECT_EQ(Says, 1) << What;
        if (IsClosed && !MayHold)
          EXPECT_EQ(Says, 0) << What;
      }
}

/// Facts of one value, with every combination of what can be said.
std::vector<Fact> facts() {
  std::vector<Fact> All;
  for (const Interval &Range :
       {Interval(), Interval{0, 10}, Interval{5, Interval::Most}})
    for (std::uint32_t Length : {0U, 64U, AnyLength})
      for (unsigned Bits = 0; Bits < 16; ++Bits) {
        Fact F(7);
        F.Range = Range;
        F.MaxLength = Length;
        F.IsBounded = Bits & 1;
        F.IsBoundedBelow = Bits & 2;
        F.IsValidated = Bits & 4;
        F.IsNonZero = Bits & 8;
        All.push_back(F);
      }
  return All;
}

TEST(FlowFact, TheWeakestOfTwoIsAJoin) {
  const auto All = facts();
  for (const Fact &A : All) {
    EXPECT_EQ(weakest(A, A), A);
    EXPECT_EQ(weakest(A, Fact(7)), Fact(7));
    for (const Fact &B : All) {
      const Fact Both = weakest(A, B);
      EXPECT_EQ(Both, weakest(B, A));
      EXPECT_EQ(weakest(Both, A), Both);
      EXPECT_TRUE(Both.Range.contains(A.Range));
      EXPECT_GE(Both.MaxLength, A.MaxLength);
      EXPECT_LE(Both.IsBounded, A.IsBounded);
      EXPECT_LE(Both.IsBoundedBelow, A.IsBoundedBelow);
      EXPECT_LE(Both.IsValidated, A.IsValidated);
      EXPECT_LE(Both.IsNonZero, A.IsNonZero);
    }
  }
  for (std::size_t I = 0; I < All.size(); I += 7)
    for (std::size_t J = 0; J < All.size(); J += 5)
      for (std::size_t K = 0; K < All.size(); K += 3)
        EXPECT_EQ(weakest(weakest(All[I], All[J]), All[K]),
                  weakest(All[I], weakest(All[J], All[K])));
}

/// Values that differ in what add() joins.
std::vector<Value> values() {
  std::vector<Value> All;
  for (const Interval &Range :
       {Interval{0, 0}, Interval{0, 10}, Interval{-3, 200}})
    for (KindMask Kinds : {KindMask(0), KindMask(2), KindMask(5)})
      for (unsigned Bits = 0; Bits < 128; Bits += 3) {
        Value V;
        V.Of = Type(Type::Kind::Integer, 32, true);
        V.Range = Range;
        V.Kinds = Kinds;
        V.MaxLength = Bits % 2 ? 16 : AnyLength;
        V.IsBounded = Bits & 1;
        V.IsBoundedBelow = Bits & 2;
        V.WasNegative = Bits & 4;
        V.MayWrap = Bits & 8;
        V.IsOther = Bits & 16;
        V.IsValidated = Bits & 32;
        V.IsNonZero = Bits & 64;
        All.push_back(V);
      }
  return All;
}

TEST(FlowValue, AddingLosesNothingAndEnds) {
  const auto All = values();
  for (const Value &A : All)
    for (const Value &B : All)
      for (bool Widen : {false, true}) {
        Value Sum = A;
        Sum.add(B, Widen);
        for (const Value *Part : {&A, &B}) {
          EXPECT_TRUE(Sum.Range.contains(Part->Range));
          EXPECT_EQ(Sum.Kinds & Part->Kinds, Part->Kinds);
          EXPECT_GE(Sum.MaxLength, Part->MaxLength);
          // What nobody outside decides needs no bound.
          bool IsOurs = !Part->isFromOutside() && Sum.isFromOutside();
          EXPECT_LE(Sum.IsBounded, Part->IsBounded || IsOurs);
          bool IsPositive = Part->Of.Signed && Part->Range.Low >= 0;
          EXPECT_LE(Sum.IsBoundedBelow,
                    Part->IsBoundedBelow || IsOurs || IsPositive);
          EXPECT_GE(Sum.WasNegative, Part->WasNegative);
          EXPECT_GE(Sum.MayWrap, Part->MayWrap);
          EXPECT_GE(Sum.IsOther, Part->IsOther);
          EXPECT_LE(Sum.IsValidated, Part->IsValidated);
          EXPECT_LE(Sum.IsNonZero, Part->IsNonZero);
        }
        // The second time it is no news, so rounds come to an end.
        EXPECT_FALSE(Sum.add(B, Widen));
        EXPECT_FALSE(Sum.add(A, Widen));
      }
}

TEST(FlowValue, WideningEndsWhatGrowsForEver) {
  Value V;
  V.Of = Type(Type::Kind::Integer, 32, true);
  V.Range = Interval::constant(0);
  unsigned News = 0;
  for (std::int64_t I = 1; I < 1000; ++I) {
    Value Next = V;
    Next.Range = Interval::constant(I);
    News += V.add(Next, /*Widen=*/true);
  }
  EXPECT_EQ(News, 1u);
  EXPECT_EQ(V.Range, (Interval{0, 2147483647}));
}

} // namespace
