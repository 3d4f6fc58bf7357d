//===- sarif/Rules.h - The rules that a run lists ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_RULES_H
#define FIRMCOP_SARIF_RULES_H

#include "firmcop/Run.h"
#include "sarif/Json.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace firmcop {

class TaxonomyTable;

/// The rules of a run: all that its program can decide, then the foreign ones
/// and any other that a finding refers to.
class RuleTable {
public:
  explicit RuleTable(const Run &R);

  std::span<const Rule *const> rules() const { return Rules; }
  std::size_t indexOf(const Rule &R) const { return Indices.at(R.Id); }

  /// tool.driver.rules
  Json toJson(const TaxonomyTable &Taxonomies) const;

private:
  void add(const Rule &R);

  std::vector<const Rule *> Rules;
  std::unordered_map<std::string_view, std::size_t> Indices; ///< by id
};

/// The key of a kind's message among a rule's messageStrings.
std::string_view messageId(Kind K);

/// Whether a rule's message for this kind may be one of its messageStrings:
/// they are sentences with a period, which other tools' messages often are not.
bool hasMessageString(const Rule &R, Kind K);

} // namespace firmcop

#endif // FIRMCOP_SARIF_RULES_H
