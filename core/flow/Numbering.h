//===- core/flow/Numbering.h - Numbers for keys -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_NUMBERING_H
#define FIRMCOP_CORE_FLOW_NUMBERING_H

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace firmcop::flow {

/// Numbers keys from 0 on in the order in which they come, each once. Most
/// frames are small, and a few have hundred thousands of values: a table with
/// open addressing serves both. \p Hash gives 64 bits of which the low ones are
/// good.
template <class Key, class Hash> class Numbering {
public:
  /// The number of the key, and whether it is new.
  std::pair<std::uint32_t, bool> add(const Key &K) {
    if (2 * Keys.size() >= Slots.size())
      grow();
    std::uint32_t &Slot = Slots[slotOf(K)];
    if (Slot)
      return {Slot - 1, false};
    Keys.push_back(K);
    Slot = static_cast<std::uint32_t>(Keys.size());
    return {Slot - 1, true};
  }
  std::optional<std::uint32_t> find(const Key &K) const {
    std::uint32_t Slot = Slots.empty() ? 0 : Slots[slotOf(K)];
    return Slot ? std::optional(Slot - 1) : std::nullopt;
  }
  const Key &operator[](std::uint32_t Number) const { return Keys[Number]; }
  std::size_t size() const { return Keys.size(); }

private:
  /// Where the key is, or the next slot that is free.
  std::size_t slotOf(const Key &K) const {
    std::size_t Mask = Slots.size() - 1, At = Hash()(K) & Mask;
    while (Slots[At] && Keys[Slots[At] - 1] != K)
      At = (At + 1) & Mask;
    return At;
  }
  void grow() {
    Slots.assign(Slots.empty() ? 64 : 4 * Slots.size(), 0);
    for (std::uint32_t Number = 0; Number < Keys.size(); ++Number)
      Slots[slotOf(Keys[Number])] = Number + 1;
  }

  std::vector<Key> Keys;
  std::vector<std::uint32_t> Slots; ///< one more than the number; 0 is free
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_NUMBERING_H
