//===- binscan/rules/SupportPeriodOver.cpp ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/SupportEnd.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static void run(const Image &I, Report &R) {
  R.notApplicable("the image states no end of support");
  for (const FileSystem &F : I.rootFileSystems())
    for (const StatedSupport &S : statedSupport(F)) {
      R.checked(1, "stated ends of support");
      if (S.LastDay < R.today())
        R.fail({printable(F.pathOf(*S.File)), textOf(S.LastDay)},
               I.atLine(*S.File, S.Line), "SUPPORT_END");
    }
}

static const ArtifactRule Registered(rules::SupportPeriodOver, run);
