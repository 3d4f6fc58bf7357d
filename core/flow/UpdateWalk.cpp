//===- core/flow/UpdateWalk.cpp - Paths from image to installation --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/UpdateFrame.h"

#include <algorithm>

using namespace firmcop::flow;

/// A block is executed again so often for one kind of state.
static constexpr unsigned FewVisits = 3, MaximumVisits = 10;

UpdateWalk::UpdateWalk(UpdateProgram &U) : U(U), P(U.program()) {
  if (U.isIdle())
    return;
  Summaries.resize(P.functions().size());
  Crossing.resize(P.functions().size());
  OnStack.resize(P.functions().size());
  Visited.resize(P.functions().size());
  Globals.resize(P.symbols().size());
  Literals.resize(P.literals().size());
  std::uint64_t Size = 0;
  for (std::uint32_t I = 0; I < P.functions().size(); ++I)
    if (U.isInvolved(I))
      Size += P.functions()[I].Operations.size();
  Budget = 2'000'000 + Size * 40;
  // What the initialisers set, where nobody sets it again.
  PathState S;
  Frame F(Program::None, P.initialiser());
  for (std::uint32_t I = 0; I < P.initialiser().Operations.size(); ++I) {
    const Operation &O = P.initialiser().Operations[I];
    if (O.Op == Opcode::Call || O.Op >= Opcode::Jump)
      continue;
    execute(F, S, I);
  }
  Constants = std::move(S.Cells);
}

bool UpdateWalk::run() {
  std::vector<bool> IsTaken(P.symbols().size());
  for (std::uint32_t Symbol : P.addressTaken())
    IsTaken[Symbol] = true;
  auto Enter = [&](std::uint32_t I) {
    // Nobody is left to whom the events could belong.
    for (const Event &Each : solve(I, PathState()).Events)
      apply(Sites[Each.Site], Each.At);
  };
  // First where the program begins, then what nothing seen so far calls: it is
  // called from outside, or through a pointer that was not followed.
  for (bool Taken : {false, true})
    for (std::uint32_t I = 0; I < P.functions().size(); ++I)
      if (U.isInstaller(I) && !Visited[I] && U.callersOf(I).empty() &&
          IsTaken[P.functions()[I].Symbol] == Taken)
        Enter(I);
  for (std::uint32_t I = 0; I < P.functions().size(); ++I)
    if (U.isInstaller(I) && !Visited[I])
      Enter(I);
  finishCoverage();
  return Budget != 0;
}

/// The temporaries that are used in another block than where they are set.
const std::vector<bool> &UpdateWalk::crossing(std::uint32_t FunctionIndex) {
  const Function &F = P.functions()[FunctionIndex];
  std::vector<bool> &Found = Crossing[FunctionIndex];
  if (!Found.empty() || F.Temporaries == 0)
    return Found;
  Found.resize(F.Temporaries);
  std::vector<std::uint32_t> SetIn(F.Temporaries, ~0U);
  for (std::uint32_t B = 0; B < F.Blocks.size(); ++B)
    for (std::uint32_t I = 0; I < F.Blocks[B].Count; ++I) {
      const Operation &O = F.Operations[F.Blocks[B].First + I];
      if (O.Result != Operation::NoResult)
        SetIn[O.Result] = B;
    }
  for (std::uint32_t B = 0; B < F.Blocks.size(); ++B)
    for (std::uint32_t I = 0; I < F.Blocks[B].Count; ++I) {
      const Operation &O = F.Operations[F.Blocks[B].First + I];
      auto Use = [&](Operand X) {
        if (X.kind() == Operand::Kind::Temporary && SetIn[X.Index] != B)
          Found[X.Index] = true;
      };
      Use(O.A);
      if (O.Op != Opcode::Branch)
        Use(O.B);
      if (O.Op == Opcode::Call)
        for (std::uint32_t K = 0; K < O.Count; ++K)
          Use(F.Pool[O.Extra + K]);
    }
  return Found;
}

