//===- binscan/readers/ResetScripts.cpp - Factory resets --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/ResetScripts.h"

#include "binscan/readers/Placeholders.h"
#include "binscan/readers/Shell.h"
#include "binscan/readers/Text.h"

#include <array>

namespace firmcop::binscan {

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

bool isResetFunction(const Node &File) {
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

std::vector<const Node *> resetScripts(const FileSystem &F) {
  std::vector<const Node *> Found;
  F.forEachFile([&](const Node &File) {
    if (isResetFunction(File) && File.bytes().size() < (1u << 20) &&
        shell::isShellScript(File.bytes().text()) &&
        !isDocumentation(F.pathOf(File)))
      Found.push_back(&File);
  });
  return Found;
}

} // namespace firmcop::binscan
