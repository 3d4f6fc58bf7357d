//===- checks/ResultTests.h - What becomes of a result ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call's result is tested where it stands, or kept in a local variable and
// tested later, often more than once: 'if (R < 0) ... else if (R == 0) ...'.
// The order of the source stands in for the order of execution; what is not
// understood counts as a use, so that nothing is claimed of it.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_RESULTTESTS_H
#define FIRMCOP_CHECKS_RESULTTESTS_H

#include "checks/Facts.h"

namespace firmcop {

/// A condition on a number: 'R', '!R', 'R == 1', 'R < 0'.
struct ResultTest {
  clang::BinaryOperatorKind Operator = clang::BO_NE;
  std::int64_t Operand = 0;
  bool IsNegated = false;
  clang::SourceLocation Where;
  /// The condition is all that this statement asks; or null.
  const clang::IfStmt *Decides = nullptr;
  /// The loop whose condition this is, or a part of it joined by '&&'.
  const clang::Stmt *Repeats = nullptr;

  bool holdsFor(std::int64_t Result) const;
};

/// What is done with the result of one call.
struct ResultUses {
  llvm::SmallVector<ResultTest, 2> Tests;
  /// Kept in a variable that nothing reads afterwards.
  bool IsDead = false;
  /// Where the variable gets another value before anything reads it.
  clang::SourceLocation Overwritten;
  /// It, or the outcome of a test of it, is returned.
  bool IsReturned = false;
  /// It is returned as it is by a function that returns bool.
  bool IsReturnedAsBool = false;
  /// It is handed on, or used in a way that is not understood.
  bool IsUsedOtherwise = false;
};

/// Follows the result of a call within its function.
ResultUses usesOfResult(const Call &C, const TranslationUnitFacts &TU);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_RESULTTESTS_H
