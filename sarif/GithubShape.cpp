//===- sarif/GithubShape.cpp - A run for code scanning --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Code scanning makes an alert of every result, whatever its kind and whether
// it was suppressed, and reads no more of a location than a URI and a line. It
// rejects the whole file for one result without a text or a location.
//
//===----------------------------------------------------------------------===//

#include "sarif/GithubShape.h"

#include "sarif/ArtifactPath.h"
#include "sarif/ResultView.h"
#include "sarif/Uri.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

using namespace firmcop;

namespace {

/// What code scanning keeps; it rejects ten or more times as much.
constexpr std::size_t MaxResults = 5000;
constexpr std::size_t MaxLocations = 100;
constexpr std::size_t MaxFlowSteps = 1000;
constexpr std::size_t MaxTags = 10;

void truncate(Json &Array, std::size_t Size) {
  if (Array.is_array() && Array.size() > Size)
    Array.erase(Array.begin() + std::ptrdiff_t(Size), Array.end());
}

/// Replaces an artifactLocation by one that stands on its own.
void flattenArtifactLocation(Json &Location, const Json &Artifacts) {
  std::string Uri = fullUri(Location, Artifacts);
  // An absolute path cannot be shown, and is not worth losing the upload for.
  if (Uri.starts_with("file:") || Uri.starts_with('/')) {
    std::string Path = pathFromUri(Uri);
    Path.erase(0, Path.find_first_not_of('/'));
    Uri = uriFromPath(Path);
  }
  Location.erase("index");
  if (Uri.empty())
    Location.erase("uri");
  else
    Location["uri"] = std::move(Uri);
}

/// Makes a physicalLocation textual.
void flattenPhysicalLocation(Json &Location) {
  Location.erase("address");
  if (!unsignedMember(member(Location, "region"), "startLine")) {
    Location["region"] = {{"startLine", 1u},
                          {"startColumn", 1u},
                          {"endLine", 1u},
                          {"endColumn", 1u}};
    Location.erase("contextRegion");
  }
}

/// Does both everywhere below a value.
void flattenLocations(Json &Value, const Json &Artifacts) {
  if (!Value.is_structured())
    return;
  if (Value.is_object()) {
    if (auto Found = Value.find("artifactLocation");
        Found != Value.end() && Found->is_object())
      flattenArtifactLocation(*Found, Artifacts);
    if (auto Found = Value.find("physicalLocation");
        Found != Value.end() && Found->is_object())
      flattenPhysicalLocation(*Found);
  }
  for (Json &Inner : Value)
    flattenLocations(Inner, Artifacts);
}

/// Replaces references to the run's table of steps by the steps.
void inlineFlowSteps(Json &Result, const Json &Table) {
  std::size_t Room = MaxFlowSteps;
  auto EachElement = [](Json &Object, const char *Key, auto &&Do) {
    auto Found = Object.is_object() ? Object.find(Key) : Object.end();
    if (Found != Object.end() && Found->is_array())
      for (Json &E : *Found)
        Do(E);
  };
  EachElement(Result, "codeFlows", [&](Json &Flow) {
    EachElement(Flow, "threadFlows", [&](Json &Thread) {
      if (!arrayMember(Thread, "locations").is_array())
        return;
      truncate(Thread["locations"], Room);
      Room -= Thread["locations"].size();
      for (Json &Step : Thread["locations"]) {
        const Json &Shared = element(Table, unsignedMember(Step, "index"));
        if (!Shared.is_object())
          continue;
        Json Inlined = Shared;
        Inlined.update(Step);
        Inlined.erase("index");
        Step = std::move(Inlined);
      }
    });
  });
}

/// The result as an alert; null when it is none.
Json toAlert(const Json &Original, const ResultContext &Context) {
  ResultView View(Original, Context);
  bool IsAlert = View.kind() == Kind::Fail || View.kind() == Kind::Review;
  if (!Original.is_object() || !IsAlert || View.isSuppressed() ||
      stringMember(Original, "baselineState") == "absent")
    return nullptr;
  Json Alert = Original;
  if (View.kind() == Kind::Review) {
    Alert["level"] = "note";
    if (!objectMember(Alert, "properties").is_object())
      Alert["properties"] = Json::object();
    Alert["properties"]["verdict"] = "review";
  }
  for (const char *Key :
       {"kind", "suppressions", "baselineState", "analysisTarget"})
    Alert.erase(Key);
  if (!objectMember(Alert, "message").is_object())
    Alert["message"] = Json::object();
  Alert["message"]["text"] = View.message();
  if (arrayMember(Alert, "locations").is_array())
    truncate(Alert["locations"], MaxLocations);
  inlineFlowSteps(Alert, member(Context.Run, "threadFlowLocations"));
  flattenLocations(Alert, member(Context.Run, "artifacts"));
  // One result without a place would make the whole upload fail.
  if (ResultView(Alert, Context).uri().empty())
    return nullptr;
  return Alert;
}

/// Keeps the worst alerts, in their order; returns how many were left out.
std::size_t keepWorst(Json &Alerts, const ResultContext &Context) {
  if (Alerts.size() <= MaxResults)
    return 0;
  std::vector<std::tuple<int, double, std::size_t>> Order;
  for (std::size_t I = 0; I != Alerts.size(); ++I) {
    const Json &Rank = member(Alerts[I], "rank");
    Order.emplace_back(-int(ResultView(Alerts[I], Context).level()),
                       Rank.is_number() ? -Rank.get<double>() : 0.0, I);
  }
  std::nth_element(Order.begin(), Order.begin() + MaxResults, Order.end());
  Order.resize(MaxResults);
  std::sort(Order.begin(), Order.end(), [](const auto &A, const auto &B) {
    return std::get<2>(A) < std::get<2>(B);
  });
  Json Kept = Json::array();
  for (auto &[Level, Rank, Index] : Order)
    Kept.push_back(std::move(Alerts[Index]));
  std::size_t Dropped = Alerts.size() - MaxResults;
  Alerts = std::move(Kept);
  return Dropped;
}

void notifyOfDropped(Json &Run, std::size_t Count) {
  Json &Invocations = Run["invocations"];
  if (!Invocations.is_array() || Invocations.empty())
    Invocations = Json::array({{{"executionSuccessful", true}}});
  if (!Invocations[0].is_object())
    return;
  Json &Notifications = Invocations[0]["toolExecutionNotifications"];
  if (!Notifications.is_array())
    Notifications = Json::array();
  Notifications.push_back(
      {{"level", "warning"},
       {"message",
        {{"text",
          std::to_string(Count) +
              " results were left out of this log because code scanning shows "
              "no more than " +
              std::to_string(MaxResults) +
              ", the worst were kept; write the full profile to see all."}}}});
}

} // namespace

void firmcop::toGithubShape(Json &Run) {
  ResultContext Context(Run);
  Json Alerts = Json::array();
  for (const Json &Original : arrayMember(Run, "results"))
    if (Json Alert = toAlert(Original, Context); !Alert.is_null())
      Alerts.push_back(std::move(Alert));
  std::size_t Dropped = keepWorst(Alerts, Context);

  if (Run.contains("invocations"))
    flattenLocations(Run["invocations"], member(Run, "artifacts"));
  if (Dropped)
    notifyOfDropped(Run, Dropped);
  Run["results"] = std::move(Alerts);
  for (const char *Key : {"artifacts", "addresses", "threadFlowLocations"})
    Run.erase(Key);
  const Json &Rules =
      arrayMember(member(member(Run, "tool"), "driver"), "rules");
  for (std::size_t I = 0; I != Rules.size(); ++I)
    if (arrayMember(member(Rules[I], "properties"), "tags").is_array())
      truncate(Run["tool"]["driver"]["rules"][I]["properties"]["tags"],
               MaxTags);
}
