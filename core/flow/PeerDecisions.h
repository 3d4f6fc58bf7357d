//===- core/flow/PeerDecisions.h - Who accepts every certificate *- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// TLS libraries let a function of the program have the last word on the peer's
// certificate. One that says yes whatever it is given turns the verification
// off, as the option of that name does, only that no option shows it. The
// function and the call that registers it often lie in two files.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_PEERDECISIONS_H
#define FIRMCOP_CORE_FLOW_PEERDECISIONS_H

#include "core/flow/Link.h"
#include "core/flow/Solve.h"
#include "firmcop/Model.h"

#include <functional>

namespace firmcop::flow {

/// Reports the calls that hand over such a function, as findings of the rule
/// that objects to "tls-verification-off". Silent in a program that asks for
/// the outcome of the verification by itself.
void checkPeerDecisions(const Program &P, const ModelSet &Models,
                        const SolveOptions &Options,
                        const std::function<void(FlowFinding)> &Report);

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_PEERDECISIONS_H
