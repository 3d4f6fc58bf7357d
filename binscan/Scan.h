//===- binscan/Scan.h - One image, all rules --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_SCAN_H
#define FIRMCOP_BINSCAN_SCAN_H

#include "binscan/Rule.h"
#include "binscan/Unpack.h"
#include "firmcop/Run.h"

namespace firmcop::binscan {

/// Runs every rule on an image and adds what comes of it to \p Into: findings,
/// problems, and the artifacts of the image that are worth listing, which are
/// its containers and the files that findings are in.
void applyRules(const Unpacked &Image, const RuleContext &Context,
                unsigned Jobs, Run &Into);

/// Adds the result of one image to that of several.
void append(Run &Into, Run From);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_SCAN_H
