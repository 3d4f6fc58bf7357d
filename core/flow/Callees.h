//===- core/flow/Callees.h - Who may call whom ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_CALLEES_H
#define FIRMCOP_CORE_FLOW_CALLEES_H

#include "core/flow/PointerFlow.h"

#include <vector>

namespace firmcop::flow {

/// Of each function of a program the functions that it may call, whether by
/// name, as a method, or through a pointer, without regard to what it is given.
class Callees {
public:
  Callees(const Program &P, const PointerFlow &Flow);

  /// The symbols that a function may call, sorted, defined or not.
  const std::vector<std::uint32_t> &of(std::uint32_t FunctionIndex) const {
    return Known[FunctionIndex];
  }
  /// The function calls through a pointer of which nothing is known: any of
  /// handlers().
  bool isOpen(std::uint32_t FunctionIndex) const { return Open[FunctionIndex]; }
  /// The symbols of the functions that may be behind a pointer.
  const std::vector<std::uint32_t> &handlers() const {
    return P.addressTaken();
  }
  /// Adds to a set of functions those that may call one of them.
  void addCallers(std::vector<bool> &Functions) const;

private:
  const Program &P;
  std::vector<std::vector<std::uint32_t>> Known;
  std::vector<bool> Open;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_CALLEES_H
