//===- core/flow/UpdateCalls.cpp - Calls on the way of an update ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call is followed into the function when it takes part in updates. What goes
// in is told apart no further than the function can tell: a value of which
// nothing is known becomes the value of a parameter, so that a function is
// followed once for all calls that look alike.
//
//===----------------------------------------------------------------------===//

#include "core/flow/UpdateFrame.h"
#include "core/flow/UpdateNames.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::flow;

static constexpr unsigned MaximumDepth = 40;
/// A function is followed for so many different inputs, then for inputs of
/// which less is said, and then no more.
static constexpr std::size_t FewContexts = 6, MaximumContexts = 24;
/// More states than these do not leave a call one by one.
static constexpr std::size_t MaximumStates = 12;
/// Numbers of the values of parameters, among those of a function.
static constexpr std::uint32_t ParameterValue = 0x20000000;

void UpdateWalk::call(Frame &F, PathState S, std::uint32_t Index,
                      std::vector<Exit> &After) {
  const Operation &O = F.Body.Operations[Index];
  std::vector<TermId> Arguments;
  for (std::uint32_t I = 0; I < O.Count; ++I)
    Arguments.push_back(operand(F, S, F.Body.Pool[O.Extra + I]));
  TermId Result = fresh(F.Index, Index);
  S.Facts.erase(Result);
  S.Telling.erase(Result);

  std::vector<std::uint32_t> Symbols = U.callees(F.Index, Index);
  if (O.A.kind() != Operand::Kind::Function) {
    TermId Callee = operand(F, S, O.A);
    if (Callee && T[Callee].Of == Term::Kind::Function) {
      Symbols = {T[Callee].A};
    } else if (Symbols.empty()) {
      std::string_view Name = U.pointerName(F.Index, Index);
      if (U.isStart(F.Body, O) && (isProgramAddress(Callee) ||
                                   UpdateProgram::isCastAddress(F.Body, O.A)))
        install(F, S, Index, Installation::Start, ~0U, Callee);
      else if (isAboutVerification(Name) || Name == "verify")
        succeed(F, S, callNumber(F, Index, ~0U));
      for (TermId Each : Arguments)
        if (T.isAddress(Each))
          forget(S, Each, fresh(F.Index, Index, 1));
      After.push_back({std::move(S), Result});
      return;
    }
  }
  for (std::uint32_t Symbol : Symbols) {
    PathState Here = S;
    if (callLibrary(F, Here, Index, Symbol, Arguments, After))
      continue;
    if (U.isNamedStart(Symbol))
      install(F, Here, Index, Installation::Start, Symbol, 0);
    std::uint32_t Body = P.definition(Symbol);
    if (Body != Program::None && U.isInvolved(Body) && !OnStack[Body] &&
        Depth < MaximumDepth) {
      callProgram(F, Here, Index, Body, Arguments, After);
      continue;
    }
    bool IsReceiver = U.isReceiver(Symbol);
    if (IsReceiver) {
      Outside.insert(Result);
      for (TermId Each : Arguments)
        if (Each && T[Each].Of != Term::Kind::Number)
          Outside.insert(T.root(Each));
    }
    if (U.isChecksum(Symbol) && !Here.Is.Checksum)
      Here.Is.Checksum = callNumber(F, Index, Symbol);
    if (U.isNamedVerifier(Symbol)) {
      std::uint32_t Number = callNumber(F, Index, Symbol);
      if (std::string Files = commandLine(S, 0, Arguments); !Files.empty())
        VerifiedFiles[Number] = Files;
      succeed(F, Here, Number);
    }
    if (!IsReceiver)
      for (TermId Each : Arguments)
        see(Here, Each);
    callOther(F, Here, Index, Body, Arguments);
    if (IsReceiver)
      for (TermId Each : Arguments)
        arrive(Here, Symbol, Each);
    After.push_back({std::move(Here), Result});
  }
  if (After.size() <= 1 ||
      (Symbols.size() <= 1 && After.size() <= MaximumStates))
    return;
  // Several functions, or many ways out of one: ways that agree become one.
  std::vector<Exit> Few;
  for (Exit &Each : After) {
    auto Same = std::ranges::find_if(Few, [&](const Exit &Other) {
      return Other.S.Is.key() == Each.S.Is.key() &&
             rangeOf(Other.S, Other.Result).contains(0) ==
                 rangeOf(Each.S, Each.Result).contains(0);
    });
    if (Same == Few.end()) {
      Few.push_back(std::move(Each));
      continue;
    }
    if (Same->Result != Each.Result) {
      TermRange Range =
          rangeOf(Same->S, Same->Result).join(rangeOf(Each.S, Each.Result));
      bool Tells =
          isTelling(Same->S, Same->Result) || isTelling(Each.S, Each.Result);
      for (Exit *One : {&*Same, &Each}) {
        One->Result = Result;
        One->S.Facts[Result] = Range;
        if (Tells)
          One->S.Telling.insert(Result);
      }
    }
    joinInto(Same->S, Each.S,
             std::uint64_t(F.Index) << 32 | 0x30000000 | Index << 4,
             /*Widen=*/false);
  }
  After = std::move(Few);
}

