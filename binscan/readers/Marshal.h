//===- binscan/readers/Marshal.h - Python's stored objects ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// CPython writes objects as a letter for the type and what is in it
// (Python/marshal.c); an object that is used again is marked, and is a number
// from then on. What a code object has differs between versions.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_MARSHAL_H
#define FIRMCOP_BINSCAN_READERS_MARSHAL_H

#include "binscan/Tree.h"

#include <vector>

namespace firmcop::binscan {

/// An object; others are meant by their number.
struct MarshalValue {
  enum class Kind : std::uint8_t { Other, String, Tuple, Code };
  Kind Of = Kind::Other;
  Range Text;                       ///< of strings and bytes
  std::vector<std::uint32_t> Items; ///< of tuples
  /// Of code: strings and tuples.
  std::uint32_t Code = 0, Constants = 0, Names = 0, Variables = 0;
};

/// Versions of Python as hex digits: 0x207, 0x30B.
using PythonVersion = std::uint16_t;

/// The objects of a file from an offset on, in the order in which they begin;
/// those that were read before something was wrong.
std::vector<MarshalValue> readMarshal(Bytes File, std::uint64_t At,
                                      PythonVersion Version);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_MARSHAL_H
