//===- sarif/Console.cpp - Findings as text -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Console.h"

#include "sarif/Colour.h"
#include "sarif/Scoreboard.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <unistd.h>

using namespace firmcop;

namespace {

bool wantsAttention(const ResultSummary &R) {
  return !R.Suppressed && !R.Known &&
         (R.Kind == Kind::Fail || R.Kind == Kind::Review ||
          R.Kind == Kind::Open);
}

/// The level of a failure, the kind of anything else.
std::string label(const ResultSummary &R, bool Colour) {
  return R.Kind == Kind::Fail ? coloured(toString(R.Level), R.Level, Colour)
                              : coloured(toString(R.Kind), R.Kind, Colour);
}

std::string place(const ResultSummary &R) {
  std::string Place = printable(R.Path);
  for (std::uint32_t Number : {R.Line, R.Column}) {
    if (!Number)
      break;
    Place += ':' + std::to_string(Number);
  }
  return Place;
}

std::string counted(std::size_t Count, std::string_view Noun) {
  return std::to_string(Count) + ' ' + std::string(Noun) +
         (Count == 1 ? "" : "s");
}

} // namespace

bool firmcop::useColour(int FileDescriptor) {
  const char *NoColour = std::getenv("NO_COLOR");
  const char *Terminal = std::getenv("TERM");
  return ::isatty(FileDescriptor) && !(NoColour && *NoColour) &&
         !(Terminal && std::string_view(Terminal) == "dumb");
}

void firmcop::printResults(std::ostream &Out, std::span<const RunSummary> Runs,
                           bool Colour) {
  std::vector<const ResultSummary *> Results;
  for (const RunSummary &R : Runs)
    for (const ResultSummary &Result : R.Results)
      if (wantsAttention(Result))
        Results.push_back(&Result);
  std::sort(
      Results.begin(), Results.end(),
      [](const ResultSummary *A, const ResultSummary *B) {
        return std::tie(A->Path, A->Line, A->Column, A->RuleId, A->Message) <
               std::tie(B->Path, B->Line, B->Column, B->RuleId, B->Message);
      });
  // What keeps one rule from deciding keeps most of them, so that is said once.
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> Opens;
  for (const ResultSummary *Result : Results)
    if (Result->Kind == Kind::Open)
      ++Opens[{Result->Path, Result->Message}];
  for (const ResultSummary *Result : Results) {
    std::string Rules = printable(Result->RuleId);
    if (Result->Kind == Kind::Open) {
      std::size_t &Count = Opens[{Result->Path, Result->Message}];
      if (Count > 1)
        Rules = std::to_string(Count) + " rules";
      if (std::exchange(Count, 0) == 0)
        continue;
    }
    if (!Result->Path.empty())
      Out << emphasised(place(*Result) + ":", Colour) << ' ';
    Out << label(*Result, Colour) << ": " << printable(Result->Message);
    if (!Rules.empty())
      Out << " [" << Rules << ']';
    Out << '\n';
  }
}

void firmcop::printProblems(std::ostream &Out, std::span<const RunSummary> Runs,
                            bool Colour) {
  for (const RunSummary &R : Runs)
    for (const Problem &P : R.Problems) {
      if (!P.Path.empty())
        Out << emphasised(printable(P.Path) + ":", Colour) << ' ';
      Out << coloured(toString(P.Severity), P.Severity, Colour) << ": "
          << printable(P.Text) << " [" << toString(P.Where) << "]\n";
    }
}

void firmcop::printTotals(std::ostream &Out, std::span<const RunSummary> Runs) {
  KindCounts Kinds;
  std::size_t Errors = 0, Warnings = 0, Notes = 0;
  std::size_t Suppressed = 0, Known = 0, Incomplete = 0;
  for (const RunSummary &R : Runs) {
    Incomplete += !R.isComplete();
    for (const ResultSummary &Result : R.Results) {
      if (Result.Suppressed) {
        ++Suppressed;
        continue;
      }
      if (Result.Known) {
        Known += Result.Kind == Kind::Fail || Result.Kind == Kind::Review;
        continue;
      }
      ++Kinds[Result.Kind];
      Errors += Result.Level == Level::Error;
      Warnings += Result.Level == Level::Warning;
      Notes += Result.Level == Level::Note;
    }
  }
  Out << counted(Kinds[Kind::Fail], "finding") << " ("
      << counted(Errors, "error") << ", " << counted(Warnings, "warning")
      << ", " << counted(Notes, "note") << "), " << Kinds[Kind::Review]
      << " to review, " << Kinds[Kind::Open] << " open, " << Kinds[Kind::Pass]
      << " passed";
  if (Suppressed)
    Out << ", " << Suppressed << " suppressed";
  if (Known)
    Out << ", " << Known << " known before";
  Out << (Incomplete ? "; the analysis is not complete.\n" : ".\n");
}
