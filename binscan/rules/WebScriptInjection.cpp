//===- binscan/rules/WebScriptInjection.cpp ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/RequestFlow.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static std::string_view describe(script::Effect Does) {
  switch (Does) {
  case script::Effect::RunsCommand:
    return "has a shell run it";
  case script::Effect::RunsCode:
    return "runs it as code";
  case script::Effect::OpensFile:
    return "takes it for a path";
  }
  return {};
}

/// Code of somebody else's that never serves a request of this device.
static bool isLibrary(std::string_view Path) {
  for (std::string_view Part :
       {"/site-packages/", "/dist-packages/", "/node_modules/", "/lib/python"})
    if (contains(Path, Part))
      return true;
  return false;
}

static void judge(const FileSystem &F, const Node &File, Report &R) {
  const std::string Path = F.pathOf(File);
  const std::string_view Text = File.bytes().text();
  if (Text.size() > (1u << 20) || isDocumentation(Path) || isLibrary(Path))
    return;
  const std::optional<script::Language> L = script::languageOf(File.Name, Text);
  if (!L)
    return;
  const script::RequestFlow Flow =
      script::followRequests(script::readTokens(Text, *L), *L);
  R.checked(Flow.Sinks, "calls");
  for (const script::RequestUse &U : Flow.Unchecked) {
    Finding Found(
        R.rule(),
        {printable(Path), U.Source, U.Sink, std::string(describe(U.Does))},
        R.image().atLine(File, U.SinkLine));
    Found.Evidence = U.Source + " " + U.Sink;
    if (U.Does == script::Effect::OpensFile)
      Found.Level = Level::Warning;
    if (U.SourceLine != U.SinkLine)
      Found.Related.push_back(
          {R.image().atLine(File, U.SourceLine),
           "'" + U.Source + "' comes from the client here"});
    R.add(std::move(Found));
  }
}

static void run(const Image &I, Report &R) {
  R.notApplicable("the image has no script in PHP, Lua, Python or JavaScript "
                  "that runs commands or code or opens files");
  for (const FileSystem &F : I.fileSystems())
    F.forEachFile([&](const Node &File) { judge(F, File, R); });
}

static const ArtifactRule Registered(rules::WebScriptInjection, run);
