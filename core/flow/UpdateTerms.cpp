//===- core/flow/UpdateTerms.cpp - Values along one path ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/UpdateTerms.h"

#include <algorithm>

using namespace firmcop::flow;

static std::uint64_t hashOf(const Term &T) {
  std::uint64_t Hash = std::uint64_t(T.Of) << 8 | std::uint64_t(T.Op);
  for (std::uint64_t Each :
       {std::uint64_t(T.A) << 32 | T.B, static_cast<std::uint64_t>(T.Number)}) {
    Hash = (Hash ^ Each) * 0x9E3779B97F4A7C15ULL;
    Hash ^= Hash >> 29;
  }
  return Hash;
}

TermId Terms::make(Term T) {
  if (Known.size() <= All.size() * 2) {
    Known.assign(std::max<std::size_t>(1024, Known.size() * 2), 0);
    for (TermId Each = 1; Each < All.size(); ++Each) {
      std::size_t Slot = hashOf(All[Each]) & (Known.size() - 1);
      while (Known[Slot])
        Slot = (Slot + 1) & (Known.size() - 1);
      Known[Slot] = Each;
    }
  }
  std::size_t Slot = hashOf(T) & (Known.size() - 1);
  for (; Known[Slot]; Slot = (Slot + 1) & (Known.size() - 1)) {
    const Term &K = All[Known[Slot]];
    if (K.Of == T.Of && K.Op == T.Op && K.A == T.A && K.B == T.B &&
        K.Number == T.Number && K.Has == T.Has)
      return Known[Slot];
  }
  Known[Slot] = static_cast<TermId>(All.size());
  All.push_back(T);
  return Known[Slot];
}

TermId Terms::operation(Opcode Op, Type Has, TermId A, TermId B) {
  Term T;
  T.Of = Term::Kind::Operation;
  T.Op = Op;
  T.Has = Has;
  T.A = A;
  T.B = B;
  T.IsTruth =
      Op == Opcode::Not || (Op >= Opcode::Equal && Op <= Opcode::GreaterEqual);
  T.Depth = static_cast<std::uint8_t>(
      1 + std::max(All[A].Depth, B ? All[B].Depth : std::uint8_t(0)));
  return T.Depth > MaximumDepth ? 0 : make(T);
}

TermId Terms::element(TermId Base, std::int64_t Number) {
  if (Number == 0)
    return Base;
  // An element of an element is another element of the same array.
  if (All[Base].Of == Term::Kind::Element) {
    bool IsAny = Number == AnyElement || All[Base].Number == AnyElement;
    Number = IsAny ? AnyElement : All[Base].Number + Number;
    Base = All[Base].A;
    if (Number == 0)
      return Base;
  }
  Term T;
  T.Of = Term::Kind::Element;
  T.A = Base;
  T.Number = Number < 0 || Number > 4096 ? AnyElement : Number;
  return make(T);
}

TermId Terms::replaced(TermId T, const std::unordered_map<TermId, TermId> &By) {
  if (auto Found = By.find(T); Found != By.end())
    return Found->second;
  Term X = All[T];
  switch (X.Of) {
  case Term::Kind::Field:
  case Term::Kind::Initial:
    if (TermId A = replaced(X.A, By); A != X.A) {
      X.A = A;
      return make(X);
    }
    return T;
  case Term::Kind::Element: {
    TermId A = replaced(X.A, By);
    return A == X.A ? T : element(A, X.Number);
  }
  case Term::Kind::Operation: {
    TermId A = replaced(X.A, By), B = X.B ? replaced(X.B, By) : 0;
    if (A == X.A && B == X.B)
      return T;
    TermId New = operation(X.Op, X.Has, A, B);
    return New ? New : T;
  }
  default:
    return T;
  }
}
