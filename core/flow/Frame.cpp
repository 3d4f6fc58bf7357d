//===- core/flow/Frame.cpp - One function, solved for one image -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"
#include "core/flow/Blocks.h"

using namespace firmcop::flow;

/// Loops are visited this often, each loop in a loop taking a few rounds to
/// come to its end; ranges that still grow have been widened long before. A
/// place that holds one and another value in turn is not waited for as long.
static constexpr unsigned MaximumRounds = 64, MaximumTurns = 12;
/// Ways that meet and part again are kept apart when they are this few and what
/// they meet for is this short.
static constexpr std::size_t MaximumWays = 6, MaximumParting = 6;
/// From so many cells on, what a function made in calls is remembered only as
/// far as it comes from outside or leads on.
static constexpr std::size_t ManyCells = 1000;

Frame::Frame(Solver &S, std::uint32_t FunctionIndex, const Image &Input,
             unsigned Depth)
    : Shared(S), P(S.P), F(S.P.functions()[FunctionIndex]),
      FunctionIndex(FunctionIndex), Given(Input), Depth(Depth),
      Temporaries(F.Temporaries), Order(S.formOf(FunctionIndex).Order),
      Form(S.formOf(FunctionIndex).Of ? &*S.formOf(FunctionIndex).Of
                                      : nullptr) {
  for (std::uint32_t I = 0; I < F.Locals.size(); ++I)
    Objects.push_back({Object::Kind::Local, true, F.Locals[I].Size,
                       F.Locals[I].ElementSize, I});
}

void Frame::joinInto(State &To, State &&From, std::uint32_t Block) {
  if (!To.IsReachable) {
    To = std::move(From);
    return;
  }
  State Joined;
  Joined.IsReachable = true;
  auto Join = [&](Place At, ValueId A, ValueId B) {
    if (A == B) {
      Joined.append(Cell{At, A});
      return;
    }
    std::uint64_t Where = (std::uint64_t(At.Object) << 32) | At.Path;
    std::uint32_t Number =
        JoinNumber
            .try_emplace(Where, static_cast<std::uint32_t>(JoinNumber.size()))
            .first->second;
    // What comes from outside leads to more of it, though nobody has looked
    // there yet.
    for (auto [Known, Other] : {std::pair(A, B), std::pair(B, A)})
      if (Values[Other].Of.isPointer() && Values[Other].isFromOutside() &&
          Values[Known].Targets)
        targets(To, Other);
    Value V = either(known(To, A), known(From, B));
    Joined.append(Cell{At, define({Tag::Joined, Block, Number}, V)});
  };
  // What one side never touched holds there what it held before. For what only
  // exists on one side, such as a local that is not set yet, that side counts.
  auto Missing = [&](State &Side, const Cell &C) -> ValueId {
    const Object *O = object(C.At.Object);
    bool IsFresh =
        O && (O->Is == Object::Kind::Local || O->Is == Object::Kind::New);
    if (C.At.Path == 0 && IsFresh && Side.cellsOf(C.At.Object).empty())
      return C.Holds;
    for (PathId Around = C.At.Path; Around != 0;) {
      Around = Shared.PathTable.parent(Around);
      if (ValueId Whole = Side.at({C.At.Object, Around})) {
        const Value All = known(Side, Whole);
        Value V = part(All, Values[C.Holds].Of);
        // What was stored on the other side takes nothing from a constant here.
        bool IsConstant = All.Kinds == Vocabulary::Constant;
        V.Kinds |= All.Kinds & Vocabulary::Constant;
        return define(
            {Tag::Part, Whole, C.At.Path | (IsConstant ? 1U << 31 : 0)}, V);
      }
    }
    if (IsFresh)
      return C.Holds;
    return initial(C.At, Values[C.Holds].Of);
  };
  Joined.merge(
      To, From,
      [&](const Cell &A, const Cell &B) { Join(A.At, A.Holds, B.Holds); },
      [&](const Cell &A) { Join(A.At, A.Holds, Missing(From, A)); },
      [&](const Cell &B) { Join(B.At, Missing(To, B), B.Holds); });
  for (const Fact &Told : To.facts())
    if (const Fact *Other = From.factOf(Told.Of)) {
      Fact Both = weakest(Told, *Other);
      if (Both != Fact(Told.Of))
        Joined.append(Both);
    }
  if (Joined.cells().size() > ManyCells)
    Joined.eraseCells([&](const Cell &C) {
      const Object *O = object(C.At.Object);
      const Value &V = Values[C.Holds];
      return O && O->Is == Object::Kind::New && !V.isFromOutside() &&
             !V.Targets;
    });
  To = std::move(Joined);
}

