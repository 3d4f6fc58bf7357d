//===- binscan/rules/OpenSetupAccessPoint.cpp -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/Text.h"
#include "binscan/readers/Wireless.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static void run(const Image &I, Report &R) {
  R.notApplicable("the image configures no access point");
  for (const FileSystem &F : I.fileSystems())
    for (const WirelessNetwork &N : wirelessNetworks(F)) {
      if (!N.IsAccessPoint)
        continue;
      R.checked(1, "access points");
      if (N.IsOpen)
        R.fail({printable(F.pathOf(*N.File)), "the access point '" +
                                                  printable(N.Name) +
                                                  "' without a passphrase"},
               I.atLine(*N.File, N.Line), N.Name);
    }
}

static const ArtifactRule Registered(rules::OpenSetupAccessPoint, run);
