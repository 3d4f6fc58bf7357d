//===- binscan/rules/SecurityTxtExpired.cpp ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/SecurityTxt.h"
#include "binscan/readers/Text.h"
#include "binscan/readers/WebRoot.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static void run(const Image &I, Report &R) {
  R.notApplicable("the image has no security.txt");
  for (const FileSystem &F : I.fileSystems())
    for (const Node *File : securityTxtFiles(F)) {
      const SecurityTxt S = readSecurityTxt(File->bytes().text());
      if (!S.Expires)
        continue;
      R.checked(1, "security.txt files");
      const auto Left = *S.Expires - R.today();
      const Location Where = I.atLine(*File, S.ExpiresLine);
      const std::string When(S.ExpiresText.substr(0, 10));
      if (Left < std::chrono::days(0))
        R.fail({printable(F.pathOf(*File)), "expired on " + When}, Where,
               "Expires");
      // Section 2.5.5 recommends less than a year.
      else if (Left > std::chrono::days(366))
        R.review({printable(F.pathOf(*File)),
                  "expires only on " + When + ", more than a year ahead"},
                 Where, "Expires");
    }
}

static const ArtifactRule Registered(rules::SecurityTxtExpired, run);
