//===- test/sarif/SampleRuns.h - Runs that use every feature ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Hand-made runs of both programs for the validator and the unit tests. They
// use whatever rules the catalogue has, so that the validator sees the metadata
// of all of them.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_TEST_SARIF_SAMPLERUNS_H
#define FIRMCOP_TEST_SARIF_SAMPLERUNS_H

#include "firmcop/Run.h"

#include <string>
#include <utility>
#include <vector>

namespace firmcop::test {

inline Location textAt(std::string Path, std::uint32_t Line,
                       std::uint32_t Column, std::string Snippet = "") {
  Location L;
  L.Path = std::move(Path);
  L.Region = TextRegion{Line, Column, Line,
                        Column + std::uint32_t(Snippet.size()), Snippet};
  return L;
}

inline Location inside(const Run &R, std::uint32_t Artifact) {
  Location L;
  L.Path = R.Artifacts[Artifact].Path;
  L.Artifact = Artifact;
  L.LogicalName = "build/fw v2.bin!/" + std::to_string(Artifact);
  return L;
}

/// The first rule of level error that the member says the front end decides.
inline const Rule &ruleOf(Method Rule::*FrontEnd) {
  for (const Rule *R : allRules())
    if (R->*FrontEnd != Method::None && R->DefaultLevel == Level::Error)
      return *R;
  return *allRules().front();
}

/// As many arguments as any message wants.
inline std::vector<std::string> arguments(std::string First) {
  return {std::move(First), "a value", "a thing", "another"};
}

/// Two functions with flows, related places, all kinds, and a rule of another
/// tool; paths with spaces, letters beyond ASCII, a colon and a percent sign.
inline Run sourceRun() {
  Run R;
  R.ToolName = "firmcop-tidy";
  const Rule &Ours = ruleOf(&Rule::Source);

  ForeignRule &Foreign = R.ForeignRules.emplace_back();
  Foreign.Id = "bugprone-sizeof-expression";
  Foreign.Name = "BugproneSizeofExpression";
  Foreign.Title = "bugprone-sizeof-expression";
  Foreign.Description = "A check of clang-tidy";
  Foreign.Help = "See the documentation of clang-tidy";
  Foreign.Declaration.Id = Foreign.Id;
  Foreign.Declaration.Name = Foreign.Name;
  Foreign.Declaration.Title = Foreign.Title;
  Foreign.Declaration.Description = Foreign.Description;
  Foreign.Declaration.Help = Foreign.Help;
  Foreign.Declaration.Message = "{0}";

  Artifact Main;
  Main.Path = "src/main file.c";
  Main.Length = 4711;
  Main.MimeType = "text/x-c";
  Main.Sha256 = std::string(64, 'a');
  Main.IsTarget = true;
  R.Artifacts.push_back(Main);

  Finding Flow(Ours, arguments("AES_ecb"),
               textAt("src/main file.c", 10, 3, "AES_ecb(key)"));
  Flow.Where.LogicalName = "encrypt";
  Flow.Where.LineHash = "c129715d7a2bc9a3:1";
  Flow.Flow = {{textAt("src/main file.c", 4, 1, "key"), "The key is here.", 0},
               {textAt("inc/k\xC3\xA4se.h", 7, 2, "use"), "It goes here.", 1}};
  Flow.Related = {{textAt("a:b/100%.h", 1, 1), "Declared here."},
                  {textAt("/usr/include/x.h", 1, 1), "Seen from here."}};
  R.Findings.push_back(Flow);
  // The same code twice on one line, and once more elsewhere.
  for (std::uint32_t Column : {30u, 60u})
    R.Findings.emplace_back(
        Ours, arguments("DES"),
        textAt("inc/k\xC3\xA4se.h", 3, Column, "DES( key )"));
  R.Findings.emplace_back(Foreign.Declaration,
                          std::vector<std::string>{"suspicious usage"},
                          textAt("src/main file.c", 12, 1));
  for (Kind K : {Kind::Review, Kind::Open, Kind::Pass, Kind::NotApplicable,
                 Kind::Informational}) {
    Location Whole;
    Whole.Path = "src/main file.c";
    R.Findings.emplace_back(Ours, K, arguments("12 calls"), Whole);
  }
  // No path at all: the target stands in.
  R.Findings.emplace_back(Ours, Kind::Pass, arguments("all"), Location());

  R.Problems = {
      {Stage::Parse, Level::Warning, "src/main file.c", "Line 9 is wrong."},
      {Stage::Configuration, Level::Note, "", "An option was dropped."}};
  R.Exit = ExitCode::Findings;
  canonicalise(R);
  return R;
}

/// An image with a compressed file system, a text file and a program in it.
inline Run imageRun() {
  Run R;
  R.ToolName = "binscan";
  const Rule &Ours = ruleOf(&Rule::Image);
  auto Add = [&](std::string Path, std::optional<std::uint32_t> Parent,
                 std::optional<std::uint64_t> Offset, std::string Format) {
    Artifact A;
    A.Path = std::move(Path);
    A.Parent = Parent;
    A.Offset = Offset;
    A.Length = 1000;
    A.Sha256 = std::string(64, 'b');
    A.Format = std::move(Format);
    A.MimeType = "application/octet-stream";
    A.IsTarget = !Parent;
    R.Artifacts.push_back(std::move(A));
    return std::uint32_t(R.Artifacts.size() - 1);
  };
  std::uint32_t Image = Add("build/fw v2.bin", std::nullopt, std::nullopt, "");
  std::uint32_t Root =
      Add("build/fw v2.bin/rootfs", Image, 0x10000, "squashfs");
  std::uint32_t Shadow =
      Add("build/fw v2.bin/rootfs/etc/shadow", Root, std::nullopt, "text");
  std::uint32_t Program =
      Add("build/fw v2.bin/rootfs/bin/t\xC3\xA9l:net", Root, 64, "elf");

  Finding Account(Ours, arguments("root"), inside(R, Shadow));
  Account.Where.Region = TextRegion{1, 1, 1, 9, "root:***"};
  Account.Where.LineHash = "54703d4cd895b18:1";
  Account.Evidence = "root";
  R.Findings.push_back(Account);

  Finding Call(Ours, arguments("system"), inside(R, Program));
  Call.Where.Region = ByteRegion{0x40, 4};
  Call.Where.Code = Address{0x10040, ".text", "main"};
  Call.Evidence = "system";
  Call.Related = {{Call.Where, "Imported here."}};
  Call.Flow = {{Call.Where, "Called here.", 0}};
  R.Findings.push_back(Call);

  Finding Data = Call;
  Data.Where.Code = Address{0x20000, ".data", ""};
  Data.Evidence = "key";
  R.Findings.push_back(Data);

  Finding Whole(Ours, arguments("the image"), inside(R, Image));
  R.Findings.push_back(Whole);
  for (Kind K : {Kind::Review, Kind::Open, Kind::Pass, Kind::NotApplicable,
                 Kind::Informational})
    R.Findings.emplace_back(Ours, K, arguments("4 accounts"),
                            inside(R, Program));
  R.Problems = {{Stage::Unpack, Level::Warning, "build/fw v2.bin/rootfs",
                 "Block 7 is damaged."},
                {Stage::Limit, Level::Error, "", "Too deep."}};
  R.Exit = ExitCode::Incomplete;
  canonicalise(R);
  return R;
}

/// As many findings as wanted, one a line.
inline Run runWith(std::size_t Count) {
  Run R;
  R.ToolName = "firmcop-tidy";
  const Rule &Of = ruleOf(&Rule::Source);
  for (std::size_t I = 0; I != Count; ++I)
    R.Findings.emplace_back(Of, arguments("x"),
                            textAt("a.c", std::uint32_t(I + 1), 1));
  return R;
}

} // namespace firmcop::test

#endif // FIRMCOP_TEST_SARIF_SAMPLERUNS_H
