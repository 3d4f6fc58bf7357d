//===- test/unit/SarifTest.cpp - Logs written in both shapes --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Baseline.h"
#include "sarif/Json.h"
#include "sarif/Sha256.h"
#include "sarif/Uri.h"
#include "sarif/Writer.h"
#include "test/sarif/SampleRuns.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <set>
#include <sstream>
#include <string>

using namespace firmcop;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

namespace {

std::string write(std::span<const Run> Runs, const WriteOptions &Options = {}) {
  std::ostringstream Out;
  writeSarif(Out, Runs, Options);
  return Out.str();
}

Json written(const Run &R, Profile Shape = Profile::Full) {
  WriteOptions Options;
  Options.Shape = Shape;
  return Json::parse(write(std::span(&R, 1), Options))["runs"][0];
}

/// Calls Do with every object below a value and the key it is found at.
void forEachObject(
    const Json &Value, const std::string &Key,
    const std::function<void(const Json &, const std::string &)> &Do) {
  if (Value.is_object()) {
    Do(Value, Key);
    for (const auto &[Name, Inner] : Value.items())
      forEachObject(Inner, Name, Do);
  } else if (Value.is_array()) {
    for (const Json &Inner : Value)
      forEachObject(Inner, Key, Do);
  }
}

TEST(Sha256, EmptyTextAndAbc) {
  EXPECT_EQ(sha256Hex(std::string_view()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256Hex(std::string_view("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Uri, RelativePathsAreEncoded) {
  EXPECT_EQ(uriFromPath("src/main file.c"), "src/main%20file.c");
  EXPECT_EQ(uriFromPath("k\xC3\xA4se.h"), "k%C3%A4se.h");
  EXPECT_EQ(uriFromPath("100%?#[\\].c"), "100%25%3F%23%5B%5C%5D.c");
  EXPECT_EQ(uriFromPath("image:1.0/etc:x"), "image%3A1.0/etc:x");
  EXPECT_EQ(uriFromPath(std::string_view("a\0b", 3)), "a%00b");
}

TEST(Uri, DotsAndSlashesAreResolved) {
  EXPECT_EQ(uriFromPath("./a//b/./c/"), "a/b/c");
  EXPECT_EQ(uriFromPath("a/../b"), "b");
  EXPECT_EQ(uriFromPath("../../etc/passwd"), "etc/passwd");
  EXPECT_EQ(uriFromPath("a/..."), "a/...");
  EXPECT_EQ(uriFromPath(".."), "");
  EXPECT_EQ(uriFromPath(""), "");
  EXPECT_EQ(uriFromPath("/usr/include/x.h"), "file:///usr/include/x.h");
}

TEST(Uri, PathsComeBack) {
  for (const char *Path : {"a b/c%41", "k\xC3\xA4se", "/usr/x y", "a:b/c:d"})
    EXPECT_EQ(pathFromUri(uriFromPath(Path)), Path);
  EXPECT_EQ(pathFromUri("a%2"), "a%2");
  EXPECT_EQ(pathFromUri("a%zzb%"), "a%zzb%");
  EXPECT_EQ(pathFromUri("https://x/y"), "https://x/y");
}

/// What must hold of one object of a run.
void expectValid(const Json &Run, const Json &Object, const std::string &Key,
                 Profile Shape) {
  if (Object.contains("uri")) {
    const auto Uri = Object["uri"].get<std::string>();
    EXPECT_FALSE(Uri.empty());
    EXPECT_FALSE(Uri.starts_with('/')) << Uri;
    EXPECT_THAT("/" + Uri + "/", Not(HasSubstr("/../")));
    EXPECT_THAT(Uri, Not(HasSubstr(" ")));
    if (Shape == Profile::Full && Uri.starts_with("file:///"))
      EXPECT_FALSE(Object.contains("uriBaseId"));
    else
      EXPECT_EQ(Uri.substr(0, Uri.find('/')).find(':'), Uri.npos) << Uri;
  }
  auto ExpectBelow = [&](const char *Name, const Json &Table) {
    if (auto Index = unsignedMember(Object, Name))
      EXPECT_LT(*Index, Table.size()) << Key << '.' << Name;
  };
  const Json &Driver = Run["tool"]["driver"];
  const Json &Artifacts = arrayMember(Run, "artifacts");
  const Json &Addresses = arrayMember(Run, "addresses");
  ExpectBelow("ruleIndex", Driver["rules"]);
  if (Key == "artifactLocation")
    ExpectBelow("index", Artifacts);
  if (Key == "artifacts")
    ExpectBelow("parentIndex", Artifacts);
  if (Key == "address")
    ExpectBelow("index", Addresses);
  if (Key == "addresses")
    ExpectBelow("parentIndex", Addresses);
  if (Key == "descriptor")
    ExpectBelow("index", Driver["notifications"]);
  if (Key == "toolComponent" || Key == "supportedTaxonomies")
    ExpectBelow("index", Run["taxonomies"]);
  if (Key == "target" || (Key == "taxa" && Object.contains("toolComponent"))) {
    const Json &Taxa =
        element(Run["taxonomies"],
                unsignedMember(Object["toolComponent"], "index"))["taxa"];
    EXPECT_EQ(member(element(Taxa, unsignedMember(Object, "index")), "id"),
              Object["id"]);
  }
}

TEST(SarifWriter, UrisAndIndicesAreValid) {
  for (const firmcop::Run &R : {test::sourceRun(), test::imageRun()})
    for (Profile Shape : {Profile::Full, Profile::Github}) {
      const Json Run = written(R, Shape);
      std::size_t Uris = 0;
      forEachObject(Run, "", [&](const Json &Object, const std::string &Key) {
        Uris += Object.contains("uri");
        expectValid(Run, Object, Key, Shape);
      });
      EXPECT_GT(Uris, 5u);
    }
}

TEST(SarifWriter, OutputIsTheSameEachTime) {
  const firmcop::Run Runs[] = {test::sourceRun(), test::imageRun()};
  EXPECT_EQ(write(Runs), write(Runs));
  EXPECT_THAT(write(Runs), Not(HasSubstr("TimeUtc")));
}

TEST(SarifWriter, GithubShapeHasAlertsOnly) {
  const firmcop::Run R = test::imageRun();
  const Json Full = written(R), Github = written(R, Profile::Github);
  EXPECT_EQ(Full["results"].size(), R.Findings.size());
  const auto Expected = std::ranges::count_if(R.Findings, [](const Finding &F) {
    return F.Kind == Kind::Fail || F.Kind == Kind::Review;
  });
  EXPECT_THAT(Github["results"], SizeIs(Expected));
  std::size_t Reviews = 0;
  for (const Json &Alert : Github["results"]) {
    EXPECT_FALSE(Alert.contains("kind"));
    EXPECT_NE(Alert["level"], "none");
    const Json &Place = Alert["locations"][0]["physicalLocation"];
    EXPECT_TRUE(unsignedMember(Place["region"], "startLine"));
    EXPECT_FALSE(Place["region"].contains("byteOffset"));
    EXPECT_TRUE(stringMember(Place["artifactLocation"], "uri")
                    .starts_with("build/fw%20v2.bin"));
    Reviews += Alert.value("/properties/verdict"_json_pointer, "") == "review";
  }
  EXPECT_EQ(Reviews, 1u);
  EXPECT_FALSE(Github.contains("artifacts"));
  EXPECT_FALSE(Github.contains("addresses"));
}

TEST(SarifWriter, NestedArtifactsHaveTheirWholePath) {
  const Json Run = written(test::imageRun());
  EXPECT_EQ(Run["artifacts"][2]["location"],
            Json({{"uri", "build/fw%20v2.bin/rootfs/etc/shadow"}}));
  EXPECT_EQ(Run["artifacts"][2]["parentIndex"], 1);
  EXPECT_FALSE(Run["artifacts"][2].contains("offset"));
  EXPECT_EQ(Run["artifacts"][1]["offset"], 0x10000);
}

TEST(SarifWriter, BinaryRegionsAreOfBytes) {
  const Json Run = written(test::imageRun());
  bool SeenBytes = false, SeenText = false;
  for (const Json &Result : Run["results"]) {
    const Json &Region = Result["locations"][0]["physicalLocation"]["region"];
    SeenBytes |= Region.contains("byteOffset");
    SeenText |= Region.contains("startLine");
    EXPECT_NE(Region.contains("byteOffset"), Region.contains("startLine"));
  }
  EXPECT_TRUE(SeenBytes);
  EXPECT_TRUE(SeenText);
}

TEST(SarifWriter, LevelAndRankGoWithFailuresOnly) {
  const Json Run = written(test::sourceRun());
  for (const Json &Result : Run["results"]) {
    const bool IsFailure = Result["kind"] == "fail";
    EXPECT_EQ(Result["level"] != "none", IsFailure);
    if (Result.contains("rank"))
      EXPECT_TRUE(IsFailure);
  }
}

TEST(SarifWriter, RuleIdsAreUnique) {
  firmcop::Run R = test::sourceRun();
  Rule Again = R.ForeignRules.front().Declaration;
  R.ForeignRules.emplace_back().Declaration = Again;
  const Json Run = written(R);
  std::set<std::string> Ids;
  for (const Json &Rule : Run["tool"]["driver"]["rules"])
    EXPECT_TRUE(Ids.insert(Rule["id"]).second) << Rule["id"];
}

TEST(SarifWriter, CategoryEndsWithASlash) {
  const firmcop::Run R = test::sourceRun();
  EXPECT_FALSE(written(R).contains("automationDetails"));
  for (const char *Category : {"nightly", "nightly/"}) {
    WriteOptions Options;
    Options.Category = Category;
    const Json Log = Json::parse(write(std::span(&R, 1), Options));
    EXPECT_EQ(Log["runs"][0]["automationDetails"]["id"], "nightly/");
  }
}

TEST(SarifWriter, TooManyResultsOfARuleAreDroppedAndReported) {
  WriteOptions Options;
  Options.MaxResultsPerRule = 1000;
  const firmcop::Run R = test::runWith(1002);
  const Json Run = Json::parse(write(std::span(&R, 1), Options))["runs"][0];
  EXPECT_THAT(Run["results"], SizeIs(1000));
  EXPECT_THAT(toText(Run["invocations"][0]["toolExecutionNotifications"]),
              HasSubstr("2 results of"));
}

TEST(SarifWriter, TooManyResultsOfARunAreDroppedAndReported) {
  WriteOptions Options;
  Options.MaxResultsPerRun = 25'000;
  Options.MaxResultsPerRule = 100'000;
  firmcop::Run R = test::runWith(25'001);
  // The one that must not be lost comes last and is the worst.
  for (Finding &F : R.Findings)
    F.Level = Level::Warning;
  R.Findings.back().Level = Level::Error;
  for (auto [Shape, Limit] : {std::pair(Profile::Full, 25'000u),
                              std::pair(Profile::Github, 5'000u)}) {
    Options.Shape = Shape;
    const Json Run = Json::parse(write(std::span(&R, 1), Options))["runs"][0];
    ASSERT_THAT(Run["results"], SizeIs(Limit));
    EXPECT_EQ(Run["results"].back()["level"], "error");
    EXPECT_THAT(toText(Run["invocations"]), HasSubstr("left out"));
  }
}

TEST(SarifWriter, InvalidUtf8IsReplaced) {
  firmcop::Run R = test::runWith(1);
  R.Findings[0].Arguments = test::arguments("\xFF\xC3");
  R.Findings[0].Where.Path = "a\xFF.c";
  const Json Run = written(R);
  const Json &Place = Run["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(Place["artifactLocation"]["uri"], "a%FF.c");
}

TEST(SarifWriter, MissingArgumentsLeaveTheTextAlone) {
  firmcop::Run R = test::runWith(1);
  R.Findings[0].Arguments.clear();
  const Json Message = written(R)["results"][0]["message"];
  EXPECT_TRUE(Message.contains("text"));
  EXPECT_FALSE(Message.contains("id"));
}

TEST(SarifWriter, BadIndicesAreNotWritten) {
  firmcop::Run R = test::imageRun();
  R.Artifacts[1].Parent = 77;
  for (Finding &F : R.Findings)
    F.Where.Artifact = 99;
  const Json Run = written(R);
  EXPECT_FALSE(Run["artifacts"][1].contains("parentIndex"));
  forEachObject(Run, "", [&](const Json &Object, const std::string &Key) {
    expectValid(Run, Object, Key, Profile::Full);
  });
}

/// Our fingerprint of each finding of a run.
std::vector<std::string> prints(const Run &R) {
  std::vector<std::string> Result;
  const Json Run = written(R);
  for (const Json &Entry : Run["results"])
    Result.push_back(Entry["partialFingerprints"]["firmcopFinding/v1"]);
  return Result;
}

TEST(Fingerprint, OutlivesMovesAndReformatting) {
  firmcop::Run A = test::runWith(1), B = A;
  A.Findings[0].Where = test::textAt("a.c", 10, 2, "f( x,\n\t y )");
  B.Findings[0].Where = test::textAt("a.c", 99, 7, " f( x, y ) ");
  EXPECT_EQ(prints(A), prints(B));
  B.Findings[0].Where.LogicalName = "main";
  EXPECT_NE(prints(A), prints(B));
}

TEST(Fingerprint, OutlivesTheImagesName) {
  firmcop::Run A = test::imageRun(), B = A;
  for (Artifact &Each : B.Artifacts)
    Each.Path.replace(0, std::string("build/fw v2.bin").size(), "fw-3.bin");
  for (Finding &F : B.Findings) {
    F.Where.Path = B.Artifacts[*F.Where.Artifact].Path;
    F.Where.LogicalName = "fw-3.bin!/x";
    if (F.Where.Code)
      F.Where.Code->Absolute += 16;
  }
  EXPECT_EQ(prints(A), prints(B));
}

TEST(Fingerprint, OutlivesMovedRanges) {
  firmcop::Run A = test::imageRun(), B = A;
  for (firmcop::Run *R : {&A, &B}) {
    R->Artifacts.resize(1);
    R->Findings.erase(R->Findings.begin() + 1, R->Findings.end());
    Location &L = R->Findings[0].Where;
    L.Artifact = 0;
    const char *Offset = R == &A ? "/squashfs@0x120000" : "/squashfs@0xfe000";
    L.Path = R->Artifacts[0].Path + Offset + "/etc/shadow";
  }
  EXPECT_EQ(prints(A), prints(B));
  // The name of a file may look like one.
  B.Findings[0].Where.Path = B.Artifacts[0].Path + "/squashfs@/etc/shadow-";
  EXPECT_NE(prints(A), prints(B));
}

TEST(Baseline, OnlyWhatIsNewIsNew) {
  firmcop::Run Old = test::imageRun(), New = Old;
  ASSERT_GE(New.Findings.size(), 2u);
  const Finding Added = New.Findings.back();
  Old.Findings.pop_back();
  const std::size_t Gone = Baseline(Old).apply(New);
  EXPECT_EQ(Gone, 0u);
  for (const Finding &F : New.Findings)
    EXPECT_EQ(F.Baseline, &F == &New.Findings.back()
                              ? BaselineState::New
                              : BaselineState::Unchanged);
  // The other way round, the one is gone, if it was to be looked at.
  const bool IsAlert = Added.Kind == Kind::Fail || Added.Kind == Kind::Review;
  EXPECT_EQ(Baseline(New).apply(Old), IsAlert ? 1u : 0u);
}

TEST(Fingerprint, EqualFindingsAreNumbered) {
  for (const firmcop::Run &R : {test::sourceRun(), test::imageRun()}) {
    const auto Prints = prints(R);
    EXPECT_EQ(std::set(Prints.begin(), Prints.end()).size(), Prints.size());
  }
}

} // namespace
