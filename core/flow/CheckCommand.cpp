//===- core/flow/CheckCommand.cpp - Shells for peers ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Text of a peer inside of a command is a mistake. A handler that runs the text
// as the command is a shell that somebody has built on purpose, and left in; it
// is told where the handler is registered.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

using namespace firmcop;
using namespace firmcop::flow;

std::optional<std::pair<std::uint32_t, std::uint32_t>>
Solver::registration(std::uint32_t Symbol) const {
  auto IsText = [&](const Function &F, Operand O) {
    if (O.kind() == Operand::Kind::Temporary)
      for (const Operation &Each : F.Operations)
        if (Each.Result == O.Index &&
            (Each.Op == Opcode::Cast || Each.Op == Opcode::Copy))
          O = Each.A;
    return O.kind() == Operand::Kind::Literal &&
           P.literals()[O.Index].Of == Literal::Kind::Text;
  };
  for (std::uint32_t I = 0; I < P.functions().size(); ++I) {
    const Function &F = P.functions()[I];
    for (std::uint32_t At = 0; At < F.Operations.size(); ++At) {
      const Operation &O = F.Operations[At];
      if (O.Op != Opcode::Call)
        continue;
      auto Given = std::span(F.Pool).subspan(O.Extra, O.Count);
      bool HandsOver = std::ranges::find(Given, Operand(Operand::Kind::Function,
                                                        Symbol)) != Given.end();
      if (HandsOver && std::ranges::any_of(Given, [&](Operand Each) {
            return IsText(F, Each);
          }))
        return std::pair(I, At);
    }
  }
  return std::nullopt;
}

void Frame::checkWholeCommand(std::uint32_t Index, const Value &Command) {
  auto Demands = Shared.Words.demands("whole-command");
  const Traces &Table = Shared.TraceTable;
  TraceId Begin = Table.source(Command.Trace);
  if (Demands.empty() || Command.IsPrefixed || !Begin)
    return;
  std::uint32_t Handler = Table[Begin].Function;
  for (const Demand &D : Demands) {
    if (!(Command.Kinds & D.From) || Handler >= P.functions().size())
      continue;
    std::uint32_t Symbol = P.functions()[Handler].Symbol;
    auto Registered = Shared.registration(Symbol);
    if (!Registered)
      continue;
    FlowFinding Found;
    Found.Of = D.Of;
    Found.Severity = D.Of->DefaultLevel;
    Found.Function = Registered->first;
    Found.Where =
        P.functions()[Registered->first].Positions[Registered->second];
    Found.Arguments = {P.symbols()[Symbol].Name,
                       "a shell, since it runs what it is sent"};
    Found.Path = Table.expand(Command.Trace);
    Found.Path.push_back({F.Positions[Index],
                          "'" + std::string(Library.Name) + "' runs it.", 0,
                          StepKind::Through});
    Found.Evidence = P.symbols()[Symbol].Name;
    Shared.report(std::move(Found));
  }
}
