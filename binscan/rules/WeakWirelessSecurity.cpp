//===- binscan/rules/WeakWirelessSecurity.cpp -------------------*- C++ -*-===//
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
  R.notApplicable("the image configures no wireless network");
  for (const FileSystem &F : I.fileSystems())
    for (const WirelessNetwork &N : wirelessNetworks(F)) {
      R.checked(1, "wireless networks");
      for (const WirelessWeakness &W : N.Weaknesses)
        R.fail({printable(F.pathOf(*N.File)),
                printable(W.What) + " for the wireless network '" +
                    printable(N.Name) + "'"},
               I.atLine(*N.File, W.Line), N.Name + " " + W.What);
    }
}

static const ArtifactRule Registered(rules::WeakWirelessSecurity, run);