static std::uint64_t hashOf(const PathState &S) {
  std::uint64_t H = 0xCBF29CE484222325ULL;
  auto Add = [&](std::uint64_t V) {
    H = (H ^ V) * 0x9E3779B97F4A7C15ULL;
    H ^= H >> 31;
  };
  Add(S.Is.key());
  for (auto [At, V] : S.Cells)
    Add(std::uint64_t(At) << 32 | V);
  for (const auto &[Of, Range] : S.Facts) {
    Add(Of);
    Add(static_cast<std::uint64_t>(Range.In.Low));
    Add(static_cast<std::uint64_t>(Range.In.High));
    Add(Range.Not ? static_cast<std::uint64_t>(*Range.Not) : 7);
  }
  for (TermId Each : S.Telling)
    Add(Each);
  for (std::uint32_t Each : S.Is.Pending)
    Add(Each);
  Add(S.Is.Checksum != 0);
  return H;
}

UpdateWalk::Summary &UpdateWalk::solve(std::uint32_t FunctionIndex,
                                       PathState Entry) {
  std::unique_ptr<Summary> &Known = Summaries[FunctionIndex][hashOf(Entry)];
  if (Known)
    return *Known;
  Known = std::make_unique<Summary>();
  Summary &Here = *Known;
  Visited[FunctionIndex] = true;
  const Function &Body = P.functions()[FunctionIndex];
  if (Body.Blocks.empty()) {
    Here.IsDone = true;
    return Here;
  }
  OnStack[FunctionIndex] = true;
  ++Depth;
  Frame F(FunctionIndex, Body);
  F.Out = &Here;
  F.Crossing = &crossing(FunctionIndex);
  flowTo(F, 0, std::move(Entry));
  while (!F.Work.empty()) {
    std::uint32_t Rank = *F.Work.begin();
    F.Work.erase(F.Work.begin());
    std::uint32_t Block = F.Order[Rank];
    for (Frame::Arrival &Each : F.Arrivals[Block]) {
      if (!Each.IsNew)
        continue;
      Each.IsNew = false;
      // A state is copied at least once.
      std::uint64_t Cost = Body.Blocks[Block].Count +
                           (Each.S.Cells.size() + Each.S.Facts.size()) / 4;
      if (Budget < Cost) {
        Budget = 0;
        break;
      }
      Budget -= Cost;
      runBlock(F, Block, Each.S, 0);
    }
  }
  --Depth;
  OnStack[FunctionIndex] = false;
  Here.IsDone = true;
  return Here;
}

void UpdateWalk::flowTo(Frame &F, std::uint32_t Block, PathState &&S) {
  std::vector<Frame::Arrival> &List = F.Arrivals[Block];
  auto Found = std::ranges::find_if(List, [&](const Frame::Arrival &A) {
    return A.S.Is.key() == S.Is.key();
  });
  if (Found == List.end()) {
    List.push_back({std::move(S), 1, true});
    F.Work.insert(F.RankOf[Block]);
    return;
  }
  if (Found->Visits > MaximumVisits)
    return;
  std::uint64_t Where = std::uint64_t(F.Index) << 32 | std::uint64_t(Block)
                                                           << 4;
  if (joinInto(Found->S, S, Where, Found->Visits > FewVisits)) {
    ++Found->Visits;
    Found->IsNew = true;
    F.Work.insert(F.RankOf[Block]);
  }
}

