//===- binscan/Expand.h - What is inside one node ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_EXPAND_H
#define FIRMCOP_BINSCAN_EXPAND_H

#include "binscan/Budget.h"
#include "binscan/Format.h"
#include "binscan/Tree.h"

#include <optional>
#include <string>
#include <vector>

namespace firmcop::binscan {

/// A node to be, below the one that was expanded.
struct Draft {
  /// Index of the draft that is its parent; none: the expanded node.
  std::optional<std::uint32_t> Parent;
  NodeKind Kind = NodeKind::Chunk;
  std::string Name;
  const Format *Of = nullptr;
  std::optional<std::uint64_t> Offset;
  std::optional<std::uint64_t> Address;
  Blob Content;
  std::optional<FileAttributes> File;
  std::string_view CodeFor = {}; ///< as in Node
  /// The content was already unpacked: its children are drafts too.
  bool IsExpanded = false;
};

/// What became of a node.
struct Expansion {
  std::string Sha256;
  /// The format of the whole node, when it was not known before.
  const Format *Of = nullptr;
  /// Where it is loaded to, when that was found out.
  std::optional<std::uint64_t> Address;
  std::string_view CodeFor = {}; ///< as in Node
  bool Divided = false;
  /// Something was not unpacked because it is too deep.
  bool IsTooDeep = false;
  std::vector<Draft> Children;
  struct Remark {
    std::optional<std::uint32_t> About; ///< a draft; none: the expanded node
    Stage Where;
    Level Severity;
    std::string Text;     ///< goes on after the node's name
    bool IsTotal = false; ///< a budget of the whole image is used up
  };
  std::vector<Remark> Remarks;
  /// Drafts (none: the expanded node) that nothing recognised and that look
  /// encrypted or compressed.
  std::vector<std::optional<std::uint32_t>> Opaque;
};

/// What of a node matters for taking it apart; safe to use from any thread.
struct Expandable {
  NodeKind Kind;
  const Format *Of; ///< may be null
  Blob Content;
  enum class Wish : std::uint8_t {
    Everything,
    /// It is too deep to be unpacked; only find out whether that is a loss.
    Recognise,
    /// What it holds is known already.
    Hash,
  };
  Wish Want;
};

/// Recognises and unpacks one node; depends on nothing but its arguments, and
/// not on how many threads of \p Pool are free.
Expansion expand(const Expandable &What, const Budget &Allowed,
                 const StreamLimits &Limits, std::uint64_t MaxEntries,
                 Threads &Pool);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_EXPAND_H
