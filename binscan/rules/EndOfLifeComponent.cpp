//===- binscan/rules/EndOfLifeComponent.cpp - Left alone --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Components.h"
#include "binscan/Content.h"
#include "binscan/Rule.h"
#include "firmcop/Rules.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

std::string textOf(std::chrono::sys_days Day) {
  const std::chrono::year_month_day Date(Day);
  char Text[32];
  std::snprintf(
      Text, sizeof(Text), "%04d-%02u-%02u", static_cast<int>(Date.year()),
      static_cast<unsigned>(Date.month()), static_cast<unsigned>(Date.day()));
  return Text;
}

void run(const Image &I, Report &R) {
  const std::vector<Component> All = findComponents(I);
  // A distribution fixes what it ships, whatever the authors do.
  const bool IsMaintained = std::ranges::any_of(All, [&](const Component &C) {
    if (C.From != ComponentSource::OsRelease)
      return false;
    const auto End = supportEndOf(C.Name, C.Version);
    return !End || End->LastDay >= R.today();
  });
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
