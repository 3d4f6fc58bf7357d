//===- sarif/Rules.cpp - The rules that a run lists -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Rules.h"

#include "sarif/Product.h"
#include "sarif/Taxonomies.h"

#include <cstdio>
#include <string>

using namespace firmcop;

namespace {

/// How each program decides a rule is its own member of Rule.
struct FrontEnd {
  std::string_view ToolName;
  Method Rule::*Decides;
};
constexpr FrontEnd FrontEnds[] = {{"firmcop-tidy", &Rule::Source},
                                  {"binscan", &Rule::Image}};

std::string sentence(std::string_view Text) {
  std::string Result(Text);
  if (!Result.ends_with('.'))
    Result += '.';
  return Result;
}

std::string_view firstNonEmpty(std::string_view A, std::string_view B) {
  return A.empty() ? B : A;
}

bool equalIgnoringCase(std::string_view A, std::string_view B) {
  auto Lower = [](char C) { return C >= 'A' && C <= 'Z' ? C - 'A' + 'a' : C; };
  return std::equal(A.begin(), A.end(), B.begin(), B.end(),
                    [&](char X, char Y) { return Lower(X) == Lower(Y); });
}

bool isOurs(const Rule &R) { return findRule(R.Id) == &R; }

/// GitHub shows ten tags, and knows CWEs by their tags only.
Json tags(const Rule &R) {
  constexpr std::size_t MaxTags = 10;
  std::vector<std::string> Tags;
  if (R.SeverityTenths)
    Tags.push_back("security");
  if (isOurs(R))
    Tags.push_back("iot");
  for (unsigned Guideline : R.Guidelines)
    Tags.push_back("cop/guideline-" + std::to_string(Guideline));
  for (unsigned Cwe : R.Cwes) {
    char Tag[32];
    std::snprintf(Tag, sizeof(Tag), "external/cwe/cwe-%03u", Cwe);
    Tags.push_back(Tag);
  }
  if (Tags.size() > MaxTags)
    Tags.resize(MaxTags);
  return Tags;
}

Json properties(const Rule &R) {
  Json Properties = {{"precision", toString(R.Confidence)}};
  if (Json Tags = tags(R); !Tags.empty())
    Properties["tags"] = std::move(Tags);
  if (R.SeverityTenths) {
    Properties["security-severity"] = std::to_string(R.SeverityTenths / 10) +
                                      '.' +
                                      std::to_string(R.SeverityTenths % 10);
  } else {
    Properties["problem.severity"] = R.DefaultLevel == Level::Error ? "error"
                                     : R.DefaultLevel == Level::Warning
                                         ? "warning"
                                         : "recommendation";
  }
  return Properties;
}

Json descriptor(const Rule &R, const TaxonomyTable &Taxonomies) {
  std::string_view Title = firstNonEmpty(R.Title, R.Id);
  Json Descriptor = {
      {"id", R.Id},
      {"shortDescription", {{"text", sentence(Title)}}},
      {"fullDescription",
       {{"text", sentence(firstNonEmpty(R.Description, Title))}}},
      {"help", {{"text", sentence(firstNonEmpty(R.Help, Title))}}},
      {"defaultConfiguration", {{"level", toString(R.DefaultLevel)}}},
      {"properties", properties(R)}};
  if (!R.Name.empty() && !equalIgnoringCase(R.Name, R.Id))
    Descriptor["name"] = R.Name;
  if (!R.Page.empty())
    Descriptor["help"]["markdown"] = R.Page;
  if (isOurs(R))
    Descriptor["helpUri"] =
        std::string(DocumentationUri) + "rules/" + std::string(R.Id) + ".md";
  for (Kind K : {Kind::Fail, Kind::Pass, Kind::NotApplicable, Kind::Open})
    if (hasMessageString(R, K))
      Descriptor["messageStrings"][std::string(messageId(K))]["text"] =
          messageTemplate(R, K);
  if (Json Relationships = Taxonomies.relationships(R); !Relationships.empty())
    Descriptor["relationships"] = std::move(Relationships);
  return Descriptor;
}

} // namespace

RuleTable::RuleTable(const Run &R) {
  for (const FrontEnd &F : FrontEnds)
    if (R.ToolName == F.ToolName)
      for (const Rule *Candidate : allRules())
        if (Candidate->*F.Decides != Method::None)
          add(*Candidate);
  for (const ForeignRule &F : R.ForeignRules)
    add(F.Declaration);
  for (const Finding &F : R.Findings)
    add(F.Of);
}

void RuleTable::add(const Rule &R) {
  if (Indices.try_emplace(R.Id, Rules.size()).second)
    Rules.push_back(&R);
}

Json RuleTable::toJson(const TaxonomyTable &Taxonomies) const {
  Json Result = Json::array();
  for (const Rule *R : Rules)
    Result.push_back(descriptor(*R, Taxonomies));
  return Result;
}

std::string_view firmcop::messageId(Kind K) {
  switch (K) {
  case Kind::Pass:
  case Kind::NotApplicable:
  case Kind::Open:
    return toString(K);
  case Kind::Fail:
  case Kind::Review:
  case Kind::Informational:
    break;
  }
  return "default";
}

bool firmcop::hasMessageString(const Rule &R, Kind K) {
  return messageTemplate(R, K).ends_with('.');
}
