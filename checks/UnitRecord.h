//===- checks/UnitRecord.h - The result of one file -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the analysis of one main file gives, as a value that can lie in a cache
// or travel to another machine. All results go through this form, whether they
// are new or not, so that both look the same.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_UNITRECORD_H
#define FIRMCOP_CHECKS_UNITRECORD_H

#include "checks/FindingLog.h"
#include "firmcop/Problem.h"
#include "firmcop/flow/Program.h"

#include <array>
#include <string>
#include <vector>

namespace firmcop {

/// A file that was read, and a digest of what was in it.
struct ReadFile {
  std::string Path;
  std::string Digest;
};

/// Why clang-tidy did not show a diagnostic; indices of UnitRecord::Hidden.
enum class HiddenBy : std::uint8_t { NonUserCode, LineFilter, NoLint, Checks };

struct UnitRecord {
  std::string MainFile; ///< absolute
  std::vector<ReadFile> Read;
  /// clang-tidy's diagnostics as its --export-fixes writes them.
  std::string Diagnostics;
  /// What it said beside them, and what it printed when it could not start.
  std::string Messages, Output;
  int ExitCode = 0;
  std::array<unsigned, 4> Hidden{}; ///< diagnostics, by HiddenBy
  std::string Configuration;        ///< see Capture::configuration()
  FindingLog Log;
  /// The files of the units that are the system's.
  std::set<std::string> SystemFiles;
  /// Names of the user's models that the file mentions.
  std::set<std::string> ModelNames;
  /// Ids of the flow rules that are on for the file.
  std::set<std::string_view> FlowRules;
  /// For the flow core; one for each command that compiles the file.
  std::vector<flow::Unit> Units;
};

/// The record as bytes, under the \p Key that it can be asked for by.
std::string toBytes(const UnitRecord &R, std::string_view Key);

/// The record that the bytes hold. \p Path is what a problem calls them, \p Key
/// becomes the key.
Result<UnitRecord> recordFromBytes(std::string_view Bytes,
                                   std::string_view Path, std::string &Key);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_UNITRECORD_H
