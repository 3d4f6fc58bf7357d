//===- binscan/rules/SupportPeriodNotStated.cpp -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/BootGraph.h"
#include "binscan/readers/SupportEnd.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

static void run(const Image &I, Report &R) {
  const std::vector<FileSystem> Roots = I.rootFileSystems();
  const auto System = std::ranges::find_if(Roots, [](const FileSystem &F) {
    return !bootGraph(F).Commands.empty();
  });
  if (System == Roots.end())
    return R.notApplicable("no root file system of the image starts anything");
  for (const FileSystem &F : Roots)
    R.checked(statedSupport(F).size(), "stated ends of support");
  if (std::ranges::all_of(
          Roots, [](const FileSystem &F) { return statedSupport(F).empty(); }))
    R.review({printable(baseName(I.root().Name))}, I.at(System->root()),
             "support");
}

static const ArtifactRule Registered(rules::SupportPeriodNotStated, run);
