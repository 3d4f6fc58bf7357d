//===- core/flow/FlatMap.h - Small maps that are copied often ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_FLATMAP_H
#define FIRMCOP_CORE_FLOW_FLATMAP_H

#include <algorithm>
#include <utility>
#include <vector>

namespace firmcop::flow {

/// A sorted vector of pairs with the part of std::map's interface that states
/// need. Copies are one allocation.
template <class Key, class Value> class FlatMap {
  using Items = std::vector<std::pair<Key, Value>>;

public:
  auto begin() { return List.begin(); }
  auto end() { return List.end(); }
  auto begin() const { return List.begin(); }
  auto end() const { return List.end(); }
  std::size_t size() const { return List.size(); }

  auto find(const Key &K) { return found(List, K); }
  auto find(const Key &K) const { return found(List, K); }
  bool contains(const Key &K) const { return find(K) != end(); }
  Value &operator[](const Key &K) {
    return try_emplace(K, Value()).first->second;
  }
  auto try_emplace(const Key &K, Value V) {
    auto At = lower(List, K);
    bool IsNew = At == List.end() || At->first != K;
    if (IsNew)
      At = List.insert(At, {K, std::move(V)});
    return std::pair(At, IsNew);
  }
  void erase(const Key &K) {
    if (auto At = find(K); At != end())
      List.erase(At);
  }
  template <class Predicate> void eraseIf(Predicate Which) {
    std::erase_if(List, Which);
  }
  bool operator==(const FlatMap &) const = default;

private:
  static auto lower(auto &In, const Key &K) {
    return std::lower_bound(
        In.begin(), In.end(), K,
        [](const auto &Item, const Key &Than) { return Item.first < Than; });
  }
  static auto found(auto &In, const Key &K) {
    auto At = lower(In, K);
    return At != In.end() && At->first == K ? At : In.end();
  }

  Items List;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_FLATMAP_H
