//===- binscan/Detect.h - Finding formats in bytes --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_DETECT_H
#define FIRMCOP_BINSCAN_DETECT_H

#include "binscan/Budget.h"
#include "binscan/Format.h"

#include <vector>

namespace firmcop::binscan {

/// A recognised range; ranges of one search do not overlap.
struct Found {
  const Format *What;
  Match Where;
};

/// What a search came to.
struct Detection {
  std::vector<Found> Ranges; ///< by offset
  bool IsComplete = true;    ///< the budget for recognising was enough
};

/// Finds every format in \p Searched, in one pass, with the threads of \p Pool
/// that are free. \p Except is not looked for at offset 0: the format of the
/// searched bytes themselves.
Detection detect(Bytes Searched, const StreamLimits &Limits,
                 const Budget &Allowed, Threads &Pool,
                 const Format *Except = nullptr);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_DETECT_H
