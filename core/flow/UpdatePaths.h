//===- core/flow/UpdatePaths.h - Images that nobody verified ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rules may ask what an installation is reached by: their 'flow' leads to
// "installation", from one of the ways of pathKinds(). See UpdateWalk.h for how
// it is decided.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_UPDATEPATHS_H
#define FIRMCOP_CORE_FLOW_UPDATEPATHS_H

#include "core/flow/Globals.h"
#include "core/flow/PointerFlow.h"
#include "core/flow/Solve.h"

#include <functional>

namespace firmcop::flow {

/// Reports the installations of a program that a rule objects to. False if it
/// was too much work.
bool checkUpdatePaths(const Program &P, const ModelSet &Models,
                      const GlobalFacts &Globals, const PointerFlow &Pointers,
                      const SolveOptions &Options,
                      const std::function<void(FlowFinding)> &Report);

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_UPDATEPATHS_H
