//===- core/flow/FactoryReset.h - Data that nobody can erase ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_FACTORYRESET_H
#define FIRMCOP_CORE_FLOW_FACTORYRESET_H

#include "core/flow/Solve.h"

#include <functional>

namespace firmcop::flow {

/// Reports a whole program that keeps what it is told, and has nothing that
/// looks like a factory reset; at the first place that keeps something. Rules
/// ask for it with a 'flow' to "factory-reset".
void checkFactoryReset(const Program &P, const ModelSet &Models,
                       const SolveOptions &Options,
                       const std::function<void(FlowFinding)> &Report);

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_FACTORYRESET_H
