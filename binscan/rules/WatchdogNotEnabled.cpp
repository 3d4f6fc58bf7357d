//===- binscan/rules/WatchdogNotEnabled.cpp ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/BootGraph.h"
#include "binscan/readers/KeyValue.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

/// systemd feeds the hardware watchdog when it is told how often.
static bool systemdFeeds(const FileSystem &F) {
  const Node *File = F.find("/etc/systemd/system.conf");
  if (!File || !File->isRegularFile())
    return false;
  const std::vector<Setting> All =
      readSettings(File->bytes().text(), Syntax::Equals);
  const Setting *S = findSetting(All, "RuntimeWatchdogSec");
  return S && S->Value != "0" && S->Value != "off";
}

/// Whether something in the file system opens the watchdog's device: a program
/// of the product, or a boot script.
static bool somethingOpensIt(const FileSystem &F) {
  bool Found = false;
  F.forEachFile([&](const Node &File) {
    const std::string_view Text = File.bytes().text();
    if (!Found && (Text.starts_with("\x7f"
                                    "ELF") ||
                   Text.starts_with("#!")))
      Found = contains(Text, "/dev/watchdog");
  });
  return Found;
}

static void run(const Image &I, Report &R) {
  R.notApplicable("no root file system of the image starts anything");
  for (const FileSystem &F : I.rootFileSystems()) {
    const BootGraph Boot = bootGraph(F);
    if (Boot.Commands.empty())
      continue;
    // OpenWrt's procd feeds the watchdog from the first moment on.
    const bool IsUsed =
        !Boot.running({"watchdog", "watchdogd", "wd_keepalive"}).empty() ||
        F.find("/sbin/procd") || systemdFeeds(F) || somethingOpensIt(F);
    R.checked(IsUsed, "watchdog users");
    if (!IsUsed)
      R.review({I.path(F.root()), "holds nothing that uses a watchdog"},
               I.at(F.root()), "watchdog");
  }
}

static const ArtifactRule Registered(rules::WatchdogNotEnabled, run);
