//===- core/flow/Trace.cpp - How a value got to a place -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Trace.h"

#include <algorithm>

using namespace firmcop::flow;

TraceId Traces::add(Step S, std::string_view Name) {
  unsigned Before = std::max(Steps[S.Before].Length, Steps[S.Inner].Length);
  if ((S.Before || S.Inner) && Before >= MaximumLength)
    return S.Inner ? S.Inner : S.Before;
  S.Length = static_cast<std::uint16_t>(Before + 1);
  if (!Name.empty()) {
    auto Found = NameIds.find(Name);
    if (Found == NameIds.end()) {
      Found =
          NameIds.emplace(Name, static_cast<std::uint32_t>(Names.size())).first;
      Names.emplace_back(Name);
    }
    S.Name = Found->second;
  }
  return Steps.add(S).first;
}

std::uint64_t Traces::StepHash::operator()(const Step &S) const {
  std::uint64_t Hash = S.Function * 0x9E3779B97F4A7C15ULL;
  for (std::uint64_t Part :
       {std::uint64_t(S.Where.Offset) << 32 | S.Before,
        std::uint64_t(S.Inner) << 32 | S.Name,
        std::uint64_t(S.Item) << 8 | static_cast<unsigned>(S.Of)})
    Hash = (Hash ^ (Hash >> 32) ^ Part) * 0xFF51AFD7ED558CCDULL;
  return Hash ^ (Hash >> 32);
}

TraceId Traces::leaf(TraceId T) const {
  while (T) {
    const Step &S = Steps[T];
    TraceId Next = S.Of == StepKind::Input ? 0 : S.Before ? S.Before : 0;
    if (S.Of == StepKind::Return && !S.Before)
      return T;
    if (!Next)
      return T;
    T = Next;
  }
  return 0;
}

TraceId Traces::source(TraceId T) const {
  while (T) {
    const Step &S = Steps[T];
    TraceId Next = S.Before ? S.Before : S.Inner;
    if (!Next)
      return S.Of == StepKind::Source ? T : 0;
    T = Next;
  }
  return 0;
}

TraceId Traces::passedBy(
    TraceId T, std::uint32_t Function,
    const std::function<bool(std::uint32_t, bool)> &IsHelper) const {
  constexpr unsigned MaximumCalls = 4;
  TraceId Found = 0;
  for (unsigned Calls = 0; Calls < MaximumCalls; ++Calls) {
    const Step &Enters = Steps[leaf(T)];
    if (Enters.Of != StepKind::Input || Enters.Function != Function ||
        Enters.As == Passing::Inside ||
        !IsHelper(Function, Enters.As == Passing::Number))
      break;
    const Step &Passes = Steps[Enters.Before];
    if (Passes.Of != StepKind::Argument)
      break;
    Found = Enters.Before;
    Function = Passes.Function;
    T = Passes.Before;
  }
  return Found;
}

void Traces::collect(TraceId T, bool StopAtInput, std::vector<TraceId> &To,
                     std::vector<int> &Depths, int &Depth) const {
  // Backwards; the depth is relative to where the path ends.
  while (T && To.size() < std::size_t(4) * MaximumLength) {
    const Step &S = Steps[T];
    if (S.Of == StepKind::Input) {
      if (StopAtInput)
        return;
      --Depth;
    } else {
      To.push_back(T);
      Depths.push_back(Depth);
    }
    if (S.Of == StepKind::Return) {
      int Inside = Depth + 1;
      collect(S.Inner, /*StopAtInput=*/S.Before != 0, To, Depths, Inside);
      if (!S.Before)
        return;
    }
    T = S.Before;
  }
}

std::vector<FlowPoint> Traces::expand(TraceId T) const {
  std::vector<TraceId> Path;
  std::vector<int> Depths;
  int Depth = 0;
  collect(T, /*StopAtInput=*/false, Path, Depths, Depth);
  int Least = 0;
  for (int D : Depths)
    Least = std::min(Least, D);

  std::vector<FlowPoint> Points;
  for (std::size_t I = Path.size(); I-- > 0;) {
    const Step &S = Steps[Path[I]];
    const std::string &Name = Names[S.Name];
    std::string Text;
    switch (S.Of) {
    case StepKind::Source:
      Text = Name;
      break;
    case StepKind::Assign:
      Text = "It is stored in '" + Name + "'.";
      break;
    case StepKind::Through:
      Text = "'" + Name + "' hands it on.";
      break;
    case StepKind::Argument:
      Text = "It is passed to '" + Name + "'.";
      break;
    case StepKind::Return:
      Text = "It comes back from '" + Name + "'.";
      break;
    case StepKind::Input:
      continue;
    }
    bool IsCall = S.Of == StepKind::Argument || S.Of == StepKind::Return;
    Points.push_back({S.Where, std::move(Text),
                      static_cast<unsigned>(Depths[I] - Least), S.Of,
                      IsCall ? Name : std::string()});
  }
  return Points;
}

bool Traces::isStateOfProgram(std::span<const FlowPoint> Path) {
  constexpr std::ptrdiff_t ManyReturns = 3;
  if (std::ranges::count(Path, StepKind::Return, &FlowPoint::Of) >= ManyReturns)
    return true;
  for (std::size_t I = 0; I < Path.size(); ++I)
    if (Path[I].Of == StepKind::Argument)
      for (const FlowPoint &Earlier : Path.first(I))
        if (Earlier.Of == StepKind::Return && Earlier.Callee == Path[I].Callee)
          return true;
  return false;
}
