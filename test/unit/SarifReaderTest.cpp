//===- test/unit/SarifReaderTest.cpp - Logs read back, merged and listed --===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Console.h"
#include "sarif/Json.h"
#include "sarif/Merge.h"
#include "sarif/Reader.h"
#include "sarif/Writer.h"
#include "test/sarif/SampleRuns.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <sstream>
#include <string>

using namespace firmcop;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

namespace {

SarifText textOf(const Run &R, std::string Category = "",
                 Profile Shape = Profile::Full) {
  WriteOptions Options;
  Options.Category = std::move(Category);
  Options.Shape = Shape;
  std::ostringstream Out;
  writeSarif(Out, std::span(&R, 1), Options);
  return {"x.sarif", Out.str()};
}

std::vector<RunSummary> readBack(const SarifText &Log) {
  auto Runs = readSarif(Log);
  if (!Runs) {
    ADD_FAILURE() << Runs.problem().Text;
    return {};
  }
  return *Runs;
}

std::string problemOf(std::string Text) {
  auto Runs = readSarif({"x.sarif", std::move(Text)});
  return Runs ? "" : Runs.problem().Text;
}

TEST(SarifReader, ReadsBackWhatWasWritten) {
  for (const firmcop::Run &R : {test::sourceRun(), test::imageRun()}) {
    const RunSummary Expected = summarise(R);
    const auto Runs = readBack(textOf(R));
    ASSERT_THAT(Runs, SizeIs(1));
    EXPECT_EQ(Runs[0].Tool, Expected.Tool);
    EXPECT_EQ(Runs[0].Evaluated, Expected.Evaluated);
    EXPECT_THAT(Runs[0].Problems, SizeIs(Expected.Problems.size()));
    EXPECT_FALSE(Runs[0].isComplete());
    ASSERT_THAT(Runs[0].Results, SizeIs(Expected.Results.size()));
    for (std::size_t I = 0; I != Expected.Results.size(); ++I) {
      const ResultSummary &Back = Runs[0].Results[I];
      const ResultSummary &Original = Expected.Results[I];
      EXPECT_EQ(Back.RuleId, Original.RuleId);
      EXPECT_EQ(Back.Kind, Original.Kind);
      EXPECT_EQ(Back.Level, Original.Level);
      EXPECT_EQ(Back.Guidelines, Original.Guidelines);
      EXPECT_EQ(Back.Message, Original.Message);
      if (!Original.Path.empty())
        EXPECT_EQ(Back.Path, Original.Path);
      EXPECT_EQ(Back.Column, Original.Column);
      if (Original.Line)
        EXPECT_EQ(Back.Line, Original.Line);
    }
  }
}

TEST(SarifReader, ReviewsStayReviewsInTheGithubShape) {
  const auto Runs = readBack(textOf(test::sourceRun(), "", Profile::Github));
  ASSERT_THAT(Runs, SizeIs(1));
  EXPECT_EQ(
      std::ranges::count(Runs[0].Results, Kind::Review, &ResultSummary::Kind),
      1);
}

TEST(SarifReader, ForeignLogs) {
  const auto Runs = readBack({"x.sarif", R"({"version": "2.1.0", "runs": [{
    "tool": {"driver": {"name": "other", "rules": [
      {"id": "R1", "defaultConfiguration": {"level": "note"},
       "messageStrings": {"m": {"text": "{0} and {1} and {7}."}},
       "properties": {"tags": ["cop/guideline-9", "cop/guideline-14", 3]}}]}},
    "results": [
      {"ruleId": "R1/2", "message": {"id": "m", "arguments": ["a", "b"]},
       "locations": [{"physicalLocation": {
         "artifactLocation": {"uri": "a%20b.c"},
         "region": {"startLine": 3}}}]},
      {"message": {"text": "x"}, "suppressions": [{"kind": "inSource"}]},
      {"message": {"text": "y"}, "suppressions": [{"status": "rejected"}]},
      {"message": {}, "kind": 7, "level": [], "locations": {}, "taxa": [3],
       "ruleIndex": 99999999999}]}]})"});
  ASSERT_THAT(Runs, SizeIs(1));
  const auto &Results = Runs[0].Results;
  ASSERT_THAT(Results, SizeIs(4));
  EXPECT_EQ(Results[0].RuleId, "R1/2");
  EXPECT_EQ(Results[0].Level, Level::Note);
  EXPECT_EQ(Results[0].Message, "a and b and {7}.");
  EXPECT_EQ(Results[0].Path, "a b.c");
  EXPECT_EQ(Results[0].Line, 3u);
  EXPECT_THAT(Results[0].Guidelines, ElementsAre(9));
  EXPECT_TRUE(Results[1].Suppressed);
  EXPECT_FALSE(Results[2].Suppressed);
  EXPECT_EQ(Results[3].Kind, Kind::Fail);
  EXPECT_EQ(Results[3].Level, Level::Warning);
  EXPECT_TRUE(Runs[0].isComplete());
}

