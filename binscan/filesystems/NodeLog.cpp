//===- binscan/filesystems/NodeLog.cpp - Names in a log ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/NodeLog.h"

using namespace firmcop::binscan;

void NodeLog::enterName(std::uint64_t Directory, std::string Name,
                        std::uint64_t Version, std::uint64_t Inode) {
  Target &Known = Directories[Directory][std::move(Name)];
  if (Version >= Known.Version)
    Known = {Version, Inode};
}

InodeSource::Listing NodeLog::list(std::uint64_t Directory) const {
  InodeSource::Listing L;
  if (const auto D = Directories.find(Directory); D != Directories.end())
    for (const auto &[Name, To] : D->second)
      if (To.Inode != 0)
        L.Entries.push_back({Name, To.Inode});
  return L;
}

void NodeLog::reportDamaged(Unpacking &U) const {
  if (Damaged != 0)
    U.damaged("has " + std::to_string(Damaged) +
              (Damaged == 1 ? " node" : " nodes") + " with a wrong checksum");
}
