//===- test/unit/WorkersTest.cpp - Workers that die or misbehave *- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Workers.h"
#include "binscan/Extract.h"

#include "firmcop/Rules.h"

#include <gmock/gmock.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <new>
#include <sys/mman.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace firmcop;
using namespace firmcop::binscan;
using testing::HasSubstr;

namespace {

/// Images on disk, and what became of them.
class Workers : public testing::Test {
protected:
  void SetUp() override {
    Folder = testing::TempDir() + "workers-" + std::to_string(getpid());
    std::filesystem::create_directories(Folder);
    for (const char *Name : {"a", "b", "c"}) {
      const std::string Path = Folder + "/" + Name;
      std::ofstream(Path) << "content of " << Name;
      Images.push_back({Name, Path});
    }
  }
  void TearDown() override { std::filesystem::remove_all(Folder); }

  std::vector<ImageResult> run(const ImageTask &Task,
                               std::chrono::seconds Limit = {}) {
    return runOnImages(Images, Task, {2, true, Limit},
                       [&](const ExtractedFile &F) { Files.push_back(F); });
  }

  static ImageResult say(std::string Text) {
    ImageResult R;
    R.Output = std::move(Text);
    return R;
  }

  std::string Folder;
  std::vector<InputFile> Images;
  std::vector<ExtractedFile> Files;
};

} // namespace

TEST_F(Workers, GiveResultsInOrder) {
  const auto R = run([](const ImageJob &J) {
    ExtractedFile F;
    F.Content = J.Content.bytes().text();
    J.Files(F);
    return say(J.Image.Name + std::to_string(J.Number));
  });
  ASSERT_EQ(R.size(), 3u);
  EXPECT_EQ(R[0].Output + R[1].Output + R[2].Output, "a0b1c2");
  EXPECT_EQ(Files.size(), 3u);
}

TEST_F(Workers, ThatCrashCostTheirImageOnly) {
  const auto R = run([](const ImageJob &J) {
    if (J.Image.Name == "b")
      raise(SIGSEGV);
    if (J.Image.Name == "c")
      _exit(0); // without a word
    return say("well");
  });
  EXPECT_EQ(R[0].Output, "well");
  ASSERT_EQ(R[1].Found.Problems.size(), 1u);
  EXPECT_EQ(R[1].Found.Problems[0].Text,
            "'b' could not be analysed: the process that took it apart ended "
            "by signal 11; please report this with the image.");
  EXPECT_EQ(R[1].Found.Problems[0].Severity, Level::Error);
  ASSERT_EQ(R[1].Found.Artifacts.size(), 1u);
  EXPECT_EQ(R[1].Found.Artifacts[0].Path, "b");
  ASSERT_EQ(R[2].Found.Problems.size(), 1u);
  EXPECT_THAT(R[2].Found.Problems[0].Text, HasSubstr("ended early"));
}

TEST_F(Workers, ThatDoNotEndAreEnded) {
  const auto R = run(
      [](const ImageJob &J) {
        for (volatile bool IsHanging = J.Image.Name == "a"; IsHanging;)
          ;
        return say("done");
      },
      std::chrono::seconds(1));
  ASSERT_EQ(R[0].Found.Problems.size(), 1u);
  EXPECT_THAT(R[0].Found.Problems[0].Text, HasSubstr("--time-limit"));
  EXPECT_EQ(R[0].Found.Problems[0].Where, Stage::Limit);
  EXPECT_EQ(R[1].Output, "done");
}

