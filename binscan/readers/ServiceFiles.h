//===- binscan/readers/ServiceFiles.h - Declared services -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The ways of starting programs that are declarations and not scripts.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_SERVICEFILES_H
#define FIRMCOP_BINSCAN_READERS_SERVICEFILES_H

#include "binscan/readers/ShellWalk.h"

#include <vector>

namespace firmcop::binscan {

/// systemd: what default.target reaches through Wants=, Requires= and the
/// *.wants and *.requires directories. Templates get their instance for "%i".
std::vector<StartedCommand> systemdCommands(const FileSystem &F);

/// inetd.conf and xinetd.d.
std::vector<StartedCommand> inetdCommands(const FileSystem &F);

/// The services of Android's init that are not disabled, and what its
/// unconditional triggers start.
std::vector<StartedCommand> androidCommands(const FileSystem &F);

/// What a supervisor of the daemontools family (runit, s6) runs: the "run"
/// scripts of the services that its directories hold or link to, in shell or in
/// execline.
std::vector<StartedCommand> supervisedCommands(const FileSystem &F);

/// The commands of crontabs.
std::vector<StartedCommand> cronCommands(const FileSystem &F);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_SERVICEFILES_H
