//===- sarif/Selection.cpp - The findings that a log has room for ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Selection.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <string_view>
#include <tuple>

using namespace firmcop;

namespace {

/// Smaller is worse. Kinds are declared worst first.
auto rankOf(const Finding &F) {
  return std::tuple(F.Kind, -int(F.Level), -int(F.Of.get().SeverityTenths));
}

Problem dropped(std::size_t Count, const std::string &Cause,
                std::string_view Fix) {
  return {Stage::Limit, Level::Warning, "",
          std::to_string(Count) + " results " + Cause +
              " were left out of this log, the worst were kept; " +
              std::string(Fix) + "."};
}

} // namespace

Selection firmcop::select(const Run &R, const WriteOptions &Options) {
  std::vector<std::size_t> Order(R.Findings.size());
  std::iota(Order.begin(), Order.end(), 0);
  auto KeyOf = [&](std::size_t I) {
    return std::tuple_cat(rankOf(R.Findings[I]), std::tuple(I));
  };
  std::sort(Order.begin(), Order.end(),
            [&](std::size_t A, std::size_t B) { return KeyOf(A) < KeyOf(B); });

  std::map<std::string_view, std::size_t> OfRule;
  std::vector<std::size_t> Kept;
  std::size_t BeyondRun = 0;
  for (std::size_t I : Order) {
    if (++OfRule[R.Findings[I].Of.get().Id] > Options.MaxResultsPerRule)
      continue;
    if (Kept.size() < Options.MaxResultsPerRun)
      Kept.push_back(I);
    else
      ++BeyondRun;
  }
  std::sort(Kept.begin(), Kept.end());

  Selection Result;
  for (std::size_t I : Kept)
    Result.Findings.push_back(&R.Findings[I]);
  for (auto [Id, Count] : OfRule)
    if (Count > Options.MaxResultsPerRule)
      Result.Dropped.push_back(dropped(
          Count - Options.MaxResultsPerRule, "of '" + std::string(Id) + "'",
          "fix or suppress some, or analyse a smaller part"));
  if (BeyondRun)
    Result.Dropped.push_back(
        dropped(BeyondRun, "of this run", "analyse smaller parts one by one"));
  return Result;
}
