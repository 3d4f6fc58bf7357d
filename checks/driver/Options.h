//===- checks/driver/Options.h - The driver's command line ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// firmcop-tidy takes every option of clang-tidy and a few of its own. Ours are
// taken off the command line; what is left goes to clang-tidy as it was, with
// LLVM's own table telling options, their values and file names apart.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_DRIVER_OPTIONS_H
#define FIRMCOP_CHECKS_DRIVER_OPTIONS_H

#include "firmcop/Problem.h"
#include "firmcop/Rule.h"

#include <optional>
#include <string>
#include <vector>

namespace firmcop {

/// The command line, taken apart.
struct DriverOptions {
  // Ours.
  std::string ExportSarif; ///< file, or empty
  std::string SarifProfile = "full";
  std::string SarifRoot; ///< empty: the checkout around the current directory
  std::string SarifCategory;
  std::optional<Level> FailOn;
  std::string Explain;   ///< a rule's id, or empty
  std::string ListRules; ///< "text", "json", or empty
  bool Scoreboard = false;
  unsigned Jobs = 0;               ///< 0: as many as the machine has cores
  std::string CacheIn;             ///< directory, or empty
  std::string CaptureTo;           ///< directory; only the first phase
  std::string LinkFrom;            ///< directory; only the second phase
  std::vector<std::string> Models; ///< files
  bool AsksCompilers = true;
  unsigned ExplainFlow = 0; ///< number of a finding, or 0
  bool DumpFlow = false;
  bool DumpSummaries = false;

  // clang-tidy's, those the driver has to know of.
  std::string BuildPath; ///< of -p
  std::string LineFilter;
  std::string ExportFixes; ///< taken off; the driver writes it at the end
  // Taken off, because fixes are applied at the end, too.
  bool Fixes = false, FixesErrors = false, FixesNotes = false;
  bool IsQuiet = false;
  std::vector<std::string> Files;
  bool ChoosesChecks = false;  ///< --checks, --config or --config-file
  bool ChoosesHeaders = false; ///< --header-filter
  bool OnlyInforms = false;    ///< --help, --list-checks, ... : no analysis

  /// Options for clang-tidy without files, build path and compiler flags.
  std::vector<std::string> Forwarded;
  /// What stands after "--".
  std::optional<std::vector<std::string>> CompilerFlags;
};

/// Takes the command line apart; response files have been expanded.
Result<DriverOptions> parseOptions(const std::vector<std::string> &Arguments);

/// Makes our options appear in clang-tidy's --help.
void describeOptions();

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DRIVER_OPTIONS_H
