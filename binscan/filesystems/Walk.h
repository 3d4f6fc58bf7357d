//===- binscan/filesystems/Walk.h - From inodes to a tree -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whatever a file system looks like on its medium, it comes to inodes with
// numbers, and directories that name them. A reader answers questions about
// these; walking them, with everything that can be wrong, is the same for all:
// each directory is entered once, so that a loop ends, and each file is read
// once, however many names it has.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_FILESYSTEMS_WALK_H
#define FIRMCOP_BINSCAN_FILESYSTEMS_WALK_H

#include "binscan/Format.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace firmcop::binscan {

/// The content of a file, as far as it can be read.
struct FileContent {
  std::vector<std::uint8_t> Data;
  /// Why it is not all of the file: "a block cannot be decompressed". Empty
  /// when it is.
  std::string Damage = {};
  /// It is larger than was allowed.
  bool IsTooLarge = false;
};

/// A reader of a file system.
class InodeSource {
public:
  struct Entry {
    std::string Name; ///< raw bytes
    std::uint64_t Inode = 0;
  };
  struct Listing {
    std::vector<Entry> Entries;
    /// As in FileContent.
    std::string Damage = {};
  };

  InodeSource() = default;
  InodeSource(const InodeSource &) = delete;
  InodeSource &operator=(const InodeSource &) = delete;
  virtual ~InodeSource() = default;

  /// What a directory names, without itself and its parent.
  virtual Listing list(std::uint64_t Directory) = 0;
  /// Nothing when there is no such inode, or it cannot be read.
  virtual std::optional<FileAttributes> attributesOf(std::uint64_t Inode) = 0;
  /// Reads a regular file, at most \p Allowed bytes of it.
  virtual FileContent read(std::uint64_t Inode, std::uint64_t Allowed) = 0;
};

/// Adds everything that can be reached from the directory \p Root.
void walkInodes(InodeSource &From, std::uint64_t Root, Unpacking &U);

/// Adds an entry under a name that a system can have: a hostile one, such as
/// "..", or one with a slash, is escaped, and that is said. Gives the path.
std::string pathBelow(const std::string &Directory, const std::string &Name,
                      Unpacking &U);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_FILESYSTEMS_WALK_H
