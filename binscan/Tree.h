//===- binscan/Tree.h - An image and everything inside it -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Unpacking an image gives a tree of nodes in memory; no name that comes out of
// an image ever reaches the host's file system. A node is
//
//   the image itself,
//   a chunk: a range of its parent with a known format, such as a SquashFS at
//     0x120000, or a range that nothing recognised, or padding,
//   content: what a compressed stream or a wrapper holds,
//   a member: a file, directory, link or device of a file system or archive.
//
// Node 0 is the image, and parents come before their children. When rules see
// the tree it is complete and immutable, so references to nodes stay valid and
// rules may run in parallel.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_TREE_H
#define FIRMCOP_BINSCAN_TREE_H

#include "binscan/Bytes.h"
#include "firmcop/Location.h"
#include "firmcop/Problem.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

class FileSystem;

using NodeId = std::uint32_t;

enum class NodeKind : std::uint8_t {
  Image,   ///< what was named on the command line
  Chunk,   ///< a range of the parent, of a known format
  Content, ///< what a stream or wrapper holds
  Member,  ///< an entry of a file system or archive
  Unknown, ///< a range of the parent that no format claims
  Padding, ///< a range of the parent that repeats one byte
};

enum class FileType : std::uint8_t {
  Regular,
  Directory,
  Symlink,
  CharDevice,
  BlockDevice,
  Fifo,
  Socket,
};

/// What a file system says about one of its entries.
struct FileAttributes {
  FileType Type = FileType::Regular;
  /// Permission bits with set-user-id, set-group-id and sticky: 07777 at most.
  std::uint32_t Mode = 0;
  /// False where the format keeps no owner or mode (some zip archives): then
  /// Mode, Uid and Gid mean nothing.
  bool HasMode = true;
  std::uint32_t Uid = 0;
  std::uint32_t Gid = 0;
  std::uint32_t DeviceMajor = 0;
  std::uint32_t DeviceMinor = 0;
  /// Raw bytes; of symbolic links.
  std::string LinkTarget;
};

/// One artifact.
struct Node {
  NodeId Id = 0;
  std::optional<NodeId> Parent;
  NodeKind Kind = NodeKind::Image;
  /// Raw bytes from the image: a member's last path component; otherwise a name
  /// of ours such as "squashfs@0x120000".
  std::string Name;
  /// A format's name ("squashfs", "elf", see binscan/formats); empty when none
  /// recognised it. A string with the program's lifetime.
  std::string_view Format;
  /// What processor the bytes are code for, as far as that was looked at and no
  /// format says it; see machineCodeIn. Empty for everything else.
  std::string_view CodeFor = {};
  /// From the parent's first byte, where the parent holds this node verbatim.
  std::optional<std::uint64_t> Offset;
  /// Where a device has the first byte in its address space, where the image
  /// says so: a segment of an Intel HEX file, or a program for a
  /// microcontroller.
  std::optional<std::uint64_t> Address = std::nullopt;
  /// The bytes; empty for directories, links and devices.
  Blob Content;
  /// Set for members only.
  std::optional<FileAttributes> File;
  /// Lower-case hex; empty for nodes without bytes.
  std::string Sha256;
  /// Containers between the image and this node.
  std::uint32_t Depth = 0;
  /// The node holds entries with names: a file system or an archive.
  bool HoldsFiles = false;
  /// The children account for the bytes (verbatim or unpacked), so that whoever
  /// reads the children need not read these bytes too.
  bool Divided = false;
  /// In file order for members (sorted by name), else by offset.
  std::vector<NodeId> Children;

  Bytes bytes() const { return Content.bytes(); }
  bool isRegularFile() const { return File && File->Type == FileType::Regular; }
  bool isDirectory() const { return File && File->Type == FileType::Directory; }
};

/// A range of a node's bytes.
struct Range {
  std::uint64_t Offset = 0;
  std::uint64_t Length = 0;
};

