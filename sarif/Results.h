//===- sarif/Results.h - run.results ----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_RESULTS_H
#define FIRMCOP_SARIF_RESULTS_H

#include "sarif/Addresses.h"
#include "sarif/Artifacts.h"
#include "sarif/Fingerprint.h"
#include "sarif/Rules.h"
#include "sarif/Taxonomies.h"

#include <algorithm>

namespace firmcop {

/// Turns findings into SARIF results, one after the other in the run's order.
class ResultWriter {
public:
  ResultWriter(const Run &R, const RuleTable &Rules,
               const TaxonomyTable &Taxonomies, const ArtifactTable &Artifacts,
               AddressTable &Addresses)
      : Rules(Rules), Taxonomies(Taxonomies), Artifacts(Artifacts),
        Addresses(Addresses), Prints(R),
        KnowsSuppressed(
            std::ranges::any_of(R.Findings, &Finding::IsSuppressed)) {}

  Json next(const Finding &F);

private:
  Json location(const Location &L);
  Json region(const Location &L) const;
  Json messageOf(const Finding &F) const;
  Json codeFlow(const Finding &F);

  const RuleTable &Rules;
  const TaxonomyTable &Taxonomies;
  const ArtifactTable &Artifacts;
  AddressTable &Addresses;
  Fingerprints Prints;
  /// The standard wants the member in all results of a run or in none.
  const bool KnowsSuppressed;
};

} // namespace firmcop

#endif // FIRMCOP_SARIF_RESULTS_H
