//===- sarif/Invocation.h - What a run could not do -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_INVOCATION_H
#define FIRMCOP_SARIF_INVOCATION_H

#include "sarif/Artifacts.h"
#include "sarif/Json.h"

#include <span>

namespace firmcop {

/// tool.driver.notifications: one descriptor for each Stage.
Json notificationDescriptors();

/// A problem as a notification; SARIF 2.1.0 section 3.58.
Json notification(const Problem &P, const ArtifactTable &Artifacts);

/// run.invocations[0], with the run's problems and those of writing it.
Json invocation(const Run &R, std::span<const Problem> OfWriting,
                const ArtifactTable &Artifacts);

} // namespace firmcop

#endif // FIRMCOP_SARIF_INVOCATION_H
