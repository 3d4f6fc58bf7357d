//===- binscan/rules/UnverifiedCodeLoad.cpp ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/BootGraph.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/Shell.h"
#include "binscan/readers/Text.h"
#include "binscan/readers/UpdateCommands.h"
#include "binscan/readers/UpdateFlow.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

/// A place that does not belong to the image: memory that anybody may write, or
/// something that is plugged in.
static bool isForeign(const std::string &Path) {
  for (const std::string_view Place : {"/tmp/", "/var/tmp/", "/dev/shm/"})
    if (Path.starts_with(Place))
      return true;
  return isRemovable(Path);
}

/// What is run, and where it comes from, in the words of the message.
static std::string from(std::string_view What, std::string_view Source) {
  return "'" + printable(What) + "', which comes from " + std::string(Source);
}

static void judgeScript(const FileSystem &F, const Node &File, Report &R) {
  const UpdateFlow Flow = followUpdates(*shell::parse(File.bytes().text()));
  for (const UnverifiedUpdate &U : Flow.Unverified) {
    if (!U.RunsCode)
      continue;
    std::string From = U.Source;
    if (U.SourceLine != U.SinkLine)
      From += " in line " + std::to_string(U.SourceLine);
    R.fail({printable(F.pathOf(File)), from(U.Sink, From)},
           R.image().atLine(File, U.SinkLine), U.Source + ":" + U.Sink);
  }
}

/// Libraries that every program loads first (ld.so(8)).
static void judgePreload(const FileSystem &F, Report &R) {
  const Node *File = F.find("/etc/ld.so.preload");
  if (!File || !File->isRegularFile())
    return;
  R.checked(1, "preload lists");
  for (const Line &L : splitLines(File->bytes().text()))
    for (const std::string_view Path : splitWords(L.Text))
      if (isForeign(std::string(Path)))
        R.fail({printable(F.pathOf(*File)),
                from(Path, "a place that does not belong to the image")},
               R.image().atLine(*File, L.Number), std::string(Path));
}

/// What init starts without a script: inittab, units of systemd.
static void judgeStarted(const FileSystem &F, Report &R) {
  for (const StartedCommand &C : bootGraph(F).Commands) {
    R.checked(1, "started programs");
    if (!C.File || C.Arguments.empty() || !isForeign(C.Arguments[0]) ||
        shell::isShellScript(C.File->bytes().text()))
      continue;
    R.fail({printable(F.pathOf(*C.File)),
            from(C.Arguments[0], "a place that does not belong to the image")},
           R.image().atLine(*C.File, C.Line), C.Arguments[0]);
  }
}

static void run(const Image &I, Report &R) {
  R.notApplicable("the image has no shell scripts and starts no programs");
  constexpr std::uint64_t MaxScript = 1u << 20;
  for (const FileSystem &F : I.fileSystems())
    F.forEachFile([&](const Node &File) {
      const std::string_view Text = File.bytes().text();
      if (Text.size() > MaxScript || !shell::isShellScript(Text) ||
          isDocumentation(F.pathOf(File)))
        return;
      R.checked(1, "shell scripts");
      judgeScript(F, File, R);
    });
  for (const FileSystem &F : I.rootFileSystems()) {
    judgePreload(F, R);
    judgeStarted(F, R);
  }
}

static const ArtifactRule Registered(rules::UnverifiedCodeLoad, run);