void UpdateWalk::leave(Frame &F, PathState &&S, TermId Result) {
  // What callers tell apart by the result stays apart.
  auto ClassOf = [&](const PathState &In, TermId R) {
    if (!R)
      return 0;
    TermRange Range = rangeOf(In, R);
    return Range.In == Interval::constant(0) ? 1 : !Range.contains(0) ? 2 : 3;
  };
  // Locals end here; what pointers of the caller lead to stays.
  S.Cells.eraseIf([&](const auto &Cell) {
    const Term &Root = T[T.root(Cell.first)];
    return Root.Of == Term::Kind::Local && Root.A == F.Index;
  });
  int Class = ClassOf(S, Result);
  for (Exit &Each : F.Out->Exits) {
    if (Each.S.Is.key() != S.Is.key() || ClassOf(Each.S, Each.Result) != Class)
      continue;
    if (Result && Result != Each.Result) {
      TermId Both = T.make({.Of = Term::Kind::Join,
                            .A = F.Index,
                            .B = 0x40000000U | S.Is.key() << 2 |
                                 static_cast<std::uint32_t>(Class)});
      TermRange Range = rangeOf(S, Result).join(rangeOf(Each.S, Each.Result));
      if (isTelling(S, Result) || isTelling(Each.S, Each.Result)) {
        S.Telling.insert(Both);
        Each.S.Telling.insert(Both);
      }
      S.Facts[Both] = Each.S.Facts[Both] = Range;
      Each.Result = Both;
    }
    joinInto(Each.S, S, std::uint64_t(F.Index) << 32 | 0x20000000,
             /*Widen=*/false);
    return;
  }
  F.Out->Exits.push_back({std::move(S), Result});
}

bool UpdateWalk::joinInto(PathState &To, PathState &From, std::uint64_t Where,
                          bool Widen) {
  bool HasChanged = false;
  auto Note = [&](std::uint32_t &Old, std::uint32_t New) {
    if (!Old && New) {
      Old = New;
      HasChanged = true;
    }
  };
  Note(To.Is.Verified, From.Is.Verified);
  Note(To.Is.Checksum, From.Is.Checksum);
  for (std::uint32_t Each : From.Is.Pending)
    if (std::ranges::find(To.Is.Pending, Each) == To.Is.Pending.end()) {
      To.Is.Pending.push_back(Each);
      HasChanged = true;
    }
  std::vector<std::pair<TermId, TermRange>> Ranges;
  auto Join = [&](TermId At, TermId A, TermId B) -> TermId {
    if (A == B)
      return A;
    const Term Here = {.Of = Term::Kind::Join,
                       .A = static_cast<std::uint32_t>(Where >> 32),
                       .B = static_cast<std::uint32_t>(Where),
                       .Number = At};
    auto IsHere = [&](TermId V) {
      const Term &X = T[V];
      return X.Of == Here.Of && X.A == Here.A && X.B == Here.B &&
             X.Number == Here.Number;
    };
    TermId Both = IsHere(A) ? A : IsHere(B) ? B : T.make(Here);
    for (TermId Each : {A, B})
      if (T[Each].Of == Term::Kind::Text)
        Choices[Both].insert(Each);
      else if (auto More = Choices.find(Each); More != Choices.end())
        Choices[Both].insert(More->second.begin(), More->second.end());
    TermRange Range = rangeOf(To, A).join(rangeOf(From, B));
    if (Widen && A != Both)
      Range = {};
    if (Widen && A == Both && Range != rangeOf(To, A))
      Range = {};
    Ranges.push_back({Both, Range});
    if (isTelling(To, A) || isTelling(From, B))
      To.Telling.insert(Both);
    keepBases(To, A, Both);
    keepBases(From, B, Both);
    return Both;
  };
  FlatMap<TermId, TermId> Cells;
  auto Missing = [&](const PathState &In, TermId At, TermId Other) -> TermId {
    const Term &Root = T[T.root(At)];
    // What one side never set is not set there.
    if (Root.Of == Term::Kind::Local)
      return Other;
    for (TermId Around = At; T.isAddress(Around) && Around != T.root(At);) {
      Around = T[Around].A;
      if (In.Cells.contains(Around))
        return 0;
    }
    return T.make({.Of = Term::Kind::Initial, .A = At});
  };
  for (auto [At, A] : To.Cells) {
    auto Same = From.Cells.find(At);
    TermId B = Same != From.Cells.end() ? Same->second : Missing(From, At, A);
    if (B)
      Cells[At] = Join(At, A, B);
  }
  for (auto [At, B] : From.Cells)
    if (!To.Cells.contains(At))
      if (TermId A = Missing(To, At, B))
        Cells[At] = Join(At, A, B);
  if (Cells != To.Cells) {
    To.Cells = std::move(Cells);
    HasChanged = true;
  }
  FlatMap<TermId, TermRange> Facts;
  for (const auto &[Of, Range] : To.Facts)
    if (auto Other = From.Facts.find(Of); Other != From.Facts.end())
      if (TermRange Both = Range.join(Other->second); Both != TermRange())
        Facts[Of] = Both;
  for (const auto &[Of, Range] : Ranges)
    if (Range != TermRange())
      Facts[Of] = Range;
    else
      Facts.erase(Of);
  if (Facts != To.Facts) {
    To.Facts = std::move(Facts);
    HasChanged = true;
  }
  for (TermId Each : From.Telling)
    HasChanged |= To.Telling.insert(Each).second;
  return HasChanged;
}

