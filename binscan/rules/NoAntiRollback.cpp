//===- binscan/rules/NoAntiRollback.cpp -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/trust/Trust.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static void run(const Image &I, Report &R) {
  R.notApplicable(
      "the image holds no signed program in a format with a counter");
  reportFlaws(I, FlawKind::NoRollback, R);
}

static const ArtifactRule Registered(rules::NoAntiRollback, run);
