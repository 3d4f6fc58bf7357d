//===- sarif/Fingerprint.cpp - What makes a finding itself ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Fingerprint.h"

#include "sarif/Artifacts.h"
#include "sarif/Sha256.h"

#include <algorithm>
#include <string_view>

using namespace firmcop;

namespace {

/// Text with each run of white space as one space and none at the ends.
std::string normalised(std::string_view Text) {
  std::string Result;
  bool Pending = false;
  for (char C : Text) {
    if (std::string_view(" \t\r\n\v\f").find(C) != std::string_view::npos) {
      Pending = !Result.empty();
      continue;
    }
    if (Pending)
      Result += ' ';
    Pending = false;
    Result += C;
  }
  return Result;
}

/// The path with "squashfs@0x120000" as "squashfs": the next build may have it
/// elsewhere. Several of one format are told apart by their order.
std::string withoutOffsets(std::string_view Path) {
  constexpr std::string_view Mark = "@0x";
  std::string Result;
  for (std::size_t At; (At = Path.find(Mark)) != Path.npos;) {
    Result += Path.substr(0, At);
    Path.remove_prefix(At + Mark.size());
    Path.remove_prefix(
        std::min(Path.find_first_not_of("0123456789abcdef"), Path.size()));
  }
  return Result.append(Path);
}

/// The smallest named thing around the finding.
std::string_view scope(const Location &L) {
  if (L.Code)
    return L.Code->Function.empty() ? L.Code->Section : L.Code->Function;
  // The logical name of an image's file repeats the image's name and the path.
  return L.Artifact ? std::string_view() : L.LogicalName;
}

std::string keyOf(const Run &R, const Finding &F) {
  std::string What = F.Evidence;
  if (auto *Text = std::get_if<TextRegion>(&F.Where.Region);
      What.empty() && Text)
    What = normalised(Text->Snippet);
  const std::string Place = withoutOffsets(innerPath(R, F.Where));
  std::string Key;
  for (std::string_view Part : {F.Of.get().Id, std::string_view(Place),
                                scope(F.Where), std::string_view(What)}) {
    Key += Part;
    Key += '\0';
  }
  return Key;
}

} // namespace

Json Fingerprints::next(const Finding &F) {
  std::string Key = keyOf(Of, F);
  std::string Number = std::to_string(++Occurrences[Key]);
  std::string LineHash = F.Where.LineHash;
  if (LineHash.empty())
    LineHash = sha256Hex(Key).substr(0, 16) + ':' + Number;
  return {{"primaryLocationLineHash", LineHash},
          {"firmcopFinding/v1", sha256Hex(Key + Number)}};
}
