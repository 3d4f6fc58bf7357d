//===- binscan/rules/InvalidImageSignature.cpp ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/trust/Trust.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static void run(const Image &I, Report &R) {
  R.notApplicable("the image holds nothing that is signed or hashed in a way "
                  "that is known");
  reportFlaws(I, FlawKind::Invalid, R);
}

static const ArtifactRule Registered(rules::InvalidImageSignature, run);
