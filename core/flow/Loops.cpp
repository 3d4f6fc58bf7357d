//===- core/flow/Loops.cpp - What the form of a loop says -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Loops.h"
#include "core/flow/Interval.h"

#include <algorithm>

using namespace firmcop::flow;

/// Longer chains of operations are not followed back.
static constexpr unsigned MaximumChain = 8;

static bool isComparison(Opcode Op) {
  return Op >= Opcode::Equal && Op <= Opcode::GreaterEqual;
}

Loops::Loops(const Function &F, const BlockOrder &Order)
    : F(F), SetBy(F.Temporaries, None), BlockOf(F.Operations.size()) {
  std::vector<std::vector<std::uint32_t>> Before(F.Blocks.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> Back;
  for (std::uint32_t Block : Order.Blocks) {
    const struct Block &B = F.Blocks[Block];
    for (std::uint32_t I = B.First; I < B.First + B.Count; ++I) {
      BlockOf[I] = Block;
      if (F.Operations[I].Result != Operation::NoResult)
        SetBy[F.Operations[I].Result] = I;
    }
    for (std::uint32_t To : successors(F, Block)) {
      Before[To].push_back(Block);
      if (Order.RankOf[To] <= Order.RankOf[Block])
        Back.emplace_back(Block, To);
    }
  }
  std::ranges::sort(Back, {}, [](const auto &Edge) { return Edge.second; });
  for (auto [From, Head] : Back) {
    // Several ways back to one head are one loop.
    if (All.empty() || All.back().Head != Head) {
      Loop &New = All.emplace_back();
      New.Head = Head;
      New.Body.assign(F.Blocks.size(), false);
      New.Body[Head] = true;
    }
    Loop &L = All.back();
    std::vector<std::uint32_t> Next{From};
    while (!Next.empty()) {
      std::uint32_t Block = Next.back();
      Next.pop_back();
      if (L.Body[Block])
        continue;
      L.Body[Block] = true;
      Next.insert(Next.end(), Before[Block].begin(), Before[Block].end());
    }
  }
  for (Loop &L : All) {
    collect(L);
    collectFills(L);
  }
  collectWalks();
}

const Operation *Loops::definition(Operand O) const {
  if (O.kind() != Operand::Kind::Temporary || SetBy[O.Index] == None)
    return nullptr;
  return &F.Operations[SetBy[O.Index]];
}

std::uint32_t Loops::variable(Operand O) const {
  for (unsigned I = 0; I < MaximumChain; ++I) {
    const Operation *Set = definition(O);
    if (!Set)
      return None;
    switch (Set->Op) {
    case Opcode::Load:
      return Set->A.kind() == Operand::Kind::Local ? Set->A.Index : None;
    case Opcode::Copy:
    case Opcode::Cast:
    case Opcode::Add:
    case Opcode::Subtract:
    case Opcode::Element:
      O = Set->A;
      break;
    default:
      return None;
    }
  }
  return None;
}

std::uint32_t Loops::moving(Operand Address) const {
  for (unsigned I = 0; I < MaximumChain; ++I) {
    const Operation *Set = definition(Address);
    if (!Set)
      return None;
    if (Set->Op == Opcode::Element && Set->Flags & Operation::IsIndex)
      return variable(Set->B);
    if (Set->Op != Opcode::Field && Set->Op != Opcode::Copy &&
        Set->Op != Opcode::Cast)
      return variable(Address);
    Address = Set->A;
  }
  return None;
}

void Loops::collect(Loop &L) {
  std::size_t Locals = F.Locals.size();
  std::vector<bool> Other(Locals);
  L.Up.assign(Locals, false);
  L.Down.assign(Locals, false);
  L.IsCompared.assign(Locals, false);
  for (std::uint32_t Block = 0; Block < F.Blocks.size(); ++Block) {
    if (!L.Body[Block])
      continue;
    const struct Block &B = F.Blocks[Block];
    for (std::uint32_t I = B.First; I < B.First + B.Count; ++I) {
      const Operation &O = F.Operations[I];
      if (isComparison(O.Op))
        for (Operand Side : {O.A, O.B})
          if (std::uint32_t V = variable(Side); V != None)
            L.IsCompared[V] = true;
      if (O.Op == Opcode::Call)
        for (std::uint32_t A = O.Extra; A < O.Extra + O.Count; ++A) {
          // Who is given the variable, or its address, may look at it.
          if (F.Pool[A].kind() == Operand::Kind::Local)
            Other[F.Pool[A].Index] = true;
          if (std::uint32_t V = variable(F.Pool[A]);
              V != None && F.Locals[V].Of.isInteger())
            L.IsCompared[V] = true;
        }
      if (O.Op == Opcode::Branch)
        if (std::uint32_t V = variable(O.A); V != None)
          L.IsCompared[V] = true;
      if (O.Op != Opcode::Store || O.A.kind() != Operand::Kind::Local)
        continue;
      std::uint32_t V = O.A.Index;
      const Operation *Set = definition(O.B);
      while (Set && Set->Op == Opcode::Cast)
        Set = definition(Set->A);
      bool IsStep = Set && variable(Set->A) == V &&
                    (Set->Op == Opcode::Add || Set->Op == Opcode::Subtract ||
                     Set->Op == Opcode::Element);
      if (!IsStep)
        Other[V] = true;
      else
        (Set->Op == Opcode::Subtract ? L.Down : L.Up)[V] = true;
    }
    if (B.Count == 0)
      continue;
    std::uint32_t Last = B.First + B.Count - 1;
    for (std::uint32_t To : successors(F, Block))
      if (!L.Body[To] && (L.Ends.empty() || L.Ends.back() != Last))
        L.Ends.push_back(Last);
  }
  for (std::size_t V = 0; V < Locals; ++V) {
    bool IsOneWay = !Other[V] && L.Up[V] != L.Down[V];
    L.Up[V] = L.Up[V] && IsOneWay;
    L.Down[V] = L.Down[V] && IsOneWay;
  }
}

void Loops::collectFills(const Loop &L) {
  for (std::uint32_t I = 0; I < F.Operations.size(); ++I) {
    const Operation &O = F.Operations[I];
    if (O.Op != Opcode::Store || !L.Body[BlockOf[I]] ||
        O.A.kind() != Operand::Kind::Temporary)
      continue;
    std::uint32_t V = moving(O.A);
    if (V != None && L.Up[V] && !L.IsCompared[V])
      Fills.push_back({I, L.Ends});
  }
}

bool Loops::countsDown(std::uint32_t Branch, Operand Condition) const {
  std::uint32_t V = variable(Condition);
  return V != None && std::ranges::any_of(All, [&](const Loop &L) {
           return L.Down[V] &&
                  std::ranges::find(L.Ends, Branch) != L.Ends.end();
         });
}

std::vector<Operand> Loops::countedFrom(std::uint32_t Branch,
                                        Operand Condition) const {
  std::vector<Operand> From;
  std::uint32_t V = variable(Condition);
  for (std::uint32_t I = 0; I < F.Operations.size() && V != None; ++I)
    if (const Operation &O = F.Operations[I];
        O.Op == Opcode::Store && O.A == Operand(Operand::Kind::Local, V) &&
        std::ranges::none_of(All, [&](const Loop &L) {
          return L.Down[V] && L.Body[BlockOf[I]] &&
                 std::ranges::find(L.Ends, Branch) != L.Ends.end();
        }))
      From.push_back(O.B);
  return From;
}

bool Loops::readsOn(std::uint32_t Branch) const {
  return std::ranges::any_of(All, [&](const Loop &L) {
    if (std::ranges::find(L.Ends, Branch) == L.Ends.end())
      return false;
    for (std::uint32_t I = 0; I < F.Operations.size(); ++I) {
      const Operation &O = F.Operations[I];
      if (O.Op != Opcode::Load || !L.Body[BlockOf[I]] ||
          O.A.kind() != Operand::Kind::Temporary)
        continue;
      std::uint32_t V = moving(O.A);
      if (V != None && (L.Up[V] || L.Down[V]))
        return true;
    }
    return false;
  });
}

bool Loops::isSamePlace(Operand A, Operand B, unsigned Nesting) const {
  if (A == B)
    return true;
  const Operation *X = definition(A), *Y = definition(B);
  return X && Y && Nesting < MaximumChain && X->Op == Y->Op &&
         X->Extra == Y->Extra &&
         (X->Op == Opcode::Load || X->Op == Opcode::Field) &&
         isSamePlace(X->A, Y->A, Nesting + 1);
}

bool Loops::areOfOneRecord(Operand A, Operand B) const {
  auto FieldRead = [&](Operand O) -> const Operation * {
    const Operation *Set = definition(O);
    while (Set && Set->Op == Opcode::Cast)
      Set = definition(Set->A);
    if (!Set || Set->Op != Opcode::Load)
      return nullptr;
    Set = definition(Set->A);
    return Set && Set->Op == Opcode::Field ? Set : nullptr;
  };
  const Operation *X = FieldRead(A), *Y = FieldRead(B);
  return X && Y && X->Extra != Y->Extra && isSamePlace(X->A, Y->A, 0);
}

std::optional<bool> Loops::stays(std::uint32_t Branch) const {
  const Operation &O = F.Operations[Branch];
  for (const Loop &L : All)
    if (O.Op == Opcode::Branch && L.Body[BlockOf[Branch]] &&
        L.Body[O.Extra] != L.Body[O.B.Index])
      return L.Body[O.Extra];
  return std::nullopt;
}

bool Loops::isAt(const Walk &W, Operand O) const {
  for (unsigned I = 0; I < MaximumChain; ++I) {
    const Operation *Set = definition(O);
    if (!Set)
      return false;
    if (Set->Op == Opcode::Load)
      return Set->A == Operand(Operand::Kind::Local, W.Variable);
    if (std::ranges::any_of(W.Steps, [&](std::uint32_t Step) {
          return F.Operations[Step].B == O;
        }))
      return true;
    if (Set->Op != Opcode::Copy && Set->Op != Opcode::Cast)
      return false;
    O = Set->A;
  }
  return false;
}

void Loops::collectReads(Walk &W) {
  for (std::uint32_t I = 0; I < F.Operations.size(); ++I) {
    const Operation &O = F.Operations[I];
    bool IsByte = O.Of.isInteger() && O.Of.Bits == 8;
    if (!IsByte || (O.Op != Opcode::Load && O.Op != Opcode::Store))
      continue;
    const Operation *Address = definition(O.A);
    while (Address && (Address->Op == Opcode::Cast))
      Address = definition(Address->A);
    bool IsIndexed =
        Address && Address->Op == Opcode::Element && isAt(W, Address->B);
    if (!IsIndexed && !isAt(W, O.A))
      continue;
    bool IsInside = std::ranges::any_of(All, [&](const Loop &L) {
      return L.Up[W.Variable] && L.Body[BlockOf[I]];
    });
    (O.Op == Opcode::Store ? W.Writes
     : IsInside            ? W.Reads
                           : W.Later)
        .push_back(I);
  }
}

void Loops::collectWalks() {
  for (const Loop &L : All)
    for (std::uint32_t I = 0; I < F.Operations.size(); ++I) {
      const Operation &O = F.Operations[I];
      if (O.Op != Opcode::Store || !L.Body[BlockOf[I]] ||
          O.A.kind() != Operand::Kind::Local || !L.Up[O.A.Index])
        continue;
      auto Known = std::ranges::find(Walks, O.A.Index, &Walk::Variable);
      if (Known == Walks.end()) {
        Walks.emplace_back().Variable = O.A.Index;
        Known = Walks.end() - 1;
      }
      if (std::ranges::find(Known->Heads, L.Head) == Known->Heads.end())
        Known->Heads.push_back(L.Head);
      if (std::ranges::find(Known->Steps, I) == Known->Steps.end())
        Known->Steps.push_back(I);
    }
  for (Walk &W : Walks)
    collectReads(W);
  std::erase_if(Walks, [](const Walk &W) { return W.Reads.empty(); });
  for (std::uint32_t I = 0; I < F.Operations.size() && !Walks.empty(); ++I) {
    if (F.Operations[I].Op != Opcode::Branch)
      continue;
    const Operation *Test = definition(F.Operations[I].A);
    if (!Test || !isComparison(Test->Op))
      continue;
    for (const Walk &W : Walks)
      if (isAt(W, Test->A))
        Limits.push_back({I, W.Variable, Test->Op, Test->B});
      else if (isAt(W, Test->B))
        Limits.push_back({I, W.Variable, swapped(Test->Op), Test->A});
  }
}
