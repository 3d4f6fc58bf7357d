//===- sarif/Taxonomies.h - The taxonomies that a run refers to -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_TAXONOMIES_H
#define FIRMCOP_SARIF_TAXONOMIES_H

#include "firmcop/Rule.h"
#include "sarif/Json.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace firmcop {

/// run.taxonomies, and references to it. Taxonomies that are not comprehensive
/// are cut down to the taxa that the run's rules refer to.
class TaxonomyTable {
public:
  explicit TaxonomyTable(std::span<const Rule *const> Rules);

  /// A rule's relationships: SARIF 2.1.0 section 3.49.15. The first CWE is the
  /// superset of the rule's results; what else the rule belongs to is relevant.
  Json relationships(const Rule &R) const;

  /// The taxa that a result of the rule falls into: the guidelines.
  Json taxa(const Rule &R) const;

  /// tool.driver.supportedTaxonomies
  Json supported() const;

  /// run.taxonomies
  Json toJson() const;

private:
  /// A taxon by its taxonomy's number in allTaxonomies() and its id.
  using Key = std::pair<std::size_t, std::string>;

  /// A reference to a taxon; nothing when the taxonomy does not have it.
  std::optional<Json> reference(const Key &K) const;

  /// The taxa of a rule, most telling first.
  static std::vector<Key> keysOf(const Rule &R);

  /// Position of each listed taxon in its taxonomy's taxa.
  std::map<Key, std::size_t> Indices;
};

} // namespace firmcop

#endif // FIRMCOP_SARIF_TAXONOMIES_H