/// The value comes from a number, not from what the program defines.
bool UpdateWalk::isProgramAddress(TermId Callee) const {
  if (!Callee)
    return false;
  const Term &X = T[Callee];
  // Address 0 is where a reset begins.
  if (X.Of == Term::Kind::Number)
    return (X.Number & ~std::int64_t(1)) != 0;
  if (X.Of == Term::Kind::Operation)
    return T.has(Callee, [&](TermId Each) {
      return T[Each].Of == Term::Kind::Number && T[Each].Number > 0xFFF;
    }) || isProgramAddress(X.A);
  // A word of a memory at a fixed address, such as a table of vectors; or at
  // one that was computed.
  if (X.Of == Term::Kind::Fresh)
    return X.Number == -1;
  if (X.Of == Term::Kind::Initial) {
    const Term &Root = T[T.root(X.A)];
    return Root.Of == Term::Kind::Operation && Root.Has.isInteger();
  }
  return false;
}

void UpdateWalk::callOther(Frame &F, PathState &S, std::uint32_t Index,
                           std::uint32_t Body,
                           std::span<const TermId> Arguments) {
  std::int64_t Number = 1;
  for (std::size_t K = 0; K < Arguments.size(); ++K) {
    TermId Each = Arguments[K];
    if (!Each)
      continue;
    if (Body != Program::None && K < 31 && U.filledFromOutside(Body) >> K & 1)
      Outside.insert(T.root(Each));
    if (T.isAddress(Each) || T[Each].Of == Term::Kind::Initial)
      forget(S, Each, fresh(F.Index, Index, Number++));
  }
  if (Body == Program::None)
    return;
  auto IsSet = [&](TermId At) {
    const Term &Root = T[T.root(At)], &X = T[At];
    return (Root.Of == Term::Kind::Global &&
            U.writes(Body, UpdateProgram::globalKey(Root.A))) ||
           (X.Of == Term::Kind::Field &&
            U.writes(Body, UpdateProgram::fieldKey(X.B)));
  };
  for (auto &[At, V] : S.Cells)
    if (IsSet(At))
      V = fresh(F.Index, Index, Number++);
  S.Facts.eraseIf([&](const auto &Fact) {
    const Term &X = T[Fact.first];
    return X.Of == Term::Kind::Initial && IsSet(X.A);
  });
}

