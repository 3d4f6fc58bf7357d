//===- sarif/Baseline.h - What was known before -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A product has findings that somebody has looked at. What matters of the next
// build is what it adds. So two analyses are compared by the fingerprints of
// their findings, which outlive a new name, another offset and a new line
// above, and only what is new fails.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_BASELINE_H
#define FIRMCOP_SARIF_BASELINE_H

#include "firmcop/Run.h"
#include "sarif/Reader.h"

#include <cstddef>
#include <set>
#include <string>

namespace firmcop {

/// The findings of an earlier analysis.
class Baseline {
public:
  /// Those of a canonical run of ours.
  explicit Baseline(const Run &Old);

  /// Those of a SARIF log that one of our programs wrote. A log without our
  /// fingerprints is a problem, because everything would count as new.
  static Result<Baseline> read(const SarifText &Log);

  /// Sets the state of each finding of a canonical run. Gives the number of
  /// failures and reviews that were there and are not any more.
  std::size_t apply(Run &New) const;

private:
  Baseline() = default;

  std::set<std::string> Prints;
  /// Of failures and reviews only.
  std::set<std::string> Alerts;
};

} // namespace firmcop

#endif // FIRMCOP_SARIF_BASELINE_H
