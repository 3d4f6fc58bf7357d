//===- core/flow/Memory.cpp - Places that hold values ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Memory.h"

using namespace firmcop::flow;

PathId Paths::child(PathId P, Selector S) {
  if (Nodes[P].Depth >= MaximumDepth)
    return P;
  std::uint64_t Key =
      (std::uint64_t(P) << 35) | (std::uint64_t(S.Of) << 32) | S.Index;
  auto [Found, IsNew] =
      Children.try_emplace(Key, static_cast<PathId>(Nodes.size()));
  if (IsNew)
    Nodes.push_back({P, S, static_cast<std::uint8_t>(Nodes[P].Depth + 1)});
  return Found->second;
}

PathId Paths::element(PathId P, bool Known, std::int64_t Elements,
                      std::uint32_t Size) {
  Selector Last = Nodes[P].Last;
  bool IsElement = P != 0 && Last.Of != Selector::Kind::Field;
  if (Known && Elements == 0)
    return P;
  if (Size <= 1)
    return IsElement && Last.Of == Selector::Kind::AnyByte
               ? P
               : child(P, {Selector::Kind::AnyByte, 0});
  // Element 0 is where the array begins, so its path is that of the array.
  std::int64_t Base = 0;
  PathId Array = P;
  if (IsElement) {
    if (Last.Of == Selector::Kind::AnyByte)
      return P;
    Array = Nodes[P].Parent;
    if (Last.Of == Selector::Kind::AnyElement)
      Known = false;
    // Those before the beginning have the number that is left of it.
    Base = static_cast<std::int32_t>(Last.Index);
  }
  constexpr std::int64_t Most = MaximumElement;
  if (!Known || Base + Elements <= -Most || Base + Elements >= Most)
    return child(Array, {Selector::Kind::AnyElement, 0});
  if (Base + Elements == 0)
    return Array;
  return child(Array, {Selector::Kind::Element,
                       static_cast<std::uint32_t>(Base + Elements)});
}

bool Paths::isExact(PathId P) const {
  if (Nodes[P].Depth >= MaximumDepth)
    return false;
  for (; P != 0; P = Nodes[P].Parent)
    if (Nodes[P].Last.Of == Selector::Kind::AnyElement ||
        Nodes[P].Last.Of == Selector::Kind::AnyByte)
      return false;
  return true;
}

bool Paths::isOneOf(PathId One, PathId Any) const {
  if (One == Any || Any == 0)
    return One == Any;
  const Node &A = Nodes[Any], &O = Nodes[One];
  if (A.Last.Of != Selector::Kind::AnyElement)
    return One != 0 && A.Last == O.Last && isOneOf(O.Parent, A.Parent);
  if (One != 0 && O.Last.Of == Selector::Kind::Element)
    One = O.Parent;
  return isOneOf(One, A.Parent);
}

PathId Paths::content(PathId P) const {
  while (P != 0 && Nodes[P].Last.Of != Selector::Kind::Field)
    P = Nodes[P].Parent;
  return P;
}

PathId Paths::rebased(PathId Inner, PathId From, PathId To) {
  if (Inner == From)
    return To;
  PathId Above = rebased(Nodes[Inner].Parent, From, To);
  return child(Above, Nodes[Inner].Last);
}
