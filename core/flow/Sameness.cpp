//===- core/flow/Sameness.cpp - Values that are equal ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program tests 'ntohs(p->length)' and then uses 'ntohs(p->length)'. These
// are two values, but what the test told of the one holds for the other: they
// are computed in the same way of values that have the same identity.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

using namespace firmcop::flow;

/// A sum of bytes in another order nests about as deep as this.
static constexpr unsigned MaximumNesting = 12;

bool Frame::isSame(ValueId A, ValueId B, unsigned Nesting) const {
  if (A == B)
    return !Values[A].IsSome;
  if (!A || !B || Nesting > MaximumNesting)
    return false;
  const Value &X = Values[A], &Y = Values[B];
  if (X.Application || Y.Application)
    return X.Application == Y.Application;
  return X.Def == Definition::Operation && Y.Def == Definition::Operation &&
         X.By == Y.By && X.Of == Y.Of && X.Extra == Y.Extra &&
         isSame(X.Left, Y.Left, Nesting + 1) &&
         isSame(X.Right, Y.Right, Nesting + 1);
}

std::uint32_t Frame::application(std::uint32_t Of,
                                 std::span<const ValueId> Inputs) {
  constexpr std::uint32_t Target = 0x80000000;
  std::vector<std::uint32_t> Key{Of};
  for (ValueId Each : Inputs) {
    // Pointers to one place are one pointer.
    std::uint32_t Set = Values[Each].Targets;
    bool IsOne = TargetSets[Set].size() == 1 &&
                 Shared.PathTable.isExact(TargetSets[Set].front().Path);
    Key.push_back(IsOne ? Target | Set : Each);
  }
  auto Next = static_cast<std::uint32_t>(Applications.size() + 1);
  return Applications.try_emplace(std::move(Key), Next).first->second;
}

bool Frame::isApplication(const Image &Back, std::uint32_t Callee) const {
  if (!Back.Arguments || !Back.Cells.empty() || !Back.Fills.empty())
    return false;
  const Value &Result = Back.Items.front().Of;
  const Step &Begin = Shared.TraceTable[Shared.TraceTable.leaf(Result.Trace)];
  return Result.isFromOutside() && Result.Of.isInteger() &&
         Begin.Of == StepKind::Input && Begin.Function == Callee;
}
