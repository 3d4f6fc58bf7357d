//===- binscan/rules/SecurityTxtInvalid.cpp ---------------------*- C++ -*-===//
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
      R.checked(1, "security.txt files");
      for (const SecurityTxtDefect &D :
           readSecurityTxt(File->bytes().text()).Defects)
        R.fail({printable(F.pathOf(*File)), D.Text}, I.atLine(*File, D.Line),
               D.Text);
    }
}

static const ArtifactRule Registered(rules::SecurityTxtInvalid, run);
