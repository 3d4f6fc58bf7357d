//===- core/flow/Globals.h - What the whole program says --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Some things are known of a program before any function is solved: what a
// global can be when all who write it write constants, and which functions are
// stored in a field of some structure anywhere, so that a call through the
// field is a call of one of them.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_GLOBALS_H
#define FIRMCOP_CORE_FLOW_GLOBALS_H

#include "core/flow/Interval.h"
#include "core/flow/Link.h"

#include <unordered_map>
#include <vector>

namespace firmcop::flow {

class GlobalFacts {
public:
  explicit GlobalFacts(const Program &P);

  /// What an integer global can be at any time: everything its type allows
  /// unless all that is written to it is constant.
  Interval range(std::uint32_t Symbol) const;
  /// Nothing but its initialiser ever writes to the global.
  bool isNeverWritten(std::uint32_t Symbol) const {
    return Uses[Symbol].Writes == 0 && !Uses[Symbol].Escapes;
  }
  /// The functions that some store puts into a field.
  const std::vector<Operand> &functionsIn(std::uint32_t Field) const;

private:
  struct Use {
    Interval Written = Interval::empty(); ///< constants, with the initial value
    std::uint32_t Writes = 0;             ///< outside of the initialiser
    bool Escapes = false; ///< may be written through its address
    bool IsInitialised = false;
  };
  void scan(const Function &F, bool IsInitialiser);

  const Program &P;
  std::vector<Use> Uses;
  std::unordered_map<std::uint32_t, std::vector<Operand>> Fields;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_GLOBALS_H
