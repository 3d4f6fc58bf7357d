//===- test/unit/LineHashTest.cpp - GitHub's line hashes ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/LineHash.h"

#include <gmock/gmock.h>

#include <string>

using namespace firmcop;
using testing::ElementsAre;
using testing::SizeIs;

namespace {

TEST(LineHash, EmptyTextHasOneLine) {
  EXPECT_THAT(lineHashes(""), ElementsAre("c129715d7a2bc9a3:1"));
}

TEST(LineHash, BlanksPlayNoPart) {
  EXPECT_THAT(lineHashes(" a\nb\n  \t\tc\n d"),
              ElementsAre("271789c17abda88f:1", "54703d4cd895b18:1",
                          "180aee12dab6264:1", "a23a3dc5e078b07b:1"));
}

TEST(LineHash, LineEndingsAreTheSame) {
  const auto Unix = lineHashes("one\ntwo\n\nfour\n");
  EXPECT_THAT(Unix, SizeIs(5));
  EXPECT_EQ(lineHashes("one\r\ntwo\r\n\r\nfour\r\n"), Unix);
  EXPECT_EQ(lineHashes("one\rtwo\r\rfour\r"), Unix);
  EXPECT_NE(lineHashes("one\ntwo\nfour\n"), Unix);
}

TEST(LineHash, EqualLinesAreNumbered) {
  std::string Text;
  for (int I = 0; I != 10; ++I)
    Text += "Lorem ipsum dolor sit amet.\n";
  const auto Hashes = lineHashes(Text);
  ASSERT_THAT(Hashes, SizeIs(11));
  for (int I = 0; I != 6; ++I)
    EXPECT_EQ(Hashes[I], "a7f2ff13bc495cf2:" + std::to_string(I + 1));
  EXPECT_EQ(Hashes[6], "a7f2ff1481e87703:1");
}

TEST(LineHash, OnlyAHundredUnitsCount) {
  const std::string Start(100, 'x');
  EXPECT_EQ(lineHashes(Start + "y\n").front(), lineHashes(Start + "z").front());
  EXPECT_NE(lineHashes(Start.substr(1) + "y\n").front(),
            lineHashes(Start.substr(1) + "z").front());
}

TEST(LineHash, InvalidUtf8IsTheReplacementCharacter) {
  const std::string Replacement = "\xEF\xBF\xBD";
  const auto Replaced = lineHashes("a" + Replacement + "b");
  for (const char *Invalid : {"\xFF", "\x80", "\xC3", "\xF0\x9F\x98"})
    EXPECT_EQ(lineHashes("a" + std::string(Invalid) + "b"), Replaced);
  // A surrogate and an overlong form have no valid part longer than a byte.
  EXPECT_EQ(lineHashes("\xED\xA0\x80"), lineHashes("\xFF\xFF\xFF"));
  EXPECT_EQ(lineHashes("\xC0\xAF"), lineHashes("\xFF\xFF"));
}

TEST(LineHash, AstralCharactersAreTwoUnits) {
  // U+1F600, then 98 units: the 101st unit plays no part.
  const std::string Line = "\xF0\x9F\x98\x80" + std::string(98, 'x');
  EXPECT_EQ(lineHashes(Line + "y").front(), lineHashes(Line + "z").front());
  EXPECT_NE(lineHashes(Line).front(),
            lineHashes("\xF0\x9F\x98\x81" + std::string(98, 'x')).front());
}

} // namespace
