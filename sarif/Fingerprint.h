//===- sarif/Fingerprint.h - What makes a finding itself --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_FINGERPRINT_H
#define FIRMCOP_SARIF_FINGERPRINT_H

#include "firmcop/Run.h"
#include "sarif/Json.h"

#include <cstddef>
#include <string>
#include <unordered_map>

namespace firmcop {

/// Computes the partialFingerprints of a run's findings, one after the other in
/// the run's order. A finding is known by its rule, its file, the function
/// around it and its evidence or code; equal ones are numbered. Positions
/// and sizes play no part, not even those in the names of an image's ranges
/// ("squashfs@0x120000"), nor does the image's name for what lies inside it, so
/// that a fingerprint outlives edits elsewhere and the next build.
class Fingerprints {
public:
  explicit Fingerprints(const Run &R) : Of(R) {}

  /// "primaryLocationLineHash", the only one that code scanning reads, and our
  /// own "firmcopFinding/v1".
  Json next(const Finding &F);

private:
  const Run &Of;
  std::unordered_map<std::string, std::size_t> Occurrences;
};

} // namespace firmcop

#endif // FIRMCOP_SARIF_FINGERPRINT_H
