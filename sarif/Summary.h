//===- sarif/Summary.h - What reports need of a run -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The scoreboard and the console listing are made from summaries, so that they
// look the same for the run that has just ended and for a log that was read
// back, ours or another tool's.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_SUMMARY_H
#define FIRMCOP_SARIF_SUMMARY_H

#include "firmcop/Run.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop {

/// One result.
struct ResultSummary {
  std::string RuleId; ///< empty when a foreign log does not say
  firmcop::Kind Kind = firmcop::Kind::Fail;
  firmcop::Level Level = firmcop::Level::None;
  std::vector<std::uint8_t> Guidelines; ///< 1 to 13, ascending
  std::string Path;                     ///< as in Location::Path; may be empty
  std::uint32_t Line = 0;               ///< 0: none
  std::uint32_t Column = 0;             ///< 0: none
  std::string Message;
  bool Suppressed = false;
  /// An earlier analysis had it already, so it fails nothing now.
  bool Known = false;
};

/// One run.
struct RunSummary {
  std::string Tool;
  std::vector<ResultSummary> Results;
  std::vector<Problem> Problems;
  /// Guidelines that some rule of the run belongs to, ascending.
  std::vector<std::uint8_t> Evaluated;

  /// False when a part of the input was not analysed.
  bool isComplete() const;
};

/// The summary of a run of ours.
RunSummary summarise(const Run &R);

/// The threshold that a --fail-on word names: "none", "note", "warning" or
/// "error"; nothing for any other word. None means that no finding fails.
std::optional<Level> parseFailOn(std::string_view Word);

/// The exit code of a program with this result. Findings that nobody suppressed
/// win over an incomplete analysis.
ExitCode exitCode(std::span<const RunSummary> Runs, Level FailOn);
ExitCode exitCode(const RunSummary &R, Level FailOn);

} // namespace firmcop

#endif // FIRMCOP_SARIF_SUMMARY_H
