//===- binscan/Literals.h - Many literals in one pass -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Formats and rules look for marks in every byte of an image: magic numbers,
// key headers, token prefixes, product names. They state them as literals,
// which are found in one pass however many there are, and confirm each hit with
// a parser of their own. Rules that read the same nodes state theirs as a
// Marks: the literals of all of these are found in one pass together, and each
// rule asks for its own.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_LITERALS_H
#define FIRMCOP_BINSCAN_LITERALS_H

#include "binscan/Bytes.h"
#include "binscan/adapters/Hyperscan.h"

#include <atomic>
#include <bitset>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

struct Node;

/// A set of literals of at least two bytes, ready to be looked for. Immutable
/// and usable from several threads.
class Literals {
public:
  explicit Literals(std::span<const std::string_view> Texts);

  /// Takes the number of a literal and its offset; false ends the search.
  using Visitor = std::function<bool(std::size_t, std::uint64_t)>;

  /// Calls \p Found for every occurrence, by rising offset and then number;
  /// overlapping ones, too.
  void find(Bytes In, const Visitor &Found) const;

  /// The same by a table and without the library: what small inputs and
  /// processors that the library does not know are searched with.
  void findByTable(Bytes In, const Visitor &Found) const {
    findAt(In, 0, 1, Found);
  }

  /// The same at offset \p First and every \p Step bytes from there on alone.
  void findAt(Bytes In, std::uint64_t First, std::uint64_t Step,
              const Visitor &Found) const;

private:
  bool findInWindow(Bytes Window, std::uint64_t Length, std::uint64_t Offset,
                    const Visitor &Found) const;

  static constexpr std::size_t TableSize = 1U << 16; ///< by the first two bytes
  std::vector<std::string> Texts;
  std::size_t Longest = 0;
  std::bitset<TableSize> MayStart;
  std::vector<std::uint16_t> SlotOf = std::vector<std::uint16_t>(TableSize);
  std::vector<std::vector<std::uint32_t>> Slots; ///< literals by slot
  /// Made when as much was searched as makes it worth while.
  mutable std::atomic<std::uint64_t> Searched = 0;
  mutable std::once_flag Compiled;
  mutable std::optional<LiteralMatcher> Matcher;
};

/// Literals of one rule. Only for static objects at namespace scope: all of
/// them exist before the first search and none goes away.
class Marks {
public:
  explicit Marks(std::vector<std::string_view> Texts);

private:
  friend class MarkedBytes;
  std::uint32_t First; ///< its first literal among those of all Marks
  std::uint32_t Count;
};

/// Bytes with the places of the literals of all Marks in them; a view, as Bytes
/// is.
class MarkedBytes {
public:
  MarkedBytes(Bytes In); // not explicit: for what is read by one only
  /// A node's content, searched once for all rules.
  explicit MarkedBytes(const Node &N);

  Bytes bytes() const { return In; }

  /// Calls \p Found with the number of each literal of \p Of and its offset, by
  /// rising offset and then number.
  void find(const Marks &Of,
            const std::function<void(std::size_t, std::uint64_t)> &Found) const;

private:
  using Hits = std::vector<LiteralMatcher::Hit>;
  static std::shared_ptr<const Hits> search(Bytes In);

  Bytes In;
  /// Null: there are too many to keep, and each rule searches for itself.
  std::shared_ptr<const Hits> Places;
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_LITERALS_H
