//===- binscan/trust/Trust.cpp - What may be trusted, and why ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/trust/Trust.h"

#include "binscan/Memo.h"

#include <algorithm>
#include <tuple>

using namespace firmcop;
using namespace firmcop::binscan;

static std::vector<TrustJudge::Function> &judges() {
  static std::vector<TrustJudge::Function> All;
  return All;
}

TrustJudge::TrustJudge(Function Run) { judges().push_back(Run); }

void TrustFacts::add(FlawKind Kind, const Node &On, std::string What,
                     std::string Evidence, Level As) {
  addAt(Kind, On, 0, std::move(What), std::move(Evidence), As);
}

void TrustFacts::addAt(FlawKind Kind, const Node &On, std::uint32_t Line,
                       std::string What, std::string Evidence, Level As) {
  Flaws.push_back(
      {Kind, On.Id, Line, std::move(What), std::move(Evidence), As, {}});
}

void TrustFacts::checked(std::string_view Things,
                         std::initializer_list<FlawKind> For) {
  for (const FlawKind Kind : For)
    ++Counts[{Kind, Things}];
}

void TrustFacts::judgeKey(const Node &On, std::string_view Verb,
                          const PublicKey &Key) {
  const std::string_view Who = publisherOfSigningKey(Key);
  const std::string What = describe(Key.Facts);
  if (!Who.empty())
    add(FlawKind::PublishedKey, On,
        std::string(Verb) + (What.starts_with('E') ? " an " : " a ") + What +
            " key of which " + std::string(Who) + " publishes the private half",
        "published " + Key.Facts.Fingerprint.substr(0, 16));
}

const TrustFacts &binscan::trustFactsOf(const Image &I) {
  static Memo<TrustFacts> Known;
  return Known.get(I.root(), [&](Bytes) {
    TrustFacts Facts;
    for (const TrustJudge::Function Judge : judges())
      Judge(I, Facts);
    // Judges are registered in any order.
    std::ranges::sort(Facts.Flaws, [](const Flaw &A, const Flaw &B) {
      return std::tie(A.On, A.Line, A.Kind, A.Evidence, A.What) <
             std::tie(B.On, B.Line, B.Kind, B.Evidence, B.What);
    });
    return Facts;
  });
}

std::string binscan::pathInside(const Image &I, const Node &N) {
  const std::string Whole = I.path(N), Root = I.path(I.root());
  return Whole.size() > Root.size() ? Whole.substr(Root.size() + 1) : Whole;
}

void binscan::reportFlaws(const Image &I, FlawKind Kind, Report &R) {
  const TrustFacts &Facts = trustFactsOf(I);
  for (const auto &[Of, Count] : Facts.Counts)
    if (Of.first == Kind)
      R.checked(Count, Of.second);
  for (const Flaw &F : Facts.Flaws) {
    if (F.Kind != Kind)
      continue;
    const Node &N = I.node(F.On);
    std::vector<std::string> Arguments = {I.path(N), F.What};
    if (Kind == FlawKind::UnverifiedUpdate)
      Arguments.push_back(F.Because);
    Location Where = F.Line ? I.atLine(N, F.Line) : I.at(N);
    // That something is missing is for a human to judge.
    if (Kind == FlawKind::NoRollback)
      R.review(std::move(Arguments), std::move(Where), F.Evidence);
    else
      R.fail(std::move(Arguments), std::move(Where), F.Evidence, F.As);
  }
}
