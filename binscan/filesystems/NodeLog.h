//===- binscan/filesystems/NodeLog.h - Names in a log -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// JFFS2 and UBIFS write what changes as nodes behind what is there. A name in a
// directory is a node, too: the newest one with that name counts, and one that
// leads to inode 0 takes the name away.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_FILESYSTEMS_NODELOG_H
#define FIRMCOP_BINSCAN_FILESYSTEMS_NODELOG_H

#include "binscan/filesystems/Walk.h"

#include <map>
#include <string>

namespace firmcop::binscan {

/// The directories of a log.
class NodeLog {
public:
  void enterName(std::uint64_t Directory, std::string Name,
                 std::uint64_t Version, std::uint64_t Inode);
  InodeSource::Listing list(std::uint64_t Directory) const;

  /// Counts a node whose checksum is wrong.
  void countDamaged() { ++Damaged; }
  /// Says how many there were, if any.
  void reportDamaged(Unpacking &U) const;

private:
  struct Target {
    std::uint64_t Version = 0;
    std::uint64_t Inode = 0;
  };
  std::map<std::uint64_t, std::map<std::string, Target>> Directories;
  std::uint64_t Damaged = 0;
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_FILESYSTEMS_NODELOG_H
