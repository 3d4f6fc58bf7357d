//===- binscan/Main.cpp - The program binscan -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Cache.h"
#include "binscan/Extract.h"
#include "binscan/Listing.h"
#include "binscan/Options.h"
#include "binscan/Sbom.h"
#include "binscan/Scan.h"
#include "binscan/Workers.h"
#include "sarif/Baseline.h"
#include "sarif/Console.h"
#include "sarif/Scoreboard.h"

#include <algorithm>
#include <iostream>
#include <span>
#include <sstream>
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

Unpacked takeApart(const ImageJob &Job, const Options &O) {
  Budget Allowed = Budget::forInput(Job.Content.size());
  if (O.TimeLimit.count() > 0)
    Allowed.Deadline = std::chrono::steady_clock::now() + O.TimeLimit;
  Unpacked U = unpack(Job.Image.Name, Job.Content, Allowed, Job.Jobs);
  // What was compressed is hardly needed any more.
  if (Job.IsMapped)
    dropPages(Job.Content);
  return U;
}

/// Does something with each image that was named. The results are in order;
/// what they have in common, and what kept an image from giving one, goes to
/// \p R.
std::vector<ImageResult> forEachImage(
    const Options &O, Run &R, const ImageTask &Task,
    const FileSink &Files = [](const ExtractedFile &) {},
    const ResultCache *Cache = nullptr) {
  Inputs In = nameInputs(O.Images);
  R.Problems = std::move(In.Problems);
  if (!O.IsSandboxed)
    R.Problems.push_back({Stage::Configuration, Level::Note, "",
                          "Images were taken apart without a sandbox, as "
                          "--no-sandbox asks."});
  const WorkerOptions How{O.Jobs, O.IsSandboxed, O.TimeLimit};
  return Cache ? Cache->runOnImages(In.Files, Task, How)
               : runOnImages(In.Files, Task, How, Files);
}

/// Unusable input is the user's to mend, whatever else was found.
ExitCode exitCodeOf(const Run &R, const RunSummary &Summary, Level FailOn) {
  const bool IsUnusable = std::ranges::any_of(R.Problems, [](const Problem &P) {
    return P.Where == Stage::Input && P.Severity == Level::Error;
  });
  return IsUnusable ? ExitCode::Usage : exitCode(Summary, FailOn);
}

/// Prints the problems of a run without findings.
ExitCode conclude(Run &R) {
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

ExitCode list(const Options &O) {
  Run R;
  const auto Task = [&](const ImageJob &Job) {
    Unpacked U = takeApart(Job, O);
    std::ostringstream Text;
    ImageResult Result;
    if (O.List == Listing::Text)
      printTree(Text, U.Tree);
    else
      Text << treeAsJson(U);
    Result.Output = std::move(Text).str();
    Result.Found.Problems = std::move(U.Problems);
    return Result;
  };
  std::vector<std::string> Outputs;
  for (ImageResult &Of : forEachImage(O, R, Task)) {
    if (!Of.Output.empty())
      Outputs.push_back(std::move(Of.Output));
    append(R, std::move(Of.Found));
  }
  if (O.List == Listing::Json)
    printJsonArray(std::cout, Outputs);
  else
    for (const std::string &Tree : Outputs)
      std::cout << Tree;
  return conclude(R);
}

ExitCode extract(const Options &O) {
  Run R;
  Result<Extraction> To = Extraction::into(O.ExtractTo);
  if (!To)
    return failed(To.problem());
  const auto Task = [&](const ImageJob &Job) {
    Unpacked U = takeApart(Job, O);
    listForExtraction(U.Tree, Job.Files);
    ImageResult Result;
    Result.Found.Problems = std::move(U.Problems);
    return Result;
  };
  for (ImageResult &Of :
       forEachImage(O, R, Task, [&](const ExtractedFile &F) { To->add(F); }))
    append(R, std::move(Of.Found));
  for (Problem &P : To->finish())
    R.Problems.push_back(std::move(P));
  if (!O.Quiet)
    std::cout << O.ExtractTo << ": " << To->written() << " of "
              << To->entries().size()
              << " entries written; binscan-manifest.json lists them.\n";
  return conclude(R);
}

/// The results of earlier scans, if they are asked for.
Result<std::optional<ResultCache>> cacheOf(const Options &O) {
  if (O.CacheFolder.empty())
    return std::optional<ResultCache>();
  // Components are numbered by image; everything else is not.
  const auto Asked =
      [Day = O.Today.time_since_epoch().count(), Limit = O.TimeLimit.count(),
       HasSbom = !O.SbomFile.empty(), IsDiff = O.IsDiff](std::size_t Number) {
        std::string Text = std::to_string(Day) + ' ' + std::to_string(Limit);
        if (HasSbom)
          Text += " sbom " + std::to_string(Number + 1 - IsDiff);
        return Text;
      };
  Result<ResultCache> Cache = ResultCache::in(O.CacheFolder, Asked);
  if (!Cache)
    return Cache.problem();
  return std::optional(std::move(*Cache));
}

ExitCode scan(const Options &O) {
  Run R, Old;
  R.ToolName = "binscan";
  const RuleContext Context{O.Today};
  Sbom Parts;
  const auto Task = [&](const ImageJob &Job) {
    const Unpacked U = takeApart(Job, O);
    ImageResult Result;
    applyRules(U, Context, Job.Jobs, Result.Found);
    if (!O.SbomFile.empty())
      Result.Components =
          Sbom::partOf(U.Tree, Job.Number + 1 - O.IsDiff, O.Today);
    std::ostringstream Text;
    printCoverage(Text, U);
    Result.Output = std::move(Text).str();
    return Result;
  };
  Result<std::optional<ResultCache>> Cache = cacheOf(O);
  if (!Cache)
    return failed(Cache.problem());
  std::size_t Number = 0;
  for (ImageResult &Of : forEachImage(
           O, R, Task, [](const ExtractedFile &) {},
           *Cache ? &**Cache : nullptr)) {
    const bool IsOld = O.IsDiff && Number++ == 0;
    append(IsOld ? Old : R, std::move(Of.Found));
    if (!IsOld)
      Parts.add(Of.Components);
    if (!O.Quiet)
      std::cout << Of.Output;
  }
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
                        : !O.ExtractTo.empty()       ? extract(O)
                                                     : scan(O);
  return static_cast<int>(Code);
}
