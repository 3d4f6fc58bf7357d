//===- test/flow/Main.cpp - firmcop-flow, for tests ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads units in the text form and shows what the flow core makes of them:
//
//   firmcop-flow --print FILE...   as they are printed, after a way through
//                                  bytes and text
//   firmcop-flow --link FILE...    joined to one program
//   firmcop-flow --solve FILE...   the findings of the joined program
//
//===----------------------------------------------------------------------===//

#include "core/flow/Link.h"
#include "core/flow/Serialise.h"
#include "core/flow/Solve.h"
#include "core/flow/Text.h"
#include "firmcop/Finding.h"

#include <fstream>
#include <iostream>
#include <iterator>

using namespace firmcop;
using namespace firmcop::flow;

static int report(const Problem &P) {
  std::cerr << P.Path << ": " << P.Text << '\n';
  return 2;
}

/// Prints units that have been bytes and text before; they must not change.
static int printAll(const std::vector<Unit> &Units) {
  for (const Unit &U : Units) {
    std::string Text = print(U);
    auto Back = fromBytes(toBytes(U), U.Path);
    if (!Back)
      return report(Back.problem());
    auto Again = parse(Text, U.Path);
    if (!Again)
      return report(Again.problem());
    if (print(*Back) != Text || print(Again->front()) != Text) {
      std::cerr << U.Path << ": the unit changes on its way.\n";
      return 1;
    }
    std::cout << Text;
  }
  return 0;
}

static void printList(const char *What, const Program &P, std::uint32_t Of,
                      std::span<const std::uint32_t> Symbols) {
  if (Symbols.empty())
    return;
  std::cout << "; @" << P.symbols()[Of].LinkName << ' ' << What;
  for (std::uint32_t S : Symbols)
    std::cout << " @" << P.symbols()[S].LinkName;
  std::cout << '\n';
}

static int linkAll(std::vector<Unit> Units) {
  Program P(std::move(Units));
  for (const Problem &Each : P.problems())
    std::cout << "; " << toString(Each.Severity) << ": " << Each.Path << ": "
              << Each.Text << '\n';
  Unit Whole;
  Whole.Path = "program";
  Whole.Files = P.files();
  Whole.Symbols = P.symbols();
  Whole.Literals = P.literals();
  Whole.Fields = P.fields();
  Whole.Functions = P.functions();
  Whole.Initialiser = P.initialiser();
  std::cout << print(Whole);
  for (std::uint32_t F = 0; F < P.functions().size(); ++F)
    printList("calls", P, P.functions()[F].Symbol, P.callees(F));
  for (std::uint32_t S = 0; S < P.symbols().size(); ++S) {
    std::vector<std::uint32_t> Callers;
    for (std::uint32_t F : P.callers(S))
      Callers.push_back(P.functions()[F].Symbol);
    printList("is called by", P, S, Callers);
    printList("is overridden by", P, S, P.overriders(S));
  }
  for (std::uint32_t S : P.addressTaken())
    std::cout << "; @" << P.symbols()[S].LinkName << " has its address taken\n";
  return 0;
}

static int solveAll(std::vector<Unit> Units) {
  Program P(std::move(Units));
  Solution S = solve(P, ModelSet::builtin());
  auto Print = [&](const Position &At) -> std::ostream & {
    return std::cout << P.files()[At.File] << ':' << At.Line << ':' << At.Column
                     << ": ";
  };
  for (const FlowFinding &F : S.Findings) {
    Print(F.Where) << (F.Severity == Level::None ? "review"
                                                 : toString(F.Severity))
                   << ": "
                   << message(Finding(*F.Of, F.Arguments, Location())) << " ["
                   << F.Of->Id << "]\n";
    for (const FlowPoint &Each : F.Path)
      Print(Each.Where) << "  " << std::string(2 * std::size_t(Each.Depth), ' ')
                        << Each.Text << '\n';
  }
  for (const Problem &Each : S.Problems)
    std::cout << toString(Each.Severity) << ": " << Each.Path << ": "
              << Each.Text << '\n';
  return 0;
}

int main(int Count, char **Arguments) {
  std::string_view Mode = Count > 1 ? Arguments[1] : "";
  if (Count < 3 ||
      (Mode != "--print" && Mode != "--link" && Mode != "--solve")) {
    std::cerr << "usage: firmcop-flow --print|--link|--solve FILE...\n";
    return 2;
  }
  std::vector<Unit> Units;
  for (int I = 2; I < Count; ++I) {
    std::ifstream File(Arguments[I], std::ios::binary);
    const std::string Text{std::istreambuf_iterator<char>(File), {}};
    auto Parsed = parse(Text, Arguments[I]);
    if (!Parsed)
      return report(Parsed.problem());
    std::move(Parsed->begin(), Parsed->end(), std::back_inserter(Units));
  }
  if (Mode == "--print")
    return printAll(Units);
  return Mode == "--link" ? linkAll(std::move(Units))
                          : solveAll(std::move(Units));
}
