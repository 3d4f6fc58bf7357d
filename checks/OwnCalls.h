//===- checks/OwnCalls.h - Calls that nobody chose to make ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A library builds sound modes of bare blocks, and protocols of old hashes; who
// chooses among them is whoever uses the library. A test computes with keys
// that everybody knows. Rules on what a project uses leave such calls alone.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_OWNCALLS_H
#define FIRMCOP_CHECKS_OWNCALLS_H

#include "checks/Facts.h"
#include "firmcop/flow/Program.h"

namespace firmcop {

/// The call is made by the library whose function it calls, in which the file
/// defines other functions of the same prefix that are declared in the same
/// folder; or it is part of a test: of a library's of itself, of a file that a
/// fuzzer enters, or of one that tests something.
bool isOwnCall(const Call &C, const TranslationUnitFacts &TU);

/// Marks those calls in what the translation unit was lowered to.
void markOwnCalls(flow::Unit &U, const TranslationUnitFacts &TU);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_OWNCALLS_H