TEST(SarifReader, FailedInvocationIsAProblem) {
  const auto Runs = readBack({"x.sarif", R"({"version": "2.1.0", "runs": [{
    "tool": {"driver": {"name": "other"}},
    "invocations": [{"executionSuccessful": false}]}]})"});
  ASSERT_THAT(Runs, SizeIs(1));
  EXPECT_FALSE(Runs[0].isComplete());
}

TEST(SarifReader, GarbageIsAProblemWithItsPlace) {
  EXPECT_THAT(problemOf(""), HasSubstr("byte 1"));
  EXPECT_THAT(problemOf("{\"version\": \"2.1.0\", ]"), HasSubstr("byte 22"));
  EXPECT_THAT(problemOf("\xFF\xFE"), HasSubstr("'x.sarif'"));
  EXPECT_THAT(problemOf("{\"version\": \"1.0.0\"}"), HasSubstr("'1.0.0'"));
  EXPECT_THAT(problemOf("[]"), HasSubstr("version"));
  EXPECT_THAT(problemOf(R"({"version": "2.1.0"})"), HasSubstr("runs"));
  EXPECT_THAT(problemOf(R"({"version": "2.1.0", "runs": [1]})"),
              HasSubstr("runs"));
  EXPECT_THAT(problemOf(R"({"version": "2.1.0", "runs": [], "x": 1e999})"),
              HasSubstr("x.sarif"));
}

TEST(SarifReader, NestingIsLimited) {
  EXPECT_THAT(problemOf(std::string(1'000'000, '[')), HasSubstr("byte 64"));
  EXPECT_EQ(problemOf(R"({"version": "2.1.0", "runs": [], "x": "\"[)" +
                      std::string(1000, '[') + "\"}"),
            "");
}

TEST(SarifReader, EveryTruncationIsAProblem) {
  const std::string Text = R"({"version": "2.1.0", "runs": [{"tool":
    {"driver": {"name": "a\u00e4\n", "rules": []}}, "results": [
    {"message": {"text": "x"}, "rank": -1.5e3, "kind": "fail"}]}]})";
  EXPECT_EQ(problemOf(Text), "");
  for (std::size_t Size = 0; Size != Text.size(); ++Size)
    EXPECT_NE(problemOf(Text.substr(0, Size)), "") << Size;
}

TEST(SarifReader, ArtifactsThatContainEachOtherEnd) {
  const auto Runs = readBack({"x.sarif", R"({"version": "2.1.0", "runs": [{
    "artifacts": [{"location": {"uri": "a"}, "parentIndex": 1},
                  {"location": {"uri": "b"}, "parentIndex": 0}],
    "results": [{"message": {"text": "x"}, "locations": [{"physicalLocation":
      {"artifactLocation": {"index": 0}}}]}]}]})"});
  ASSERT_THAT(Runs, SizeIs(1));
  EXPECT_THAT(Runs[0].Results, SizeIs(1));
}

TEST(SarifMerge, OrderOfTheLogsPlaysNoPart) {
  const SarifText A = textOf(test::sourceRun()), B = textOf(test::imageRun()),
                  C = textOf(test::runWith(3));
  const SarifText One[] = {A, B, C}, Other[] = {C, B, A, B};
  const auto Merged = mergeSarif(One);
  ASSERT_TRUE(Merged);
  EXPECT_EQ(*Merged, *mergeSarif(Other));
}

TEST(SarifMerge, RunsOfOneToolAndCategoryAreToldApart) {
  const SarifText Logs[] = {textOf(test::runWith(1), "a"),
                            textOf(test::runWith(2), "a"),
                            textOf(test::runWith(3), "a/2"),
                            textOf(test::runWith(4)), textOf(test::runWith(5))};
  const auto Merged = mergeSarif(Logs);
  ASSERT_TRUE(Merged);
  std::set<std::string> Ids;
  const Json Log = Json::parse(*Merged);
  for (const Json &Run : Log["runs"])
    Ids.insert(stringMember(member(Run, "automationDetails"), "id"));
  EXPECT_THAT(Ids, ElementsAre("", "a/", "a/2/", "a/3/", "run/2/"));
}

TEST(SarifMerge, ForeignRunsAreKeptWhole) {
  const std::string Run = R"({"results": [{"message": {"text": "x"},
    "extra": [1.5, null]}], "tool": {"driver": {"name": "other"}}})";
  const SarifText Logs[] = {
      {"x.sarif", R"({"version": "2.1.0", "runs": [)" + Run + "]}"}};
  const auto Merged = mergeSarif(Logs);
  ASSERT_TRUE(Merged);
  EXPECT_EQ(Json::parse(*Merged)["runs"][0], Json::parse(Run));
}

