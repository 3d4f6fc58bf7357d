//===- binscan/rules/NoFactoryReset.cpp -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/BootGraph.h"
#include "binscan/readers/ResetScripts.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static void run(const Image &I, Report &R) {
  R.notApplicable("no root file system of the image starts anything");
  for (const FileSystem &F : I.rootFileSystems()) {
    if (bootGraph(F).Commands.empty())
      continue;
    std::size_t Resets = 0;
    F.forEachFile([&](const Node &File) { Resets += isResetFunction(File); });
    R.checked(Resets, "reset functions");
    if (Resets == 0)
      R.review({I.path(F.root())}, I.at(F.root()), "factory reset");
  }
}

static const ArtifactRule Registered(rules::NoFactoryReset, run);
