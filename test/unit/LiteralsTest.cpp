//===- test/unit/LiteralsTest.cpp - Literals against a naive search -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A matcher that misses is worse than a slow one, and nobody would see it. So
// both ways to search are held against the most naive one, on inputs that are
// long enough for the library to be used and that are made to overlap, to stand
// at the ends, and to straddle the windows that it is given.
//
//===----------------------------------------------------------------------===//

#include "binscan/Literals.h"
#include "binscan/Format.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

using namespace firmcop::binscan;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

namespace {

using Places = std::vector<std::pair<std::uint64_t, std::size_t>>;

/// By asking the standard library for one literal after the other.
Places naively(const std::vector<std::string> &Wanted, std::string_view In) {
  Places Found;
  for (std::size_t I = 0; I < Wanted.size(); ++I)
    for (std::size_t At = In.find(Wanted[I]); At != std::string_view::npos;
         At = In.find(Wanted[I], At + 1))
      Found.emplace_back(At, I);
  std::ranges::sort(Found);
  return Found;
}

class Searched {
public:
  explicit Searched(std::vector<std::string> Texts)
      : Wanted(std::move(Texts)), Ready([this] {
          return std::vector<std::string_view>(Wanted.begin(), Wanted.end());
        }()),
        Library(LiteralMatcher::of(Wanted)) {
    // From here on as much was searched as makes it use the library.
    const std::string Much(std::size_t(1) << 23, '\xEE');
    Ready.find(Bytes(std::string_view(Much)),
               [](std::size_t, std::uint64_t) { return true; });
  }

  /// All ways must agree, in what they find and in its order.
  void check(std::string_view In, bool IsLong = true) const {
    const Places Truth = naively(Wanted, In);
    Places ByBoth, ByTable;
    Ready.find(Bytes(In), [&](std::size_t I, std::uint64_t At) {
      ByBoth.emplace_back(At, I);
      return true;
    });
    Ready.findByTable(Bytes(In), [&](std::size_t I, std::uint64_t At) {
      ByTable.emplace_back(At, I);
      return true;
    });
    ASSERT_TRUE(ByTable == Truth) << ByTable.size() << " of " << Truth.size();
    ASSERT_TRUE(ByBoth == Truth) << ByBoth.size() << " of " << Truth.size();
    if (!Library || IsLong)
      return;
    const auto Hits = Library->find(Bytes(In));
    ASSERT_TRUE(Hits.has_value());
    Places ByLibrary;
    for (const LiteralMatcher::Hit &H : *Hits)
      ByLibrary.emplace_back(H.At, H.Which);
    ASSERT_TRUE(ByLibrary == Truth)
        << ByLibrary.size() << " of " << Truth.size();
  }

  std::vector<std::string> Wanted;

private:
  Literals Ready;
  std::optional<LiteralMatcher> Library;
};

std::string randomText(std::mt19937 &Random, std::size_t Size,
                       unsigned Values) {
  std::string Text(Size, '\0');
  for (char &C : Text)
    C = static_cast<char>(Random() % Values);
  return Text;
}

/// Every signature of every format: what images are really searched for.
std::vector<std::string> allSignatures() {
  std::vector<std::string> All;
  for (const Format *F : Format::all())
    for (const Signature &S : (*F)->Signatures)
      All.emplace_back(S.Magic);
  return All;
}

TEST(Literals, FindsOverlappingOnesInOrder) {
  const std::string_view Wanted[] = {"abc", "bcd", "abcd", "zzz"};
  const Literals L(Wanted);
  Places Found;
  L.find(Bytes(std::string_view("xabcdabc")),
         [&](std::size_t I, std::uint64_t At) {
           Found.emplace_back(At, I);
           return true;
         });
  EXPECT_THAT(Found,
              ElementsAre(Pair(1, 0), Pair(1, 2), Pair(2, 1), Pair(5, 0)));
  Found.clear();
  L.find(Bytes(std::string_view("xabcdabc")),
         [&](std::size_t I, std::uint64_t At) {
           Found.emplace_back(At, I);
           return false;
         });
  EXPECT_THAT(Found, ElementsAre(Pair(1, 0)));
  L.find(Bytes(std::string_view("ab")), [](std::size_t, std::uint64_t) {
    ADD_FAILURE() << "too short";
    return true;
  });
}

TEST(Literals, FindsInRandomBytesWhatANaiveSearchFinds) {
  std::mt19937 Random(1);
  for (const unsigned Values : {2U, 4U, 256U}) {
    std::vector<std::string> Wanted;
    for (unsigned I = 0; I < 60; ++I)
      Wanted.push_back(randomText(Random, 2 + Random() % 12, Values));
    std::ranges::sort(Wanted);
    Wanted.erase(std::ranges::unique(Wanted).begin(), Wanted.end());
    const Searched S(Wanted);
    for (unsigned I = 0; I < 20; ++I) {
      S.check(randomText(Random, 20'000 + Random() % 100, Values), false);
      S.check(randomText(Random, Random() % 200, Values), false);
    }
    S.check(randomText(Random, 700'000, Values == 256 ? 256 : 16));
  }
}

TEST(Literals, FindsEverySignatureAtEveryAlignmentAndBothEnds) {
  std::mt19937 Random(2);
  const Searched S(allSignatures());
  for (const std::string &Magic : S.Wanted) {
    std::string Text = randomText(Random, 20'000, 256);
    // One at the start, one at the end, and between them one at every distance
    // from a multiple of 64.
    Text.replace(0, Magic.size(), Magic);
    Text.replace(Text.size() - Magic.size(), Magic.size(), Magic);
    for (std::size_t I = 0; I < 64 && 1024 + I * 193 < 19'000; ++I)
      Text.replace(1024 + I * 193, Magic.size(), Magic);
    S.check(Text, false);
    // What is cut off is not there.
    Text.pop_back();
    S.check(Text, false);
  }
}

TEST(Literals, FindsWhatStraddlesWindows) {
  std::mt19937 Random(3);
  const Searched S(
      {"ab", "aba", "abababababababababab", std::string("\0\0\1", 3), "aa"});
  for (const std::size_t Window : {1U << 18, 1U << 19}) {
    std::string Text = randomText(Random, (1U << 19) + 100, 3);
    for (std::size_t Before = 0; Before < 24; ++Before) {
      Text.replace(Window - Before, 20, S.Wanted[2]);
      S.check(Text);
    }
  }
  S.check(std::string(600'000, 'a'));
}

const Marks One({"first-mark", "both-mark"});
const Marks Two({"both-mark", "mark"});

TEST(Literals, GivesEachRuleItsOwnMarks) {
  const std::string Text = "first-mark both-mark";
  const MarkedBytes M = Bytes(std::string_view(Text));
  const auto Of = [&](const MarkedBytes &In, const Marks &Which) {
    Places Found;
    In.find(Which, [&](std::size_t I, std::uint64_t At) {
      Found.emplace_back(At, I);
    });
    return Found;
  };
  EXPECT_THAT(Of(M, One), ElementsAre(Pair(0, 0), Pair(11, 1)));
  EXPECT_THAT(Of(M, Two), ElementsAre(Pair(6, 1), Pair(11, 0), Pair(16, 1)));
  EXPECT_THAT(Of(Bytes(), One), IsEmpty());
  // More hits than are kept.
  std::string Many;
  for (unsigned I = 0; I < 1'000'100; ++I)
    Many += "mark";
  EXPECT_EQ(Of(Bytes(std::string_view(Many)), Two).size(), 1'000'100U);
}

} // namespace