TEST(SarifMerge, OneBadLogIsAProblem) {
  const SarifText Logs[] = {textOf(test::sourceRun()), {"bad.sarif", "{"}};
  const auto Merged = mergeSarif(Logs);
  ASSERT_FALSE(Merged);
  EXPECT_THAT(Merged.problem().Text, HasSubstr("bad.sarif"));
}

TEST(SarifMerge, GithubShapeOfForeignRuns) {
  const SarifText Logs[] = {{"x.sarif", R"({"version": "2.1.0", "runs": [{
    "tool": {"driver": {"name": "other", "rules": [{"id": "R1",
      "messageStrings": {"m": {"text": "Say {0}."}}}]}},
    "threadFlowLocations": [{"location": {"physicalLocation":
      {"artifactLocation": {"uri": "/abs/f.c"}}}}],
    "artifacts": [{"location": {"uri": "s.c"}}],
    "results": [
      {"ruleId": "R1", "message": {"id": "m", "arguments": ["a"]},
       "locations": [{"physicalLocation": {"artifactLocation": {"index": 0}}}],
       "codeFlows": [{"threadFlows": [{"locations": [{"index": 0}]}]}]},
      {"ruleId": "R1", "message": {"text": "pass"}, "kind": "pass",
       "locations": [{"physicalLocation": {"artifactLocation": {"index": 0}}}]},
      {"ruleId": "R1", "message": {"text": "no"}, "suppressions": [{}],
       "locations": [{"physicalLocation": {"artifactLocation": {"index": 0}}}]},
      {"ruleId": "R1", "message": {"text": "nowhere"}},
      {"ruleId": "R1", "message": {"text": "root"}, "locations": [
        {"physicalLocation": {"artifactLocation": {"uri": "/"}}}]},
      7]}]})"}};
  const auto Merged = mergeSarif(Logs, Profile::Github);
  ASSERT_TRUE(Merged);
  const Json Run = Json::parse(*Merged)["runs"][0];
  ASSERT_THAT(Run["results"], SizeIs(1));
  const Json &Alert = Run["results"][0];
  EXPECT_EQ(Alert["message"]["text"], "Say a.");
  EXPECT_EQ(
      Alert["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
      "s.c");
  const Json &Step = Alert["codeFlows"][0]["threadFlows"][0]["locations"][0];
  EXPECT_FALSE(Step.contains("index"));
  EXPECT_EQ(Step["location"]["physicalLocation"]["artifactLocation"]["uri"],
            "abs/f.c");
}

TEST(SarifFile, AppearsWholeOrNotAtAll) {
  const auto Folder =
      std::filesystem::path(testing::TempDir()) / "firmcop-sarif-file";
  std::filesystem::remove_all(Folder);
  std::filesystem::create_directory(Folder);
  const firmcop::Run R = test::runWith(1);
  EXPECT_FALSE(writeSarifFile(Folder / "a.sarif", std::span(&R, 1)));
  const auto Log = loadSarif(Folder / "a.sarif");
  ASSERT_TRUE(Log);
  EXPECT_EQ(Log->Text, textOf(R).Text);
  EXPECT_TRUE(writeSarifFile(Folder, std::span(&R, 1)));
  EXPECT_TRUE(writeSarifFile(Folder / "none" / "a.sarif", std::span(&R, 1)));
  EXPECT_FALSE(loadSarif(Folder / "b.sarif"));
  EXPECT_FALSE(loadSarif(Folder));
  // Nothing is left beside the file.
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(Folder),
                          std::filesystem::directory_iterator()),
            1);
  std::filesystem::remove_all(Folder);
}

TEST(Console, ListsWhatWantsAttention) {
  RunSummary R = summarise(test::sourceRun());
  R.Results.front().Message = "\x1b[2J and \xC2\x9B and \x7F.";
  R.Results.front().Kind = Kind::Fail;
  std::ostringstream Out;
  printResults(Out, std::span(&R, 1), false);
  EXPECT_THAT(Out.str(), Not(HasSubstr("\x1b")));
  EXPECT_THAT(Out.str(), HasSubstr("\\x1b[2J and \\x9b and \\x7f."));
  EXPECT_THAT(Out.str(), HasSubstr("src/main file.c:10:3: error: "));
  EXPECT_THAT(Out.str(), HasSubstr("src/main file.c: open: "));
  EXPECT_THAT(Out.str(), Not(HasSubstr("pass")));
  std::ostringstream Totals;
  printTotals(Totals, std::span(&R, 1));
  EXPECT_THAT(Totals.str(), HasSubstr("not complete"));
}

} // namespace
