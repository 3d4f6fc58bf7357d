//===- binscan/rules/ConsoleShellWithoutLogin.cpp ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/BootGraph.h"
#include "binscan/readers/KeyValue.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

/// A shell that reads commands from its terminal, not from a script.
static bool isInteractiveShell(const StartedCommand &C) {
  return shell::isShellProgram(C.program()) &&
         std::all_of(C.Arguments.begin() + 1, C.Arguments.end(),
                     [](const std::string &A) {
                       return A == "-l" || A == "-i" || A == "--login";
                     });
}

static bool isGetty(std::string_view Name) {
  return Name == "getty" || Name == "agetty" || Name == "mgetty" ||
         Name == "mingetty" || Name == "fbgetty";
}

/// A getty that asks for no name: it logs an account in by itself, or runs a
/// shell in place of login.
static bool opensWithoutLogin(const StartedCommand &C) {
  if (C.program() == "login")
    return C.hasFlag("-f");
  if (!isGetty(C.program()))
    return false;
  if (C.valueOf("--autologin") || C.valueOf("-a"))
    return true;
  const std::optional<std::string_view> Login = C.valueOf("-l");
  return Login && shell::isShellProgram(*Login);
}

/// The terminal among a getty's arguments, or the one init gave it.
static std::string terminalOf(const StartedCommand &C) {
  for (const std::string &A : C.Arguments)
    if (baseName(A).starts_with("tty") || A == "console")
      return std::string(baseName(A));
  return C.Terminal.empty() ? "the console" : C.Terminal;
}

/// OpenWrt's inittab runs login.sh, which asks for a password only when the
/// configuration says so.
static void judgeTtyLogin(const FileSystem &F, const BootGraph &Boot,
                          Report &R) {
  const Node *File = F.find("/etc/config/system");
  if (!File || !File->isRegularFile() || Boot.running({"login.sh"}).empty())
    return;
  for (const UciSection &S : readUci(File->bytes().text()))
    if (const UciOption *O = S.find("ttylogin"); O && !isTrue(O->Value))
      R.fail({printable(F.pathOf(*File)), "the console"},
             R.image().atLine(*File, O->Line), "ttylogin");
}

static void judge(const FileSystem &F, Report &R) {
  const BootGraph Boot = bootGraph(F);
  for (const StartedCommand &C : Boot.Commands) {
    const bool OnTerminal = !C.Terminal.empty() || isGetty(C.program());
    if (OnTerminal)
      R.checked(1, "terminals");
    const bool IsShell =
        isInteractiveShell(C) && (!C.Terminal.empty() || C.By == "systemd");
    if (IsShell || opensWithoutLogin(C))
      R.fail({printable(F.pathOf(*C.File)), terminalOf(C)},
             R.image().atLine(*C.File, C.Line), terminalOf(C));
  }
  judgeTtyLogin(F, Boot, R);
}

static void run(const Image &I, Report &R) {
  R.notApplicable("the image starts nothing on a terminal");
  for (const FileSystem &F : I.rootFileSystems())
    judge(F, R);
}

static const ArtifactRule Registered(rules::ConsoleShellWithoutLogin, run);
