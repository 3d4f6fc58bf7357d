//===- sarif/Invocation.cpp - What a run could not do ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Invocation.h"

#include "sarif/Product.h"

#include <string>
#include <utility>

using namespace firmcop;

namespace {

/// A stage, described for a reader of the log.
struct StageText {
  Stage Of;
  std::string_view Name, Title, Description, Help;
};

/// In the order of Stage.
constexpr StageText StageTexts[] = {
    {Stage::Input, "UnusableInput", "An input could not be used.",
     "A file could not be opened, or is not of the kind that was asked for.",
     "Check the name and the permissions of the file."},
    {Stage::Configuration, "ConfigurationProblem",
     "An option or a configuration file could not be used.",
     "An option, a model file or a compile database is wrong or was not wholly "
     "understood.",
     "Correct the option or the file that the message names."},
    {Stage::Parse, "MalformedInput", "A part of the input is malformed.",
     "A translation unit does not compile, or a structure of a file "
     "contradicts its format, so that what depends on it was not analysed.",
     "Make the translation unit compile with the options that the message "
     "gives, or check that the image is complete."},
    {Stage::Unpack, "UnpackingFailed", "A container could not be unpacked.",
     "A file system, an archive or a compressed stream is damaged, encrypted "
     "or of a variant that is not supported, so that its content was not "
     "analysed.",
     "Unpack the container with the vendor's tools and scan the files."},
    {Stage::Limit, "LimitReached", "A limit was reached.",
     "A budget of depth, bytes, count or time was used up, so that a part was "
     "left out.",
     "Analyse smaller parts, or raise the limit that the message names."},
    {Stage::Analysis, "AnalysisIncomplete", "A rule could not be decided.",
     "A rule could not finish on this input.",
     "Report the input to the project if it is not damaged."},
};

std::string_view describe(ExitCode E) {
  switch (E) {
  case ExitCode::Clean:
    return "The analysis is complete; nothing reaches the threshold.";
  case ExitCode::Findings:
    return "There are findings at or above the threshold.";
  case ExitCode::Usage:
    return "The options or the input could not be used.";
  case ExitCode::Incomplete:
    return "A part of the input could not be analysed.";
  }
  return "";
}

} // namespace

Json firmcop::notificationDescriptors() {
  Json Result = Json::array();
  for (const StageText &S : StageTexts)
    Result.push_back({{"id", toString(S.Of)},
                      {"name", S.Name},
                      {"shortDescription", {{"text", S.Title}}},
                      {"fullDescription", {{"text", S.Description}}},
                      {"help", {{"text", S.Help}}},
                      {"helpUri", std::string(DocumentationUri) +
                                      "sarif.md#notifications"}});
  return Result;
}

Json firmcop::notification(const Problem &P, const ArtifactTable &Artifacts) {
  Json Result = {{"descriptor",
                  {{"id", toString(P.Where)}, {"index", std::size_t(P.Where)}}},
                 {"level", toString(P.Severity)},
                 {"message", {{"text", P.Text}}}};
  if (Json Where = Artifacts.reference(P.Path); !Where.is_null())
    Result["locations"] = Json::array(
        {{{"physicalLocation", {{"artifactLocation", std::move(Where)}}}}});
  return Result;
}

Json firmcop::invocation(const Run &R, std::span<const Problem> OfWriting,
                         const ArtifactTable &Artifacts) {
  Json Result = {{"executionSuccessful", R.Exit != ExitCode::Usage},
                 {"exitCode", int(R.Exit)},
                 {"exitCodeDescription", describe(R.Exit)}};
  auto Add = [&](const Problem &P) {
    const char *Key = P.Where == Stage::Configuration
                          ? "toolConfigurationNotifications"
                          : "toolExecutionNotifications";
    Result[Key].push_back(notification(P, Artifacts));
  };
  for (const Problem &P : R.Problems)
    Add(P);
  for (const Problem &P : OfWriting)
    Add(P);
  return Result;
}
