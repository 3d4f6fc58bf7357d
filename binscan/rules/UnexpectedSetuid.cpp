//===- binscan/rules/UnexpectedSetuid.cpp -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/FileModes.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <algorithm>
#include <array>

using namespace firmcop;
using namespace firmcop::binscan;

static constexpr auto Usual = std::to_array<std::string_view>({
#include "binscan/data/SetuidPrograms.inc"
});

static void judge(const FileSystem &F, const Node &File, Report &R) {
  const FileAttributes &A = *File.File;
  const bool SetUser = A.Mode & SetUserId;
  // Without execution for the group the bit means mandatory locking.
  const bool SetGroup = (A.Mode & SetGroupId) && (A.Mode & 010);
  if (!SetUser && !SetGroup)
    return;
  const bool IsScript = File.bytes().text().starts_with("#!");
  const bool IsUsual = std::ranges::find(Usual, File.Name) != Usual.end();
  const char *Bit = SetUser ? "set-user-id" : "set-group-id";
  const auto Fail = [&](std::string Why, Level L) {
    R.fail({printable(F.pathOf(File)), Bit, octal(A.Mode), std::move(Why)},
           R.image().at(File), F.pathOf(File), L);
  };
  if (A.Mode & OthersWrite)
    Fail("everybody may replace what it runs", Level::Error);
  else if (IsScript)
    Fail("it is a script, which its caller's environment controls",
         Level::Error);
  else if (!IsUsual)
    Fail("it is none of the programs that need the bit", R.rule().DefaultLevel);
}

static void run(const Image &I, Report &R) {
  forEachFileWithMode(
      I, R, [&](const FileSystem &F, const Node &File) { judge(F, File, R); });
}

static const ArtifactRule Registered(rules::UnexpectedSetuid, run);
