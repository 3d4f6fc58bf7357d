//===- binscan/readers/ResetScripts.h - Factory resets ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_RESETSCRIPTS_H
#define FIRMCOP_BINSCAN_READERS_RESETSCRIPTS_H

#include "binscan/Tree.h"

#include <vector>

namespace firmcop::binscan {

/// Whether a program or script erases what users have stored: by its name
/// ("factory-reset", "jffs2reset"), or by what the script calls.
bool isResetFunction(const Node &File);

/// Those of the above that are shell scripts, outside of documentation.
std::vector<const Node *> resetScripts(const FileSystem &F);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_RESETSCRIPTS_H
