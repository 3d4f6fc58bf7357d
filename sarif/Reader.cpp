//===- sarif/Reader.cpp - SARIF logs, ours and foreign --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Reader.h"

#include "sarif/ArtifactPath.h"
#include "sarif/Log.h"
#include "sarif/ResultView.h"
#include "sarif/Uri.h"
#include "sarif/Words.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <limits>
#include <set>
#include <system_error>

using namespace firmcop;

namespace {

constexpr std::size_t MaxFileSize = std::size_t(256) << 20;

/// A line or column; 0 when absent or beyond all reason.
std::uint32_t position(const Json &Region, std::string_view Key) {
  auto Number = unsignedMember(Region, Key).value_or(0);
  return Number > std::numeric_limits<std::uint32_t>::max()
             ? 0
             : std::uint32_t(Number);
}

ResultSummary readResult(const Json &Result, const ResultContext &Context) {
  ResultView View(Result, Context);
  ResultSummary Summary;
  Summary.RuleId = View.ruleId();
  Summary.Kind = View.kind();
  Summary.Level = View.level();
  Summary.Guidelines = View.guidelines();
  Summary.Path = pathFromUri(View.uri());
  // Our writer gives binary artifacts and whole files no column.
  Summary.Line = position(View.region(), "startLine");
  Summary.Column = position(View.region(), "startColumn");
  Summary.Message = View.message();
  Summary.Suppressed = View.isSuppressed();
  Summary.Known = View.isKnown();
  return Summary;
}

Problem readNotification(const Json &Notification, const Json &Artifacts) {
  const Json &Descriptor = member(Notification, "descriptor");
  Problem P;
  P.Where = parseWord(stringMember(Descriptor, "id"), AllStages)
                .value_or(Stage::Analysis);
  P.Severity = parseWord(stringMember(Notification, "level"), AllLevels)
                   .value_or(Level::Warning);
  const Json &Place = member(element(arrayMember(Notification, "locations"), 0),
                             "physicalLocation");
  P.Path = pathFromUri(fullUri(member(Place, "artifactLocation"), Artifacts));
  P.Text = stringMember(member(Notification, "message"), "text");
  if (P.Text.empty())
    P.Text = "The tool reports '" + stringMember(Descriptor, "id") + "'.";
  return P;
}

std::vector<Problem> readProblems(const Json &Run, const std::string &Tool) {
  std::vector<Problem> Problems;
  for (const Json &Invocation : arrayMember(Run, "invocations")) {
    for (const char *Key :
         {"toolConfigurationNotifications", "toolExecutionNotifications"})
      for (const Json &Notification : arrayMember(Invocation, Key))
        Problems.push_back(
            readNotification(Notification, arrayMember(Run, "artifacts")));
    const Json &Success = member(Invocation, "executionSuccessful");
    if (Success.is_boolean() && !Success.get<bool>())
      Problems.push_back({Stage::Analysis, Level::Error, "",
                          "'" + Tool +
                              "' did not end successfully; its results are "
                              "not complete."});
  }
  return Problems;
}

std::vector<std::uint8_t> readEvaluated(const Json &Run) {
  std::set<std::uint8_t> Evaluated;
  auto AddRules = [&](const Json &Component) {
    for (const Json &Rule : arrayMember(Component, "rules"))
      for (std::uint8_t Number : guidelinesOfRule(Rule))
        Evaluated.insert(Number);
  };
  const Json &Tool = member(Run, "tool");
  AddRules(member(Tool, "driver"));
  for (const Json &Extension : arrayMember(Tool, "extensions"))
    AddRules(Extension);
  return {Evaluated.begin(), Evaluated.end()};
}

RunSummary readRun(const Json &Run) {
  RunSummary Summary;
  Summary.Tool = toolName(Run);
  ResultContext Context(Run);
  for (const Json &Result : arrayMember(Run, "results"))
    Summary.Results.push_back(readResult(Result, Context));
  Summary.Problems = readProblems(Run, Summary.Tool);
  Summary.Evaluated = readEvaluated(Run);
  return Summary;
}

} // namespace

Result<SarifText> firmcop::loadSarif(const std::filesystem::path &File) {
  auto Unusable = [&](const std::string &Reason) {
    return Problem{Stage::Input, Level::Error, File.string(),
                   "Cannot read '" + File.string() + "': " + Reason};
  };
  std::error_code Error;
  if (std::filesystem::is_directory(File, Error))
    return Unusable("it is a folder; name a SARIF file.");
  std::ifstream In(File, std::ios::binary);
  if (!In)
    return Unusable(std::string(std::strerror(errno)) +
                    "; check the name and its permissions.");
  SarifText Log{File.string(), {}};
  // Not by the size that the file system tells: the file may be a pipe.
  std::string Buffer(std::size_t(1) << 16, '\0');
  while (In) {
    In.read(Buffer.data(), std::streamsize(Buffer.size()));
    Log.Text.append(Buffer, 0, std::size_t(In.gcount()));
    if (Log.Text.size() > MaxFileSize)
      return Unusable("it is larger than 256 MiB; split the log.");
  }
  if (In.bad())
    return Unusable("the device reports an error; copy the file first.");
  return Log;
}

Result<std::vector<RunSummary>> firmcop::readSarif(const SarifText &Log) {
  Result<Json> Parsed = parseLog(Log);
  if (!Parsed)
    return Parsed.problem();
  std::vector<RunSummary> Runs;
  for (const Json &Run : arrayMember(*Parsed, "runs"))
    Runs.push_back(readRun(Run));
  return Runs;
}
