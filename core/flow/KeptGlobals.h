//===- core/flow/KeptGlobals.h - Tables that stay as written ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Keys and tables are often not declared const, because a driver wants a
// pointer to what is not. What their initialiser put there is still there when
// nobody who gets the address writes through it.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_KEPTGLOBALS_H
#define FIRMCOP_CORE_FLOW_KEPTGLOBALS_H

#include "core/flow/Link.h"
#include "core/flow/Vocabulary.h"

#include <unordered_map>
#include <vector>

namespace firmcop::flow {

class KeptGlobals {
public:
  KeptGlobals(const Program &P, Vocabulary &Words);

  /// Nothing writes to the global, itself or by its address.
  bool isKept(std::uint32_t Symbol) const { return !Changed[Symbol]; }

private:
  /// A global, or a parameter through which others write.
  using Node = std::uint64_t;
  static Node global(std::uint32_t Symbol) { return Symbol; }
  static Node parameter(std::uint32_t Function, std::uint32_t Index) {
    return (std::uint64_t(Function) + 1) << 32 | Index;
  }
  void scan(std::uint32_t FunctionIndex);
  void pass(Node What, const Operation &Call, std::uint32_t Argument);
  bool fills(std::uint32_t Symbol, std::uint32_t Argument);

  const Program &P;
  Vocabulary &Words;
  std::vector<bool> Changed; ///< of each symbol
  std::vector<Node> Written;
  /// Of a parameter those whose address it is given.
  std::unordered_map<Node, std::vector<Node>> GivenBy;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_KEPTGLOBALS_H
