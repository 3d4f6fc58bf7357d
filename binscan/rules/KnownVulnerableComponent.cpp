//===- binscan/rules/KnownVulnerableComponent.cpp ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Components.h"
#include "binscan/Content.h"
#include "binscan/Rule.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static void run(const Image &I, Report &R) {
  const std::vector<Component> All = findComponents(I);
  if (isMaintainedDistribution(All, R.today()))
    return R.notApplicable("the image is a distribution whose maintainers mend "
                           "it without changing versions");
  for (const Component &C : All) {
    // Packages are counted by the programs that they brought.
    if (C.From != ComponentSource::Phrase)
      continue;
    R.checked(1, "components");
    for (const Vulnerability &V : vulnerabilitiesOf(C.Name, C.Version))
      R.review({C.Name, C.Version, shownPath(I, *C.Where), std::string(V.Id),
                std::string(V.Effect), std::string(V.Fixed)},
               locate(I, *C.Where, C.At), C.Name + " " + std::string(V.Id));
  }
  R.notApplicable("no component of the image says who it is");
}

static const ArtifactRule Registered(rules::KnownVulnerableComponent, run);
