//===- binscan/rules/ComponentInventory.cpp - Parts list --------*- C++ -*-===//
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

static std::string_view describe(ComponentSource From) {
  switch (From) {
  case ComponentSource::Phrase:
    return "by its own text";
  case ComponentSource::Packages:
    return "in the package database";
  case ComponentSource::OsRelease:
    return "as the system's own name";
  }
  return {};
}

static void run(const Image &I, Report &R) {
  const std::vector<Component> All = findComponents(I);
  for (const Component &C : All)
    R.inform({C.Name, C.Version, shownPath(I, *C.Where),
              std::string(describe(C.From))},
             locate(I, *C.Where, C.At), C.Name);
  R.checked(All.size(), "components");
  R.notApplicable("no component names itself and there is no package database");
}

static const ArtifactRule Registered(rules::ComponentInventory, run);
