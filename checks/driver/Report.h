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

/// Turns what clang-tidy has reported into a run. \p Fixes is the text of its
/// --export-fixes file, empty when it wrote none. What clang-tidy suppressed is
/// not in there, and so not in the run. \p Log adds what diagnostics cannot
/// carry; \p Files are the main files that were to be analysed, as absolute
/// paths.
void addDiagnostics(Run &R, llvm::StringRef Fixes, const FindingLog &Log,
                    const std::vector<std::string> &Files, SourceTexts &Texts);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DRIVER_REPORT_H
