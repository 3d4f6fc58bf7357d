//===- binscan/readers/Inittab.cpp - /etc/inittab ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Inittab.h"

#include "binscan/readers/Text.h"

namespace firmcop::binscan {

bool InittabEntry::isStarted() const {
  // Run levels 0 and 6 are halt and reboot.
  if (!RunLevels.empty() &&
      RunLevels.find_first_not_of("06") == std::string_view::npos)
    return false;
  for (std::string_view A :
       {"sysinit", "wait", "once", "respawn", "askfirst", "boot", "bootwait",
        "respawnlate", "askconsole", "askconsolelate"})
    if (Action == A)
      return true;
  return false;
}

std::vector<InittabEntry> readInittab(std::string_view Text) {
  std::vector<InittabEntry> Entries;
  for (const Line &L : splitLines(Text)) {
    std::string_view Rest = trim(L.Text);
    if (Rest.empty() || Rest.front() == '#')
      continue;
    std::string_view Fields[3];
    bool Complete = true;
    for (std::string_view &Field : Fields) {
      std::size_t Colon = Rest.find(':');
      Complete = Complete && Colon != Rest.npos;
      Field = trim(Rest.substr(0, Colon));
      Rest.remove_prefix(Colon == Rest.npos ? Rest.size() : Colon + 1);
    }
    if (Complete && !Fields[2].empty())
      Entries.push_back(
          {Fields[0], Fields[1], Fields[2], trim(Rest), L.Number});
  }
  return Entries;
}

} // namespace firmcop::binscan
