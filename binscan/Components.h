//===- binscan/Components.h - What an image is made of ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Three sources name components: the package manager's database, the system's
// os-release file, and the strings by which products call themselves. The first
// is complete where there is one; firmware mostly has none. Strings are
// anchored to a phrase of the product's own (data/Components.inc), since a
// version number proves nothing and a name occurs in everybody's comments.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_COMPONENTS_H
#define FIRMCOP_BINSCAN_COMPONENTS_H

#include "binscan/Tree.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// How a component was recognised.
enum class ComponentSource : std::uint8_t {
  Phrase,    ///< a string of the product's own
  Packages,  ///< the database of dpkg, opkg or apk
  OsRelease, ///< the distribution itself
};

/// One product in one version.
struct Component {
  std::string Name;
  std::string Version;
  ComponentSource From = ComponentSource::Phrase;
  const Node *Where = nullptr; ///< the first place
  Range At;                    ///< in it
  /// The kind of package database, as package URLs call it: "deb", "opkg",
  /// "apk"; empty for what is no package.
  std::string_view PackageType = {};
};

/// Each product and version once, sorted by name and version.
std::vector<Component> findComponents(const Image &I);

/// Whether \p A is an older version than \p B. Numbers count as numbers,
/// letters behind them by the alphabet: 1.0.1 < 1.0.1a < 1.0.1z < 1.0.1za
/// < 1.0.10.
bool isOlder(std::string_view A, std::string_view B);

/// A published weakness of some versions of a product.
struct Vulnerability {
  std::string_view Id;     ///< "CVE-2014-0160"
  std::string_view First;  ///< the first version that has it
  std::string_view Fixed;  ///< the first one behind that has the fix
  std::string_view Effect; ///< "a peer reads the memory of the process"
};

/// What data/KnownVulnerabilities.inc has on that version.
std::vector<Vulnerability> vulnerabilitiesOf(std::string_view Name,
                                             std::string_view Version);

/// Whether the image is a distribution that its maintainers still mend as a
/// whole: they fix what they ship without changing its version.
bool isMaintainedDistribution(const std::vector<Component> &All,
                              std::chrono::sys_days Today);

/// When a series of versions lost, or will lose, its security support.
struct SupportEnd {
  std::string_view Series;
  std::chrono::sys_days LastDay;
  std::string_view Source; ///< who says so
};

/// Nothing if the product states no policy or the series is not known.
std::optional<SupportEnd> supportEndOf(std::string_view Name,
                                       std::string_view Version);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_COMPONENTS_H
