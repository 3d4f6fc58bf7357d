//===- binscan/rules/DebugServiceEnabled.cpp --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/BootGraph.h"
#include "binscan/readers/KeyValue.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <array>

using namespace firmcop;
using namespace firmcop::binscan;

/// Programs that exist to look into others, or to hand out a shell.
static constexpr auto Programs = std::to_array<std::string_view>(
    {"adbd", "gdbserver", "gdbserver64", "lldb-server", "tcf-agent",
     "frida-server", "ttyd", "shellinaboxd", "openocd", "mdbgserver", "rpcapd",
     "gdbstub", "pydevd", "debugpy", "wetty", "gotty"});

/// netcat or socat that listens and gives what connects to a shell.
static bool isShellListener(const StartedCommand &C) {
  const std::string_view Name = C.program();
  if (Name == "nc" || Name == "ncat" || Name == "netcat") {
    const bool Listens = C.hasFlag("-l") || C.hasFlag("--listen");
    for (std::size_t I = 1; I + 1 < C.Arguments.size(); ++I) {
      const std::string &Flag = C.Arguments[I];
      if (Flag.starts_with('-') && Flag.ends_with('e') &&
          shell::isShellProgram(C.Arguments[I + 1]))
        return Listens || contains(Flag, "l");
    }
    return false;
  }
  if (Name != "socat")
    return false;
  bool Listens = false, RunsShell = false;
  for (const std::string &A : C.Arguments) {
    const std::string Small = lower(A);
    Listens |= contains(Small, "-listen:") || Small.starts_with("tcp-l:");
    RunsShell |= (Small.starts_with("exec:") || Small.starts_with("system:")) &&
                 contains(Small, "sh");
  }
  return Listens && RunsShell;
}

static bool isDebugService(const StartedCommand &C) {
  for (std::string_view Name : Programs)
    if (C.program() == Name)
      return true;
  // inetd hands whoever connects to the program; a shell asks for nothing.
  if ((C.By == "inetd" || C.By == "xinetd") &&
      shell::isShellProgram(C.program()))
    return true;
  return isShellListener(C);
}

/// Android keeps what its debug bridge may do in properties of the build.
static void judgeProperties(const FileSystem &F, Report &R) {
  for (const char *Path : {"/default.prop", "/prop.default", "/build.prop",
                           "/system/build.prop", "/system/default.prop",
                           "/system/etc/prop.default", "/vendor/build.prop"}) {
    const Node *File = F.findLink(Path);
    if (!File || !File->isRegularFile())
      continue;
    R.checked(1, "property files");
    for (const Setting &S :
         readSettings(File->bytes().text(), Syntax::Equals)) {
      const bool IsOpen =
          (S.Key == "ro.debuggable" && S.Value == "1") ||
          (S.Key == "ro.secure" && S.Value == "0") ||
          (S.Key == "ro.adb.secure" && S.Value == "0") ||
          (S.Key == "persist.sys.usb.config" && contains(S.Value, "adb")) ||
          (S.Key.ends_with("adb.tcp.port") && readNumber(S.Value) &&
           S.Value != "0");
      if (IsOpen)
        R.fail({printable(F.pathOf(*File)), "adbd",
                "by '" + std::string(S.Key) + "=" + std::string(S.Value) + "'"},
               R.image().atLine(*File, S.Line), std::string(S.Key));
    }
  }
}

static void run(const Image &I, Report &R) {
  R.notApplicable("the image has no root file system");
  for (const FileSystem &F : I.rootFileSystems()) {
    const BootGraph Boot = bootGraph(F);
    R.checked(Boot.Commands.size(), "started commands");
    for (const StartedCommand &C : Boot.Commands)
      if (isDebugService(C))
        R.fail({printable(F.pathOf(*C.File)), printable(C.program()),
                C.IsConditional ? "at boot, under a condition" : "at boot"},
               I.atLine(*C.File, C.Line), printable(C.program()),
               C.IsConditional ? Level::Warning : R.rule().DefaultLevel);
    judgeProperties(F, R);
  }
}

static const ArtifactRule Registered(rules::DebugServiceEnabled, run);
