//===- binscan/rules/SecureBootNotEnabled.cpp -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/trust/Trust.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static void run(const Image &I, Report &R) {
  R.notApplicable("the image holds no boot loader with keys");
  reportFlaws(I, FlawKind::UnverifiedBoot, R);
}

static const ArtifactRule Registered(rules::SecureBootNotEnabled, run);
