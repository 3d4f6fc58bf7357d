//===- binscan/readers/BootGraph.h - What a device starts -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program on disk says little; a program that runs says much. Embedded
// systems start programs in half a dozen ways, and an image often mixes them:
//
//   /etc/inittab              BusyBox init and SysV init
//   /etc/init.d/S??*, rcN.d   scripts by name, with the argument "start"
//   /etc/rc.local, /init      scripts that init knows by heart
//   USE_PROCD scripts         OpenWrt, linked from /etc/rc.d
//   *.service, *.socket       systemd, as far as its default target reaches
//   inetd.conf, xinetd.d      on the first connection
//   *.rc                      Android's init
//   /etc/service/*/run        runit, s6 and others of the daemontools family
//
// The result is one list of commands, each with the file and line that starts
// it. What only might be started (a script that nothing links, a unit that is
// not wanted) is not in it.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_BOOTGRAPH_H
#define FIRMCOP_BINSCAN_READERS_BOOTGRAPH_H

#include "binscan/readers/ShellWalk.h"

#include <vector>

namespace firmcop::binscan {

/// Everything that a root file system starts by itself.
struct BootGraph {
  std::vector<StartedCommand> Commands;
  /// Files that were read: inittab, scripts, units.
  std::uint64_t Sources = 0;

  /// The commands that run a program of one of these names.
  std::vector<const StartedCommand *>
  running(std::initializer_list<std::string_view> Names) const;
};

BootGraph bootGraph(const FileSystem &F);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_BOOTGRAPH_H
