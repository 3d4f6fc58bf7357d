//===- binscan/readers/AddressMap.h - Bytes with addresses ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What programs a microcontroller says for each few bytes where they go, and a
// file of it may fill the flash at one place and a row of option bytes at
// another, gigabytes apart. So it becomes segments: runs of bytes with the
// address of the first. In flash what nobody wrote reads as 0xFF, and gaps that
// only come from alignment are filled with that.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_ADDRESSMAP_H
#define FIRMCOP_BINSCAN_READERS_ADDRESSMAP_H

#include "binscan/Tree.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace firmcop::binscan {

/// Collects pieces in any order.
class AddressMap {
public:
  struct Segment {
    std::uint64_t Address = 0;
    std::vector<std::uint8_t> Content;
  };

  AddressMap() = default;
  AddressMap(const AddressMap &) = delete;
  AddressMap &operator=(const AddressMap &) = delete;

  void add(std::uint64_t Address, Bytes Piece);

  /// The segments by rising address, with the small gaps filled; empties the
  /// map. Where pieces overlap, the one with the higher address wins.
  std::vector<Segment> take();

  /// Whether two pieces had different bytes for one address; known after \c
  /// take.
  bool hasConflict() const { return Conflict; }

private:
  using PieceMap = std::multimap<std::uint64_t, std::vector<std::uint8_t>>;

  PieceMap Pieces;                        ///< by address
  PieceMap::iterator Last = Pieces.end(); ///< the one that was added last
  bool Conflict = false;
};

/// The bytes that a device has at [Address, Address + Length), as the nodes
/// with an address directly below \p Parent tell; nothing where they do not.
std::optional<Bytes> bytesAt(const Image &I, const Node &Parent,
                             std::uint64_t Address, std::uint64_t Length);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_ADDRESSMAP_H
