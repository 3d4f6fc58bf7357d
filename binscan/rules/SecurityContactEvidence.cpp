//===- binscan/rules/SecurityContactEvidence.cpp ----------------*- C++ -*-===//
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
  R.notApplicable("the image has no security.txt that is valid today");
  for (const FileSystem &F : I.fileSystems())
    for (const Node *File : securityTxtFiles(F)) {
      const SecurityTxt S = readSecurityTxt(File->bytes().text());
      if (!S.Defects.empty() || !S.Expires || *S.Expires < R.today())
        continue;
      R.checked(1, "security contacts");
      R.inform({printable(F.pathOf(*File)), printable(S.Contact)}, I.at(*File),
               "contact");
    }
}

static const ArtifactRule Registered(rules::SecurityContactEvidence, run);
