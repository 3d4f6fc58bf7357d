//===- checks/Programs.h - Programs that a call starts ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program is started with an argument vector (execv and its like, whether the
// arguments are listed in the call or in an array) or by a shell that takes a
// command apart. Both give the same: a list of words.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_PROGRAMS_H
#define FIRMCOP_CHECKS_PROGRAMS_H

#include "checks/Facts.h"

#include <string>

namespace firmcop {

/// A program and its arguments; of an argument vector the path and all of the
/// vector. A word that is not constant is empty.
using ProgramWords = llvm::SmallVector<std::string, 8>;

/// The script of "sh -c SCRIPT" that a call starts, or null.
const clang::Expr *scriptOf(const Call &C, const TranslationUnitFacts &TU);

/// The programs that a call starts as far as constants tell. The call is one
/// that models name as a "command" or "program"; of others, none.
llvm::SmallVector<ProgramWords, 2>
startedPrograms(const Call &C, const TranslationUnitFacts &TU);

/// "telnetd" of "/usr/sbin/telnetd".
llvm::StringRef programName(llvm::StringRef Path);

/// A command interpreter, by its name or path; "-sh" is a login shell.
bool isShell(llvm::StringRef Program);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_PROGRAMS_H
