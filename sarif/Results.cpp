//===- sarif/Results.cpp - run.results ------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Results.h"

#include <algorithm>
#include <span>
#include <utility>

using namespace firmcop;

namespace {

/// GitHub keeps so many steps of a result's code flow.
constexpr std::size_t MaxFlowSteps = 1000;

Json textRegion(const TextRegion &R) {
  std::uint32_t Line = std::max(R.StartLine, 1u);
  std::uint32_t Column = std::max(R.StartColumn, 1u);
  Json Result = {{"startLine", Line}, {"startColumn", Column}};
  if (std::pair(R.EndLine, R.EndColumn) >= std::pair(Line, Column)) {
    Result["endLine"] = R.EndLine;
    Result["endColumn"] = R.EndColumn;
  }
  if (!R.Snippet.empty())
    Result["snippet"] = {{"text", R.Snippet}};
  return Result;
}

/// The level as SARIF 2.1.0 section 3.27.10 wants it: "none" with every kind
/// but "fail", and never with that.
Level levelOf(const Finding &F) {
  return F.Kind == Kind::Fail ? std::max(F.Level, Level::Note) : Level::None;
}

/// One more than the greatest N of a '{N}' in a message template.
std::size_t argumentsWanted(std::string_view Template) {
  std::size_t Wanted = 0;
  for (std::size_t Open = Template.find('{'); Open != Template.npos;
       Open = Template.find('{', Open + 1)) {
    std::size_t Number = 0, I = Open + 1;
    for (; I < Template.size() && Template[I] >= '0' && Template[I] <= '9' &&
           Number < 1000;
         ++I)
      Number = Number * 10 + (Template[I] - '0');
    if (I > Open + 1 && I < Template.size() && Template[I] == '}')
      Wanted = std::max(Wanted, Number + 1);
  }
  return Wanted;
}

} // namespace

Json ResultWriter::region(const Location &L) const {
  if (auto *Text = std::get_if<TextRegion>(&L.Region))
    return textRegion(*Text);
  if (auto *Bytes = std::get_if<ByteRegion>(&L.Region))
    return {{"byteOffset", Bytes->Offset}, {"byteLength", Bytes->Length}};
  // Viewers expect a region: the whole of a binary, the first line of a text.
  const Artifact *A = Artifacts.find(L);
  if (L.Artifact && A && L.LineHash.empty())
    return {{"byteOffset", 0u}, {"byteLength", A->Length}};
  return {{"startLine", 1u}};
}

Json ResultWriter::location(const Location &L) {
  Json Result = Json::object();
  if (Json Where = Artifacts.reference(L); !Where.is_null()) {
    Json &Physical = Result["physicalLocation"];
    Physical = {{"artifactLocation", std::move(Where)}, {"region", region(L)}};
    if (L.Code)
      Physical["address"] = Addresses.reference(L);
  }
  if (!L.LogicalName.empty())
    Result["logicalLocations"] =
        Json::array({{{"fullyQualifiedName", L.LogicalName},
                      {"kind", L.Artifact ? "resource" : "function"}}});
  return Result;
}

Json ResultWriter::messageOf(const Finding &F) const {
  // Text for those who read only that, id and arguments for the others.
  Json Result = {{"text", message(F)}};
  const Rule &R = F.Of;
  if (hasMessageString(R, F.Kind) &&
      argumentsWanted(messageTemplate(R, F.Kind)) <= F.Arguments.size()) {
    Result["id"] = messageId(F.Kind);
    if (!F.Arguments.empty())
      Result["arguments"] = F.Arguments;
  }
  return Result;
}

Json ResultWriter::codeFlow(const Finding &F) {
  Json Steps = Json::array();
  for (const FlowStep &Step :
       std::span(F.Flow).first(std::min(F.Flow.size(), MaxFlowSteps))) {
    Json Where = location(Step.Where);
    Where["message"] = {{"text", Step.Text}};
    Steps.push_back(
        {{"location", std::move(Where)}, {"nestingLevel", Step.CallDepth}});
  }
  Json ThreadFlow = {{"locations", std::move(Steps)}};
  return {{"threadFlows", Json::array({std::move(ThreadFlow)})}};
}

Json ResultWriter::next(const Finding &F) {
  const Rule &R = F.Of;
  Json Result = {
      {"ruleId", R.Id},           {"ruleIndex", Rules.indexOf(R)},
      {"kind", toString(F.Kind)}, {"level", toString(levelOf(F))},
      {"message", messageOf(F)},  {"partialFingerprints", Prints.next(F)}};
  if (F.Baseline)
    Result["baselineState"] =
        *F.Baseline == BaselineState::New ? "new" : "unchanged";
  if (KnowsSuppressed)
    Result["suppressions"] =
        F.IsSuppressed ? Json::array({{{"kind", "inSource"}}}) : Json::array();
  if (F.Kind == Kind::Fail && R.SeverityTenths)
    Result["rank"] = double(R.SeverityTenths);
  if (Json Where = location(F.Where); !Where.empty())
    Result["locations"] = Json::array({std::move(Where)});
  if (Json Taxa = Taxonomies.taxa(R); !Taxa.empty())
    Result["taxa"] = std::move(Taxa);
  if (!F.Flow.empty())
    Result["codeFlows"] = Json::array({codeFlow(F)});
  for (const RelatedLocation &Related : F.Related) {
    Json Where = location(Related.Where);
    Where["id"] = Result["relatedLocations"].size() + 1;
    Where["message"] = {{"text", Related.Text}};
    Result["relatedLocations"].push_back(std::move(Where));
  }
  return Result;
}
