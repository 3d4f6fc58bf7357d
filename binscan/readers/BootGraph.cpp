//===- binscan/readers/BootGraph.cpp - What a device starts -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/BootGraph.h"

#include "binscan/readers/Inittab.h"
#include "binscan/readers/ServiceFiles.h"
#include "binscan/readers/Text.h"

#include <algorithm>
#include <set>

namespace firmcop::binscan {

std::vector<const StartedCommand *>
BootGraph::running(std::initializer_list<std::string_view> Names) const {
  std::vector<const StartedCommand *> Found;
  for (const StartedCommand &C : Commands)
    if (std::ranges::find(Names, C.program()) != Names.end())
      Found.push_back(&C);
  return Found;
}

static void runInittab(const FileSystem &F, ShellWalk &Walk) {
  const Node *File = F.find("/etc/inittab");
  if (!File || !File->isRegularFile())
    return;
  for (const InittabEntry &E : readInittab(File->bytes().text())) {
    if (!E.isStarted())
      continue;
    std::string_view Process = E.Process;
    // SysV init: '+' asks for no accounting.
    if (Process.starts_with('+'))
      Process.remove_prefix(1);
    // BusyBox names the terminal first; SysV has it among the arguments.
    const bool IsTerminal = E.Id.empty() || E.Id.starts_with("tty") ||
                            E.Id == "console" || E.Id.starts_with("hvc");
    Walk.runLine(Process, *File, E.Line, "init",
                 !IsTerminal    ? ""
                 : E.Id.empty() ? "the console"
                                : E.Id);
  }
}

/// Scripts that run by their name or place: S50net start.
static void runScripts(const FileSystem &F, ShellWalk &Walk) {
  for (const char *Path : {"/init", "/linuxrc", "/sbin/init", "/etc/init.d/rcS",
                           "/etc/rcS", "/etc/rc", "/etc/init.d/rc.local",
                           "/etc/rc.local", "/etc/rc.d/rc.local"})
    if (const Node *Script = F.find(Path);
        Script && Script->isRegularFile() &&
        shell::isShellScript(Script->bytes().text()))
      Walk.runFile(*Script, {}, "a boot script");
  for (const char *Directory :
       {"/etc/rcS.d", "/etc/rc.d", "/etc/init.d", "/etc/rc2.d", "/etc/rc3.d",
        "/etc/rc4.d", "/etc/rc5.d", "/etc/rc.d/rcS.d", "/etc/rc.d/rc3.d",
        "/etc/rc.d/rc5.d"}) {
    const Node *D = F.find(Directory);
    if (!D || !D->isDirectory())
      continue;
    for (NodeId Id : D->Children) {
      const Node &Entry = F.image().node(Id);
      if (!shell::matchesPattern("S[0-9]*", Entry.Name))
        continue;
      const Node *Script = F.resolve(Entry);
      if (!Script || !Script->isRegularFile())
        continue;
      const std::string_view Text = Script->bytes().text();
      // OpenWrt calls its scripts with "boot", all others with "start".
      const bool IsOpenWrt =
          contains(Text.substr(0, Text.find('\n')), "rc.common");
      if (shell::isShellScript(Text) || Entry.Name.ends_with(".sh"))
        Walk.runFile(*Script, {IsOpenWrt ? "boot" : "start"}, "a boot script");
    }
  }
}

BootGraph bootGraph(const FileSystem &F) {
  ShellWalk Walk(F);
  runInittab(F, Walk);
  runScripts(F, Walk);
  BootGraph G;
  G.Commands = std::move(Walk.Started);
  for (const auto &Read :
       {systemdCommands, inetdCommands, androidCommands, supervisedCommands})
    std::ranges::move(Read(F), std::back_inserter(G.Commands));
  std::set<const Node *> Sources;
  for (const StartedCommand &C : G.Commands)
    Sources.insert(C.File);
  G.Sources = Sources.size();
  return G;
}

} // namespace firmcop::binscan
