//===- core/flow/Verify.h - Whether a unit is well formed -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Linking and solving index tables without looking twice. What makes that safe
// is checked here, once, of every unit that comes out of a file: each index
// lies in its table, blocks lie one behind the other and end with what ends a
// block, no temporary is set twice.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_VERIFY_H
#define FIRMCOP_CORE_FLOW_VERIFY_H

#include "firmcop/flow/Program.h"

#include <optional>

namespace firmcop::flow {

/// Whether the operation is one of those that end a block.
constexpr bool endsBlock(Opcode Op) { return Op >= Opcode::Jump; }

/// What is wrong with a unit, as the middle of a sentence ("function 'f' has
/// no block"), or nothing.
std::optional<std::string> faultOf(const Unit &U);

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_VERIFY_H
