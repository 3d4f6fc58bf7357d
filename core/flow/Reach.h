//===- core/flow/Reach.h - What a call may touch ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call is told only of the memory that it may touch: of the globals and the
// fields that the function names, or any function that it calls. That makes
// calls alike which differ in what they do not care for.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_REACH_H
#define FIRMCOP_CORE_FLOW_REACH_H

#include "core/flow/Callees.h"

#include <vector>

namespace firmcop::flow {

class Reach {
public:
  Reach(const Program &P, const Callees &Calls);

  /// The function, or what it calls, reads or writes the global (a symbol).
  bool usesGlobal(std::uint32_t FunctionIndex, std::uint32_t Symbol) const {
    return Names.empty() || has(Names[FunctionIndex], Symbol);
  }
  /// The same, of a field of any record.
  bool usesField(std::uint32_t FunctionIndex, std::uint32_t Field) const {
    return Names.empty() || has(Names[FunctionIndex], Symbols + Field);
  }

private:
  /// A bit of each symbol, then one of each field.
  using Set = std::vector<std::uint64_t>;
  static bool has(const Set &S, std::size_t Name) {
    return S[Name / 64] >> Name % 64 & 1;
  }

  std::size_t Symbols;
  std::vector<Set> Names; ///< of each function; none in a very large program
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_REACH_H
