//===- sarif/Writer.cpp - Runs as SARIF 2.1.0 -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Writer.h"

#include "sarif/AtomicFile.h"
#include "sarif/GithubShape.h"
#include "sarif/Invocation.h"
#include "sarif/Log.h"
#include "sarif/Product.h"
#include "sarif/Results.h"
#include "sarif/Selection.h"

#include <ostream>
#include <utility>

using namespace firmcop;

namespace {

Json tool(const Run &R, const RuleTable &Rules,
          const TaxonomyTable &Taxonomies) {
  return {{"driver",
           {{"name", R.ToolName},
            {"organization", "firmcop"},
            {"version", ProductVersion},
            {"semanticVersion", ProductVersion},
            {"informationUri", ProjectUri},
            {"rules", Rules.toJson(Taxonomies)},
            {"notifications", notificationDescriptors()},
            {"supportedTaxonomies", Taxonomies.supported()}}}};
}

/// The run in the full shape, from which the other one is made.
Json runToJson(const Run &R, const WriteOptions &Options) {
  RuleTable Rules(R);
  TaxonomyTable Taxonomies(Rules.rules());
  ArtifactTable Artifacts(R);
  AddressTable Addresses;
  ResultWriter Writer(R, Rules, Taxonomies, Artifacts, Addresses);

  Selection Selected = select(R, Options);
  Json Results = Json::array();
  for (const Finding *F : Selected.Findings)
    Results.push_back(Writer.next(*F));

  Json Result = {{"tool", tool(R, Rules, Taxonomies)},
                 {"taxonomies", Taxonomies.toJson()},
                 {"invocations",
                  Json::array({invocation(R, Selected.Dropped, Artifacts)})},
                 {"originalUriBaseIds", uriBases()},
                 {"columnKind", "utf16CodeUnits"},
                 {"results", std::move(Results)}};
  if (Json Table = Artifacts.toJson(); !Table.empty())
    Result["artifacts"] = std::move(Table);
  if (!Addresses.toJson().empty())
    Result["addresses"] = Addresses.toJson();
  if (std::string Id = Options.Category; !Id.empty()) {
    if (!Id.ends_with('/'))
      Id += '/';
    Result["automationDetails"] = {{"id", std::move(Id)}};
  }
  return Result;
}

} // namespace

std::optional<Profile> firmcop::parseProfile(std::string_view Word) {
  if (Word == "full")
    return Profile::Full;
  if (Word == "github")
    return Profile::Github;
  return std::nullopt;
}

void firmcop::writeSarif(std::ostream &Out, std::span<const Run> Runs,
                         const WriteOptions &Options) {
  Json Written = Json::array();
  for (const Run &R : Runs) {
    Written.push_back(runToJson(R, Options));
    if (Options.Shape == Profile::Github)
      toGithubShape(Written.back());
  }
  Out << toText(makeLog(std::move(Written)));
}

std::optional<Problem>
firmcop::writeSarifFile(const std::filesystem::path &File,
                        std::span<const Run> Runs,
                        const WriteOptions &Options) {
  return writeFileAtomically(
      File, [&](std::ostream &Out) { writeSarif(Out, Runs, Options); });
}
