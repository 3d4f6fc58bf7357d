//===- sarif/Merge.h - Several SARIF logs as one ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_MERGE_H
#define FIRMCOP_SARIF_MERGE_H

#include "firmcop/Problem.h"
#include "sarif/Reader.h"
#include "sarif/Writer.h"

#include <span>
#include <string>

namespace firmcop {

/// One log with the runs of all \p Logs, each kept as it is, foreign tools'
/// too. The runs are ordered by tool, category and content, whatever the order
/// of the logs; exact duplicates are dropped. Where two runs would have the
/// same tool and category, which code scanning refuses, the later ones get a
/// distinct one. With Profile::Github the runs are brought into that shape.
Result<std::string> mergeSarif(std::span<const SarifText> Logs,
                               Profile Shape = Profile::Full);

} // namespace firmcop

#endif // FIRMCOP_SARIF_MERGE_H
