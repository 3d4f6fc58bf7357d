//===- core/flow/State.h - What holds at a point of a function --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A state says which value each place holds, and what the comparisons on the
// way told of the values.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_STATE_H
#define FIRMCOP_CORE_FLOW_STATE_H

#include "core/flow/Cells.h"

#include <algorithm>
#include <span>
#include <vector>

namespace firmcop::flow {

class State {
public:
  bool IsReachable = false;

  const Cells &cells() const { return All; }
  /// The cells of one object.
  Cells::Range cellsOf(ObjectId O) const { return All.of(O); }
  /// The value of exactly this place, or 0.
  ValueId at(Place P) const { return All.at(P); }
  void set(Place P, ValueId V) { All.set(P, V); }
  /// Forgets what the places hold for which \p Which is true.
  template <class Predicate> void eraseCells(ObjectId O, Predicate Which) {
    All.erase(O, Which);
  }
  template <class Predicate> void eraseCells(Predicate Which) {
    All.erase(Which);
  }
  /// Makes the cells of this state from those of two others; see Cells::merge.
  template <class ForBoth, class ForA, class ForB>
  void merge(const State &A, const State &B, ForBoth Both, ForA OnlyA,
             ForB OnlyB) {
    Cells::merge(A.All, B.All, All, Both, OnlyA, OnlyB);
  }
  /// For building a joined state in order.
  void append(const Cell &C) { All.append(C); }

  std::span<const Fact> facts() const { return Facts; }
  const Fact *factOf(ValueId V) const {
    auto Found = std::ranges::lower_bound(Facts, V, {}, &Fact::Of);
    return Found != Facts.end() && Found->Of == V ? &*Found : nullptr;
  }
  Fact &fact(ValueId V) {
    auto Found = std::ranges::lower_bound(Facts, V, {}, &Fact::Of);
    if (Found == Facts.end() || Found->Of != V)
      Found = Facts.insert(Found, Fact(V));
    return *Found;
  }
  /// The value was computed anew; what was known of it is not of this one.
  void forget(ValueId V) {
    auto Found = std::ranges::lower_bound(Facts, V, {}, &Fact::Of);
    if (Found != Facts.end() && Found->Of == V)
      Facts.erase(Found);
  }
  void append(const Fact &F) { Facts.push_back(F); }

  bool operator==(const State &) const = default;

private:
  Cells All;
  std::vector<Fact> Facts;
};

/// What both facts say at least; nothing if that is nothing.
inline Fact weakest(const Fact &A, const Fact &B) {
  Fact F(A.Of);
  F.Range = A.Range.join(B.Range);
  F.MaxLength = std::max(A.MaxLength, B.MaxLength);
  F.IsBounded = A.IsBounded && B.IsBounded;
  F.IsBoundedBelow = A.IsBoundedBelow && B.IsBoundedBelow;
  F.IsValidated = A.IsValidated && B.IsValidated;
  F.IsNonZero = A.IsNonZero && B.IsNonZero;
  F.IsCompared = A.IsCompared && B.IsCompared;
  F.IsWalked = A.IsWalked && B.IsWalked;
  F.Refused = A.Refused & B.Refused;
  F.Limit = A.Limit == B.Limit ? A.Limit : 0;
  return F;
}

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_STATE_H
