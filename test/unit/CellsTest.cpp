//===- test/unit/CellsTest.cpp - Cells that states share -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Cells.h"
#include "core/flow/Numbering.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

using namespace firmcop::flow;

using Model = std::map<Place, ValueId>;

static Model contentOf(const Cells &C) {
  Model Content;
  for (const Cell &Each : C)
    Content[Each.At] = Each.Holds;
  return Content;
}

static Place somePlace(std::mt19937 &Random) {
  return {ObjectId(Random() % 40), PathId(Random() % 12)};
}

TEST(Cells, DoWhatAMapDoes) {
  std::mt19937 Random(7);
  Cells Under;
  Model Expected;
  for (unsigned Step = 0; Step < 4000; ++Step) {
    Place At = somePlace(Random);
    switch (Random() % 8) {
    default:
      Under.set(At, Step + 1);
      Expected[At] = Step + 1;
      break;
    case 0:
      Under.erase(At.Object, [&](PathId P) { return P % 3 == At.Path % 3; });
      std::erase_if(Expected, [&](const auto &Each) {
        return Each.first.Object == At.Object &&
               Each.first.Path % 3 == At.Path % 3;
      });
      break;
    case 1: {
      auto IsOdd = [&](ValueId V) { return V % 17 == Step % 17; };
      Under.erase([&](const Cell &C) { return IsOdd(C.Holds); });
      std::erase_if(Expected,
                    [&](const auto &Each) { return IsOdd(Each.second); });
      break;
    }
    }
    auto Found = Expected.find(At);
    ASSERT_EQ(Under.at(At), Found == Expected.end() ? 0 : Found->second);
    ASSERT_EQ(Under.size(), Expected.size());
    auto Of = Under.of(At.Object);
    ASSERT_EQ(std::ranges::distance(Of),
              std::ranges::count_if(Expected, [&](const auto &Each) {
                return Each.first.Object == At.Object;
              }));
  }
  EXPECT_EQ(contentOf(Under), Expected);
}

TEST(Cells, ACopyDoesNotSeeWhatIsWrittenLater) {
  std::mt19937 Random(11);
  Cells First;
  for (unsigned I = 0; I < 300; ++I)
    First.set(somePlace(Random), I + 1);
  const Model Before = contentOf(First);
  Cells Second = First;
  EXPECT_EQ(First, Second);
  for (unsigned I = 0; I < 300; ++I)
    Second.set(somePlace(Random), I + 1000);
  Second.erase([](const Cell &C) { return C.Holds % 2 == 0; });
  EXPECT_EQ(contentOf(First), Before);
  EXPECT_NE(First, Second);
}

TEST(Cells, AreEqualHoweverTheyWereMade) {
  Cells Forth, Back;
  for (unsigned I = 0; I < 200; ++I)
    Forth.append({{I, 0}, I + 1});
  for (unsigned I = 200; I-- > 0;)
    Back.set({I, 0}, I + 1);
  EXPECT_EQ(Forth, Back);
  Back.set({5, 0}, 1);
  EXPECT_NE(Forth, Back);
}

TEST(Cells, MergeVisitsEachPlaceOnce) {
  std::mt19937 Random(13);
  for (unsigned Round = 0; Round < 50; ++Round) {
    Cells A;
    for (unsigned I = 0; I < 200; ++I)
      A.set(somePlace(Random), I + 1);
    Cells B = A;
    for (unsigned I = 0; I < Round; ++I) {
      A.set(somePlace(Random), I + 1000);
      B.set(somePlace(Random), I + 2000);
      ObjectId Gone = Random() % 40;
      B.erase(Gone, [](PathId P) { return P == 1; });
    }
    Cells Made;
    Model Expected = contentOf(A);
    for (auto [At, V] : contentOf(B))
      Expected.try_emplace(At, V);
    Cells::merge(
        A, B, Made,
        [&](const Cell &InA, const Cell &InB) {
          ASSERT_EQ(InA.At, InB.At);
          Made.append(InA);
        },
        [&](const Cell &InA) {
          ASSERT_EQ(B.at(InA.At), 0U);
          Made.append(InA);
        },
        [&](const Cell &InB) {
          ASSERT_EQ(A.at(InB.At), 0U);
          Made.append(InB);
        });
    EXPECT_EQ(contentOf(Made), Expected);
    EXPECT_EQ(Made.size(), Expected.size());
  }
}

TEST(Cells, HaveSlotsOfTheirOwn) {
  Cells Under;
  for (unsigned I = 0; I < 100; ++I)
    Under.set({I * 7 % 100, 0}, I + 1);
  std::vector<bool> IsTaken(Under.slots());
  for (auto I = Under.begin(); I != Under.end(); ++I) {
    ASSERT_LT(Under.slotOf(I), IsTaken.size());
    EXPECT_FALSE(IsTaken[Under.slotOf(I)]);
    IsTaken[Under.slotOf(I)] = true;
  }
}

namespace {
/// Lets many keys meet in one slot.
struct CoarseHash {
  std::uint64_t operator()(unsigned Key) const { return Key / 8; }
};
} // namespace

TEST(Numbering, CountsKeysInTheOrderInWhichTheyCome) {
  Numbering<unsigned, CoarseHash> Numbers;
  EXPECT_EQ(Numbers.find(3), std::nullopt);
  for (unsigned Key = 0; Key < 1000; ++Key)
    EXPECT_EQ(Numbers.add(Key * 3), std::pair(Key, true));
  for (unsigned Key = 0; Key < 1000; ++Key) {
    EXPECT_EQ(Numbers.add(Key * 3), std::pair(Key, false));
    EXPECT_EQ(Numbers.find(Key * 3), Key);
    EXPECT_EQ(Numbers.find(Key * 3 + 1), std::nullopt);
    EXPECT_EQ(Numbers[Key], Key * 3);
  }
  EXPECT_EQ(Numbers.size(), 1000U);
}
