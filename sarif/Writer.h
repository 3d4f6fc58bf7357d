//===- sarif/Writer.h - Runs as SARIF 2.1.0 ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One result model, two shapes. They cannot be one file: the standard wants
// byte regions for binary artifacts (SARIF 2.1.0 section 3.30), GitHub wants a
// line for every result and turns results of every kind into alerts.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_WRITER_H
#define FIRMCOP_SARIF_WRITER_H

#include "firmcop/Run.h"

#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace firmcop {

enum class Profile {
  /// The whole standard: every kind, byte regions, addresses, nested
  /// artifacts. For files kept as evidence.
  Full,
  /// What code scanning understands: failures, and reviews as notes, each with
  /// a line region; at most 5,000 results in a run.
  Github,
};

/// "full" or "github"; nothing for any other word.
std::optional<Profile> parseProfile(std::string_view Word);

struct WriteOptions {
  Profile Shape = Profile::Full;
  /// Becomes run.automationDetails.id, with a slash at its end; when empty the
  /// uploading action chooses the category.
  std::string Category;
  /// Results of one rule beyond this number are dropped, the worst kept; a
  /// notification says how many.
  std::size_t MaxResultsPerRule = 25'000;
  /// Results of one run beyond this number are dropped in the same way. What
  /// GitHub takes is less; the other shape sees to it.
  std::size_t MaxResultsPerRun = 100'000;
};

/// Writes one log with one SARIF run per element of \p Runs. The runs must be
/// canonical (see canonicalise); then equal runs give equal bytes.
void writeSarif(std::ostream &Out, std::span<const Run> Runs,
                const WriteOptions &Options = {});

/// As writeSarif, into a file that appears complete or not at all.
std::optional<Problem> writeSarifFile(const std::filesystem::path &File,
                                      std::span<const Run> Runs,
                                      const WriteOptions &Options = {});

} // namespace firmcop

#endif // FIRMCOP_SARIF_WRITER_H
