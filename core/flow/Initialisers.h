//===- core/flow/Initialisers.h - What runs before the program --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_INITIALISERS_H
#define FIRMCOP_CORE_FLOW_INITIALISERS_H

#include "firmcop/flow/Program.h"

namespace firmcop::flow {

/// Takes the stores to globals, and the constructions of globals, out of \p F
/// for which \p IsLost holds, by symbol.
void dropStoresTo(const std::vector<bool> &IsLost, Function &F);

/// Lets \p From run behind \p To. Both index the same tables.
void append(Function &To, const Function &From);

/// Ends what append has put together: the last function has to return.
void end(Function &Of);

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_INITIALISERS_H
