//===- core/flow/Origins.h - Where literals are written ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Equal literals of a program are one. A finding about a constant has to say
// which of the places where it is written is meant. So each use of a literal in
// an operation gets a number of its own, behind the numbers of the literals.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_ORIGINS_H
#define FIRMCOP_CORE_FLOW_ORIGINS_H

#include "firmcop/flow/Program.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace firmcop::flow {

class Origins {
public:
  struct Site {
    std::uint32_t Literal = 0;
    std::uint32_t Function = 0;
    Position Where;
  };

  explicit Origins(std::size_t Literals)
      : Literals(static_cast<std::uint32_t>(Literals)) {}

  /// The number of a literal that is written there; of one that has a number
  /// already, that one.
  std::uint32_t at(std::uint32_t Literal, std::uint32_t Function,
                   const Position &Where) {
    if (Literal >= Literals || Where.Line == 0)
      return Literal;
    std::vector<std::uint32_t> &Here =
        Known[std::uint64_t(Where.File) << 32 | Where.Offset];
    for (std::uint32_t Each : Here)
      if (Sites[Each].Literal == Literal)
        return Literals + Each;
    Here.push_back(static_cast<std::uint32_t>(Sites.size()));
    Sites.push_back({Literal, Function, Where});
    return Literals + Here.back();
  }
  /// The literal of a number.
  std::uint32_t literal(std::uint32_t Number) const {
    return Number < Literals ? Number : Sites[Number - Literals].Literal;
  }
  /// Where it is written, or null.
  const Site *site(std::uint32_t Number) const {
    return Number < Literals ? nullptr : &Sites[Number - Literals];
  }

private:
  std::uint32_t Literals;
  std::vector<Site> Sites;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> Known;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_ORIGINS_H
