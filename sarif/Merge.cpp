//===- sarif/Merge.cpp - Several SARIF logs as one ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Merge.h"

#include "sarif/GithubShape.h"
#include "sarif/Log.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

using namespace firmcop;

Result<std::string> firmcop::mergeSarif(std::span<const SarifText> Logs,
                                        Profile Shape) {
  // The tool and category come first, so that the order means something to a
  // reader; the text decides among runs of one tool and finds duplicates.
  std::vector<std::tuple<std::string, std::string, std::string, Json>> Keyed;
  Json External = Json::array();
  for (const SarifText &Text : Logs) {
    Result<Json> Log = parseLog(Text);
    if (!Log)
      return Log.problem();
    for (Json &Run : (*Log)["runs"])
      Keyed.emplace_back(toolName(Run), category(Run), toText(Run),
                         std::move(Run));
    for (const Json &Properties : arrayMember(*Log, "inlineExternalProperties"))
      External.push_back(Properties);
  }
  auto KeyOf = [](const auto &Entry) {
    return std::tie(std::get<0>(Entry), std::get<1>(Entry), std::get<2>(Entry));
  };
  std::sort(Keyed.begin(), Keyed.end(),
            [&](const auto &A, const auto &B) { return KeyOf(A) < KeyOf(B); });
  Keyed.erase(std::unique(Keyed.begin(), Keyed.end(),
                          [&](const auto &A, const auto &B) {
                            return KeyOf(A) == KeyOf(B);
                          }),
              Keyed.end());

  Json Runs = Json::array();
  for (auto &Entry : Keyed) {
    Runs.push_back(std::move(std::get<Json>(Entry)));
    if (Shape == Profile::Github)
      toGithubShape(Runs.back());
  }
  Json Merged = makeLog(std::move(Runs));
  if (!External.empty()) {
    std::sort(External.begin(), External.end());
    Merged["inlineExternalProperties"] = std::move(External);
  }
  return toText(Merged);
}
