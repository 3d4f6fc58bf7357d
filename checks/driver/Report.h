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

/// Turns the diagnostics that are shown into a run. What clang-tidy suppressed
/// is not among them, and so not in the run. \p Log adds what diagnostics
/// cannot carry; \p Files are the main files that were to be analysed, as
/// absolute paths.
void addDiagnostics(Run &R,
                    const std::vector<clang::tidy::ClangTidyError> &Shown,
                    const FindingLog &Log,
                    const std::vector<std::string> &Files, SourceTexts &Texts);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DRIVER_REPORT_H
