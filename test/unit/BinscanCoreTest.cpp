//===- test/unit/BinscanCoreTest.cpp - The tree and its parts ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Budget.h"
#include "binscan/Entropy.h"
#include "binscan/Rule.h"
#include "binscan/Text.h"
#include "binscan/Unpack.h"
#include "binscan/Utf8.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <random>

using namespace firmcop;
using namespace firmcop::binscan;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

namespace {

/// A tar archive in memory, for trees that no tool would make.
class Tar {
public:
  Tar &add(const std::string &Path, const std::string &Data, char Type = '0',
           const std::string &Link = "") {
    std::string Header(512, '\0');
    Header.replace(0, Path.size(), Path);
    Header.replace(100, 7, "0000644");
    Header.replace(108, 7, "0000000");
    Header.replace(116, 7, "0000000");
    std::array<char, 13> Size{};
    std::snprintf(Size.data(), Size.size(), "%011zo", Data.size());
    Header.replace(124, 11, Size.data());
    Header.replace(136, 11, "00000000000");
    Header[156] = Type;
    Header.replace(157, Link.size(), Link);
    Header.replace(257, 8, std::string_view("ustar\00000", 8));
    unsigned Sum = 8 * ' ';
    for (const unsigned char C : Header)
      Sum += C;
    std::array<char, 8> Checksum{};
    std::snprintf(Checksum.data(), Checksum.size(), "%06o", Sum);
    Header.replace(148, 8, std::string(Checksum.data(), 6) + '\0' + ' ');
    Content += Header + Data;
    Content.resize((Content.size() + 511) / 512 * 512);
    return *this;
  }
  std::string bytes() const { return Content + std::string(1024, '\0'); }

private:
  std::string Content;
};

Unpacked unpackText(std::string Content, Budget Allowed = {}) {
  return unpack("dir/fw.bin", Blob(std::move(Content)), Allowed, 2);
}

TEST(Bytes, ReadsBothByteOrders) {
  const std::uint8_t Data[] = {1, 2, 3, 4, 5, 6, 7, 8};
  const Bytes B(Data, sizeof(Data));
  EXPECT_EQ(B.u16le(0), 0x0201);
  EXPECT_EQ(B.u16be(0), 0x0102);
  EXPECT_EQ(B.u32le(1), 0x05040302u);
  EXPECT_EQ(B.u32be(1), 0x02030405u);
  EXPECT_EQ(B.u64le(0), 0x0807060504030201u);
  EXPECT_EQ(B.u64be(0), 0x0102030405060708u);
}

TEST(Bytes, NeverReadsPastTheEnd) {
  const std::uint8_t Data[] = {1, 2, 3};
  const Bytes B(Data, sizeof(Data));
  EXPECT_EQ(B.u32le(0), std::nullopt);
  EXPECT_EQ(B.u8(3), std::nullopt);
  EXPECT_EQ(B.u16le(UINT64_MAX), std::nullopt);
  EXPECT_EQ(B.u64le(UINT64_MAX - 3), std::nullopt);
  EXPECT_FALSE(B.slice(1, UINT64_MAX));
  EXPECT_FALSE(B.slice(4, 0));
  EXPECT_TRUE(B.slice(3, 0));
  EXPECT_TRUE(B.from(99).empty());
  EXPECT_EQ(B.first(99).size(), 3u);
  EXPECT_FALSE(B.hasAt(2, "\3\4"));
  EXPECT_FALSE(Bytes().u8(0));
}

TEST(Bytes, TextEndsAtZeroOrLimit) {
  const Bytes B(std::string_view("abc\0de", 6));
  EXPECT_EQ(B.cString(0, 10), "abc");
  EXPECT_EQ(B.cString(0, 2), "ab");
  EXPECT_EQ(B.cString(4, 10), std::nullopt);
  EXPECT_EQ(B.cString(7, 1), std::nullopt);
}

TEST(StreamLimits, AllowRatioBeyondTheFreeBytes) {
  const StreamLimits L{1'000'000, 1000, 10};
  EXPECT_EQ(L.allowed(1), 1000u);
  EXPECT_EQ(L.allowed(500), 5000u);
  EXPECT_EQ(L.allowed(UINT64_MAX), 1'000'000u);
}

TEST(Budget, GrowsWithTheInput) {
  const std::uint64_t GiB = std::uint64_t(1) << 30;
  EXPECT_EQ(Budget::forInput(1).MaxBytes, 4 * GiB);
  EXPECT_EQ(Budget::forInput(GiB).MaxBytes, 64 * GiB);
}

TEST(Entropy, TellsPaddingFromContent) {
  std::string Text = std::string(100, '\xFF') + "abc" +
                     std::string(5000, '\0') + "def" + std::string(20, '\0');
  const std::vector<Piece> Pieces = splitPadding(Bytes(Text));
  ASSERT_THAT(Pieces, SizeIs(4));
  EXPECT_TRUE(Pieces[0].IsPadding);
  EXPECT_EQ(Pieces[1].Offset, 100u);
  EXPECT_EQ(Pieces[1].Length, 3u);
  EXPECT_TRUE(Pieces[2].IsPadding);
  EXPECT_EQ(Pieces[3].Length, 23u); // too short a run to matter
}

TEST(Entropy, KnowsRandomBytes) {
  std::mt19937 Random(1);
  std::vector<std::uint8_t> Data(100'000);
  for (std::uint8_t &Byte : Data)
    Byte = static_cast<std::uint8_t>(Random());
  EXPECT_TRUE(looksRandom(Bytes(Data)));
  EXPECT_FALSE(looksRandom(Bytes(Data).first(1000)));
  EXPECT_TRUE(isUniform(Bytes(Data)));
  // As compressed data may be: evenly, but not as evenly as chance would be.
  for (std::size_t I = 0; I < Data.size(); I += 200)
    Data[I] = 7;
  EXPECT_TRUE(looksRandom(Bytes(Data)));
  EXPECT_FALSE(isUniform(Bytes(Data)));
  for (std::uint8_t &Byte : Data)
    Byte &= 0x7F;
  EXPECT_FALSE(looksRandom(Bytes(Data)));
}

TEST(Names, AreMadePrintable) {
  EXPECT_EQ(escapeName("ab c"), "ab c");
  EXPECT_EQ(escapeName("a\nb%"), "a%0Ab%25");
  EXPECT_EQ(escapeName(".."), "%2E%2E");
  EXPECT_EQ(escapeName("..."), "...");
  EXPECT_EQ(escapeName("\xC3\xA4"), "\xC3\xA4");
  EXPECT_EQ(escapeName("\xC3"), "%C3");
  EXPECT_EQ(escapeName("\xE2\x80\xAE"), "%E2%80%AE"); // right-to-left override
}

TEST(Names, CountAsUtf16) {
  EXPECT_EQ(utf16Length("a\xC3\xA4\xF0\x9F\x98\x80"), 4u);
  EXPECT_EQ(utf16Length("\xFF\xFE"), 2u);
}

TEST(FileSystem, ResolvesLinksInsideItsRoot) {
  const Unpacked U =
      unpackText(Tar()
                     .add("etc/passwd", "p")
                     .add("etc/rel", "", '2', "../etc/passwd")
                     .add("etc/abs", "", '2', "/etc/passwd")
                     .add("etc/up", "", '2', "../../../../etc/passwd")
                     .add("conf", "", '2', "etc")
                     .add("loop", "", '2', "loop")
                     .add("dangling", "", '2', "/nothing")
                     .bytes());
  ASSERT_THAT(U.Tree.rootFileSystems(), SizeIs(1));
  const FileSystem F = U.Tree.rootFileSystems()[0];
  const Node *Passwd = F.find("/etc/passwd");
  ASSERT_TRUE(Passwd);
  EXPECT_EQ(Passwd->bytes().text(), "p");
  for (const char *Path :
       {"etc/rel", "/etc/abs", "etc/up", "conf/passwd", "//etc/./passwd",
        "/../etc/passwd", "etc/../conf/abs"})
    EXPECT_EQ(F.find(Path), Passwd) << Path;
  EXPECT_FALSE(F.find("/loop"));
  EXPECT_FALSE(F.find("/dangling"));
  EXPECT_FALSE(F.find("/etc/passwd/x"));
  EXPECT_FALSE(F.find("/etc/pass"));
  ASSERT_TRUE(F.findLink("/loop"));
  EXPECT_EQ(F.findLink("/loop")->File->LinkTarget, "loop");
  EXPECT_EQ(F.resolve(*F.findLink("/etc/rel")), Passwd);
  EXPECT_EQ(F.pathOf(*Passwd), "/etc/passwd");
  EXPECT_EQ(&U.Tree.fileSystemOf(*Passwd)->root(), &F.root());
}

TEST(FileSystem, VisitsEachMemberOnce) {
  const Unpacked U = unpackText(Tar()
                                    .add("b/2", "x")
                                    .add("a", "y")
                                    .add("b/1", "z")
                                    .add("b/2", "w")
                                    .bytes());
  std::vector<std::string> Files, Members;
  const FileSystem F = U.Tree.fileSystems().at(0);
  F.forEachFile([&](const Node &N) {
    Files.push_back(F.pathOf(N) + "=" + std::string(N.bytes().text()));
  });
  F.forEachMember([&](const Node &N) { Members.push_back(F.pathOf(N)); });
  EXPECT_THAT(Files, ElementsAre("/a=y", "/b/1=z", "/b/2=w"));
  EXPECT_THAT(Members, ElementsAre("/a", "/b", "/b/1", "/b/2"));
}

TEST(Image, NamesFilesByWhereTheyAre) {
  const std::string Inner = Tar().add("x", "1").bytes();
  const Unpacked One =
      unpackText(Tar().add("etc/a", "1").add("in.tar", Inner).bytes());
  const FileSystem F = One.Tree.fileSystems().at(0);
  EXPECT_EQ(One.Tree.path(*F.find("etc/a")), "dir/fw.bin/etc/a");
  EXPECT_EQ(One.Tree.logicalName(*F.find("etc/a")), "fw.bin!/etc/a");
  EXPECT_EQ(One.Tree.path(One.Tree.nodes().back()), "dir/fw.bin/in.tar/x");

  const Unpacked Two = unpackText(Inner + std::string(8, 'x') + Inner);
  EXPECT_EQ(Two.Tree.path(*Two.Tree.fileSystems().at(0).find("x")),
            "dir/fw.bin/tar@0x0/x");
}

TEST(Image, LocatesTextByLineAndColumn) {
  const Unpacked U = unpackText("one\n\xC3\xA4 secret=hunter22\r\nthree\n");
  const Image &I = U.Tree;
  const Range Secret{14, 8};
  const Location L = I.atLine(I.root(), 2, std::span(&Secret, 1));
  const auto &R = std::get<TextRegion>(L.Region);
  EXPECT_EQ(R.StartLine, 2u);
  EXPECT_EQ(R.StartColumn, 1u);
  EXPECT_EQ(R.EndLine, 2u);
  EXPECT_EQ(R.EndColumn, 18u);
  EXPECT_EQ(R.Snippet, "\xC3\xA4 secret=hu... (8 characters)");
  const auto Part = std::get<TextRegion>(I.at(I.root(), Secret).Region);
  EXPECT_EQ(Part.StartColumn, 10u);
  // Ranges past the end are cut, not followed.
  const auto Past = std::get<TextRegion>(I.at(I.root(), {1000, 5}).Region);
  EXPECT_EQ(Past.StartLine, 4u);
}

TEST(Image, SplitsWhatItHoldsAndLosesNothing) {
  const std::string Archive = Tar().add("a", "1").bytes();
  const std::string Dump = "junk" + Archive + std::string(100, '\xFF');
  const Unpacked U = unpackText(Dump);
  std::string Together;
  for (const NodeId Id : U.Tree.root().Children)
    Together += U.Tree.node(Id).bytes().text();
  EXPECT_EQ(Together, Dump);
  EXPECT_TRUE(U.Tree.complete());
  EXPECT_EQ(U.Seen.Recognised, Archive.size());
  EXPECT_EQ(U.Seen.Padding, 100u);
}

TEST(Unpacking, SaysOnceWhenABudgetIsUsedUp) {
  Tar Many;
  for (int I = 0; I != 50; ++I)
    Many.add("file-" + std::to_string(I), "x");
  Budget Few;
  Few.MaxNodes = 10;
  const Unpacked U = unpackText(Many.bytes(), Few);
  EXPECT_FALSE(U.Tree.complete());
  ASSERT_THAT(U.Problems, SizeIs(1));
  EXPECT_EQ(U.Problems[0].Where, Stage::Limit);
  EXPECT_LE(U.Tree.nodes().size(), 11u);

  Budget Small;
  Small.MaxBytes = 10;
  EXPECT_THAT(unpackText(Many.bytes(), Small).Problems, SizeIs(1));
  Budget Flat;
  Flat.MaxDepth = 0;
  const Unpacked Shallow = unpackText(Many.bytes(), Flat);
  ASSERT_THAT(Shallow.Problems, SizeIs(1));
  EXPECT_THAT(Shallow.Problems[0].Text, HasSubstr("containers deep"));
}

const Rule TestRule = [] {
  Rule R;
  R.Id = "firmcop-test";
  R.Message = "{0}.";
  R.DefaultLevel = Level::Warning;
  return R;
}();

class Verdict : public testing::Test {
protected:
  Unpacked Whole = unpackText("text");
  RuleContext Context{};
  Report Asked{TestRule, Whole.Tree, Context};
};

TEST_F(Verdict, IsPassWithACountOfWhatWasSeen) {
  Asked.checked(30, "accounts");
  Asked.checked(7, "accounts");
  Asked.checked(1, "entries");
  ASSERT_THAT(Asked.findings(), SizeIs(1));
  const Finding F = Asked.findings()[0];
  EXPECT_EQ(F.Kind, Kind::Pass);
  EXPECT_EQ(F.Level, Level::None);
  EXPECT_THAT(F.Arguments, ElementsAre("37 accounts and 1 entry"));
}

TEST_F(Verdict, IsNotApplicableWithoutAnythingToSee) {
  Asked.checked(0, "accounts");
  Asked.notApplicable("no account file");
  ASSERT_THAT(Asked.findings(), SizeIs(1));
  EXPECT_EQ(Asked.findings()[0].Kind, Kind::NotApplicable);
  EXPECT_THAT(Asked.findings()[0].Arguments, ElementsAre("no account file"));
}

TEST_F(Verdict, IsTheFindingsWhenThereAreAny) {
  Asked.checked(3, "accounts");
  Asked.fail({"x"}, Whole.Tree.at(Whole.Tree.root()), "x", Level::Note);
  ASSERT_THAT(Asked.findings(), SizeIs(1));
  EXPECT_EQ(Asked.findings()[0].Level, Level::Note);
}

TEST_F(Verdict, IsOpenWhenThePartOfTheImageIsMissing) {
  const Unpacked Cut = unpackText(Tar().add("a", "1").bytes().substr(0, 700));
  ASSERT_FALSE(Cut.Tree.complete());
  Report OnCut(TestRule, Cut.Tree, Context);
  OnCut.checked(3, "accounts");
  ASSERT_THAT(OnCut.findings(), SizeIs(1));
  EXPECT_EQ(OnCut.findings()[0].Kind, Kind::Open);
  // What was found stays found.
  OnCut.fail({"x"}, Cut.Tree.at(Cut.Tree.root()), "x");
  ASSERT_THAT(OnCut.findings(), SizeIs(1));
  EXPECT_EQ(OnCut.findings()[0].Kind, Kind::Fail);
}

TEST_F(Verdict, InventoryLeavesItAlone) {
  Asked.inform({"x"}, Whole.Tree.at(Whole.Tree.root()), "x");
  Asked.checked(2, "components");
  EXPECT_THAT(Asked.findings(), SizeIs(2));
}

TEST(Mask, ShowsTwoCharactersAtMost) {
  EXPECT_EQ(mask("hunter2hunter2"), "hu... (14 characters)");
  EXPECT_EQ(mask("hunter2"), "... (7 characters)");
  EXPECT_EQ(mask("\n\xFFsecret"), "??... (8 characters)");
}

TEST(Text, WritesNumbersForPeople) {
  EXPECT_EQ(hex(0), "0x0");
  EXPECT_EQ(hex(0x120000), "0x120000");
  EXPECT_EQ(size(1), "1 byte");
  EXPECT_EQ(size(1536), "1.5 KiB");
  EXPECT_EQ(size(std::uint64_t(14) << 20), "14.0 MiB");
}

} // namespace
