//===- firmcop/Guideline.h - The Code of Practice, as data ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_GUIDELINE_H
#define FIRMCOP_GUIDELINE_H

#include "firmcop/Rule.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace firmcop {

/// One class of a published taxonomy: a guideline, a CWE, an OWASP item, an
/// ETSI provision.
struct Taxon {
  std::string_view Id;      ///< "CoP-1", "CWE-798", "I1", "5.1-1"
  std::string_view Name;    ///< PascalCase
  std::string_view Title;   ///< one phrase, ends with a period
  std::string_view Summary; ///< one sentence in our own words
  std::string_view Uri;     ///< page about this very taxon
};

/// A published taxonomy; SARIF 2.1.0 section 3.19.3.
struct Taxonomy {
  std::string_view Name; ///< see allTaxonomies()
  std::string_view FullName;
  std::string_view Organization;
  std::string_view Version;
  std::string_view Uri;
  bool IsComprehensive; ///< all of its taxa are listed
  std::span<const Taxon> Taxa;
};

/// One of the thirteen guidelines of the UK Code of Practice for Consumer IoT
/// Security (October 2018).
struct Guideline {
  std::uint8_t Number; ///< 1 to 13
  std::string_view Title;
  std::string_view Obligation; ///< what it asks, in one sentence of ours
  /// OWASP IoT Top 10 (2018) items, such as "I1"; empty for two guidelines.
  std::span<const std::string_view> OwaspItems;
  /// ETSI EN 303 645 V2.1.1 provisions.
  std::span<const std::string_view> EtsiProvisions;
  /// The best roll-up verdict that an analysis of artefacts can give: Pass, or
  /// Review where the guideline asks for processes nobody can see in a file.
  Kind Ceiling;
  std::string_view CeilingReason; ///< why it is that, a sentence
};

/// The thirteen guidelines in order.
std::span<const Guideline> allGuidelines();

/// The taxonomies that rules refer to: "CoP-IoT-2018", "CWE" (those that rules
/// use), "OWASP-IoT-2018" and "ETSI-EN-303-645", in this order.
std::span<const Taxonomy> allTaxonomies();

} // namespace firmcop

#endif // FIRMCOP_GUIDELINE_H
