//===- sarif/ArtifactPath.cpp - The path of an artifactLocation -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/ArtifactPath.h"

using namespace firmcop;

std::string firmcop::fullUri(const Json &ArtifactLocation,
                             const Json &Artifacts) {
  std::string Uri = stringMember(ArtifactLocation, "uri");
  const Json *Entry =
      &element(Artifacts, unsignedMember(ArtifactLocation, "index"));
  if (Uri.empty())
    Uri = stringMember(member(*Entry, "location"), "uri");
  // A log may claim that artifacts contain each other.
  constexpr int MaxNesting = 64;
  for (int I = 0; I != MaxNesting; ++I) {
    const Json &Parent =
        element(Artifacts, unsignedMember(*Entry, "parentIndex"));
    if (Parent.is_null())
      break;
    const std::string &Above = stringMember(member(Parent, "location"), "uri");
    // firmcop's own logs give the whole path, others the one below the parent.
    if (!Above.empty() && Uri.starts_with(Above + "/"))
      break;
    if (!Above.empty())
      Uri = Above + (Uri.starts_with('/') || Above.ends_with('/') ? "" : "/") +
            Uri;
    Entry = &Parent;
  }
  return Uri;
}
