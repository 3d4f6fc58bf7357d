//===- test/unit/ScoreboardTest.cpp - The roll-up, row by row -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Scoreboard.h"

#include <gmock/gmock.h>

#include <sstream>
#include <string>

using namespace firmcop;
using testing::HasSubstr;
using testing::Not;

namespace {

ResultSummary result(Kind K, std::vector<std::uint8_t> Guidelines) {
  ResultSummary R;
  R.RuleId = "firmcop-some-rule";
  R.Kind = K;
  R.Level = K == Kind::Fail ? Level::Error : Level::None;
  R.Guidelines = std::move(Guidelines);
  return R;
}

RunSummary run(std::vector<Kind> Kinds, std::uint8_t Guideline) {
  RunSummary R;
  R.Tool = "tool";
  for (Kind K : Kinds)
    R.Results.push_back(result(K, {Guideline}));
  R.Evaluated = {Guideline};
  return R;
}

std::optional<Kind> verdict(const RunSummary &R, std::uint8_t Guideline) {
  return rollUp(std::span(&R, 1)).Rows[Guideline - 1].Verdict;
}

/// The first guideline with this ceiling.
std::uint8_t guidelineWith(Kind Ceiling) {
  for (const Guideline &G : allGuidelines())
    if (G.Ceiling == Ceiling)
      return G.Number;
  ADD_FAILURE() << "no guideline has the ceiling " << toString(Ceiling);
  return 1;
}

struct Row {
  std::vector<Kind> Kinds;
  std::optional<Kind> Complete;   ///< verdict of a complete run
  std::optional<Kind> Incomplete; ///< and of one with a warning
};

TEST(Scoreboard, WorstKindDecides) {
  const Row Rows[] = {
      {{}, std::nullopt, Kind::Open},
      {{Kind::Informational}, std::nullopt, Kind::Open},
      {{Kind::NotApplicable}, Kind::NotApplicable, Kind::Open},
      {{Kind::NotApplicable, Kind::Pass}, Kind::Pass, Kind::Open},
      {{Kind::Pass}, Kind::Pass, Kind::Open},
      {{Kind::Pass, Kind::Review}, Kind::Review, Kind::Open},
      {{Kind::Pass, Kind::Review, Kind::Open}, Kind::Open, Kind::Open},
      {{Kind::Pass, Kind::Open, Kind::Fail}, Kind::Fail, Kind::Fail},
  };
  const std::uint8_t Guideline = guidelineWith(Kind::Pass);
  for (const Row &Expected : Rows) {
    RunSummary R = run(Expected.Kinds, Guideline);
    EXPECT_EQ(verdict(R, Guideline), Expected.Complete);
    R.Problems.push_back({Stage::Parse, Level::Warning, "a.c", "Damaged."});
    EXPECT_EQ(verdict(R, Guideline), Expected.Incomplete);
  }
}

TEST(Scoreboard, CeilingIsNeverExceeded) {
  const std::uint8_t Guideline = guidelineWith(Kind::Review);
  EXPECT_EQ(verdict(run({}, Guideline), Guideline), Kind::Review);
  EXPECT_EQ(verdict(run({Kind::Pass}, Guideline), Guideline), Kind::Review);
  EXPECT_EQ(verdict(run({Kind::NotApplicable}, Guideline), Guideline),
            Kind::Review);
  EXPECT_EQ(verdict(run({Kind::Open}, Guideline), Guideline), Kind::Open);
  EXPECT_EQ(verdict(run({Kind::Fail}, Guideline), Guideline), Kind::Fail);
}

TEST(Scoreboard, NotesLoseNothing) {
  const std::uint8_t Guideline = guidelineWith(Kind::Pass);
  RunSummary R = run({Kind::Pass}, Guideline);
  R.Problems.push_back({Stage::Configuration, Level::Note, "", "A flag."});
  EXPECT_EQ(verdict(R, Guideline), Kind::Pass);
}

TEST(Scoreboard, IncompleteRunOpensWhatItEvaluatesOnly) {
  RunSummary Good = run({Kind::Pass}, 1), Bad = run({Kind::Pass}, 4);
  Bad.Problems.push_back({Stage::Unpack, Level::Error, "fw", "Damaged."});
  const RunSummary Runs[] = {Good, Bad};
  const Scoreboard Board = rollUp(Runs);
  EXPECT_EQ(Board.Rows[0].Verdict, Kind::Pass);
  EXPECT_EQ(Board.Rows[3].Verdict, Kind::Open);
  EXPECT_EQ(Board.Rows[3].Counts[Kind::Pass], 1u);
}

TEST(Scoreboard, SuppressedResultsDoNotCount) {
  RunSummary R = run({Kind::Fail, Kind::Pass}, 1);
  R.Results.front().Suppressed = true;
  EXPECT_EQ(verdict(R, 1), Kind::Pass);
  EXPECT_EQ(rollUp(std::span(&R, 1)).Totals[Kind::Fail], 0u);
}

TEST(Scoreboard, ResultOfSeveralGuidelinesIsOneInTheTotals) {
  RunSummary R;
  R.Results.push_back(result(Kind::Fail, {1, 4, 13}));
  const Scoreboard Board = rollUp(std::span(&R, 1));
  for (int Number : {1, 4, 13})
    EXPECT_EQ(Board.Rows[Number - 1].Counts[Kind::Fail], 1u);
  EXPECT_EQ(Board.Rows[1].Counts[Kind::Fail], 0u);
  EXPECT_EQ(Board.Totals[Kind::Fail], 1u);
}

TEST(Scoreboard, TextHasAlignedRowsForAllGuidelines) {
  const RunSummary R = run({Kind::Fail, Kind::Pass}, 13);
  std::ostringstream Plain, Coloured;
  printScoreboard(Plain, rollUp(std::span(&R, 1)), false);
  printScoreboard(Coloured, rollUp(std::span(&R, 1)), true);
  EXPECT_THAT(Plain.str(), Not(HasSubstr("\x1b")));
  EXPECT_THAT(Coloured.str(), HasSubstr("\x1b[1;31mfail"));
  std::istringstream Lines(Plain.str());
  std::string Line;
  std::size_t Count = 0, Width = 0;
  while (std::getline(Lines, Line)) {
    ++Count;
    if (!Width)
      Width = Line.size();
    EXPECT_EQ(Line.size(), Width) << Line;
  }
  EXPECT_EQ(Count, 14u);
}

TEST(ExitCode, FindingsWinOverIncompleteness) {
  RunSummary R = run({Kind::Fail}, 1);
  EXPECT_EQ(exitCode(R, Level::None), ExitCode::Clean);
  EXPECT_EQ(exitCode(R, Level::Error), ExitCode::Findings);
  R.Results.front().Level = Level::Note;
  EXPECT_EQ(exitCode(R, Level::Warning), ExitCode::Clean);
  EXPECT_EQ(exitCode(R, Level::Note), ExitCode::Findings);
  R.Problems.push_back({Stage::Parse, Level::Warning, "", "Damaged."});
  EXPECT_EQ(exitCode(R, Level::Note), ExitCode::Findings);
  EXPECT_EQ(exitCode(R, Level::Warning), ExitCode::Incomplete);
  R.Results.front().Suppressed = true;
  EXPECT_EQ(exitCode(R, Level::Note), ExitCode::Incomplete);
}

} // namespace
