//===- binscan/rules/NoSecurityContact.cpp ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/BootGraph.h"
#include "binscan/readers/SecurityTxt.h"
#include "binscan/readers/Text.h"
#include "binscan/readers/WebRoot.h"
#include "firmcop/Rules.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

static void run(const Image &I, Report &R) {
  // A package or an application is published by whoever builds it in.
  const std::vector<FileSystem> Roots = I.rootFileSystems();
  const auto System = std::ranges::find_if(Roots, [](const FileSystem &F) {
    return !bootGraph(F).Commands.empty();
  });
  if (System == Roots.end())
    return R.notApplicable("no root file system of the image starts anything");
  for (const FileSystem &F : I.fileSystems())
    for (const Node *File : securityTxtFiles(F))
      if (readSecurityTxt(File->bytes().text()).HasContact)
        return R.checked(1, "security contacts");
  // One device has one contact, however many file systems it is made of.
  R.review({printable(baseName(I.root().Name))}, I.at(System->root()),
           "contact");
}

static const ArtifactRule Registered(rules::NoSecurityContact, run);
