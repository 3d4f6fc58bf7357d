//===- core/flow/DroppedChecksums.h - Checksums nobody misses ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_DROPPEDCHECKSUMS_H
#define FIRMCOP_CORE_FLOW_DROPPEDCHECKSUMS_H

#include "core/flow/Solve.h"

#include <functional>

namespace firmcop::flow {

/// Reports functions that are given the checksum or signature that something
/// has to have, refuse it when it is malformed, and are not asked whether they
/// did. Rules ask for it with a 'flow' from "dropped-checksum".
void checkDroppedChecksums(const Program &P, const SolveOptions &Options,
                           const std::function<void(FlowFinding)> &Report);

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_DROPPEDCHECKSUMS_H