/// An unpacked image.
class Image {
public:
  const Node &root() const { return Nodes.front(); }
  const Node &node(NodeId Id) const { return Nodes[Id]; }
  /// Every node, parents before children.
  std::span<const Node> nodes() const { return Nodes; }
  /// Null for the image itself.
  const Node *parent(const Node &N) const {
    return N.Parent ? &Nodes[*N.Parent] : nullptr;
  }

  /// The nodes of that format, in tree order.
  std::vector<const Node *> withFormat(std::string_view Format) const;

  /// Every node with bytes that has to be read to have read everything once:
  /// regular files, unrecognised ranges, programs; not the containers whose
  /// content is in the tree, and not padding.
  std::vector<const Node *> leaves() const;

  /// Everything with a directory structure: file systems and archives.
  std::vector<FileSystem> fileSystems() const;

  /// Those of the above that look like the root of a system: they have a
  /// directory etc, bin, sbin, lib or usr at the top.
  std::vector<FileSystem> rootFileSystems() const;

  /// The file system that \p N is a member of.
  std::optional<FileSystem> fileSystemOf(const Node &N) const;

  /// The virtual path, as in Location::Path: the image's own path, then names.
  /// Files of the image's only file system stand right below the image
  /// ("fw.bin/etc/shadow"); of several, below the chunk they are in
  /// ("fw.bin/squashfs@0x120000/etc/shadow"). What a stream or wrapper holds
  /// goes by the name of the stream. Bytes that are not printable are
  /// written as "%0A"; names "." and ".." as "%2E" and "%2E%2E".
  std::string path(const Node &N) const;

  /// "fw.bin!/etc/shadow", as in Location::LogicalName.
  std::string logicalName(const Node &N) const;

  /// Nothing was left out: no damaged container, no budget used up.
  bool complete() const { return Complete; }

  /// Where \p N is, as a whole.
  Location at(const Node &N) const;

  /// A range of \p N's text, by line and column. \p Secrets are ranges inside
  /// it which the snippet must not show.
  Location at(const Node &N, Range Text,
              std::span<const Range> Secrets = {}) const;

  /// A whole line of \p N's text, counted from 1, without its line end.
  Location atLine(const Node &N, std::uint32_t Line,
                  std::span<const Range> Secrets = {}) const;

  /// A range of \p N's bytes, for what is not text.
  Location atBytes(const Node &N, Range Bytes) const;

private:
  friend class TreeBuilder;
  std::vector<Node> Nodes;
  bool Complete = true;
  /// The only file system that is not inside another one, if there is one.
  std::optional<NodeId> OnlyFileSystem;
};

/// A file system or archive: a directory tree with its own root.
class FileSystem {
public:
  FileSystem(const Image &Of, NodeId Root) : Of(&Of), Root(Root) {}

  /// The node that holds the file system; its children are the top entries.
  const Node &root() const { return Of->node(Root); }
  const Image &image() const { return *Of; }

  /// The node at a path, with or without a leading '/'. Symbolic links are
  /// followed inside this file system, as the device itself would, for at most
  /// 40 hops; ".." at the root stays there. Null when there is no such thing.
  const Node *find(std::string_view Path) const;

  /// The same, but a link at the very end is returned itself.
  const Node *findLink(std::string_view Path) const;

  /// What \p N is after following links; null for a dangling link.
  const Node *resolve(const Node &N) const;

  /// Path of a member from this root: "/etc/shadow", raw bytes.
  std::string pathOf(const Node &N) const;

  /// Every regular file, sorted by path. Does not follow links and does not
  /// enter archives or images that lie in a file.
  void forEachFile(const std::function<void(const Node &)> &Visit) const;

  /// Every member of any type, directories before what is in them.
  void forEachMember(const std::function<void(const Node &)> &Visit) const;

private:
  const Node *walk(std::string_view Path, bool FollowLast) const;
  const Node *child(const Node &Directory, std::string_view Name) const;

  const Image *Of;
  NodeId Root;
};

/// A name from an image, made printable; see Image::path.
std::string escapeName(std::string_view Raw);

/// The same for where a symbolic link leads, in which ".." is as it should be.
std::string escapeTarget(std::string_view Raw);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_TREE_H
