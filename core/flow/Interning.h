//===- core/flow/Interning.h - Tables without equal entries -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_INTERNING_H
#define FIRMCOP_CORE_FLOW_INTERNING_H

#include "firmcop/flow/Program.h"

#include <functional>
#include <unordered_map>

namespace firmcop::flow {

/// Finds entries of a table, which it does not own, by value.
template <class T> class Interner {
public:
  /// The index of an equal entry, or of \p Value, which is added then.
  std::uint32_t add(T Value, std::vector<T> &Table) {
    std::size_t Hash = hash(Value);
    auto [First, Last] = Indices.equal_range(Hash);
    for (auto I = First; I != Last; ++I)
      if (Table[I->second] == Value)
        return I->second;
    auto Index = static_cast<std::uint32_t>(Table.size());
    Table.push_back(std::move(Value));
    Indices.emplace(Hash, Index);
    return Index;
  }

private:
  static std::size_t hash(const std::string &Text) {
    return std::hash<std::string>()(Text);
  }
  static std::size_t hash(const Literal &L) {
    std::size_t H = std::hash<std::string>()(L.Bytes);
    auto Add = [&](std::size_t More) { H = H * 1099511628211u + More; };
    Add(static_cast<std::size_t>(L.Of));
    Add(static_cast<std::size_t>(L.Integer));
    for (const std::string &Name : L.Names)
      Add(hash(Name));
    return H;
  }

  std::unordered_multimap<std::size_t, std::uint32_t> Indices;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_INTERNING_H
