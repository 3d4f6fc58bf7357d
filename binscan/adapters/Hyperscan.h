//===- binscan/adapters/Hyperscan.h - Literals by Hyperscan -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_ADAPTERS_HYPERSCAN_H
#define FIRMCOP_BINSCAN_ADAPTERS_HYPERSCAN_H

#include "binscan/Bytes.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace firmcop::binscan {

/// Finds literals with the processor's vector instructions. Usable from several
/// threads.
class LiteralMatcher {
public:
  struct Hit {
    std::uint64_t At;
    std::uint32_t Which;
    auto operator<=>(const Hit &) const = default;
  };

  /// Nothing where the library does not know the processor or cannot take the
  /// literals. None of them may be empty.
  static std::optional<LiteralMatcher> of(std::span<const std::string> Texts);

  /// Every occurrence of every literal in \p In, of less than 4 GiB, sorted.
  /// Nothing when the library fails, as it does without memory.
  std::optional<std::vector<Hit>> find(Bytes In) const;

private:
  struct Compiled;
  explicit LiteralMatcher(std::shared_ptr<const Compiled> C)
      : Inside(std::move(C)) {}
  std::shared_ptr<const Compiled> Inside;
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_ADAPTERS_HYPERSCAN_H
