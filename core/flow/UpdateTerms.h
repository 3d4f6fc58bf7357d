//===- core/flow/UpdateTerms.h - Values along one path ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whether a verification decided what happens next is told by the conditions
// on the way. A term is what a program computed on one path: a number, an
// address, what a call gave back, or an operation on those. Terms are the same
// for all paths and never change; what differs from path to path is which term
// a place holds, and the range of it.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_UPDATETERMS_H
#define FIRMCOP_CORE_FLOW_UPDATETERMS_H

#include "core/flow/Interval.h"

#include <optional>
#include <unordered_map>
#include <vector>

namespace firmcop::flow {

/// Index into Terms; 0 stands for none.
using TermId = std::uint32_t;

struct Term {
  enum class Kind : std::uint8_t {
    None,
    Number,
    Text,      ///< literal A
    Function,  ///< symbol A
    Local,     ///< address of local B of function A
    Global,    ///< address of symbol A
    Field,     ///< address of field B of the record at A
    Element,   ///< address of element Number of the array at A
    Initial,   ///< what the place at A held before
    Fresh,     ///< of operation B of function A; Number tells which of them
    Operation, ///< Op on A and B
    Join,      ///< what paths brought to block A to the place B
  };
  Kind Of = Kind::None;
  Opcode Op = Opcode::Unknown;
  std::uint8_t Depth = 0; ///< of operations
  bool IsTruth = false;   ///< an operation that gives 0 or 1
  Type Has = {};          ///< of the result, of an operation
  std::uint32_t A = 0, B = 0;
  std::int64_t Number = 0;
};

/// What a term can be: a range, less one number.
struct TermRange {
  Interval In;
  std::optional<std::int64_t> Not;

  bool isConstant() const { return In.isConstant(); }
  bool contains(std::int64_t V) const { return In.contains(V) && Not != V; }
  bool isEmpty() const {
    return In.isEmpty() || (In.isConstant() && Not == In.Low);
  }
  bool operator==(const TermRange &) const = default;

  static TermRange constant(std::int64_t V) {
    return {Interval::constant(V), {}};
  }
  TermRange join(const TermRange &O) const {
    TermRange J{In.join(O.In), {}};
    if (Not && !O.contains(*Not))
      J.Not = Not;
    else if (O.Not && !contains(*O.Not))
      J.Not = O.Not;
    return J;
  }
};

/// Every term that occurred, each once.
class Terms {
public:
  /// Operations nested deeper than this are not kept apart.
  static constexpr unsigned MaximumDepth = 8;
  static constexpr std::int64_t AnyElement = -1;

  Terms() { All.emplace_back(); }
  const Term &operator[](TermId T) const { return All[T]; }

  TermId number(std::int64_t V) {
    return make({.Of = Term::Kind::Number, .Number = V});
  }
  TermId make(Term T);
  TermId operation(Opcode Op, Type Has, TermId A, TermId B);
  /// The address of an element; the first one is where the array is.
  TermId element(TermId Base, std::int64_t Number);

  bool isAddress(TermId T) const {
    Term::Kind K = All[T].Of;
    return K == Term::Kind::Local || K == Term::Kind::Global ||
           K == Term::Kind::Field || K == Term::Kind::Element;
  }
  /// What an address lies in: the address of an object, or a pointer.
  TermId root(TermId T) const {
    while (All[T].Of == Term::Kind::Field || All[T].Of == Term::Kind::Element)
      T = All[T].A;
    return T;
  }
  /// The address is that of the whole or of a part of it.
  bool isWithin(TermId Inner, TermId Whole) const {
    for (;; Inner = All[Inner].A) {
      if (Inner == Whole)
        return true;
      if (All[Inner].Of != Term::Kind::Field &&
          All[Inner].Of != Term::Kind::Element)
        return false;
    }
  }
  /// The term has one in it for which \p Is holds.
  template <class Predicate> bool has(TermId T, Predicate Is) const {
    if (Is(T))
      return true;
    const Term &X = All[T];
    switch (X.Of) {
    case Term::Kind::Field:
    case Term::Kind::Element:
    case Term::Kind::Initial:
      return has(X.A, Is);
    case Term::Kind::Operation:
      return has(X.A, Is) || (X.B && has(X.B, Is));
    default:
      return false;
    }
  }
  /// The term with some terms in it replaced.
  TermId replaced(TermId T, const std::unordered_map<TermId, TermId> &By);

private:
  std::vector<Term> All;
  /// Where each term stands in a table with open addressing, at most half full.
  std::vector<TermId> Known;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_UPDATETERMS_H
