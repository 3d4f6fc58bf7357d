//===- binscan/Rule.cpp - How a rule judges an image ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

static std::vector<const ArtifactRule *> &registry() {
  static std::vector<const ArtifactRule *> Registered;
  return Registered;
}

ArtifactRule::ArtifactRule(const Rule &Declaration, Function Run)
    : Declaration(Declaration), Run(Run) {
  registry().push_back(this);
}

std::vector<const ArtifactRule *> ArtifactRule::all() {
  std::vector<const ArtifactRule *> Sorted = registry();
  std::ranges::sort(Sorted, {},
                    [](const ArtifactRule *R) { return R->declaration().Id; });
  return Sorted;
}

void Report::fail(std::vector<std::string> Arguments, Location Where,
                  std::string Evidence, std::optional<Level> As) {
  Finding F(Of, std::move(Arguments), std::move(Where));
  F.Evidence = std::move(Evidence);
  if (As)
    F.Level = *As;
  add(std::move(F));
}

void Report::review(std::vector<std::string> Arguments, Location Where,
                    std::string Evidence) {
  Finding F(Of, Kind::Review, std::move(Arguments), std::move(Where));
  F.Evidence = std::move(Evidence);
  add(std::move(F));
}

void Report::inform(std::vector<std::string> Arguments, Location Where,
                    std::string Evidence) {
  Finding F(Of, Kind::Informational, std::move(Arguments), std::move(Where));
  F.Evidence = std::move(Evidence);
  add(std::move(F));
}

void Report::add(Finding F) { Findings.push_back(std::move(F)); }

void Report::checked(std::uint64_t Count, std::string_view Things) {
  const auto Same = std::ranges::find(
      Counts, Things, &std::pair<std::string, std::uint64_t>::first);
  if (Same != Counts.end())
    Same->second += Count;
  else
    Counts.emplace_back(Things, Count);
}

void Report::notApplicable(std::string Reason) { NoTarget = std::move(Reason); }
void Report::open(std::string Reason) { Undecided = std::move(Reason); }
void Report::problem(Problem P) { Problems.push_back(std::move(P)); }

/// "1 entry", "37 accounts", "1 signature of apk".
static std::string countOf(std::uint64_t Count, std::string_view Things) {
  std::size_t End = Things.size();
  for (const std::string_view Next : {" of ", " by ", " that "})
    End = std::min(End, Things.find(Next));
  std::string Noun(Things.substr(0, End));
  if (Count == 1 && Noun.ends_with("ies"))
    Noun.replace(Noun.size() - 3, 3, "y");
  else if (Count == 1 && (Noun.ends_with("sses") || Noun.ends_with("xes")))
    Noun.resize(Noun.size() - 2);
  else if (Count == 1 && Noun.ends_with('s'))
    Noun.pop_back();
  return std::to_string(Count) + ' ' + Noun + std::string(Things.substr(End));
}

std::vector<Finding> Report::findings() const {
  std::vector<Finding> All = Findings;
  const bool HasVerdict = std::ranges::any_of(
      All, [](const Finding &F) { return F.Kind != Kind::Informational; });
  if (HasVerdict)
    return All;

  const auto Conclude = [&](Kind K, std::string Text) {
    All.emplace_back(Of, K, std::vector{std::move(Text)}, On.at(On.root()));
  };
  std::string Seen;
  for (const auto &[Things, Count] : Counts)
    if (Count > 0)
      (Seen += Seen.empty() ? "" : " and ") += countOf(Count, Things);

  if (Undecided)
    Conclude(Kind::Open, *Undecided);
  else if (!On.complete() || !Problems.empty())
    Conclude(Kind::Open, "a part of the image could not be read");
  else if (!Seen.empty())
    Conclude(Kind::Pass, Seen);
  else if (All.empty())
    Conclude(Kind::NotApplicable,
             NoTarget.value_or("the image has nothing that the rule is about"));
  return All;
}

std::string binscan::mask(std::string_view Secret) {
  const std::size_t Shown = Secret.size() < 8 ? 0 : 2;
  std::string Out;
  for (const char C : Secret.substr(0, Shown))
    Out += C > ' ' && C < 0x7F ? C : '?';
  return Out + "... (" + countOf(Secret.size(), "characters") + ")";
}
