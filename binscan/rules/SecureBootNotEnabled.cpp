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
  if (!I.withFormat("esp-image").empty())
    R.open("whether the chip insists on a signature is burnt into its eFuses, "
           "which are not in the image");
  else if (!I.withFormat("mcuboot").empty())
    R.open("whether the boot loader insists on a signature was decided when it "
           "was built");
}

static const ArtifactRule Registered(rules::SecureBootNotEnabled, run);
