//===- checks/Verifications.cpp - Calls that verify a signature -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Verifications.h"
#include "checks/Modelled.h"

namespace firmcop {

llvm::SmallVector<Verification, 8>
verificationsIn(const TranslationUnitFacts &TU) {
  llvm::SmallVector<Verification, 8> Found;
  for (const Call &C : TU.calls())
    for (const ModelRow *Row : rowsOfKind(C, "signature-verification", TU))
      if (Row->At.Of != Port::Base::Argument)
        Found.push_back({&C, Row->SuccessIs});
  return Found;
}

} // namespace firmcop
