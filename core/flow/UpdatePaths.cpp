//===- core/flow/UpdatePaths.cpp - Images that nobody verified ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/UpdatePaths.h"
#include "core/flow/UpdateFindings.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::flow;

bool UpdateWalk::isFromOutside(TermId Data) const {
  return Data && T.has(Data, [&](TermId Each) {
    if (Outside.contains(T.root(Each)))
      return true;
    auto From = Origins.find(Each);
    return From != Origins.end() && Outside.contains(T.root(From->second));
  });
}

bool UpdateWalk::isOwn(TermId Data) const {
  if (auto From = Origins.find(Data); From != Origins.end())
    Data = From->second;
  Term::Kind Root = T[T.root(Data)].Of;
  return Root == Term::Kind::Local || Root == Term::Kind::Number ||
         Root == Term::Kind::None;
}

std::string_view UpdateWalk::nameOf(TermId Data) const {
  for (TermId At = Data; At;) {
    if (auto From = Origins.find(At); From != Origins.end()) {
      At = From->second;
      continue;
    }
    const Term &X = T[At];
    switch (X.Of) {
    case Term::Kind::Local:
      return X.B < P.functions()[X.A].Locals.size()
                 ? std::string_view(P.functions()[X.A].Locals[X.B].Name)
                 : "";
    case Term::Kind::Global:
      return P.symbols()[X.A].Name;
    case Term::Kind::Field: {
      std::string_view Name = P.fields()[X.B];
      auto Colons = Name.rfind("::");
      return Colons == Name.npos ? Name : Name.substr(Colons + 2);
    }
    case Term::Kind::Element:
    case Term::Kind::Initial:
    case Term::Kind::Operation:
      At = X.A;
      break;
    case Term::Kind::Fresh: {
      constexpr std::uint32_t ParameterValue = 0x20000000;
      if (X.A < P.functions().size() && X.B >= ParameterValue &&
          X.B - ParameterValue < P.functions()[X.A].Parameters)
        return P.functions()[X.A].Locals[X.B - ParameterValue].Name;
      return "";
    }
    default:
      return "";
    }
  }
  return "";
}

bool firmcop::flow::checkUpdatePaths(
    const Program &P, const ModelSet &Models, const GlobalFacts &Globals,
    const PointerFlow &Pointers, const SolveOptions &Options,
    const std::function<void(FlowFinding)> &Report) {
  bool IsWanted = std::ranges::any_of(allRules(), [&](const Rule *R) {
    return Options.IsOn(*R) &&
           std::ranges::any_of(R->Flows, [](const FlowConstraint &C) {
             return C.To == "installation";
           });
  });
  if (!IsWanted)
    return true;
  UpdateProgram U(P, Models, Globals, Pointers);
  UpdateWalk Walk(U);
  UpdateFindings Findings(P, U, Walk, Options, Report);
  Findings.findStubs();
  if (U.isIdle())
    return true;
  bool IsComplete = Walk.run();
  Findings.run(IsComplete);
  return IsComplete;
}
