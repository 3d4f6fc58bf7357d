//===- core/flow/Value.h - What is known of a value -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value is what an operation computed, what a place held when a function was
// entered, or what several paths brought to where they meet. It has an
// identity: two loads of a variable with no store between them give one value,
// and what a comparison tells of it holds for both. What a comparison tells is
// no property of the value but of a path, so it is kept in the state, as a
// fact.
//
// The bytes of a string or buffer are one value too, the content of a place.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_VALUE_H
#define FIRMCOP_CORE_FLOW_VALUE_H

#include "core/flow/Interval.h"
#include "core/flow/Memory.h"

namespace firmcop::flow {

/// Index into the values of a frame. 0 stands for none.
using ValueId = std::uint32_t;

/// A set of kinds of source, one bit each; see Vocabulary.h.
using KindMask = std::uint64_t;

/// Index of a step of a path; 0 stands for none. See Trace.h.
using TraceId = std::uint32_t;

/// Index into the solver's sets of constants; 0 is the empty set.
using ConstantSet = std::uint32_t;

constexpr std::uint32_t AnyLength = ~0U;

/// How a value came to be; what a comparison says of it says something of what
/// it was made from.
enum class Definition : std::uint8_t {
  Opaque,
  Operation, ///< By names the opcode, Left and Right the operands
  Length,    ///< of the text that is Left
  Magnitude, ///< of the number that is Left
  Sameness,  ///< compares the contents Left and Right; By tells when equal,
             ///< Extra how many bytes at most, unless all

  Copy,    ///< of the text that is Left; what validates that validates it
  Outcome, ///< of a call that tells something: Extra indexes the outcomes
  Entry,   ///< the address of the entry of a table with the number Left
  Answer,  ///< tells something of the number Left, such as of which class of
           ///< characters it is
};

struct Value {
  Interval Range;
  KindMask Kinds = 0;        ///< where it came from
  TraceId Trace = 0;         ///< how it got from there
  ConstantSet Constants = 0; ///< literals and functions it can be
  std::uint32_t Targets = 0; ///< set of places it can point to; 0 unknown
  std::uint32_t MaxLength = AnyLength; ///< of a text
  Type Of;
  Definition Def = Definition::Opaque;
  Opcode By = Opcode::Unknown;
  bool IsBounded : 1 = false; ///< not above some value that is trusted
  bool IsBoundedBelow : 1 = false;
  bool WasNegative : 1 = false; ///< made unsigned from what may be negative
  bool MayWrap : 1 = false;     ///< computed with an overflow
  bool IsOther : 1 = false;     ///< may also be none of Constants
  bool IsValidated : 1 = false; ///< compared with what is allowed
  bool IsNonZero : 1 = false;
  /// Not above some value, be it one from outside as well.
  bool IsCompared : 1 = false;
  bool IsParsed : 1 = false; ///< read from a text, and not computed with
  bool IsAmount : 1 = false; ///< of what a call read, as much as it was asked
  bool IsFixed : 1 = false;  ///< computed of nothing but constants
  /// Was not readable where it came from, or was computed with since.
  bool IsDecrypted : 1 = false;
  /// A text of which every part is fixed, or a number, or validated.
  bool IsPlain : 1 = false;
  /// A pointer that was made from a number, which it still is here.
  bool IsNumber : 1 = false;
  /// Something of the program stands before what came from outside.
  bool IsPrefixed : 1 = false;
  /// Read from one of several places; to read it again may give another one.
  bool IsSome : 1 = false;
  ValueId Left = 0, Right = 0;
  std::uint32_t Extra = 0;
  /// What a call gave back: which function makes it of which values, an index
  /// into the frame's applications; 0 unless it depends on nothing else.
  std::uint32_t Application = 0;

  /// Comes from outside: from one of these kinds of input, and nobody looked.
  bool isFrom(KindMask K) const { return !IsValidated && (Kinds & K); }
  bool isFromOutside() const { return isFrom(~KindMask(1)); }
  bool isPlain() const { return IsPlain || IsValidated; }
  /// Nothing outside can make the number large, or small.
  bool isLimited() const {
    return IsBounded || !isFromOutside() || Range.High < Interval::of(Of).High;
  }
  bool isLimitedBelow() const {
    return IsBoundedBelow || !isFromOutside() || Range.Low >= 0 ||
           Range.Low > Interval::of(Of).Low;
  }

  /// Adds what another value can be; true if that is news. \p Widen: a range
  /// that grew grows to what the type allows.
  bool add(const Value &V, bool Widen);
};

/// What holds of a value on some path.
struct Fact {
  ValueId Of = 0;
  Interval Range;
  std::uint32_t MaxLength = AnyLength;
  bool IsBounded = false;
  bool IsBoundedBelow = false;
  bool IsValidated = false;
  bool IsNonZero = false;
  bool IsCompared = false;
  /// Of the address of a variable that walks through a text: all characters
  /// that it has left behind were validated.
  bool IsWalked = false;
  /// Of a text: which letters are not in it that a shell treats in a special
  /// way; see Frame::lettersIn.
  std::uint8_t Refused = 0;
  /// A number from outside that it is below; 0 for none.
  ValueId Limit = 0;

  Fact() = default;
  explicit Fact(ValueId Of) : Of(Of) {}
  bool operator==(const Fact &) const = default;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_VALUE_H
