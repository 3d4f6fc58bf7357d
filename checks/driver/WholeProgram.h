//===- checks/driver/WholeProgram.h - The second phase ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_DRIVER_WHOLEPROGRAM_H
#define FIRMCOP_CHECKS_DRIVER_WHOLEPROGRAM_H

#include "checks/driver/Display.h"
#include "checks/driver/Project.h"

namespace firmcop {

/// Joins the units of all files, lets the flow core solve them, and adds what
/// it finds to the diagnostics and to the log, each finding if the rule is on
/// for the file that it lies in. Takes the units out of the records.
void solveWholeProgram(Project &Whole, const DriverOptions &Options,
                       Diagnostics &Shown, FindingLog &Log);

/// Prints the path of the finding number \p Number, from 1, among the shown
/// ones that have a path, with the lines of source. A problem when there are
/// not so many.
std::optional<Problem> explainFlow(unsigned Number, const Diagnostics &Shown,
                                   const FindingLog &Log);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DRIVER_WHOLEPROGRAM_H
