//===- binscan/readers/WebRoot.h - What a web server serves -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_WEBROOT_H
#define FIRMCOP_BINSCAN_READERS_WEBROOT_H

#include "binscan/Tree.h"

#include <vector>

namespace firmcop::binscan {

/// The security.txt files of a file system: named so and in a folder
/// ".well-known" or one with an index page (RFC 9116, section 3).
inline std::vector<const Node *> securityTxtFiles(const FileSystem &F) {
  std::vector<const Node *> Found;
  F.forEachFile([&](const Node &File) {
    if (File.Name != "security.txt")
      return;
    const Node *Folder = F.image().parent(File);
    bool IsServed = Folder->Name == ".well-known";
    for (NodeId Id : Folder->Children)
      IsServed |= F.image().node(Id).Name.starts_with("index.");
    if (IsServed)
      Found.push_back(&File);
  });
  return Found;
}

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_WEBROOT_H
