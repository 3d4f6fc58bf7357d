//===- test/unit/FlowFormTest.cpp - Units as text and as bytes --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Bytes.h"
#include "core/flow/Serialise.h"
#include "core/flow/Text.h"
#include "core/flow/Verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

using namespace firmcop;
using namespace firmcop::flow;
using testing::HasSubstr;

namespace {

Unit sample() {
  auto Units = parse(R"(unit "dir/a.c"
file "/dir/a.c"
declare @recv model
global @size i32u size 4
function @f(p ptr, n i32s) i32s at 3:5+40/1 {
  local line record size 100 element 1
b0:
  t0 = load i32s &n @4:6+60/1
  t1 = call i64s @recv(t0, &line, 100, FLAG=-1) @4:10+64/4
  switch t1 { 1: b1, default: b1 } @5:3+70/6
b1:
  t2 = field ptr &p, "R::f" @6:1+90/1
  store i32s t2, 5
  return 0 @8:3+99/6
}
)",
                     "sample");
  EXPECT_TRUE(Units) << (Units ? "" : Units.problem().Text);
  return Units ? Units->front() : Unit();
}

TEST(FlowForm, BytesGiveTheSameUnit) {
  const Unit U = sample();
  const std::string Bytes = toBytes(U);
  auto Back = fromBytes(Bytes, "sample");
  ASSERT_TRUE(Back) << Back.problem().Text;
  EXPECT_EQ(print(*Back), print(U));
  EXPECT_EQ(toBytes(*Back), Bytes);
  EXPECT_EQ(Back->Functions[0].Positions, U.Functions[0].Positions);
  EXPECT_LT(Bytes.size(), 350u);
}

TEST(FlowForm, DamagedBytesAreAProblem) {
  const std::string Bytes = toBytes(sample());
  for (std::size_t Cut = 0; Cut < Bytes.size(); ++Cut)
    EXPECT_FALSE(fromBytes(Bytes.substr(0, Cut), "cut")) << Cut;
  for (std::size_t At = 0; At < Bytes.size(); ++At) {
    std::string Changed = Bytes;
    Changed[At] = static_cast<char>(Changed[At] ^ 0x11);
    auto Read = fromBytes(Changed, "cache/unit");
    ASSERT_FALSE(Read) << At;
    EXPECT_EQ(Read.problem().Path, "cache/unit");
    EXPECT_THAT(Read.problem().Text, HasSubstr("capture it again"));
  }
  EXPECT_FALSE(fromBytes(Bytes + "x", "longer"));
}

TEST(FlowForm, AnotherSchemaIsNamed) {
  std::string Bytes = toBytes(sample());
  Bytes[Bytes.find('\n') + 1] = Schema + 1;
  auto Read = fromBytes(Bytes, "old");
  ASSERT_FALSE(Read);
  EXPECT_THAT(Read.problem().Text,
              HasSubstr("schema " + std::to_string(Schema + 1)));
}

TEST(FlowForm, NumbersKeepTheirValue) {
  ByteWriter W;
  for (std::uint64_t Value : {0ull, 127ull, 128ull, ~0ull})
    W.number(Value);
  for (std::int64_t Value : {std::int64_t(0), std::int64_t(-1),
                             std::numeric_limits<std::int64_t>::min(),
                             std::numeric_limits<std::int64_t>::max()})
    W.signedNumber(Value);
  const std::string Bytes = W.take();
  ByteReader R(Bytes);
  for (std::uint64_t Value : {0ull, 127ull, 128ull, ~0ull})
    EXPECT_EQ(R.number(), Value);
  for (std::int64_t Value : {std::int64_t(0), std::int64_t(-1),
                             std::numeric_limits<std::int64_t>::min(),
                             std::numeric_limits<std::int64_t>::max()})
    EXPECT_EQ(R.signedNumber(), Value);
  EXPECT_TRUE(R.atEnd());
  EXPECT_FALSE(R.hasFailed());
  R.number();
  EXPECT_TRUE(R.hasFailed());
}

