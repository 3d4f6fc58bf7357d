//===- checks/Verifications.h - Calls that verify a signature ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_VERIFICATIONS_H
#define FIRMCOP_CHECKS_VERIFICATIONS_H

#include "checks/Facts.h"
#include "firmcop/Model.h"

namespace firmcop {

/// A call that verifies a signature, and which of its results says that it is
/// good.
struct Verification {
  const Call *At;
  Success Is;
};

/// The calls whose result says so, according to the models; not those that
/// store the outcome in an argument.
llvm::SmallVector<Verification, 8>
verificationsIn(const TranslationUnitFacts &TU);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_VERIFICATIONS_H