void Frame::flowTo(std::uint32_t From, std::uint32_t Block, State &&S) {
  if (Form && Order.RankOf[Block] <= Order.RankOf[From])
    endRound(S, Block);
  for (Edge &E : Incoming[Block]) {
    if (E.From != From)
      continue;
    // Two ways from one block to another, as from a switch; or what came along
    // a loop the round before.
    if (E.Round == Round)
      joinInto(E.Carries, std::move(S), Block);
    else
      E.Carries = std::move(S);
    E.Round = Round;
    return;
  }
  Incoming[Block].push_back({From, Round, std::move(S)});
}

void Frame::executeBlock(std::uint32_t Block, State S) {
  const struct Block &B = F.Blocks[Block];
  if (Form)
    beginRound(S, Block);
  for (std::uint32_t I = B.First; I < B.First + B.Count; ++I)
    if (!execute(S, I))
      return;
  if (B.Count == 0)
    return;
  std::uint32_t Index = B.First + B.Count - 1;
  const Operation &Last = F.Operations[Index];
  switch (Last.Op) {
  case Opcode::Jump:
    flowTo(Block, Last.Extra, std::move(S));
    return;
  case Opcode::Branch: {
    ValueId Condition = operand(Last.A);
    if (Last.Flags & Operation::IsLoop)
      checkLoop(S, Index, Condition);
    checkUnlock(S, Block, Index);
    State Else = S;
    if (assume(S, Condition, true)) {
      if (Form)
        assumeWalk(S, Index, true);
      flowTo(Block, Last.Extra, std::move(S));
    }
    if (assume(Else, Condition, false)) {
      if (Form)
        assumeWalk(Else, Index, false);
      flowTo(Block, Last.B.Index, std::move(Else));
    }
    return;
  }
  case Opcode::Switch: {
    ValueId Selector = operand(Last.A);
    std::optional<std::uint32_t> Default;
    State Rest = S;
    bool CanBeOther = true;
    for (std::uint32_t I = 0; I < Last.Count; ++I) {
      Operand Case = F.Pool[Last.Extra + 2 * I];
      std::uint32_t Next = F.Pool[Last.Extra + 2 * I + 1].Index;
      if (!Case) {
        Default = Next;
        continue;
      }
      ValueId Number = operand(Case);
      checkUnlockCase(S, Block, Index, Case, Next);
      State Here = S;
      if (assumeComparison(Here, Opcode::Equal, Selector, Number, 0))
        flowTo(Block, Next, std::move(Here));
      CanBeOther = CanBeOther && assumeComparison(Rest, Opcode::NotEqual,
                                                  Selector, Number, 0);
    }
    if (Default && CanBeOther)
      flowTo(Block, *Default, std::move(Rest));
    return;
  }
  case Opcode::Return:
    Returned.emplace_back(std::move(S), operand(Last.A));
    return;
  default:
    return;
  }
}

