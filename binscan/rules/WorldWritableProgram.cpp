//===- binscan/rules/WorldWritableProgram.cpp -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/FileModes.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

/// What a file is to the system, if somebody's change of it would be run or
/// obeyed; empty otherwise.
static std::string_view roleOf(const FileSystem &F, const Node &File) {
  const std::string_view Text = File.bytes().text();
  const std::string Path = F.pathOf(File);
  if (Text.starts_with("#!"))
    return "script";
  if (Text.starts_with("\x7f"
                       "ELF"))
    return contains(File.Name, ".so") ? "library" : "program";
  if (File.Name.ends_with(".ko"))
    return "kernel module";
  if (Path.starts_with("/etc/") || Path.starts_with("/lib/systemd/") ||
      Path.starts_with("/usr/lib/systemd/"))
    return "configuration file";
  return {};
}

static void run(const Image &I, Report &R) {
  forEachFileWithMode(I, R, [&](const FileSystem &F, const Node &File) {
    // A set-user-id program that all may write is that rule's finding.
    if (!(File.File->Mode & OthersWrite) || (File.File->Mode & SetUserId))
      return;
    if (const std::string_view Role = roleOf(F, File); !Role.empty())
      R.fail({std::string(Role), printable(F.pathOf(File)),
              octal(File.File->Mode)},
             I.at(File), F.pathOf(File));
  });
}

static const ArtifactRule Registered(rules::WorldWritableProgram, run);
