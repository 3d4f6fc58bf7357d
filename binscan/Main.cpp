//===- binscan/Main.cpp - The program binscan -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Input.h"
#include "binscan/Listing.h"
#include "binscan/Options.h"
#include "binscan/Scan.h"
#include "sarif/Console.h"
#include "sarif/Scoreboard.h"

#include <algorithm>
#include <iostream>
#include <span>
#include <unistd.h>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

ExitCode listRules(Listing Form) {
  if (Form == Listing::Json)
    printRulesAsJson(std::cout);
  else
    printRules(std::cout);
  return ExitCode::Clean;
}

ExitCode explain(const std::string &Id) {
  const Rule *R = findRule(Id);
  if (!R)
    R = findRule("firmcop-" + Id);
  if (!R) {
    std::cerr << "binscan: '" << Id
              << "' is no rule; see 'binscan --list-rules'.\n";
    return ExitCode::Usage;
  }
  std::cout << "# " << R->Title << "\n\n" << R->Page;
  return ExitCode::Clean;
}

/// Reads and unpacks each image, and hands it on; problems go to \p R.
template <class Function>
void forEachImage(const Options &O, Run &R, const Function &Do) {
  Inputs In = nameInputs(O.Images);
  R.Problems = std::move(In.Problems);
  for (const InputFile &File : In.Files) {
    Result<Blob> Content = readFile(File);
    if (!Content) {
      R.Problems.push_back(Content.problem());
      continue;
    }
    const Budget Allowed = Budget::forInput(Content->size());
    Do(unpack(File.Name, *Content, Allowed, O.Jobs));
  }
}

/// Unusable input is the user's to mend, whatever else was found.
ExitCode exitCodeOf(const Run &R, const RunSummary &Summary, Level FailOn) {
  const bool IsUnusable = std::ranges::any_of(R.Problems, [](const Problem &P) {
    return P.Where == Stage::Input && P.Severity == Level::Error;
  });
  return IsUnusable ? ExitCode::Usage : exitCode(Summary, FailOn);
}

ExitCode list(const Options &O) {
  Run R;
  std::vector<Unpacked> Images;
  forEachImage(O, R, [&](Unpacked U) {
    R.Problems.insert(R.Problems.end(), U.Problems.begin(), U.Problems.end());
    if (O.List == Listing::Text)
      printTree(std::cout, U.Tree);
    else
      Images.push_back(std::move(U));
  });
  if (O.List == Listing::Json)
    printTreesAsJson(std::cout, Images);
  canonicalise(R);
  const RunSummary Summary = summarise(R);
  printProblems(std::cerr, std::span(&Summary, 1), useColour(STDERR_FILENO));
  return exitCodeOf(R, Summary, Level::None);
}

ExitCode scan(const Options &O) {
  Run R;
  R.ToolName = "binscan";
  const RuleContext Context{O.Today};
  forEachImage(O, R, [&](const Unpacked &U) {
    applyRules(U, Context, O.Jobs, R);
    if (!O.Quiet)
      printCoverage(std::cout, U);
  });
  canonicalise(R);
  const RunSummary Summary = summarise(R);
  R.Exit = exitCodeOf(R, Summary, O.FailOn);

  const std::span Runs(&Summary, 1);
  printResults(std::cout, Runs, useColour(STDOUT_FILENO));
  std::cout.flush();
  printProblems(std::cerr, Runs, useColour(STDERR_FILENO));
  if (O.Scoreboard)
    printScoreboard(std::cout, rollUp(Runs), useColour(STDOUT_FILENO));
  if (!O.Quiet)
    printTotals(std::cout, Runs);
  if (O.SarifFile.empty())
    return R.Exit;
  WriteOptions Form;
  Form.Shape = O.Shape;
  if (const auto P = writeSarifFile(O.SarifFile, std::span(&R, 1), Form)) {
    std::cerr << "binscan: " << P->Text << '\n';
    return ExitCode::Usage;
  }
  return R.Exit;
}

} // namespace

int main(int Count, char **Arguments) {
  const auto Parsed = parseOptions(Count, Arguments);
  if (const ExitCode *Done = std::get_if<ExitCode>(&Parsed))
    return static_cast<int>(*Done);
  const Options &O = std::get<Options>(Parsed);
  const ExitCode Code = O.ListRules != Listing::None ? listRules(O.ListRules)
                        : !O.Explain.empty()         ? explain(O.Explain)
                        : O.List != Listing::None    ? list(O)
                                                     : scan(O);
  return static_cast<int>(Code);
}