TEST_F(Workers, CanDoNothingButCompute) {
  const auto R = run([&](const ImageJob &J) {
    std::string Done;
    const auto Try = [&](const char *What, bool Succeeded) {
      if (Succeeded)
        Done += std::string(What) + ' ';
    };
    Try("read", open(J.Image.File.c_str(), O_RDONLY) >= 0);
    Try("write",
        open((Folder + "/new").c_str(), O_CREAT | O_WRONLY, 0600) >= 0);
    Try("delete", unlink(J.Image.File.c_str()) == 0);
    Try("network", socket(AF_INET, SOCK_STREAM, 0) >= 0);
    Try("fork", fork() >= 0);
    Try("exec", execl("/bin/true", "true", nullptr) == 0);
    Try("kill", kill(getppid(), 0) == 0);
    Try("code", mmap(nullptr, 4096, PROT_READ | PROT_EXEC,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
    std::atomic<int> Sum = 0;
    {
      std::jthread A([&] { ++Sum; }), B([&] { ++Sum; });
    }
    return say(Done + "threads " + std::to_string(Sum));
  });
  for (const ImageResult &One : R) {
    EXPECT_EQ(One.Output, "threads 2");
    EXPECT_TRUE(One.Found.Problems.empty());
  }
}

TEST_F(Workers, ThatNeedTooMuchMemorySaySo) {
  const auto R = run([](const ImageJob &J) {
    if (J.Image.Name == "a")
      throw std::bad_alloc();
    return say("enough");
  });
  ASSERT_EQ(R[0].Found.Problems.size(), 1u);
  EXPECT_THAT(R[0].Found.Problems[0].Text, HasSubstr("more memory"));
  EXPECT_EQ(R[1].Output, "enough");
}

static Artifact artifact(std::string Path) {
  Artifact A;
  A.Path = std::move(Path);
  return A;
}

TEST(Serial, GivesBackWhatItTook) {
  ImageResult R;
  R.Output = std::string("text\0with zero", 14);
  R.Found.Artifacts = {artifact("fw.bin"),
                       {"fw.bin/x", 0, 64, 10, "type", "ab", "elf"}};
  Finding F(rules::PrivateKeyInImage, {"one", "two"}, Location());
  F.Where = {"fw.bin/x",
             1,
             TextRegion{1, 2, 3, 4, "snippet"},
             Address{5, ".t", "main"},
             "logical",
             "hash:1"};
  F.Flow.push_back({F.Where, "step", 2});
  F.Related.push_back({F.Where, "related"});
  F.Evidence = "evidence";
  R.Found.Findings.push_back(F);
  F.Kind = Kind::Pass;
  F.Where.Region = ByteRegion{7, 8};
  R.Found.Findings.push_back(F);
  R.Found.Problems.push_back({Stage::Limit, Level::Warning, "p", "text"});
  const std::string Bytes = toBytes(R);
  const auto Back = readImageResult(Bytes);
  ASSERT_TRUE(Back);
  EXPECT_EQ(toBytes(*Back), Bytes);
  EXPECT_EQ(&Back->Found.Findings[0].Of.get(), &rules::PrivateKeyInImage);
  EXPECT_EQ(Back->Found.Artifacts[1].Parent, 0u);
}

TEST(Serial, TrustsNobody) {
  ImageResult R;
  R.Found.Artifacts = {artifact("fw.bin")};
  R.Found.Findings.emplace_back(rules::PrivateKeyInImage,
                                std::vector<std::string>{"a"}, Location());
  R.Found.Findings[0].Where.Artifact = 0;
  const std::string Bytes = toBytes(R);
  for (std::size_t Size = 0; Size != Bytes.size(); ++Size)
    EXPECT_FALSE(readImageResult(Bytes.substr(0, Size))) << Size;
  EXPECT_FALSE(readImageResult(Bytes + 'x'));
  // Whatever is changed, there is an answer.
  for (std::size_t At = 0; At != Bytes.size(); ++At) {
    std::string Changed = Bytes;
    Changed[At] = '\xFF';
    (void)readImageResult(Changed);
  }
  R.Found.Findings[0].Where.Artifact = 1;
  EXPECT_FALSE(readImageResult(toBytes(R)));
  R.Found.Artifacts[0].Parent = 0;
  EXPECT_FALSE(readImageResult(toBytes(R)));
}

TEST(Extract, LinksStayInside) {
  EXPECT_EQ(safeTarget("file", 0), "file");
  EXPECT_EQ(safeTarget("../lib/x", 1), "../lib/x");
  EXPECT_EQ(safeTarget("/etc/passwd", 2), "../../etc/passwd");
  EXPECT_EQ(safeTarget("/", 1), "..");
  EXPECT_EQ(safeTarget(".", 0), ".");
  // The root is its own parent.
  EXPECT_EQ(safeTarget("../../../etc/passwd", 1), "../etc/passwd");
  EXPECT_EQ(safeTarget("/../../etc", 0), "etc");
  // Behind a name, which may be a link, steps up lead anywhere.
  EXPECT_EQ(safeTarget("a/../../x", 1), std::nullopt);
  EXPECT_EQ(safeTarget("/a/..", 3), std::nullopt);
  EXPECT_EQ(safeTarget("", 1), std::nullopt);
  EXPECT_EQ(safeTarget(std::string_view("a\0b", 3), 1), std::nullopt);
}
