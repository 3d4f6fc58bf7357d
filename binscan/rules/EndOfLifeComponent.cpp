//===- binscan/rules/EndOfLifeComponent.cpp - Left alone --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Components.h"
#include "binscan/Content.h"
#include "binscan/Dates.h"
#include "binscan/Rule.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

void run(const Image &I, Report &R) {
  const std::vector<Component> All = findComponents(I);
  const bool IsMaintained = isMaintainedDistribution(All, R.today());
  std::uint64_t Judged = 0;
  for (const Component &C : All) {
    const auto End = supportEndOf(C.Name, C.Version);
    if (!End || (IsMaintained && C.From != ComponentSource::OsRelease))
      continue;
    ++Judged;
    if (End->LastDay < R.today())
      R.fail({C.Name, C.Version, shownPath(I, *C.Where),
              std::string(End->Series), textOf(End->LastDay),
              std::string(End->Source)},
             locate(I, *C.Where, C.At), C.Name);
  }
  R.checked(Judged, "components");
  R.notApplicable("no component of the image belongs to a series with a known "
                  "end of support");
}

const ArtifactRule Registered(rules::EndOfLifeComponent, run);

} // namespace
