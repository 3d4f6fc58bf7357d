//===- checks/driver/Report.h - From diagnostics to a run -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_DRIVER_REPORT_H
#define FIRMCOP_CHECKS_DRIVER_REPORT_H

#include "checks/FindingLog.h"
#include "firmcop/Run.h"

#include "llvm/ADT/StringRef.h"

namespace firmcop {

class SourceTexts;

/// How many of the main files were not analysed, or in part.
std::size_t incompleteFiles(const FindingLog &Log,
                            const std::vector<std::string> &Files);

/// Turns the diagnostics that are shown into a run. \p Log adds what
/// diagnostics cannot carry, and what a NOLINT comment hides, which is marked
/// so; \p Files are the main files that were to be analysed, as absolute paths;
/// \p ByOptions are the rules that found an option of theirs in the build's
/// configuration.
void addDiagnostics(Run &R,
                    const std::vector<clang::tidy::ClangTidyError> &Shown,
                    const FindingLog &Log,
                    const std::vector<std::string> &Files,
                    const std::set<std::string_view> &ByOptions,
                    SourceTexts &Texts);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DRIVER_REPORT_H