bool Frame::isParting(std::uint32_t Block) const {
  const std::vector<Edge> &Ways = Incoming[Block];
  const struct Block &B = F.Blocks[Block];
  if (Ways.size() < 2 || Ways.size() > MaximumWays || B.Count > MaximumParting)
    return false;
  bool Differs = false;
  for (std::uint32_t I = B.First; I < B.First + B.Count; ++I) {
    const Operation &O = F.Operations[I];
    bool IsLast = I + 1 == B.First + B.Count;
    if (IsLast && O.Op != Opcode::Branch && O.Op != Opcode::Return)
      return false;
    bool IsPlain = IsLast || O.Op == Opcode::Cast || O.Op == Opcode::Copy ||
                   O.Op == Opcode::Not ||
                   (O.Op >= Opcode::Equal && O.Op <= Opcode::GreaterEqual);
    if (O.Op == Opcode::Load && O.A.kind() == Operand::Kind::Local)
      Differs |= std::ranges::any_of(Ways, [&](const Edge &E) {
        Place At{O.A.Index, 0};
        return E.Carries.at(At) != Ways.front().Carries.at(At);
      });
    else if (!IsPlain)
      return false;
  }
  return Differs && std::ranges::all_of(Ways, [&](const Edge &E) {
           return Order.RankOf[E.From] < Order.RankOf[Block];
         });
}

bool Frame::visit(std::uint32_t Block, const State &Entry, bool IsLast) {
  if (isParting(Block)) {
    std::vector<Edge> Ways = Incoming[Block];
    for (Edge &E : Ways)
      executeBlock(Block, std::move(E.Carries));
    return Shared.spend(F.Blocks[Block].Count);
  }
  State In;
  if (Block == 0)
    In = Entry;
  for (Edge &E : Incoming[Block])
    joinInto(In, IsLast ? std::move(E.Carries) : State(E.Carries), Block);
  if (!In.IsReachable)
    return true;
  if (!Shared.spend(F.Blocks[Block].Count))
    return false;
  executeBlock(Block, std::move(In));
  return true;
}

bool Frame::solveRegion(const BlockOrder::Region &R, const State &Entry) {
  std::span<const std::uint32_t> Blocks =
      std::span(Order.Blocks).subspan(R.Begin, R.End - R.Begin);
  Round = 0;
  if (!R.IsLoop)
    return visit(Blocks.front(), Entry, /*IsLast=*/true);
  auto IsInside = [&](const Edge &E) {
    return Order.RankOf[E.From] >= R.Begin && Order.RankOf[E.From] < R.End;
  };
  std::vector<std::vector<Edge>> Before, After;
  auto Remember = [&](std::vector<std::vector<Edge>> &At) {
    At.clear();
    for (std::uint32_t Block : Blocks)
      At.push_back(Incoming[Block]);
  };
  Remember(Before);
  for (; Round < MaximumRounds; ++Round) {
    HasChanged = false;
    // Only what comes back along a loop is kept from the round before.
    for (std::uint32_t Block : Blocks)
      std::erase_if(Incoming[Block], [&](const Edge &E) {
        return IsInside(E) && Order.RankOf[E.From] < Order.RankOf[Block];
      });
    for (std::uint32_t Block : Blocks)
      if (!visit(Block, Entry, /*IsLast=*/false))
        return false;
    Remember(After);
    if (!HasChanged && (Before == After || Round >= MaximumTurns))
      break;
    std::swap(Before, After);
  }
  return true;
}

bool Frame::solve(Image &Output) {
  if (F.Blocks.empty())
    return true;
  Incoming.resize(F.Blocks.size());
  State Entry;
  Entry.IsReachable = true;
  importInput(Entry, Given);
  if (Form)
    for (const Loops::Walk &W : Form->walks())
      if (W.Variable < F.Parameters)
        Entry.fact(addressOf(W)).IsWalked = true;

  bool IsComplete =
      std::ranges::all_of(Order.Regions, [&](const BlockOrder::Region &R) {
        return solveRegion(R, Entry);
      });
  if (Form)
    checkFills();
  exportOutput(Output);
  if (IsComplete)
    reportCertain();
  return IsComplete;
}
