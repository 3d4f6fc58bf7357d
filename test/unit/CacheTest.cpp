//===- test/unit/CacheTest.cpp - Results of earlier scans ---------*- C++
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Cache.h"

#include "sarif/Sha256.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

using namespace firmcop;
using namespace firmcop::binscan;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

/// Two images, a folder for the cache, and which images were really scanned.
class Cache : public testing::Test {
protected:
  void SetUp() override {
    Folder = testing::TempDir() + "cache-" + std::to_string(getpid());
    std::filesystem::create_directories(Folder);
    for (const char *Name : {"a", "b"}) {
      write(Folder + "/" + Name, std::string("content of ") + Name);
      Images.push_back({Name, Folder + "/" + Name});
    }
  }
  void TearDown() override { std::filesystem::remove_all(Folder); }

  static void write(const std::string &File, const std::string &Text) {
    std::ofstream(File) << Text;
  }

  std::vector<std::string> entries() const {
    std::vector<std::string> Names;
    for (const auto &E : std::filesystem::directory_iterator(Folder + "/kept"))
      Names.push_back(E.path().string());
    return Names;
  }

  std::vector<ImageResult> run(const std::string &Asked = "all") {
    Scanned.clear();
    const ImageTask Task = [&](const ImageJob &Job) {
      Scanned.push_back(Job.Number);
      ImageResult R;
      Artifact A;
      A.Path = Job.Image.Name;
      A.IsTarget = true;
      A.Sha256 = sha256Hex(Job.Content.bytes().text());
      R.Found.Artifacts.push_back(std::move(A));
      if (Trouble)
        R.Found.Problems.push_back(*Trouble);
      R.Output = "number " + std::to_string(Job.Number);
      return R;
    };
    const auto Kept =
        ResultCache::in(Folder + "/kept", [&](std::size_t) { return Asked; });
    return Kept->runOnImages(Images, Task, {1, /*IsSandboxed=*/false, {}});
  }

  std::string Folder;
  std::vector<InputFile> Images;
  std::vector<std::size_t> Scanned;
  std::optional<Problem> Trouble;
};

TEST_F(Cache, GivesTheSameAgainWithoutScanning) {
  const std::vector<ImageResult> Cold = run();
  EXPECT_THAT(Scanned, ElementsAre(0, 1));
  EXPECT_THAT(entries(), SizeIs(2));
  const std::vector<ImageResult> Warm = run();
  EXPECT_THAT(Scanned, IsEmpty());
  ASSERT_THAT(Warm, SizeIs(2));
  for (std::size_t I = 0; I != 2; ++I)
    EXPECT_EQ(toBytes(Cold[I]), toBytes(Warm[I]));
}

TEST_F(Cache, ScansWhatChanged) {
  run();
  write(Images[1].File, "other content");
  EXPECT_EQ(run()[1].Output, "number 1");
  EXPECT_THAT(Scanned, ElementsAre(1)); // by its number among all
  run("something else");
  EXPECT_THAT(Scanned, ElementsAre(0, 1));
  Images[0].Name = "another name";
  run();
  EXPECT_THAT(Scanned, ElementsAre(0));
}

TEST_F(Cache, IgnoresDamagedEntriesAndSaysSo) {
  run();
  for (const std::string &File : entries())
    write(File, "damaged");
  const std::vector<ImageResult> R = run();
  EXPECT_THAT(Scanned, ElementsAre(0, 1));
  for (const ImageResult &Of : R) {
    ASSERT_THAT(Of.Found.Problems, SizeIs(1));
    EXPECT_THAT(Of.Found.Problems[0].Text, HasSubstr("is damaged"));
    EXPECT_EQ(Of.Found.Problems[0].Severity, Level::Note);
  }
  EXPECT_THAT(run()[0].Found.Problems, IsEmpty()); // it was mended
  EXPECT_THAT(Scanned, IsEmpty());
}

TEST_F(Cache, KeepsNothingThatWasCutShort) {
  for (const Stage Where : {Stage::Limit, Stage::Input, Stage::Analysis}) {
    Trouble = {Where, Level::Warning, "a", "was cut short."};
    run();
    EXPECT_THAT(entries(), IsEmpty());
  }
  Trouble = {Stage::Unpack, Level::Error, "a", "the process died."};
  run();
  EXPECT_THAT(entries(), IsEmpty());
  Trouble = {Stage::Unpack, Level::Warning, "a", "is damaged."};
  run();
  EXPECT_THAT(entries(), SizeIs(2));
}

TEST_F(Cache, TakesNoOtherResultForAnEntry) {
  run();
  const std::vector<std::string> Files = entries();
  std::filesystem::copy_file(Files[0], Files[1],
                             std::filesystem::copy_options::overwrite_existing);
  run();
  EXPECT_THAT(Scanned, SizeIs(1));
}

TEST_F(Cache, ReadsNoEntryWithAnyByteMissingOrChanged) {
  const std::string Entry = toCacheEntry(run()[0]);
  ASSERT_TRUE(readCacheEntry(Entry).has_value());
  for (std::size_t I = 0; I != Entry.size(); ++I) {
    EXPECT_FALSE(readCacheEntry(std::string_view(Entry).substr(0, I)));
    std::string Changed = Entry;
    Changed[I] ^= 1;
    EXPECT_FALSE(readCacheEntry(Changed)) << I;
  }
  EXPECT_FALSE(readCacheEntry(Entry + '\0'));
}

} // namespace
