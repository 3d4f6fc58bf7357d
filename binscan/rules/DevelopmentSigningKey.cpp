//===- binscan/rules/DevelopmentSigningKey.cpp ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/trust/Trust.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static void run(const Image &I, Report &R) {
  R.notApplicable("the image holds no key that decides about trust");
  reportFlaws(I, FlawKind::PublishedKey, R);
}

static const ArtifactRule Registered(rules::DevelopmentSigningKey, run);
