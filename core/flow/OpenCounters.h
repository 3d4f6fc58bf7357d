//===- core/flow/OpenCounters.h - Positions that only move on ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// 'line[at++] = c;' in an interrupt handler or a state machine writes one
// character a call, at a position that is kept between calls. No single call is
// wrong: it is the program that never asks how far the position has got. Asked
// of the text of the program: who changes the position, and in which way, and
// what is it compared with?
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_OPENCOUNTERS_H
#define FIRMCOP_CORE_FLOW_OPENCOUNTERS_H

#include "core/flow/Link.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

namespace firmcop::flow {

class OpenCounters {
public:
  explicit OpenCounters(const Program &P);

  /// The operation stores into an array at a position that moves on by one each
  /// time, and neither the function nor those that call it limit the position.
  bool isFill(std::uint32_t FunctionIndex, std::uint32_t Store) const {
    return Fills.contains({FunctionIndex, Store});
  }

private:
  /// What outlives a call: a global, a field, or a static local.
  using Key = std::pair<std::uint64_t, std::uint32_t>;

  struct Form;
  void collect(std::uint32_t FunctionIndex);
  /// The function asks how far the position has got.
  bool compares(std::uint32_t FunctionIndex, Key K) const;
  /// It does, or one of those that lead to it.
  bool isLimited(std::uint32_t FunctionIndex, Key K) const;

  const Program &P;
  /// Positions that each function compares with something else than zero.
  std::vector<std::set<Key>> Compared;
  /// Pairs that a function compares with each other.
  std::vector<std::set<std::pair<Key, Key>>> Pairs;
  std::set<Key> Moved; ///< by one
  std::set<Key> Other; ///< set in another way, or known by their address
  std::set<Key> Told;  ///< set to what is no constant, or given to others
  std::set<std::pair<std::uint32_t, std::uint32_t>> Fills;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_OPENCOUNTERS_H
