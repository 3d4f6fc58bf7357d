//===- binscan/rules/RemoteRootLogin.cpp ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/BootGraph.h"
#include "binscan/readers/KeyValue.h"
#include "binscan/readers/LoginAccounts.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

static bool isNo(std::string_view Value) {
  return equalsIgnoringCase(Value, "no");
}

/// OpenSSH: the first value of a key counts, and "Match" blocks narrow it.
static void judgeSshd(const FileSystem &F, const Node &File, Report &R) {
  R.checked(1, "SSH server configurations");
  const std::vector<Setting> All =
      readSettings(File.bytes().text(), Syntax::Words);
  const auto Global = [&](std::string_view Key) -> const Setting * {
    const Setting *S = findSetting(All, Key);
    return S && S->SectionNumber == 0 ? S : nullptr;
  };
  const Setting *Passwords = Global("PasswordAuthentication");
  const bool TakesPasswords = !Passwords || !isNo(Passwords->Value);
  const Setting *Empty = Global("PermitEmptyPasswords");
  const Setting *Root = Global("PermitRootLogin");
  const bool RootMayEnter = Root && isTrue(Root->Value);
  if (Empty && isTrue(Empty->Value) && TakesPasswords)
    R.fail({printable(F.pathOf(File)), "accounts without a password",
            "set 'PermitEmptyPasswords no'"},
           R.image().atLine(File, Empty->Line), "PermitEmptyPasswords",
           Level::Error);
  if (RootMayEnter && TakesPasswords)
    R.fail({printable(F.pathOf(File)), "root with a password",
            "set 'PermitRootLogin no', or 'prohibit-password' and enrol keys"},
           R.image().atLine(File, Root->Line), "PermitRootLogin");
}

/// Whether some account of user id 0 takes a password that exists.
static bool rootHasPassword(const FileSystem &F) {
  const std::vector<LoginAccount> Accounts = accountsOf(F);
  return std::ranges::any_of(Accounts, [](const LoginAccount &A) {
    return A.IsRoot && A.CanLogIn && (isHash(A.How) || A.How == Scheme::Empty);
  });
}

/// Dropbear is configured by its arguments (dropbear(8)): -w and -g keep root
/// out, wholly or with passwords; -s takes no passwords; -B takes empty ones.
static void judgeDropbear(const FileSystem &F, const StartedCommand &C,
                          bool RootHasPassword, Report &R) {
  R.checked(1, "SSH server starts");
  const Location Where = R.image().atLine(*C.File, C.Line);
  const bool TakesPasswords = !C.hasFlag("-s");
  if (C.hasFlag("-B") && TakesPasswords)
    R.fail({printable(F.pathOf(*C.File)), "accounts without a password",
            "start dropbear without '-B'"},
           Where, "dropbear -B", Level::Error);
  else if (TakesPasswords && RootHasPassword && !C.hasFlag("-w") &&
           !C.hasFlag("-g") && std::ranges::none_of(C.Arguments, [](auto &A) {
             // What a variable holds may well be one of these flags.
             return A.starts_with('$');
           }))
    R.fail({printable(F.pathOf(*C.File)), "root with a password",
            "start dropbear with '-w', or with '-s' and enrol keys"},
           Where, "dropbear");
}

/// OpenWrt's own way to configure Dropbear.
static void judgeUci(const FileSystem &F, bool RootHasPassword, Report &R) {
  const Node *File = F.find("/etc/config/dropbear");
  if (!File || !File->isRegularFile() || !RootHasPassword)
    return;
  for (const UciSection &S : readUci(File->bytes().text())) {
    if (S.Type != "dropbear" || !isTrue(S.get("enable", "1")))
      continue;
    R.checked(1, "SSH server configurations");
    const UciOption *Root = S.find("RootPasswordAuth");
    if (isTrue(S.get("PasswordAuth", "on")) && Root && isTrue(Root->Value))
      R.fail({printable(F.pathOf(*File)), "root with a password",
              "set 'option RootPasswordAuth off' and enrol keys"},
             R.image().atLine(*File, Root->Line), "RootPasswordAuth");
  }
}

static void run(const Image &I, Report &R) {
  R.notApplicable("the image configures and starts no SSH server");
  for (const FileSystem &F : I.rootFileSystems()) {
    const bool RootHasPassword = rootHasPassword(F);
    for (const char *Path : {"/etc/ssh/sshd_config", "/etc/sshd_config"})
      if (const Node *File = F.find(Path); File && File->isRegularFile())
        judgeSshd(F, *File, R);
    const BootGraph Boot = bootGraph(F);
    for (const StartedCommand *C : Boot.running({"dropbear"}))
      judgeDropbear(F, *C, RootHasPassword, R);
    judgeUci(F, RootHasPassword, R);
  }
}

static const ArtifactRule Registered(rules::RemoteRootLogin, run);
