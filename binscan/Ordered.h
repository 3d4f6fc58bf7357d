//===- binscan/Ordered.h - Numbers in either byte order ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_ORDERED_H
#define FIRMCOP_BINSCAN_ORDERED_H

#include "binscan/Bytes.h"

namespace firmcop::binscan {

enum class ByteOrder : std::uint8_t { Little, Big };

/// A view of bytes whose numbers are all of one byte order, as in file systems
/// that are written in the order of their device. A number that is not all
/// inside reads as zero, so a structure is sliced before it is read.
class Ordered {
public:
  Ordered() = default;
  Ordered(Bytes View, ByteOrder Order) : View(View), Order(Order) {}

  Bytes bytes() const { return View; }
  ByteOrder order() const { return Order; }
  std::uint64_t size() const { return View.size(); }

  std::uint8_t u8(std::uint64_t At) const { return View.u8(At).value_or(0); }
  std::uint16_t u16(std::uint64_t At) const {
    return (isBig() ? View.u16be(At) : View.u16le(At)).value_or(0);
  }
  std::uint32_t u32(std::uint64_t At) const {
    return (isBig() ? View.u32be(At) : View.u32le(At)).value_or(0);
  }
  std::uint64_t u64(std::uint64_t At) const {
    return (isBig() ? View.u64be(At) : View.u64le(At)).value_or(0);
  }

  /// \p Count bits (at most 32) of a C bit field that starts \p First bits into
  /// the structure: from the low end in little-endian files, from the high end
  /// in big-endian ones.
  std::uint32_t bits(std::uint64_t First, unsigned Count) const {
    std::uint64_t Window = 0;
    const std::uint64_t Start = First / 8;
    for (unsigned I = 0; I != 5; ++I) {
      const std::uint64_t Byte = u8(Start + I);
      Window |= Byte << (isBig() ? 32 - 8 * I : 8 * I);
    }
    const auto Skip = static_cast<unsigned>(First % 8);
    const std::uint64_t Mask = (std::uint64_t(1) << Count) - 1;
    return static_cast<std::uint32_t>(
        Window >> (isBig() ? 40 - Skip - Count : Skip) & Mask);
  }

  /// [At, At + Length), or nothing when that is not all inside.
  std::optional<Ordered> slice(std::uint64_t At, std::uint64_t Length) const {
    const std::optional<Bytes> Part = View.slice(At, Length);
    return Part ? std::optional(Ordered(*Part, Order)) : std::nullopt;
  }
  Ordered from(std::uint64_t At) const { return {View.from(At), Order}; }

private:
  bool isBig() const { return Order == ByteOrder::Big; }

  Bytes View;
  ByteOrder Order = ByteOrder::Little;
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_ORDERED_H
