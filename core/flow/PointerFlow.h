//===- core/flow/PointerFlow.h - Whom a call through a pointer means ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tables of functions, handlers that are registered, and callbacks that are
// handed on: which functions each variable, field, parameter and result can
// hold anywhere in the program, without regard to the order of things.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_POINTERFLOW_H
#define FIRMCOP_CORE_FLOW_POINTERFLOW_H

#include "core/flow/Link.h"

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace firmcop::flow {

class PointerFlow {
public:
  /// Something that can hold a pointer to a function; 0 stands for nothing.
  using Node = std::uint64_t;
  /// More functions than these are not tried behind one pointer.
  static constexpr std::size_t MaximumCallees = 16;

  explicit PointerFlow(const Program &P);

  /// A call through a pointer.
  struct Use {
    std::uint32_t Function, Operation;
    Node Through;
  };
  const std::vector<Use> &uses() const { return Uses; }
  /// The functions (symbols) that the node can hold.
  std::span<const std::uint32_t> of(Node N) const {
    auto Found = Holds.find(N);
    return Found == Holds.end() ? std::span<const std::uint32_t>()
                                : Found->second;
  }
  /// The field that the node is, if it is one.
  static std::optional<std::uint32_t> fieldOf(Node N);

private:
  void put(Node To, std::uint32_t Symbol);
  void scan(const Function &F, std::uint32_t Index);
  void propagate();

  const Program &P;
  std::vector<Use> Uses;
  std::unordered_map<Node, std::vector<std::uint32_t>> Holds;
  std::unordered_map<Node, std::vector<Node>> Edges;
  std::vector<Node> Changed;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_POINTERFLOW_H
