//===- sarif/Scoreboard.cpp - The thirteen guidelines, rolled up ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Scoreboard.h"

#include "sarif/Colour.h"

#include <algorithm>
#include <iomanip>
#include <ostream>
#include <set>
#include <string>
#include <string_view>

using namespace firmcop;

namespace {

std::optional<Kind> verdict(const GuidelineScore &Score, bool IsIncomplete) {
  const KindCounts &Counts = Score.Counts;
  if (Counts[Kind::Fail])
    return Kind::Fail;
  if (Counts[Kind::Open] || IsIncomplete)
    return Kind::Open;
  if (Counts[Kind::Review] || Score.Of.get().Ceiling == Kind::Review)
    return Kind::Review;
  if (Counts[Kind::Pass])
    return Kind::Pass;
  if (Counts[Kind::NotApplicable])
    return Kind::NotApplicable;
  return std::nullopt;
}

std::string_view describe(std::optional<Kind> Verdict) {
  if (!Verdict || *Verdict == Kind::Informational)
    return "not evaluated";
  return *Verdict == Kind::NotApplicable ? "not applicable"
                                         : toString(*Verdict);
}

struct CountColumn {
  Kind Of;
  std::string_view Heading;
};
constexpr CountColumn CountColumns[] = {{Kind::Fail, "Fail"},
                                        {Kind::Open, "Open"},
                                        {Kind::Review, "Review"},
                                        {Kind::Pass, "Pass"},
                                        {Kind::NotApplicable, "N.a."}};

constexpr std::string_view Gap = "  ";

std::string padded(std::string_view Text, std::size_t Width) {
  std::string Result(Text);
  Result.resize(std::max(Width, Text.size()), ' ');
  return Result;
}

} // namespace

Scoreboard firmcop::rollUp(std::span<const RunSummary> Runs) {
  Scoreboard Board;
  for (const Guideline &G : allGuidelines())
    Board.Rows.push_back({G, std::nullopt, {}});
  std::set<std::uint8_t> Incomplete;
  for (const RunSummary &R : Runs) {
    if (!R.isComplete())
      Incomplete.insert(R.Evaluated.begin(), R.Evaluated.end());
    for (const ResultSummary &Result : R.Results) {
      if (Result.Suppressed || Result.Known)
        continue;
      ++Board.Totals[Result.Kind];
      for (GuidelineScore &Score : Board.Rows)
        if (std::find(Result.Guidelines.begin(), Result.Guidelines.end(),
                      Score.Of.get().Number) != Result.Guidelines.end())
          ++Score.Counts[Result.Kind];
    }
  }
  for (GuidelineScore &Score : Board.Rows)
    Score.Verdict = verdict(Score, Incomplete.contains(Score.Of.get().Number));
  return Board;
}

void firmcop::printScoreboard(std::ostream &Out, const Scoreboard &Board,
                              bool Colour) {
  std::size_t TitleWidth = 0;
  for (const GuidelineScore &Score : Board.Rows)
    TitleWidth = std::max(TitleWidth, Score.Of.get().Title.size());
  constexpr std::size_t VerdictWidth =
      std::string_view("not applicable").size();

  std::string Heading = std::string(2, ' ') + std::string(Gap) +
                        padded("Guideline", TitleWidth) + std::string(Gap) +
                        padded("Verdict", VerdictWidth);
  for (const CountColumn &Column : CountColumns)
    Heading.append(Gap).append(Column.Heading);
  Out << emphasised(Heading, Colour) << '\n';

  for (const GuidelineScore &Score : Board.Rows) {
    const Guideline &G = Score.Of;
    Out << std::setw(2) << unsigned(G.Number) << Gap
        << padded(G.Title, TitleWidth) << Gap
        << coloured(padded(describe(Score.Verdict), VerdictWidth),
                    Score.Verdict.value_or(Kind::Informational), Colour);
    for (const CountColumn &Column : CountColumns)
      Out << Gap << std::setw(int(Column.Heading.size()))
          << Score.Counts[Column.Of];
    Out << '\n';
  }
}
