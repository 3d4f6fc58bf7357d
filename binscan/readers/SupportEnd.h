//===- binscan/readers/SupportEnd.h - Stated support ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_SUPPORTEND_H
#define FIRMCOP_BINSCAN_READERS_SUPPORTEND_H

#include "binscan/Dates.h"
#include "binscan/Tree.h"
#include "binscan/readers/KeyValue.h"

#include <optional>
#include <vector>

namespace firmcop::binscan {

/// A day until which a system says that it gets security updates.
struct StatedSupport {
  const Node *File = nullptr;
  std::uint32_t Line = 1;
  std::chrono::sys_days LastDay;
};

/// SUPPORT_END of os-release(5), and of the files in its style by which devices
/// describe themselves.
inline std::vector<StatedSupport> statedSupport(const FileSystem &F) {
  std::vector<StatedSupport> Found;
  for (const char *Path :
       {"/etc/os-release", "/usr/lib/os-release", "/etc/device_info",
        "/etc/product", "/etc/initrd-release", "/etc/machine-info"}) {
    const Node *File = F.findLink(Path);
    if (!File || !File->isRegularFile())
      continue;
    const std::vector<Setting> All =
        readSettings(File->bytes().text(), Syntax::Equals);
    if (const Setting *End = findSetting(All, "SUPPORT_END"))
      if (const auto Day = readDay(End->Value))
        Found.push_back({File, End->Line, *Day});
  }
  return Found;
}

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_SUPPORTEND_H
