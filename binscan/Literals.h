//===- binscan/Literals.h - Many literals in one pass -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rules that look for marks in every byte of an image (key headers, token
// prefixes, product names) state them as literals, which are found in one pass
// however many there are, and confirm each hit with a parser of their own.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_LITERALS_H
#define FIRMCOP_BINSCAN_LITERALS_H

#include "binscan/Bytes.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// A set of literals of at least three bytes, ready to be looked for. Immutable
/// and usable from several threads.
class Literals {
public:
  explicit Literals(std::span<const std::string_view> Texts);

  /// Calls \p Found with the number of the literal and its offset for every
  /// occurrence, in order of offset; overlapping ones, too.
  void find(Bytes In,
            const std::function<void(std::size_t, std::uint64_t)> &Found) const;

private:
  static constexpr std::size_t TableSize = 1u << 16;
  static std::size_t slotOf(const std::uint8_t *At) {
    const std::uint32_t Three = At[0] | At[1] << 8 | At[2] << 16;
    return Three * 0x9e3779b1u >> 16;
  }

  std::vector<std::string> Texts;
  std::vector<bool> MayStart;                    ///< by slot
  std::vector<std::vector<std::uint32_t>> Slots; ///< literals by slot
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_LITERALS_H
