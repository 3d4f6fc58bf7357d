//===- sarif/Summary.cpp - What reports need of a run ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Summary.h"

#include "sarif/Rules.h"
#include "sarif/Words.h"

#include <algorithm>
#include <set>

using namespace firmcop;

namespace {

ResultSummary summarise(const Finding &F) {
  const Rule &R = F.Of;
  ResultSummary Result;
  Result.RuleId = R.Id;
  Result.Kind = F.Kind;
  Result.Level = F.Level;
  Result.Guidelines.assign(R.Guidelines.begin(), R.Guidelines.end());
  std::sort(Result.Guidelines.begin(), Result.Guidelines.end());
  Result.Path = F.Where.Path;
  if (auto *Text = std::get_if<TextRegion>(&F.Where.Region)) {
    Result.Line = Text->StartLine;
    Result.Column = Text->StartColumn;
  }
  Result.Message = message(F);
  Result.Suppressed = F.IsSuppressed;
  Result.Known = F.Baseline == BaselineState::Unchanged;
  return Result;
}

} // namespace

bool RunSummary::isComplete() const {
  return std::all_of(Problems.begin(), Problems.end(), [](const Problem &P) {
    // What is odd about the settings took nothing from the analysis.
    return P.Severity < Level::Warning ||
           (P.Severity == Level::Warning && P.Where == Stage::Configuration);
  });
}

RunSummary firmcop::summarise(const Run &R) {
  RunSummary Summary;
  Summary.Tool = R.ToolName;
  for (const Finding &F : R.Findings)
    Summary.Results.push_back(::summarise(F));
  Summary.Problems = R.Problems;
  const RuleTable Rules(R);
  std::set<std::uint8_t> Evaluated;
  for (const Rule *Listed : Rules.rules())
    Evaluated.insert(Listed->Guidelines.begin(), Listed->Guidelines.end());
  Summary.Evaluated.assign(Evaluated.begin(), Evaluated.end());
  return Summary;
}

std::optional<Level> firmcop::parseFailOn(std::string_view Word) {
  return parseWord(Word, AllLevels);
}

ExitCode firmcop::exitCode(std::span<const RunSummary> Runs, Level FailOn) {
  bool IsComplete = true;
  for (const RunSummary &R : Runs) {
    for (const ResultSummary &Result : R.Results)
      if (FailOn != Level::None && Result.Kind == Kind::Fail &&
          !Result.Suppressed && !Result.Known && Result.Level >= FailOn)
        return ExitCode::Findings;
    IsComplete &= R.isComplete();
  }
  return IsComplete ? ExitCode::Clean : ExitCode::Incomplete;
}

ExitCode firmcop::exitCode(const RunSummary &R, Level FailOn) {
  return exitCode(std::span(&R, 1), FailOn);
}
