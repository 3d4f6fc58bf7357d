//===- test/sarif/fixture.cpp - Logs for the validator --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes the sample runs in both profiles, and the github profile once more by
// way of a merged log: fixture FOLDER
//
//===----------------------------------------------------------------------===//

#include "sarif/AtomicFile.h"
#include "sarif/Merge.h"
#include "sarif/Writer.h"
#include "test/sarif/SampleRuns.h"

#include <iostream>
#include <sstream>

using namespace firmcop;

namespace {

bool report(const std::optional<Problem> &P) {
  if (P)
    std::cerr << P->Text << '\n';
  return P.has_value();
}

} // namespace

int main(int Count, char **Arguments) {
  if (Count != 2) {
    std::cerr << "usage: fixture FOLDER\n";
    return 2;
  }
  const std::filesystem::path Folder = Arguments[1];
  const Run Runs[] = {test::sourceRun(), test::imageRun(), test::imageRun()};
  WriteOptions Options;
  Options.Category = "nightly";
  if (report(writeSarifFile(Folder / "full.sarif", Runs, Options)))
    return 1;
  Options.Shape = Profile::Github;
  if (report(writeSarifFile(Folder / "github.sarif", Runs, Options)))
    return 1;

  Result<SarifText> Full = loadSarif(Folder / "full.sarif");
  if (!Full)
    return report(Full.problem());
  const SarifText Logs[] = {*Full, *Full};
  Result<std::string> Merged = mergeSarif(Logs, Profile::Github);
  if (!Merged)
    return report(Merged.problem());
  return report(writeFileAtomically(
      Folder / "merged.sarif", [&](std::ostream &Out) { Out << *Merged; }));
}
