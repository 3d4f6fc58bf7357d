//===- binscan/rules/UnverifiedUpdateInstall.cpp ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/Shell.h"
#include "binscan/readers/UpdateFlow.h"
#include "binscan/trust/Trust.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

/// Why there is no signature although something looks like a check.
static std::string excuseOf(const UnverifiedUpdate &U) {
  if (U.IgnoresVerification)
    return " on every way there, or its outcome decides nothing";
  if (U.Had == Assurance::Checksum)
    return ", only a hash is compared, which an attacker computes anew";
  return "";
}

static void judge(const FileSystem &F, const Node &File, Report &R) {
  const std::string_view Text = File.bytes().text();
  const UpdateFlow Flow = followUpdates(*shell::parse(Text));
  for (const UnverifiedUpdate &U : Flow.Unverified) {
    if (U.RunsCode)
      continue; // firmcop-unverified-code-load's
    std::string What = "puts in place what comes from " + U.Source;
    if (U.SourceLine != U.SinkLine)
      What += " in line " + std::to_string(U.SourceLine);
    Finding Found(R.rule(), {U.Sink, std::move(What), excuseOf(U)},
                  R.image().atLine(File, U.SinkLine));
    Found.Evidence = F.pathOf(File) + ":" + U.Source + ":" + U.Sink;
    if (U.SourceLine != U.SinkLine)
      Found.Flow = {{R.image().atLine(File, U.SourceLine),
                     "the update arrives by " + U.Source, 0},
                    {R.image().atLine(File, U.SinkLine),
                     "'" + U.Sink + "' puts it in place", 0}};
    R.add(std::move(Found));
  }
}

static void run(const Image &I, Report &R) {
  R.notApplicable("the image has no shell scripts and no updater");
  reportFlaws(I, FlawKind::UnverifiedUpdate, R);
  for (const FileSystem &F : I.fileSystems())
    F.forEachFile([&](const Node &File) {
      const std::string_view Text = File.bytes().text();
      if (Text.size() > (1u << 20) || !shell::isShellScript(Text) ||
          isDocumentation(F.pathOf(File)))
        return;
      R.checked(1, "shell scripts");
      judge(F, File, R);
    });
}

static const ArtifactRule Registered(rules::UnverifiedUpdateInstall, run);
