//===- binscan/Options.h - The command line ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_OPTIONS_H
#define FIRMCOP_BINSCAN_OPTIONS_H

#include "firmcop/Run.h"
#include "sarif/Writer.h"

#include <chrono>
#include <string>
#include <variant>
#include <vector>

namespace firmcop::binscan {

/// What to print instead of scanning.
enum class Listing { None, Text, Json };

/// What the user asked for.
struct Options {
  std::vector<std::string> Images;
  std::string SarifFile;    ///< empty: none
  std::string SbomFile;     ///< empty: none
  std::string BaselineFile; ///< a SARIF log; empty: none
  bool IsDiff = false; ///< the first of two images is the one to compare with
  Profile Shape = Profile::Full;
  Level FailOn = Level::Error;
  Listing List = Listing::None;      ///< of the images' contents
  Listing ListRules = Listing::None; ///< of the rules there are
  std::string Explain;               ///< a rule's id; empty: none
  std::string CacheFolder;           ///< empty: none
  std::string ExtractTo;             ///< a folder for the files; empty: none
  unsigned Jobs = 1;
  bool IsSandboxed = true;
  std::chrono::seconds TimeLimit{0}; ///< of each image; zero: none
  bool Quiet = false;
  bool Scoreboard = false;
  std::chrono::sys_days Today;
};

/// Reads the command line. When there is nothing left to do, because help or
/// the version was printed or an option is wrong, gives the exit code instead.
std::variant<Options, ExitCode> parseOptions(int Count, char **Arguments);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_OPTIONS_H
