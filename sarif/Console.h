//===- sarif/Console.h - Findings as text -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_CONSOLE_H
#define FIRMCOP_SARIF_CONSOLE_H

#include "sarif/Summary.h"

#include <iosfwd>
#include <span>

namespace firmcop {

/// Whether text for this file descriptor may be coloured: it is a terminal
/// that can, and NO_COLOR is unset or empty.
bool useColour(int FileDescriptor);

/// Lists failures, reviews and open results that nobody suppressed and that no
/// earlier analysis had, as
/// "path:line:column: level: message [rule]", grouped by path.
void printResults(std::ostream &Out, std::span<const RunSummary> Runs,
                  bool Colour);

/// Lists what could not be analysed, as "path: level: text [stage]".
void printProblems(std::ostream &Out, std::span<const RunSummary> Runs,
                   bool Colour);

/// One line: how many results of which level and kind, and whether the
/// analysis was complete.
void printTotals(std::ostream &Out, std::span<const RunSummary> Runs);

} // namespace firmcop

#endif // FIRMCOP_SARIF_CONSOLE_H
