//===- binscan/rules/NoFactoryReset.cpp -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/BootGraph.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <array>

using namespace firmcop;
using namespace firmcop::binscan;

/// Names of programs and scripts that erase what users have stored.
static constexpr auto Names = std::to_array<std::string_view>(
    {"factoryreset", "factorydefault", "resettodefault", "restoredefault",
     "resetdefault", "jffs2reset", "firstboot", "wipedata", "eraseuserdata",
     "recovery"});

/// Commands in scripts that do it.
static constexpr auto Commands = std::to_array<std::string_view>(
    {"nvram erase", "nvram restore_defaults", "mtd erase rootfs_data",
     "jffs2reset", "factory_reset", "factory-reset", "factoryreset",
     "ubiformat", "firstboot"});

static std::string lettersOf(std::string_view Name) {
  std::string Letters;
  for (char C : lower(Name))
    if (C != '_' && C != '-')
      Letters += C;
  return Letters;
}

static bool isReset(const Node &File) {
  const std::string_view Text = File.bytes().text();
  const bool IsScript = Text.starts_with("#!");
  if (!IsScript && !Text.starts_with("\x7f"
                                     "ELF"))
    return false;
  const std::string Name = lettersOf(File.Name);
  for (std::string_view N : Names)
    if (Name.starts_with(N))
      return true;
  if (IsScript)
    for (std::string_view C : Commands)
      if (contains(Text, C))
        return true;
  return false;
}

static void run(const Image &I, Report &R) {
  R.notApplicable("no root file system of the image starts anything");
  for (const FileSystem &F : I.rootFileSystems()) {
    if (bootGraph(F).Commands.empty())
      continue;
    std::size_t Resets = 0;
    F.forEachFile([&](const Node &File) { Resets += isReset(File); });
    R.checked(Resets, "reset functions");
    if (Resets == 0)
      R.review({I.path(F.root())}, I.at(F.root()), "factory reset");
  }
}

static const ArtifactRule Registered(rules::NoFactoryReset, run);
