//===- core/flow/UpdateSlots.cpp - Where images lie -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A device with two slots writes the new image into the one that it does not
// run from, and a slot may be filled with anything as long as nothing boots it.
// Only an image that is written over the program itself has to be verified
// before. Where that lies is said in two ways: platforms hand out the slot of
// the running program, and boot loaders jump to the address that they have
// written to.
//
//===----------------------------------------------------------------------===//

#include "core/flow/UpdateFrame.h"

using namespace firmcop;
using namespace firmcop::flow;

/// Smaller numbers are offsets, not addresses.
static constexpr std::int64_t LeastAddress = 0x1000;

void UpdateWalk::addBases(const PathState &S, TermId V,
                          std::set<std::int64_t> &To, unsigned Nesting) const {
  constexpr unsigned MaximumNesting = 8;
  if (!V || Nesting > MaximumNesting)
    return;
  const Term &X = T[V];
  if (X.Of == Term::Kind::Number) {
    if (X.Number >= LeastAddress)
      To.insert(X.Number);
    return;
  }
  if (auto Known = Bases.find(V); Known != Bases.end())
    To.insert(Known->second.begin(), Known->second.end());
  switch (X.Of) {
  case Term::Kind::Operation:
    if (X.Op == Opcode::Add || X.Op == Opcode::Or)
      addBases(S, X.B, To, Nesting + 1);
    if (X.Op == Opcode::Add || X.Op == Opcode::Or || X.Op == Opcode::Subtract ||
        X.Op == Opcode::Cast)
      addBases(S, X.A, To, Nesting + 1);
    break;
  case Term::Kind::Field:
  case Term::Kind::Element:
    addBases(S, X.A, To, Nesting + 1);
    break;
  default:
    if (TermRange R = rangeOf(S, V); R.isConstant() && R.In.Low >= LeastAddress)
      To.insert(R.In.Low);
    break;
  }
}

void UpdateWalk::keepBases(const PathState &S, TermId V, TermId As) {
  if (!U.starts() || !U.verifies() || V == As)
    return;
  const Term &X = T[V];
  bool IsMade = X.Of == Term::Kind::Operation || X.Of == Term::Kind::Field ||
                X.Of == Term::Kind::Element ||
                (X.Of == Term::Kind::Number && X.Number >= LeastAddress);
  if (!IsMade && !Bases.contains(V))
    return;
  std::set<std::int64_t> Found;
  addBases(S, V, Found);
  if (!Found.empty())
    Bases[As].insert(Found.begin(), Found.end());
}

bool UpdateWalk::isRunningSlot(const PathState &S, TermId V) const {
  if (!V || RunningSlots.empty())
    return false;
  if (T.has(V, [&](TermId Each) { return RunningSlots.contains(Each); }))
    return true;
  // A handle by its address.
  auto Held = S.Cells.find(V);
  return Held != S.Cells.end() && RunningSlots.contains(Held->second);
}

void UpdateWalk::noteSlots(Frame &F, PathState &S, std::uint32_t Index,
                           const ModelRow &Row,
                           std::span<const TermId> Arguments) {
  auto At = [&](const Port &Where) -> TermId {
    return Where.Of == Port::Base::Argument && Where.Index < Arguments.size()
               ? Arguments[Where.Index]
               : 0;
  };
  if (Row.Kind == "slot-handle" && !isRunningSlot(S, At(Row.From)))
    return;
  if (Row.At.Of == Port::Base::ReturnValue) {
    RunningSlots.insert(fresh(F.Index, Index));
  } else if (TermId Where = At(Row.At); Where && Row.At.Pointee) {
    TermId Handle = fresh(F.Index, Index, 500 + Row.At.Index);
    forget(S, Where, Handle);
    RunningSlots.insert(Handle);
  }
}

void UpdateWalk::noteTarget(const PathState &S, UpdateSite &Site,
                            std::uint32_t Symbol,
                            std::span<const TermId> Arguments) const {
  if (Site.Is == Installation::Start) {
    for (TermId V = Site.Data; V;) {
      addBases(S, V, Site.Addresses);
      if (auto From = Origins.find(V); From != Origins.end())
        V = From->second;
      else
        V = T[V].Of == Term::Kind::Initial ? T[V].A : 0;
    }
    return;
  }
  if (Site.Is != Installation::Write || Symbol == ~0U)
    return;
  if (const ModelRow *Row = U.row(Symbol, "write-address")) {
    if (Row->At.Index < Arguments.size()) {
      TermId Where = Arguments[Row->At.Index];
      Site.IsOverRunning |= isRunningSlot(S, Where);
      addBases(S, Where, Site.Addresses);
    }
    return;
  }
  // A driver of the program's own: the data is not where it goes.
  for (TermId Each : Arguments)
    if (Each != Site.Data && !T.isAddress(Each))
      addBases(S, Each, Site.Addresses);
}
