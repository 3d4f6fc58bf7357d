//===- sarif/Artifacts.h - run.artifacts, and references to it --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_ARTIFACTS_H
#define FIRMCOP_SARIF_ARTIFACTS_H

#include "firmcop/Run.h"
#include "sarif/Json.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace firmcop {

/// run.artifacts, and references to it. An artifact inside another one has the
/// whole virtual path, image/inner/path, as its URI, so that a result says
/// which image it is about wherever it is shown; and no base, for it is no
/// file.
class ArtifactTable {
public:
  explicit ArtifactTable(const Run &R);

  /// The artifactLocation of a place; null when the place has no path and the
  /// run has no target.
  Json reference(const Location &L) const;
  /// The same for a problem's path.
  Json reference(std::string_view Path) const;

  /// The artifact that a location lies in, or null.
  const Artifact *find(const Location &L) const;

  /// run.artifacts
  Json toJson() const;

private:
  Json locationOf(std::size_t Index) const;

  const Run &Of;
  std::unordered_map<std::string_view, std::size_t> ByPath;
};

/// The path without the part that leads to the outermost artifact: "etc/shadow"
/// for "build/fw.bin/etc/shadow", nothing for "build/fw.bin". The location's
/// own path for a source file.
std::string_view innerPath(const Run &R, const Location &L);

/// The name and description of the base of all relative URIs.
Json uriBases();

} // namespace firmcop

#endif // FIRMCOP_SARIF_ARTIFACTS_H
