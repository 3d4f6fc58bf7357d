//===- sarif/Log.cpp - Runs put together as a log -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Log.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

using namespace firmcop;

const std::string &firmcop::toolName(const Json &Run) {
  return stringMember(member(member(Run, "tool"), "driver"), "name");
}

const std::string &firmcop::category(const Json &Run) {
  return stringMember(member(Run, "automationDetails"), "id");
}

Result<Json> firmcop::parseLog(const SarifText &Log) {
  Result<Json> Parsed = parseJson(Log);
  if (!Parsed)
    return Parsed;
  auto Unusable = [&](const std::string &Reason) {
    return Problem{Stage::Input, Level::Error, Log.Name,
                   "'" + Log.Name + "' is not a log to be used: " + Reason};
  };
  const std::string &Version = stringMember(*Parsed, "version");
  if (Version != "2.1.0")
    return Unusable("its SARIF version is '" + Version +
                    "'; convert it to '2.1.0'.");
  const Json &Runs = arrayMember(*Parsed, "runs");
  if (!Runs.is_array() ||
      !std::all_of(Runs.begin(), Runs.end(),
                   [](const Json &Run) { return Run.is_object(); }))
    return Unusable("it has no array of runs; write the log again with the "
                    "tool that made it.");
  return Parsed;
}

Json firmcop::makeLog(Json Runs) {
  std::set<std::pair<std::string, std::string>> Taken;
  for (const Json &Run : Runs)
    Taken.emplace(toolName(Run), category(Run));
  std::set<std::pair<std::string, std::string>> Given;
  for (Json &Run : Runs) {
    std::string Name = toolName(Run), Category = category(Run);
    if (Given.emplace(Name, Category).second)
      continue;
    std::string Base = Category.empty() ? "run/" : Category;
    if (!Base.ends_with('/'))
      Base += '/';
    std::string Distinct;
    std::size_t Number = 2;
    do
      Distinct = Base + std::to_string(Number++) + '/';
    while (!Taken.emplace(Name, Distinct).second);
    if (!member(Run, "automationDetails").is_object())
      Run["automationDetails"] = Json::object();
    Run["automationDetails"]["id"] = Distinct;
    Given.emplace(Name, Distinct);
  }
  return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
          {"version", "2.1.0"},
          {"runs", std::move(Runs)}};
}