void UpdateWalk::callProgram(Frame &F, PathState &S, std::uint32_t Index,
                             std::uint32_t Body,
                             std::span<const TermId> Arguments,
                             std::vector<Exit> &After) {
  std::size_t Contexts = Summaries[Body].size();
  if (Contexts >= MaximumContexts || Budget == 0) {
    // Too much: whatever it does, it does nothing wrong.
    succeed(F, S, 0);
    callOther(F, S, Index, Body, Arguments);
    After.push_back({std::move(S), fresh(F.Index, Index)});
    return;
  }
  std::uint64_t Cost = S.Cells.size() + 4;
  Budget -= std::min(Budget, Cost);
  bool IsCoarse = Contexts >= FewContexts;
  const Function &To = P.functions()[Body];
  std::unordered_map<TermId, TermId> In, Back;
  PathState Entry;
  Entry.Is = S.Is;
  Entry.Is.Pending.clear();
  std::set<TermId> Reached;
  auto IsMarked = [&](TermId V) {
    return T.has(V, [&](TermId Each) {
      return Devices.contains(Each) || Codes.contains(Each) ||
             RunningSlots.contains(Each);
    });
  };
  std::vector<TermId> Passed;
  for (std::uint32_t K = 0; K < To.Parameters && K < Arguments.size(); ++K) {
    TermId V = Arguments[K];
    if (!V)
      continue;
    TermRange Range = rangeOf(S, V);
    Term::Kind Root = T[T.root(V)].Of;
    bool IsOpaque = Root == Term::Kind::Initial || Root == Term::Kind::Fresh ||
                    Root == Term::Kind::Operation || Root == Term::Kind::Join ||
                    (IsCoarse && Root == Term::Kind::Number);
    if (Range.isConstant() && !T.isAddress(V) && !IsCoarse && IsOpaque) {
      V = T.number(Range.In.Low);
      IsOpaque = false;
    }
    if (IsOpaque && !IsMarked(V)) {
      TermId Own = fresh(Body, ParameterValue + K);
      auto [Found, IsNew] = In.try_emplace(V, Own);
      if (IsNew)
        Back[Own] = V;
      Own = Found->second;
      if (!Range.contains(0))
        Entry.Facts[Own] = {Interval(), 0};
      if (isTelling(S, V))
        Entry.Telling.insert(Own);
      if (Outside.contains(T.root(V)))
        Outside.insert(Own);
      if (U.verifies() && (T.root(V) == V || T.isAddress(V)))
        Same.push_back({Own, T.root(V)});
      keepBases(S, V, Own);
    } else {
      Reached.insert(T.root(V));
    }
    Passed.push_back(V);
    Entry.Cells[T.make({.Of = Term::Kind::Local, .A = Body, .B = K})] =
        In.contains(V) ? In[V] : V;
  }
  // The part of memory that the function can see.
  std::set<TermId> Shown;
  for (bool HasChanged = !IsCoarse; HasChanged;) {
    HasChanged = false;
    for (auto [At, V] : S.Cells) {
      TermId Root = T.root(At);
      bool IsSeen =
          Reached.contains(Root) ||
          (T[Root].Of == Term::Kind::Global && U.mentions(Body, T[Root].A));
      for (auto [Given, Own] : In)
        IsSeen = IsSeen || T.isWithin(At, Given);
      if (!IsSeen || !Shown.insert(At).second)
        continue;
      HasChanged = true;
      if (V && T.isAddress(V))
        Reached.insert(T.root(V));
    }
  }
  for (TermId At : Shown)
    Entry.Cells[T.replaced(At, In)] = T.replaced(S.Cells[At], In);
  for (const auto &[Of, Range] : S.Facts)
    if (T[Of].Of == Term::Kind::Initial &&
        T[T.root(T[Of].A)].Of == Term::Kind::Global &&
        U.mentions(Body, T[T.root(T[Of].A)].A) && !IsCoarse)
      Entry.Facts[Of] = Range;

  Summary &Done = solve(Body, std::move(Entry));
  if (!Done.IsDone) {
    callOther(F, S, Index, Body, Arguments);
    After.push_back({std::move(S), fresh(F.Index, Index)});
    return;
  }
  if (Done.Verifies)
    follow(F, S);
  std::uint32_t Symbol = To.Symbol;
  auto Outer = [&](std::uint32_t Inner) {
    std::uint32_t Here = site(F.Index, Index, Sites[Inner].Is, Inner);
    Sites[Here].Symbol = Symbol;
    if (!Sites[Here].Data && Sites[Inner].Data)
      Sites[Here].Data = T.replaced(Sites[Inner].Data, Back);
    Sites[Here].IsOverRunning |= Sites[Inner].IsOverRunning;
    Sites[Here].IsToNamedDevice |= Sites[Inner].IsToNamedDevice;
    Sites[Here].Addresses.insert(Sites[Inner].Addresses.begin(),
                                 Sites[Inner].Addresses.end());
    return Here;
  };
  for (const Event &Each : Done.Events)
    note(F, Outer(Each.Site), Each.At);
  for (const auto &[Own, Given] : Back)
    if (Outside.contains(Own))
      Outside.insert(T.root(Given));

  Budget -= std::min(Budget, Cost * Done.Exits.size() / 4);
  for (const Exit &Way : Done.Exits) {
    Exit Next;
    Next.S = S;
    PathState &N = Next.S;
    std::vector<std::uint32_t> Pending = S.Is.Pending;
    N.Is = Way.S.Is;
    for (std::uint32_t Each : Way.S.Is.Pending) {
      if (Sites[Each].Function == Body && isOutward(Body, Sites[Each]))
        Each = Outer(Each);
      if (std::ranges::find(Pending, Each) == Pending.end())
        Pending.push_back(Each);
    }
    N.Is.Pending = std::move(Pending);
    for (TermId At : Shown)
      N.Cells.erase(At);
    if (IsCoarse)
      callOther(F, N, Index, Body, Arguments);
    auto Take = [&](TermId From, TermId At) {
      if (auto Told = Way.S.Facts.find(From); Told != Way.S.Facts.end())
        N.Facts[At] = Told->second;
      if (Way.S.Telling.contains(From))
        N.Telling.insert(At);
    };
    for (auto [At, V] : Way.S.Cells) {
      TermId Here = T.replaced(V, Back);
      Take(V, Here);
      N.Cells[T.replaced(At, Back)] = Here;
    }
    for (auto [Own, Given] : Back)
      Take(Own, Given);
    for (const auto &[Of, Range] : Way.S.Facts)
      if (T[Of].Of == Term::Kind::Initial)
        N.Facts[T.replaced(Of, Back)] = Range;
    if (N.Is.Is != Verification::Bad)
      N.Telling.clear();
    if (Way.Result) {
      TermId Given = T.replaced(Way.Result, Back);
      bool IsOwn = T.has(Given, [&](TermId Each) {
        return T[Each].Of == Term::Kind::Fresh ||
               T[Each].Of == Term::Kind::Join;
      });
      Next.Result = Given;
      if (IsOwn && !T.isAddress(Given) && !IsMarked(Given)) {
        Next.Result = fresh(F.Index, Index);
        TermRange Range = rangeOf(Way.S, Way.Result);
        if (Range != TermRange())
          N.Facts[Next.Result] = Range;
        else
          N.Facts.erase(Next.Result);
        if (isTelling(Way.S, Way.Result))
          N.Telling.insert(Next.Result);
        else
          N.Telling.erase(Next.Result);
      }
    }
    After.push_back(std::move(Next));
  }
}

