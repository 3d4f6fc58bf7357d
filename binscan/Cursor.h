//===- binscan/Cursor.h - Reading on and on ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_CURSOR_H
#define FIRMCOP_BINSCAN_CURSOR_H

#include "binscan/Bytes.h"

namespace firmcop::binscan {

/// A place in bytes that are read one thing after the other, as nothing in them
/// says where a later thing is.
class Cursor {
public:
  explicit Cursor(Bytes In, std::uint64_t At = 0) : In(In), At(At) {}

  std::uint64_t at() const { return At; }

  /// Goes over that many bytes; false, and stays, when there are not as many.
  bool skip(std::uint64_t Length) {
    if (!In.contains(At, Length))
      return false;
    At += Length;
    return true;
  }

  /// The bytes that it went over; nothing when there are not as many.
  std::optional<Bytes> take(std::uint64_t Length) {
    const std::optional<Bytes> Taken = In.slice(At, Length);
    At += Taken ? Length : 0;
    return Taken;
  }

  std::optional<std::uint8_t> u8() {
    const std::optional<std::uint8_t> Value = In.u8(At);
    At += Value ? sizeof(*Value) : 0;
    return Value;
  }

private:
  Bytes In;
  std::uint64_t At;
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_CURSOR_H
