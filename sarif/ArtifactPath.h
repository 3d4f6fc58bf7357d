//===- sarif/ArtifactPath.h - The path of an artifactLocation ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_ARTIFACTPATH_H
#define FIRMCOP_SARIF_ARTIFACTPATH_H

#include "sarif/Json.h"

#include <string>

namespace firmcop {

/// The URI of an artifactLocation with those of the artifacts around it in
/// front: "build/fw.bin/etc/shadow". Empty when it names nothing.
std::string fullUri(const Json &ArtifactLocation, const Json &Artifacts);

} // namespace firmcop

#endif // FIRMCOP_SARIF_ARTIFACTPATH_H