void UpdateWalk::follow(Frame &F, PathState &S) {
  for (std::uint32_t Each : S.Is.Pending)
    Sites[Each].IsFollowed = true;
  S.Is.Pending.clear();
  if (F.Out)
    F.Out->Verifies = true;
}

void UpdateWalk::succeed(Frame &F, PathState &S, std::uint32_t CallNumber) {
  follow(F, S);
  S.Is.Is = Verification::Good;
  S.Is.IsTold = S.Is.IsInstalled = false;
  S.Is.Way = 0;
  S.Is.Verified = CallNumber;
  S.Telling.clear();
}

void UpdateWalk::install(Frame &F, PathState &S, std::uint32_t Index,
                         Installation Is, std::uint32_t Symbol, TermId Data,
                         std::span<const TermId> Arguments) {
  std::uint32_t Here = site(F.Index, Index, Is, 0);
  Sites[Here].Symbol = Symbol;
  Sites[Here].Data = Data;
  Sites[Here].IsToNamedDevice |= NamedDevices.contains(Data);
  noteTarget(S, Sites[Here], Symbol, Arguments);
  noteData(S, Sites[Here], Symbol, Arguments);
  note(F, Here, S.Is);
  if ((Is == Installation::Write || Is == Installation::Device) &&
      std::ranges::find(S.Is.Pending, Here) == S.Is.Pending.end())
    S.Is.Pending.push_back(Here);
  if (S.Is.Is != Verification::None)
    S.Is.IsInstalled = true;
}

