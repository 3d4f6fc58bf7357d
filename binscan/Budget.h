//===- binscan/Budget.h - How much an image may ask of us -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A kilobyte can unpack to a petabyte, and an archive can contain itself. Every
// quantity that an image controls has a limit here, and reaching one is never
// silent: it becomes a Problem of Stage::Limit.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_BUDGET_H
#define FIRMCOP_BINSCAN_BUDGET_H

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

namespace firmcop::binscan {

/// What one stream may decode to.
struct StreamLimits {
  /// What is left of the budget of the whole scan, in bytes.
  std::uint64_t Remaining = 0;
  /// A stream is free to give this much, however small it is ...
  std::uint64_t Free = 0;
  /// ... and beyond that, this many times what it has consumed.
  std::uint64_t Ratio = 0;

  /// The output allowed after \p Consumed bytes of input.
  std::uint64_t allowed(std::uint64_t Consumed) const {
    const std::uint64_t ByRatio =
        Consumed > Remaining / Ratio ? Remaining : Consumed * Ratio;
    return std::min(Remaining, std::max(Free, ByRatio));
  }
};

/// The limits of one scan.
struct Budget {
  /// Containers inside containers.
  std::uint32_t MaxDepth = 16;
  /// Bytes that all containers together may unpack to.
  std::uint64_t MaxBytes = std::uint64_t(4) << 30;
  /// Nodes of the tree.
  std::uint64_t MaxNodes = 1'000'000;
  /// See StreamLimits.
  std::uint64_t FreeBytes = std::uint64_t(64) << 20;
  std::uint64_t Ratio = 1024;
  /// Bytes that recognising formats may read, for each byte that is searched,
  /// and what every search may read at least.
  std::uint64_t WorkRatio = 64;
  std::uint64_t FreeWork = std::uint64_t(256) << 20;
  /// When to stop unpacking; nothing: when all is unpacked.
  std::optional<std::chrono::steady_clock::time_point> Deadline = std::nullopt;

  /// The default limits for an image of that size.
  static Budget forInput(std::uint64_t Size) {
    Budget B;
    constexpr std::uint64_t Growth = 64;
    if (Size > B.MaxBytes / Growth && Size < UINT64_MAX / Growth)
      B.MaxBytes = Size * Growth;
    return B;
  }
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_BUDGET_H
