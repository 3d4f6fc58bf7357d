//===- core/flow/Interval.h - Ranges of integers ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is known of an integer is the range it lies in. The ends of std::int64_t
// stand for infinity, so unsigned 64-bit values have no upper end below it.
// Arithmetic saturates at the ends; whether the result fits the type of the
// operation is a question of its own (fits()).
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_INTERVAL_H
#define FIRMCOP_CORE_FLOW_INTERVAL_H

#include "firmcop/flow/Program.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace firmcop::flow {

/// The integers from Low to High, both included; empty when Low > High.
struct Interval {
  static constexpr std::int64_t Least =
      std::numeric_limits<std::int64_t>::min();
  static constexpr std::int64_t Most = std::numeric_limits<std::int64_t>::max();

  std::int64_t Low = Least;
  std::int64_t High = Most;

  static constexpr Interval constant(std::int64_t V) { return {V, V}; }
  static constexpr Interval empty() { return {1, 0}; }
  /// Everything a value of the type can be.
  static Interval of(Type T);

  constexpr bool isEmpty() const { return Low > High; }
  constexpr bool isConstant() const { return Low == High; }
  constexpr bool contains(std::int64_t V) const {
    return Low <= V && V <= High;
  }
  constexpr bool contains(const Interval &O) const {
    return O.isEmpty() || (Low <= O.Low && O.High <= High);
  }
  bool operator==(const Interval &) const = default;

  /// The smallest interval that has both.
  constexpr Interval join(const Interval &O) const {
    if (isEmpty())
      return O;
    if (O.isEmpty())
      return *this;
    return {std::min(Low, O.Low), std::max(High, O.High)};
  }
  /// What both have.
  constexpr Interval meet(const Interval &O) const {
    Interval M{std::max(Low, O.Low), std::min(High, O.High)};
    return M.isEmpty() ? empty() : M;
  }
};

/// The range of 'A Op B' without a limit to the width. Opcodes that are no
/// arithmetic give everything.
Interval arithmetic(Opcode Op, const Interval &A, const Interval &B);

/// Every value of the range is one of the type.
inline bool fits(const Interval &A, Type T) {
  return Interval::of(T).contains(A);
}

/// The range after a conversion to the type: itself where it fits, and
/// everything the type can be where it does not.
Interval converted(const Interval &A, Type To);

/// 'A Op B' is true for all pairs (1), for none (0), or for some (-1).
/// \p IsSigned: the ends of the range are the numbers, not infinity.
int compare(Opcode Op, const Interval &A, const Interval &B,
            bool IsSigned = false);

/// The values of A for which 'A Op b' can hold with some b of B.
Interval restrictedBy(Opcode Op, const Interval &A, const Interval &B);

/// The comparison that holds when this one does not, and the one with its
/// operands exchanged.
Opcode negated(Opcode Op);
Opcode swapped(Opcode Op);

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_INTERVAL_H
