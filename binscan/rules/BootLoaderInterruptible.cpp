//===- binscan/rules/BootLoaderInterruptible.cpp ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/Shell.h"
#include "binscan/readers/Text.h"
#include "binscan/readers/UbootEnvironment.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static void judgeDelay(const UbootEnvironment &E, const std::string &Name,
                       Report &R) {
  const BootVariable *Delay = E.find("bootdelay");
  // A password for stopping makes the delay harmless (CONFIG_AUTOBOOT_KEYED).
  for (const char *Key :
       {"bootstopkeysha256", "bootstopkeycrypt", "bootstopkey"})
    if (const BootVariable *V = E.find(Key); V && !V->Value.empty())
      return;
  if (!Delay || Delay->Value == "-2")
    return;
  if (Delay->Value == "-1")
    R.fail({Name, "stops at the prompt and never boots by itself",
            "set 'bootdelay' to -2"},
           Delay->Where, "bootdelay");
  else if (const auto Seconds = readNumber(Delay->Value))
    R.fail({Name,
            "lets whoever reaches the console stop the boot with a key "
            "(bootdelay=" +
                std::string(Delay->Value) + ")",
            "set 'bootdelay' to -2, or ask for a password to stop"},
           Delay->Where, "bootdelay");
}

static void judgeSources(const UbootEnvironment &E, const std::string &Name,
                         Report &R) {
  const BootVariable *Boot = E.find("bootcmd");
  for (const std::vector<std::string_view> &Words : E.bootCommands())
    for (std::string_view Fetch :
         {"tftpboot", "tftp", "dhcp", "bootp", "nfs", "pxe"})
      if (Words[0] == Fetch)
        return R.fail({Name,
                       "loads what it boots from the network with '" +
                           std::string(Fetch) + "'",
                       "boot from the device's own storage only"},
                      Boot->Where, "bootcmd");
}

static void judgeArguments(const UbootEnvironment &E, const std::string &Name,
                           Report &R) {
  for (const BootVariable &V : E.Variables)
    for (std::string_view Word : splitWords(V.Value)) {
      if (!Word.starts_with("init=") && !Word.starts_with("rdinit="))
        continue;
      const std::string_view Program =
          baseName(Word.substr(Word.find('=') + 1));
      if (shell::isShellProgram(Program))
        R.fail({Name,
                "starts a root shell in place of the system ('" +
                    std::string(Word) + "')",
                "remove the argument"},
               V.Where, "init=");
    }
}

static void run(const Image &I, Report &R) {
  R.notApplicable("the image has no U-Boot environment");
  std::vector<UbootEnvironment> All = ubootEnvironments(I);
  if (All.empty())
    All = builtInEnvironments(I);
  for (const UbootEnvironment &E : All) {
    R.checked(1, "U-Boot environments");
    const std::string Name = I.path(*E.Of) + (E.IsBuiltIn ? " (built in)" : "");
    judgeDelay(E, Name, R);
    judgeSources(E, Name, R);
    judgeArguments(E, Name, R);
  }
}

static const ArtifactRule Registered(rules::BootLoaderInterruptible, run);
