//===- test/unit/CatalogueTest.cpp - The table of rules ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "firmcop/Guideline.h"
#include "firmcop/Model.h"
#include "firmcop/Rules.h"
#include "firmcop/Run.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>

using namespace firmcop;
using testing::ElementsAre;
using testing::EndsWith;
using testing::StartsWith;

namespace {

Rule someRule() {
  Rule R;
  R.Id = "firmcop-some-rule";
  R.Message = "'{0}' uses {1} and '{0}'.";
  R.DefaultLevel = Level::Error;
  return R;
}

Location at(std::string Path, std::uint32_t Line, std::uint32_t Column = 1) {
  Location L;
  L.Path = std::move(Path);
  L.Region = TextRegion{Line, Column, Line, Column + 1, ""};
  return L;
}

TEST(Catalogue, RulesAreSortedAndFound) {
  const auto Rules = allRules();
  ASSERT_FALSE(Rules.empty());
  EXPECT_TRUE(std::ranges::is_sorted(Rules, {}, &Rule::Id));
  for (const Rule *R : Rules)
    EXPECT_EQ(findRule(R->Id), R);
  EXPECT_EQ(findRule("firmcop-weak-hash"), &rules::WeakHash);
  EXPECT_EQ(findRule(""), nullptr);
  EXPECT_EQ(findRule("firmcop-weak-has"), nullptr);
  EXPECT_EQ(findRule("firmcop-weak-hashe"), nullptr);
  EXPECT_EQ(findRule("zzz"), nullptr);
}

TEST(Catalogue, PageBecomesRule) {
  const Rule &R = rules::WeakHash;
  EXPECT_EQ(R.Name, "WeakHash");
  EXPECT_EQ(R.Source, Method::Call);
  EXPECT_EQ(R.Image, Method::None);
  EXPECT_EQ(R.Cwes.front(), 328);
  EXPECT_EQ(R.Guidelines.front(), 5);
  ASSERT_EQ(R.Calls.size(), 2u);
  EXPECT_EQ(R.Calls[0].Is, Constraint::Used);
  EXPECT_EQ(R.Calls[0].ModelKind, "weak-hash");
  EXPECT_EQ(R.Calls[1].ModelKind, "weak-hash-name");
  EXPECT_THAT(R.Page, StartsWith("## What it finds\n"));
  EXPECT_EQ(R.Description.find('\n'), R.Description.npos);
}

TEST(Catalogue, EveryKindOfACallRuleIsModelled) {
  const ModelSet &Models = ModelSet::builtin();
  for (const Rule *R : allRules())
    for (const CallConstraint &C : R->Calls) {
      EXPECT_TRUE(std::ranges::binary_search(allModelKinds(), C.ModelKind, {},
                                             &ModelKind::Name))
          << R->Id << ": no model kind is called '" << C.ModelKind << "'";
      EXPECT_TRUE(std::ranges::any_of(
          Models.all(),
          [&](const ModelRow &Row) { return Row.Kind == C.ModelKind; }))
          << R->Id << ": no model row has the kind '" << C.ModelKind << "'";
    }
}

TEST(Catalogue, EveryKindOfAFlowRuleIsModelledOrAnOperation) {
  const auto IsGiven = [](auto Fits) {
    return std::ranges::any_of(ModelSet::builtin().all(), [&](const auto &Row) {
      return Fits(std::string_view(Row.Kind));
    });
  };
  for (const Rule *R : allRules()) {
    EXPECT_TRUE(R->Source != Method::Flow || !R->Flows.empty()) << R->Id;
    EXPECT_TRUE(R->Source == Method::Flow || R->Source == Method::Ast ||
                R->Flows.empty())
        << R->Id;
    for (const FlowConstraint &F : R->Flows) {
      EXPECT_FALSE(F.From.empty()) << R->Id;
      for (const std::string_view Kind : F.From)
        EXPECT_TRUE(
            Kind == "constant" ||
            (F.To == "installation" &&
             std::ranges::binary_search(pathKinds(), Kind)) ||
            (Kind == "input" && IsGiven([](std::string_view Given) {
               return Given.ends_with("-input");
             })) ||
            IsGiven([&](std::string_view Given) { return Given == Kind; }))
            << R->Id << ": no model row has the kind '" << Kind << "'";
      EXPECT_TRUE(
          std::ranges::binary_search(operationKinds(), F.To) ||
          IsGiven([&](std::string_view Given) { return Given == F.To; }))
          << R->Id << ": no model row has the kind '" << F.To << "'";
    }
  }
}

TEST(Catalogue, OperationsAreNoKindsOfRows) {
  EXPECT_TRUE(std::ranges::is_sorted(operationKinds()));
  for (const std::string_view Operation : operationKinds())
    EXPECT_FALSE(std::ranges::binary_search(allModelKinds(), Operation, {},
                                            &ModelKind::Name))
        << Operation;
}

TEST(Catalogue, GuidelinesAreTheThirteen) {
  const auto All = allGuidelines();
  ASSERT_EQ(All.size(), 13u);
  for (unsigned I = 0; I != All.size(); ++I) {
    EXPECT_EQ(All[I].Number, I + 1);
    EXPECT_THAT(std::string(All[I].Obligation), EndsWith("."));
    EXPECT_FALSE(All[I].EtsiProvisions.empty());
    EXPECT_THAT(All[I].Ceiling, testing::AnyOf(Kind::Pass, Kind::Review));
  }
  EXPECT_EQ(All[0].Title, "No default passwords");
  EXPECT_THAT(All[2].OwaspItems, ElementsAre("I4", "I8"));
  EXPECT_TRUE(All[1].OwaspItems.empty());
  EXPECT_TRUE(All[9].OwaspItems.empty());
}

TEST(Catalogue, TaxonomiesCoverWhatRulesReferTo) {
  const auto All = allTaxonomies();
  ASSERT_EQ(All.size(), 4u);
  EXPECT_EQ(All[0].Name, "CoP-IoT-2018");
  EXPECT_EQ(All[1].Name, "CWE");
  EXPECT_EQ(All[2].Name, "OWASP-IoT-2018");
  EXPECT_EQ(All[3].Name, "ETSI-EN-303-645");
  EXPECT_EQ(All[0].Taxa.size(), 13u);
  EXPECT_EQ(All[2].Taxa.size(), 10u);
  for (const Taxonomy &T : All)
    for (const Taxon &X : T.Taxa) {
      EXPECT_THAT(std::string(X.Uri), StartsWith("https://")) << X.Id;
      EXPECT_THAT(std::string(X.Title), EndsWith(".")) << X.Id;
      EXPECT_THAT(std::string(X.Summary), EndsWith(".")) << X.Id;
      EXPECT_NE(X.Name, X.Id);
    }
  const auto Has = [](const Taxonomy &T, std::string_view Id) {
    return std::ranges::count(T.Taxa, Id, &Taxon::Id) == 1;
  };
  for (const Rule *R : allRules()) {
    for (const std::uint16_t Cwe : R->Cwes)
      EXPECT_TRUE(Has(All[1], "CWE-" + std::to_string(Cwe))) << R->Id;
    for (const std::string_view Provision : R->EtsiProvisions)
      EXPECT_TRUE(Has(All[3], Provision)) << R->Id;
  }
}

TEST(Message, ArgumentsAreFilledInOnce) {
  const Rule R = someRule();
  EXPECT_EQ(message(Finding(R, {"f", "DES"}, {})), "'f' uses DES and 'f'.");
  EXPECT_EQ(message(Finding(R, {"{1}", "DES"}, {})),
            "'{1}' uses DES and '{1}'.");
  EXPECT_EQ(message(Finding(R, {"f"}, {})), "'f' uses {1} and 'f'.");
}

TEST(Message, EveryKindHasItsText) {
  Rule R = someRule();
  const auto Says = [&](Kind K) { return message(Finding(R, K, {"x"}, {})); };
  EXPECT_EQ(Says(Kind::Pass), "Checked x; no finding.");
  EXPECT_EQ(Says(Kind::NotApplicable), "Not applicable: x.");
  EXPECT_EQ(Says(Kind::Open), "Not decided: x.");
  R.PassMessage = "All {0} are well.";
  EXPECT_EQ(Says(Kind::Pass), "All x are well.");
  for (const Kind K : {Kind::Fail, Kind::Review, Kind::Informational})
    EXPECT_EQ(messageTemplate(R, K), R.Message);
}

TEST(Words, AreSarifs) {
  EXPECT_EQ(toString(Level::Error), "error");
  EXPECT_EQ(toString(Level::None), "none");
  EXPECT_EQ(toString(Kind::NotApplicable), "notApplicable");
  EXPECT_EQ(toString(Precision::VeryHigh), "very-high");
  EXPECT_EQ(toString(Stage::Configuration), "configuration");
}

TEST(Canonicalise, OrdersByPathPositionRuleArguments) {
  const Rule A = someRule();
  Rule B = someRule();
  B.Id = "firmcop-a-rule";
  firmcop::Run R;
  R.Findings = {
      Finding(A, {"y"}, at("b.c", 1)),    Finding(A, {"x"}, at("a.c", 9)),
      Finding(A, {"z"}, at("a.c", 2, 3)), Finding(A, {"y"}, at("a.c", 2, 3)),
      Finding(B, {"z"}, at("a.c", 2, 3)), Finding(A, {"x"}, at("a.c", 10))};
  canonicalise(R);
  std::vector<std::string> Order;
  for (const Finding &F : R.Findings)
    Order.push_back(
        F.Where.Path + ":" +
        std::to_string(std::get<TextRegion>(F.Where.Region).StartLine) +
        F.Arguments[0] + (&F.Of.get() == &B ? "B" : ""));
  EXPECT_THAT(Order, ElementsAre("a.c:2zB", "a.c:2y", "a.c:2z", "a.c:9x",
                                 "a.c:10x", "b.c:1y"));
}

TEST(Canonicalise, DropsExactDuplicatesAndKeepsTheShortestFlow) {
  const Rule A = someRule();
  Finding Long(A, {"x"}, at("a.c", 1)), Short = Long, Other = Long;
  Long.Flow = {{at("a.c", 3), "from here", 0}, {at("a.c", 1), "to here", 0}};
  Short.Flow = {{at("a.c", 2), "from here", 0}};
  Other.Evidence = "another account";
  firmcop::Run R;
  R.Findings = {Long, Other, Short, Short};
  R.Problems = {{Stage::Unpack, Level::Warning, "fw.bin", "Damaged."},
                {Stage::Parse, Level::Error, "a.c", "Broken."},
                {Stage::Unpack, Level::Warning, "fw.bin", "Damaged."}};
  canonicalise(R);
  ASSERT_EQ(R.Findings.size(), 2u);
  EXPECT_EQ(R.Findings[0].Flow.size(), 1u);
  EXPECT_EQ(R.Findings[1].Evidence, "another account");
  ASSERT_EQ(R.Problems.size(), 2u);
  EXPECT_EQ(R.Problems[0].Path, "a.c");
}

TEST(Canonicalise, DoesNotDependOnTheOrderOfItsInput) {
  const Rule A = someRule();
  Finding One(A, {"x"}, at("a.c", 1)), Two = One;
  One.Flow = {{at("a.c", 2), "from here", 0}};
  Two.Flow = {{at("a.c", 3), "from here", 0}};
  firmcop::Run Left, Right;
  Left.Findings = {One, Two};
  Right.Findings = {Two, One};
  canonicalise(Left);
  canonicalise(Right);
  ASSERT_EQ(Left.Findings.size(), 1u);
  ASSERT_EQ(Right.Findings.size(), 1u);
  EXPECT_EQ(
      std::get<TextRegion>(Left.Findings[0].Flow[0].Where.Region).StartLine,
      std::get<TextRegion>(Right.Findings[0].Flow[0].Where.Region).StartLine);
}

} // namespace
