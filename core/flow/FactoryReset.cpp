//===- core/flow/FactoryReset.cpp - Data that nobody can erase ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A reset is told by its name, by a call that erases all that is kept, or by a
// text: a command, a path, the label of a button. That none of them is there
// says something only of a whole program, so that a program needs a beginning
// that a library does not have.
//
//===----------------------------------------------------------------------===//

#include "core/flow/FactoryReset.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::flow;

/// Where programs begin, on a system, on a chip, and in a sketch.
static constexpr std::string_view Beginnings[] = {"main", "app_main", "setup",
                                                  "loop"};

/// Longer texts tell a user something.
static constexpr std::size_t LongText = 60;

/// The name of the file that a function stands in.
static std::string fileOf(const Program &P, const Function &F) {
  std::string_view Path = P.files()[F.Where.File];
  return std::string(Path.substr(Path.find_last_of("/\\") + 1));
}

static void report(const Program &P, const ModelSet &Models, const Rule &Of,
                   const Function &Begin,
                   std::span<const std::string_view> Keeping,
                   const std::function<void(FlowFinding)> &Report) {
  auto HasKind = [&](std::uint32_t Symbol, auto Is) {
    const std::string &Name = P.symbols()[Symbol].ModelName;
    return !Name.empty() &&
           std::ranges::any_of(
               Models.rows(Subject::Function, Name),
               [&](const ModelRow &Row) { return Is(Row.Kind); });
  };
  std::optional<FlowFinding> First;
  for (std::uint32_t I = 0; I < P.functions().size(); ++I) {
    const Function &F = P.functions()[I];
    for (std::uint32_t At = 0; At < F.Operations.size(); ++At) {
      const Operation &O = F.Operations[At];
      if (O.Op != Opcode::Call || O.A.kind() != Operand::Kind::Function)
        continue;
      if (HasKind(O.A.Index, [](std::string_view Kind) {
            return Kind == "storage-erase";
          }))
        return;
      bool Keeps = HasKind(O.A.Index, [&](std::string_view Kind) {
        return std::ranges::find(Keeping, Kind) != Keeping.end();
      });
      if (First || !Keeps)
        continue;
      First.emplace();
      First->Of = &Of;
      First->Severity = firmcop::Level::None;
      First->Function = I;
      First->Where = F.Positions[At];
      First->Arguments = {fileOf(P, Begin)};
      First->Evidence = P.symbols()[O.A.Index].Name;
    }
  }
  if (First)
    Report(std::move(*First));
}

void firmcop::flow::checkFactoryReset(
    const Program &P, const ModelSet &Models, const SolveOptions &Options,
    const std::function<void(FlowFinding)> &Report) {
  if (!Options.IsWhole)
    return;
  auto Begin = std::ranges::find_if(P.functions(), [&](const Function &F) {
    return std::ranges::find(Beginnings, P.symbols()[F.Symbol].Name) !=
           std::end(Beginnings);
  });
  if (Begin == P.functions().end())
    return;
  for (const Symbol &S : P.symbols())
    if (S.IsFunction && Options.IsAboutReset(S.Name))
      return;
  for (const Literal &L : P.literals())
    if (L.Of == Literal::Kind::Text && L.Bytes.size() <= LongText &&
        Options.IsAboutReset(L.Bytes))
      return;
  for (const Rule *R : allRules())
    for (const FlowConstraint &C : R->Flows)
      if (C.To == "factory-reset" && Options.IsOn(*R))
        ::report(P, Models, *R, *Begin, C.From, Report);
}
