//===- sarif/AtomicFile.h - Files complete or not at all --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_ATOMICFILE_H
#define FIRMCOP_SARIF_ATOMICFILE_H

#include "firmcop/Problem.h"

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>

namespace firmcop {

/// Lets \p Write fill a new file beside \p File and then gives it that name. On
/// any failure the old file, if there is one, stays as it was.
std::optional<Problem>
writeFileAtomically(const std::filesystem::path &File,
                    const std::function<void(std::ostream &)> &Write);

} // namespace firmcop

#endif // FIRMCOP_SARIF_ATOMICFILE_H
