//===- checks/driver/Display.h - The findings of all files ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Puts the diagnostics of all files together as clang-tidy does it when it
// analyses them one after the other: sorted by place, each once. Printing,
// fixing and counting are clang-tidy's own.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_DRIVER_DISPLAY_H
#define FIRMCOP_CHECKS_DRIVER_DISPLAY_H

#include "checks/FindingLog.h"
#include "checks/UnitRecord.h"
#include "checks/driver/Options.h"

#include <map>
#include <set>
#include <vector>

namespace firmcop {

class Diagnostics {
public:
  /// Adds what clang-tidy has shown for a file. False when its diagnostics
  /// cannot be read.
  bool add(const UnitRecord &Record);

  /// Adds a diagnostic of a file whose configuration is \p Configuration.
  void add(const clang::tooling::Diagnostic &D, llvm::StringRef Configuration);
  /// Takes away the diagnostics of findings.
  void remove(const std::set<FindingLog::Key> &Findings);
  /// Counts one that is not shown.
  void addHidden(HiddenBy Why) { ++Hidden[static_cast<std::size_t>(Why)]; }

  /// Sorts; to be called once, after the last add.
  void sort();

  const std::vector<clang::tidy::ClangTidyError> &all() const { return All; }

  /// Prints them, applies fixes and writes --export-fixes as \p Options say,
  /// and tells how many were hidden. The exit code is clang-tidy's.
  int show(const DriverOptions &Options) const;

private:
  std::vector<clang::tidy::ClangTidyError> All;
  std::array<unsigned, 4> Hidden{};
  std::string Configuration; ///< of some file
  /// The glob of what counts as an error, by configuration.
  std::map<std::string, std::string> Promoting;
};

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DRIVER_DISPLAY_H
