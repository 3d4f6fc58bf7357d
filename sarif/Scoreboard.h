//===- sarif/Scoreboard.h - The thirteen guidelines, rolled up --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A guideline's verdict is the first of these that holds:
//
//   fail            a failure that nobody suppressed belongs to it
//   open            a rule of it could not be decided, or a run that evaluates
//                   it could not analyse its whole input
//   review          a result asks for a human, or the guideline speaks of
//                   processes that no artefact shows (its ceiling)
//   pass            a rule of it passed
//   not applicable  every result says that its precondition is absent
//   not evaluated   no result at all
//
// No verdict says that a product complies: "pass" is "no violation found".
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_SCOREBOARD_H
#define FIRMCOP_SARIF_SCOREBOARD_H

#include "firmcop/Guideline.h"
#include "sarif/Summary.h"

#include <array>
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <optional>
#include <span>
#include <vector>

namespace firmcop {

/// Numbers of results by kind; suppressed and known ones are left out.
class KindCounts {
public:
  std::size_t &operator[](Kind K) { return Counts[std::size_t(K)]; }
  std::size_t operator[](Kind K) const { return Counts[std::size_t(K)]; }

private:
  std::array<std::size_t, 6> Counts{};
};

/// One row of the scoreboard.
struct GuidelineScore {
  std::reference_wrapper<const Guideline> Of;
  /// Empty when no rule of the guideline gave a result.
  std::optional<Kind> Verdict;
  KindCounts Counts;
};

/// The roll-up of some runs.
struct Scoreboard {
  std::vector<GuidelineScore> Rows; ///< one per guideline, in order
  /// Each result once, however many guidelines its rule serves.
  KindCounts Totals;
};

Scoreboard rollUp(std::span<const RunSummary> Runs);

/// Thirteen aligned rows with a heading.
void printScoreboard(std::ostream &Out, const Scoreboard &Board, bool Colour);

} // namespace firmcop

#endif // FIRMCOP_SARIF_SCOREBOARD_H
