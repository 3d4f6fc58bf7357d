//===- binscan/rules/NoUpdateMechanism.cpp ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Programs.h"
#include "binscan/Rule.h"
#include "binscan/readers/BootGraph.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/Text.h"
#include "binscan/readers/UpdateFlow.h"
#include "firmcop/Rules.h"

#include <algorithm>
#include <array>

using namespace firmcop;
using namespace firmcop::binscan;

/// Programs that put a new version of the software in place.
static constexpr auto Agents =
    std::to_array<std::string_view>({"swupdate",
                                     "swupdate-client",
                                     "rauc",
                                     "rauc-hawkbit-updater",
                                     "mender",
                                     "mender-update",
                                     "mender-auth",
                                     "ostree",
                                     "aktualizr",
                                     "fwupdmgr",
                                     "fwupd",
                                     "sysupgrade",
                                     "opkg",
                                     "apt-get",
                                     "apk",
                                     "dnf",
                                     "update_engine",
                                     "casync",
                                     "systemd-sysupdate",
                                     "snapd",
                                     "balena-supervisor",
                                     "omaha"});

/// Words by which products call an updater of their own.
static bool namesUpdate(std::string_view FileName) {
  const std::string Small = lower(FileName);
  for (std::string_view Word : {"fwupdate", "fw_update", "fwupgrade",
                                "fw_upgrade", "firmware", "upgrade", "otad"})
    if (contains(Small, Word))
      return true;
  return Small.starts_with("ota") || Small.starts_with("fota") ||
         Small.starts_with("updater") || Small.starts_with("autoupdate");
}

/// What kind of update the file does, or "".
static std::string_view mechanismOf(const FileSystem &F, const Node &File) {
  const std::string_view Text = File.bytes().text();
  const bool IsElf = looksLikeElf(File.bytes());
  const bool IsScript = Text.size() <= (1u << 20) && shell::isShellScript(Text);
  if ((!IsElf && !IsScript) || isDocumentation(F.pathOf(File)))
    return {};
  if (std::ranges::find(Agents, File.Name) != Agents.end())
    return "update programs";
  if (IsElf) {
    const ElfFile *Elf = elfOf(File);
    return Elf && Elf->isProgram() && namesUpdate(File.Name) ? "update programs"
                                                             : "";
  }
  return followUpdates(*shell::parse(Text)).Installs > 0 ? "update scripts"
                                                         : "";
}

static void run(const Image &I, Report &R) {
  R.notApplicable("no root file system of the image starts anything");
  std::uint64_t Found = 0;
  const Node *System = nullptr;
  for (const FileSystem &F : I.rootFileSystems()) {
    if (!System && !bootGraph(F).Commands.empty())
      System = &F.root();
    F.forEachFile([&](const Node &File) {
      const std::string_view Mechanism = mechanismOf(F, File);
      if (Mechanism.empty())
        return;
      ++Found;
      R.checked(1, Mechanism);
    });
  }
  // One device needs one way, however many file systems it is made of.
  if (System && Found == 0)
    R.review({printable(baseName(I.root().Name))}, I.at(*System), "update");
}

static const ArtifactRule Registered(rules::NoUpdateMechanism, run);
