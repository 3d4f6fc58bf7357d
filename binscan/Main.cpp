//===- binscan/Main.cpp - The program binscan -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Input.h"
#include "binscan/Listing.h"
#include "binscan/Options.h"
#include "binscan/Sbom.h"
#include "binscan/Scan.h"
#include "sarif/Baseline.h"
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

/// Reads and unpacks each image, and hands it on with its number; problems go
/// to \p R.
template <class Function>
void forEachImage(const Options &O, Run &R, const Function &Do) {
  Inputs In = nameInputs(O.Images);
  R.Problems = std::move(In.Problems);
  for (std::size_t I = 0; I < In.Files.size(); ++I) {
    const InputFile &File = In.Files[I];
    Result<Blob> Content = readFile(File);
    if (!Content) {
      R.Problems.push_back(Content.problem());
      continue;
    }
    const Budget Allowed = Budget::forInput(Content->size());
    Do(I, unpack(File.Name, *Content, Allowed, O.Jobs));
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
  forEachImage(O, R, [&](std::size_t, Unpacked U) {
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

ExitCode failed(const Problem &P) {
  std::cerr << "binscan: " << P.Text << '\n';
  return ExitCode::Usage;
}

/// What to compare with, if anything: a log, or the scan of the first image.
Result<std::optional<Baseline>> baselineOf(const Options &O, Run &Old, Run &R) {
  if (!O.BaselineFile.empty()) {
    Result<SarifText> Log = loadSarif(O.BaselineFile);
    if (!Log)
      return Log.problem();
    Result<Baseline> Read = Baseline::read(*Log);
    if (!Read)
      return Read.problem();
    return std::optional(std::move(*Read));
  }
  if (!O.IsDiff)
    return std::optional<Baseline>();
  canonicalise(Old);
  // What could not be read then may hide what looks new now.
  R.Problems.insert(R.Problems.end(), Old.Problems.begin(), Old.Problems.end());
  return std::optional(Baseline(Old));
}

/// The files that were asked for beside the listing.
std::optional<Problem> writeFiles(const Options &O, const Run &R,
                                  const Sbom &Parts) {
  if (!O.SbomFile.empty())
    if (auto P = Parts.write(O.SbomFile))
      return P;
  if (O.SarifFile.empty())
    return std::nullopt;
  WriteOptions Form;
  Form.Shape = O.Shape;
  return writeSarifFile(O.SarifFile, std::span(&R, 1), Form);
}

ExitCode scan(const Options &O) {
  Run R, Old;
  R.ToolName = "binscan";
  const RuleContext Context{O.Today};
  Sbom Parts(O.Today);
  forEachImage(O, R, [&](std::size_t Number, const Unpacked &U) {
    const bool IsOld = O.IsDiff && Number == 0;
    applyRules(U, Context, O.Jobs, IsOld ? Old : R);
    if (!O.SbomFile.empty() && !IsOld)
      Parts.add(U.Tree);
    if (!O.Quiet)
      printCoverage(std::cout, U);
  });
  const Result<std::optional<Baseline>> Before = baselineOf(O, Old, R);
  if (!Before)
    return failed(Before.problem());
  canonicalise(R);
  const std::size_t Gone = *Before ? (**Before).apply(R) : 0;
  const RunSummary Summary = summarise(R);
  R.Exit = exitCodeOf(R, Summary, O.FailOn);

  const std::span Runs(&Summary, 1);
  printResults(std::cout, Runs, useColour(STDOUT_FILENO));
  std::cout.flush();
  printProblems(std::cerr, Runs, useColour(STDERR_FILENO));
  if (O.Scoreboard)
    printScoreboard(std::cout, rollUp(Runs), useColour(STDOUT_FILENO));
  if (!O.Quiet && *Before)
    std::cout << Gone << (Gone == 1 ? " finding" : " findings")
              << " of before not there any more.\n";
  if (!O.Quiet)
    printTotals(std::cout, Runs);
  if (const auto P = writeFiles(O, R, Parts))
    return failed(*P);
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