void UpdateWalk::runBlock(Frame &F, std::uint32_t Block, PathState S,
                          std::uint32_t Begin) {
  const struct Block &B = F.Body.Blocks[Block];
  for (std::uint32_t I = Begin; I < B.Count; ++I) {
    std::uint32_t Index = B.First + I;
    const Operation &O = F.Body.Operations[Index];
    switch (O.Op) {
    case Opcode::Call: {
      std::vector<Exit> After;
      call(F, std::move(S), Index, After);
      for (std::size_t K = 1; K < After.size(); ++K) {
        // The others go on from here by themselves.
        setResult(F, After[K].S, O, After[K].Result);
        runBlock(F, Block, std::move(After[K].S), I + 1);
      }
      if (After.empty())
        return;
      S = std::move(After.front().S);
      setResult(F, S, O, After.front().Result);
      break;
    }
    case Opcode::Jump:
      flowTo(F, O.Extra, std::move(S));
      return;
    case Opcode::Branch: {
      TermId Condition = operand(F, S, O.A);
      if (S.Is.Is == Verification::Bad && isTelling(S, Condition))
        S.Is.IsTold = true;
      PathState Else = S;
      if (assume(S, Condition, true))
        flowTo(F, O.Extra, std::move(S));
      if (assume(Else, Condition, false))
        flowTo(F, O.B.Index, std::move(Else));
      return;
    }
    case Opcode::Switch: {
      TermId Selector = operand(F, S, O.A);
      if (S.Is.Is == Verification::Bad && isTelling(S, Selector))
        S.Is.IsTold = true;
      std::optional<std::uint32_t> Default;
      PathState Rest = S;
      bool CanBeOther = true;
      for (std::uint32_t K = 0; K < O.Count; ++K) {
        Operand Case = F.Body.Pool[O.Extra + 2 * K];
        std::uint32_t Next = F.Body.Pool[O.Extra + 2 * K + 1].Index;
        if (!Case) {
          Default = Next;
          continue;
        }
        TermId Number = operand(F, S, Case);
        PathState Here = S;
        if (assumeComparison(Here, Opcode::Equal, Selector, Number, 0))
          flowTo(F, Next, std::move(Here));
        CanBeOther = CanBeOther && assumeComparison(Rest, Opcode::NotEqual,
                                                    Selector, Number, 0);
      }
      if (Default && CanBeOther)
        flowTo(F, *Default, std::move(Rest));
      return;
    }
    case Opcode::Return: {
      TermId Result = O.A ? operand(F, S, O.A) : 0;
      leave(F, std::move(S), Result);
      return;
    }
    case Opcode::Unreachable:
      return;
    default:
      execute(F, S, Index);
    }
  }
}