void UpdateWalk::leaveToBoot(Frame &F, std::uint32_t Index, Installation Is,
                             std::uint32_t Symbol) {
  std::uint32_t Here = site(F.Index, Index, Is, 0);
  Sites[Here].Symbol = Symbol;
  Sites[Here].IsVerified = true;
}

void UpdateWalk::apply(UpdateSite &Site, const UpdateProgress &At) {
  switch (At.Is) {
  case Verification::None:
    Site.IsUnverified = true;
    break;
  case Verification::Good:
    Site.IsVerified |= Site.Is != Installation::Start || !At.IsInstalled;
    break;
  case Verification::Bad:
    if (Site.Is == Installation::Start && At.IsInstalled)
      break;
    (At.IsTold ? Site.IsAfterFailure : Site.IsUnheeded) = true;
    Site.Failed = Site.Failed ? Site.Failed : At.Verified;
    break;
  }
  Site.Checksum = Site.Checksum ? Site.Checksum : At.Checksum;
}

bool UpdateWalk::isOutward(std::uint32_t FunctionIndex,
                           const UpdateSite &Site) const {
  if (U.callersOf(FunctionIndex).empty())
    return false;
  unsigned Levels = 0;
  for (std::uint32_t Each = Site.Inner; Each; Each = Sites[Each].Inner)
    ++Levels;
  if (Levels > 6)
    return false;
  // A device that a caller opened is the caller's business.
  if (Site.Is == Installation::Device && Site.Data)
    if (const Term &X = T[Site.Data];
        X.Of == Term::Kind::Fresh && X.A != FunctionIndex)
      return true;
  return U.callCount(FunctionIndex) > 1;
}

void UpdateWalk::note(Frame &F, std::uint32_t SiteNumber,
                      const UpdateProgress &At) {
  if (!F.Out)
    return;
  if (!isOutward(F.Index, Sites[SiteNumber])) {
    apply(Sites[SiteNumber], At);
    return;
  }
  for (const Event &Each : F.Out->Events)
    if (Each.Site == SiteNumber && Each.At.key() == At.key())
      return;
  F.Out->Events.push_back({SiteNumber, At});
}

std::uint32_t UpdateWalk::site(std::uint32_t Function, std::uint32_t Operation,
                               Installation Is, std::uint32_t Inner) {
  auto [Found, IsNew] = SiteOf.try_emplace(
      {Function, Operation, Is}, static_cast<std::uint32_t>(Sites.size()));
  if (IsNew) {
    UpdateSite S;
    S.Function = Function;
    S.Operation = Operation;
    S.Is = Is;
    S.Inner = Inner;
    Sites.push_back(S);
  }
  return Found->second;
}

std::uint32_t UpdateWalk::callNumber(Frame &F, std::uint32_t Index,
                                     std::uint32_t Symbol) {
  auto [Found, IsNew] = CallOf.try_emplace(
      {F.Index, Index}, static_cast<std::uint32_t>(Calls.size()));
  if (IsNew)
    Calls.push_back({F.Index, Index, Symbol});
  return Found->second;
}
