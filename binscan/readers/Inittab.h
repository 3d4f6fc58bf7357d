//===- binscan/readers/Inittab.h - /etc/inittab -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two programs read a file of this name, and both call its four fields
// id:runlevels:action:process. For BusyBox the id is the terminal ("ttyS0", or
// empty for the console) and the run levels mean nothing; for SysV the id is a
// label and the terminal is an argument of the process.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_INITTAB_H
#define FIRMCOP_BINSCAN_READERS_INITTAB_H

#include <cstdint>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

struct InittabEntry {
  std::string_view Id;
  std::string_view RunLevels;
  std::string_view Action;  ///< "sysinit", "respawn", "askfirst", ...
  std::string_view Process; ///< command line; BusyBox's leading '-' included
  std::uint32_t Line = 1;

  /// Whether init runs the process on the way up or while running; not on
  /// shutdown, on Ctrl-Alt-Del, or never.
  bool isStarted() const;
};

/// The entries of an inittab; comments and malformed lines are left out.
std::vector<InittabEntry> readInittab(std::string_view Text);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_INITTAB_H
