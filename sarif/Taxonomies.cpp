//===- sarif/Taxonomies.cpp - The taxonomies that a run refers to ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Taxonomies.h"

#include "firmcop/Guideline.h"

#include <algorithm>
#include <set>
#include <vector>

using namespace firmcop;

namespace {

/// Positions in allTaxonomies().
enum : std::size_t { CodeOfPractice, CommonWeaknesses, Owasp, Etsi };

Json textObject(std::string_view Text) { return {{"text", Text}}; }

Json toolComponent(std::size_t Taxonomy) {
  return {{"name", allTaxonomies()[Taxonomy].Name}, {"index", Taxonomy}};
}

Json taxonToJson(const Taxon &T) {
  Json Result = {{"id", T.Id},
                 {"name", T.Name},
                 {"shortDescription", textObject(T.Title)},
                 {"fullDescription", textObject(T.Summary)}};
  if (!T.Uri.empty())
    Result["helpUri"] = T.Uri;
  return Result;
}

} // namespace

TaxonomyTable::TaxonomyTable(std::span<const Rule *const> Rules) {
  std::set<Key> Used;
  for (const Rule *R : Rules)
    for (Key &K : keysOf(*R))
      Used.insert(std::move(K));
  for (std::size_t I = 0; I != allTaxonomies().size(); ++I) {
    const Taxonomy &T = allTaxonomies()[I];
    std::size_t Next = 0;
    for (const Taxon &Class : T.Taxa)
      if (Key K(I, Class.Id); T.IsComprehensive || Used.contains(K))
        Indices.emplace(std::move(K), Next++);
  }
}

std::vector<TaxonomyTable::Key> TaxonomyTable::keysOf(const Rule &R) {
  std::vector<Key> Keys;
  auto Add = [&](std::size_t Taxonomy, std::string Id) {
    if (Key K(Taxonomy, std::move(Id));
        std::find(Keys.begin(), Keys.end(), K) == Keys.end())
      Keys.push_back(std::move(K));
  };
  for (unsigned Number : R.Guidelines)
    Add(CodeOfPractice, "CoP-" + std::to_string(Number));
  for (unsigned Cwe : R.Cwes)
    Add(CommonWeaknesses, "CWE-" + std::to_string(Cwe));
  for (const Guideline &G : allGuidelines())
    if (std::find(R.Guidelines.begin(), R.Guidelines.end(), G.Number) !=
        R.Guidelines.end())
      for (std::string_view Item : G.OwaspItems)
        Add(Owasp, std::string(Item));
  for (std::string_view Provision : R.EtsiProvisions)
    Add(Etsi, std::string(Provision));
  return Keys;
}

std::optional<Json> TaxonomyTable::reference(const Key &K) const {
  auto Found = Indices.find(K);
  if (Found == Indices.end())
    return std::nullopt;
  return Json{{"id", K.second},
              {"index", Found->second},
              {"toolComponent", toolComponent(K.first)}};
}

Json TaxonomyTable::relationships(const Rule &R) const {
  Json Result = Json::array();
  bool IsFirstCwe = true;
  for (const Key &K : keysOf(R)) {
    auto Target = reference(K);
    if (!Target)
      continue;
    bool IsSuperset = K.first == CommonWeaknesses && IsFirstCwe;
    if (IsSuperset)
      IsFirstCwe = false;
    Result.push_back(
        {{"target", std::move(*Target)},
         {"kinds", Json::array({IsSuperset ? "superset" : "relevant"})}});
  }
  return Result;
}

Json TaxonomyTable::taxa(const Rule &R) const {
  Json Result = Json::array();
  for (const Key &K : keysOf(R))
    if (K.first == CodeOfPractice)
      if (auto Target = reference(K))
        Result.push_back(std::move(*Target));
  return Result;
}

Json TaxonomyTable::supported() const {
  Json Result = Json::array();
  for (std::size_t I = 0; I != allTaxonomies().size(); ++I)
    Result.push_back(toolComponent(I));
  return Result;
}

Json TaxonomyTable::toJson() const {
  Json Result = Json::array();
  for (std::size_t I = 0; I != allTaxonomies().size(); ++I) {
    const Taxonomy &T = allTaxonomies()[I];
    Json Taxa = Json::array();
    for (const Taxon &Class : T.Taxa)
      if (Indices.contains({I, std::string(Class.Id)}))
        Taxa.push_back(taxonToJson(Class));
    Result.push_back(
        {{"name", T.Name},
         {"fullName", T.FullName},
         {"organization", T.Organization},
         {"version", T.Version},
         {"informationUri", T.Uri},
         {"isComprehensive", T.IsComprehensive},
         {"shortDescription", textObject(std::string(T.FullName) + ".")},
         {"taxa", std::move(Taxa)}});
  }
  return Result;
}
