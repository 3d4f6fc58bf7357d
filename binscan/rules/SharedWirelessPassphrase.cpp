//===- binscan/rules/SharedWirelessPassphrase.cpp ---------------*- C++ -*-===//
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
      if (N.Secret.empty())
        continue;
      const Range Secret{static_cast<std::uint64_t>(
                             N.Secret.data() - N.File->bytes().text().data()),
                         N.Secret.size()};
      R.fail({printable(F.pathOf(*N.File)), printable(N.Name), mask(N.Secret)},
             I.atLine(*N.File, N.SecretLine, {&Secret, 1}), N.Name);
    }
}

static const ArtifactRule Registered(rules::SharedWirelessPassphrase, run);
