//===- sarif/Selection.h - The findings that a log has room for -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_SELECTION_H
#define FIRMCOP_SARIF_SELECTION_H

#include "firmcop/Run.h"
#include "sarif/Writer.h"

#include <vector>

namespace firmcop {

struct Selection {
  /// The findings to write, in the run's order.
  std::vector<const Finding *> Findings;
  /// What was left out, one problem of stage Limit for each cause.
  std::vector<Problem> Dropped;
};

/// Keeps the worst findings within the options' limits: failures first, then
/// reviews and open ones, each by level and severity.
Selection select(const Run &R, const WriteOptions &Options);

} // namespace firmcop

#endif // FIRMCOP_SARIF_SELECTION_H
