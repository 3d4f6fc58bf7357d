//===- binscan/rules/ShellScriptInjection.cpp -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/Shell.h"
#include "binscan/readers/ShellInput.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

/// Whether a web server starts the script: by where it lies or what it reads.
static bool isCgi(std::string_view Path, std::string_view Text) {
  return contains(Path, "/cgi-bin/") || Path.ends_with(".cgi") ||
         std::ranges::any_of(
             std::initializer_list<std::string_view>{
                 "QUERY_STRING", "CONTENT_LENGTH", "REQUEST_METHOD"},
             [&](std::string_view Name) { return contains(Text, Name); });
}

static void judge(const FileSystem &F, const Node &File, Report &R) {
  const std::string Path = F.pathOf(File);
  const std::string_view Text = File.bytes().text();
  const ShellInputs Inputs =
      followShellInput(*shell::parse(Text), isCgi(Path, Text));
  R.checked(Inputs.Sinks, "places");
  for (const ShellInput &Input : Inputs.Unchecked)
    R.fail({printable(Path), printable(Input.Source), printable(Input.Sink)},
           R.image().atLine(File, Input.SinkLine),
           Input.Source + " " + Input.Sink,
           Input.IsStored ? std::optional(Level::Warning) : std::nullopt);
}

static void run(const Image &I, Report &R) {
  R.notApplicable("the image has no shell script that reads text as code");
  constexpr std::uint64_t MaxScript = 1u << 20;
  for (const FileSystem &F : I.fileSystems())
    F.forEachFile([&](const Node &File) {
      const std::string_view Text = File.bytes().text();
      if (Text.size() <= MaxScript && shell::isShellScript(Text) &&
          !isDocumentation(F.pathOf(File)))
        judge(F, File, R);
    });
}

static const ArtifactRule Registered(rules::ShellScriptInjection, run);
