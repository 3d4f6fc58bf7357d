//===- binscan/rules/NoLogCollection.cpp ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/BootGraph.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static std::size_t collectorsIn(const FileSystem &F, const BootGraph &Boot) {
  std::size_t Count =
      Boot.running({"syslogd", "klogd", "rsyslogd", "syslog-ng", "logd",
                    "metalog", "socklog", "auditd", "fluent-bit", "vector",
                    "telegraf", "systemd-journald", "journald"})
          .size();
  // systemd starts its journal by itself.
  for (const char *Path :
       {"/lib/systemd/systemd-journald", "/usr/lib/systemd/systemd-journald"})
    if (F.find(Path))
      return Count + 1;
  return Count;
}

static void run(const Image &I, Report &R) {
  R.notApplicable("no root file system of the image starts anything");
  for (const FileSystem &F : I.rootFileSystems()) {
    const BootGraph Boot = bootGraph(F);
    // A data partition starts nothing.
    if (Boot.Commands.empty())
      continue;
    const std::size_t Collectors = collectorsIn(F, Boot);
    R.checked(Collectors, "log collectors");
    if (Collectors == 0)
      R.review({I.path(F.root())}, I.at(F.root()), "log collection");
  }
}

static const ArtifactRule Registered(rules::NoLogCollection, run);