TEST(FlowForm, CountsLargerThanTheInputFail) {
  ByteWriter W;
  W.number(1000);
  const std::string Bytes = W.take();
  ByteReader R(Bytes);
  EXPECT_EQ(R.count(), 0u);
  EXPECT_TRUE(R.hasFailed());
}

TEST(FlowForm, ACountIsNoPartOfWhatItCounts) {
  // There is room for what is counted only with the byte of the count itself.
  ByteReader R(std::string_view("\3ab", 3));
  EXPECT_EQ(R.text(), "");
  EXPECT_TRUE(R.hasFailed());
}

TEST(FlowForm, APointerHasAWidth) {
  EXPECT_TRUE(parse("unit \"a\" pointer 32\n", "fuzz"));
  const auto Read = parse("unit \"a\" pointer ; 32\n", "fuzz");
  ASSERT_FALSE(Read);
  EXPECT_THAT(Read.problem().Text, HasSubstr("comes a number of bits"));
}

/// What the verifier says of the sample after a change.
template <class Change> std::string faultAfter(Change Do) {
  Unit U = sample();
  EXPECT_EQ(faultOf(U), std::nullopt);
  Do(U, U.Functions.front());
  return faultOf(U).value_or("");
}

TEST(FlowForm, EachIndexIsChecked) {
  constexpr auto Outside = "has an operand that is not in its table";
  EXPECT_THAT(faultAfter([](Unit &, Function &F) {
                F.Operations[0].A = {Operand::Kind::Local, 3};
              }),
              HasSubstr(Outside));
  EXPECT_THAT(faultAfter([](Unit &, Function &F) {
                F.Operations[0].A = {Operand::Kind::Temporary, 3};
              }),
              HasSubstr(Outside));
  EXPECT_THAT(faultAfter([](Unit &, Function &F) {
                // A function where a global should be.
                F.Operations[0].A = {Operand::Kind::Global, 0};
              }),
              HasSubstr(Outside));
  EXPECT_THAT(faultAfter([](Unit &U, Function &) { U.Literals.clear(); }),
              HasSubstr(Outside));
  EXPECT_THAT(faultAfter([](Unit &U, Function &) { U.Fields.clear(); }),
              HasSubstr("has a field that is not in its table"));
  EXPECT_THAT(faultAfter([](Unit &, Function &F) { F.Pool.pop_back(); }),
              HasSubstr("not in its pool"));
  EXPECT_THAT(faultAfter([](Unit &, Function &F) { F.Pool.back().Index = 2; }),
              HasSubstr("goes to a block that it does not have"));
  EXPECT_THAT(faultAfter([](Unit &, Function &F) { F.Blocks[1].First = 0; }),
              HasSubstr("do not lie one behind the other"));
  EXPECT_THAT(faultAfter([](Unit &, Function &F) { F.Positions.pop_back(); }),
              HasSubstr("one position for each operation"));
  EXPECT_THAT(faultAfter([](Unit &U, Function &) { U.Files.clear(); }),
              HasSubstr("has a position in no file"));
  EXPECT_THAT(faultAfter([](Unit &, Function &F) { F.Temporaries = 1u << 30; }),
              HasSubstr("more temporaries than operations"));
  EXPECT_THAT(faultAfter([](Unit &, Function &F) { F.Parameters = 4; }),
              HasSubstr("more parameters than locals"));
  EXPECT_THAT(
      faultAfter([](Unit &U, Function &F) { U.Functions.push_back(F); }),
      HasSubstr("has two bodies"));
  EXPECT_THAT(faultAfter([](Unit &, Function &F) { F.Result.Of = 7; }),
              HasSubstr("a type of no kind"));
  EXPECT_THAT(
      faultAfter([](Unit &U, Function &) { U.Overrides.push_back({0, 99}); }),
      HasSubstr("an override names no function"));
}

} // namespace
