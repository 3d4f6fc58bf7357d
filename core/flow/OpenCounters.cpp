//===- core/flow/OpenCounters.cpp - Positions that only move on -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/OpenCounters.h"

#include <algorithm>
#include <optional>

using namespace firmcop::flow;

/// Callers of callers that may have compared the position.
static constexpr unsigned MaximumCallers = 3;

static bool isComparison(Opcode Op) {
  return Op >= Opcode::Equal && Op <= Opcode::GreaterEqual;
}

/// A function with what sets its temporaries at hand.
struct OpenCounters::Form {
  const Program &P;
  std::uint32_t Index;
  const Function &F;
  std::vector<const Operation *> SetBy;

  Form(const Program &P, std::uint32_t Index)
      : P(P), Index(Index), F(P.functions()[Index]), SetBy(F.Temporaries) {
    for (const Operation &O : F.Operations)
      if (O.Result != Operation::NoResult)
        SetBy[O.Result] = &O;
  }

  const Operation *definition(Operand O) const {
    return O.kind() == Operand::Kind::Temporary ? SetBy[O.Index] : nullptr;
  }
  std::optional<std::int64_t> number(Operand O) const {
    if (O.kind() != Operand::Kind::Literal ||
        P.literals()[O.Index].Of != Literal::Kind::Integer)
      return std::nullopt;
    return P.literals()[O.Index].Integer;
  }
  /// The place with that address.
  std::optional<Key> at(Operand Address) const {
    constexpr std::uint64_t Global = ~0ULL, Field = ~0ULL - 1;
    if (Address.kind() == Operand::Kind::Global)
      return Key(Global, std::uint32_t(Address.Index));
    if (Address.kind() == Operand::Kind::Local &&
        F.Locals[Address.Index].IsStatic)
      return Key(Index, std::uint32_t(Address.Index));
    const Operation *Set = definition(Address);
    return Set && Set->Op == Opcode::Field
               ? std::optional(Key{Field, Set->Extra})
               : std::nullopt;
  }
  Operand stripped(Operand O) const {
    for (const Operation *Set = definition(O);
         Set && (Set->Op == Opcode::Cast || Set->Op == Opcode::Copy);
         Set = definition(O))
      O = Set->A;
    return O;
  }
  /// The place that the number was read from, as it is or with a constant
  /// added.
  std::optional<Key> readFrom(Operand O) const {
    constexpr unsigned Most = 4;
    for (unsigned I = 0; I < Most; ++I) {
      const Operation *Set = definition(stripped(O));
      if (!Set)
        return std::nullopt;
      if (Set->Op == Opcode::Load)
        return at(Set->A);
      bool IsStep = (Set->Op == Opcode::Add || Set->Op == Opcode::Subtract) &&
                    number(Set->B);
      if (!IsStep)
        return std::nullopt;
      O = Set->A;
    }
    return std::nullopt;
  }
  bool movesByOne(const Operation &Store, Key K) const {
    const Operation *Set = definition(stripped(Store.B));
    return Set && Set->Op == Opcode::Add && number(Set->B) == 1 &&
           readFrom(Set->A) == K;
  }
  bool movesBack(const Operation &Store, Key K) const {
    const Operation *Set = definition(stripped(Store.B));
    return Set && Set->Op == Opcode::Subtract && number(Set->B) &&
           readFrom(Set->A) == K;
  }
};

OpenCounters::OpenCounters(const Program &P)
    : P(P), Compared(P.functions().size()), Pairs(P.functions().size()) {
  for (std::uint32_t I = 0; I < P.functions().size(); ++I)
    collect(I);
  for (std::uint32_t I = 0; I < P.functions().size(); ++I) {
    Form In(P, I);
    for (std::uint32_t Store = 0; Store < In.F.Operations.size(); ++Store) {
      if (In.F.Operations[Store].Op != Opcode::Store)
        continue;
      const Operation *Place = In.definition(In.F.Operations[Store].A);
      if (!Place || Place->Op != Opcode::Element ||
          !(Place->Flags & Operation::IsIndex))
        continue;
      auto K = In.readFrom(Place->B);
      if (K && Moved.contains(*K) && !Other.contains(*K) && !isLimited(I, *K))
        Fills.emplace(I, Store);
    }
  }
}

void OpenCounters::collect(std::uint32_t FunctionIndex) {
  Form In(P, FunctionIndex);
  auto Read = [&](Operand O) { return In.readFrom(O); };
  for (const Operation &O : In.F.Operations) {
    if (isComparison(O.Op)) {
      auto Left = Read(O.A), Right = Read(O.B);
      if (Left && Right) {
        Pairs[FunctionIndex].emplace(*Left, *Right);
        Pairs[FunctionIndex].emplace(*Right, *Left);
      } else if (Left && In.number(O.B) != 0) {
        Compared[FunctionIndex].insert(*Left);
      } else if (Right && In.number(O.A) != 0) {
        Compared[FunctionIndex].insert(*Right);
      }
      continue;
    }
    switch (O.Op) {
    case Opcode::Store:
      if (auto K = In.at(O.A)) {
        if (In.movesByOne(O, *K))
          Moved.insert(*K);
        else if (!In.number(In.stripped(O.B)) && !In.movesBack(O, *K))
          Told.insert(*K);
      }
      break;
    case Opcode::Switch:
      if (auto K = Read(O.A))
        Compared[FunctionIndex].insert(*K);
      break;
    case Opcode::Return:
      // Whoever is told may compare it.
      if (auto K = Read(O.A))
        Other.insert(*K);
      break;
    case Opcode::Call:
      for (std::uint32_t I = 0; I < O.Count; ++I)
        if (auto K = In.at(In.F.Pool[O.Extra + I]))
          Other.insert(*K);
      break;
    default:
      break;
    }
  }
}

bool OpenCounters::compares(std::uint32_t FunctionIndex, Key K) const {
  if (Compared[FunctionIndex].contains(K))
    return true;
  // A length that was read limits nothing unless it is limited itself.
  return std::ranges::any_of(Pairs[FunctionIndex], [&](const auto &Pair) {
    auto [One, With] = Pair;
    return One == K &&
           (!Told.contains(With) || Compared[FunctionIndex].contains(With));
  });
}

bool OpenCounters::isLimited(std::uint32_t FunctionIndex, Key K) const {
  // Set to a number that was computed, it may have been limited before.
  if (Told.contains(K))
    return true;
  std::set<std::uint32_t> Seen{FunctionIndex};
  std::vector<std::uint32_t> Level{FunctionIndex};
  for (unsigned Calls = 0; Calls <= MaximumCallers; ++Calls) {
    std::vector<std::uint32_t> Next;
    for (std::uint32_t Each : Level) {
      if (compares(Each, K))
        return true;
      for (std::uint32_t Caller : P.callers(P.functions()[Each].Symbol))
        if (Seen.insert(Caller).second)
          Next.push_back(Caller);
    }
    Level = std::move(Next);
  }
  return false;
}
