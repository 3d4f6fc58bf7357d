//===- sarif/GithubShape.h - A run for code scanning ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_GITHUBSHAPE_H
#define FIRMCOP_SARIF_GITHUBSHAPE_H

#include "sarif/Json.h"

namespace firmcop {

/// Brings a run of any tool from the full shape into the one for code scanning:
/// only alerts, each with a path from the root, a line and a text.
void toGithubShape(Json &Run);

} // namespace firmcop

#endif // FIRMCOP_SARIF_GITHUBSHAPE_H
