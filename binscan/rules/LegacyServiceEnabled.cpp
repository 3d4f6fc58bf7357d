//===- binscan/rules/LegacyServiceEnabled.cpp -------------------*- C++ -*-===//
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

namespace {

struct LegacyProgram {
  std::string_view Name;
  std::string_view Protocol;
};

} // namespace

/// Servers whose protocol has no encryption and often no passwords either.
static constexpr auto Programs = std::to_array<LegacyProgram>({
    {"telnetd", "Telnet"},    {"utelnetd", "Telnet"},
    {"in.telnetd", "Telnet"}, {"telnetd-ssl", "Telnet"},
    {"ftpd", "FTP"},          {"in.ftpd", "FTP"},
    {"vsftpd", "FTP"},        {"proftpd", "FTP"},
    {"pure-ftpd", "FTP"},     {"bftpd", "FTP"},
    {"uftpd", "FTP"},         {"stupid-ftpd", "FTP"},
    {"tftpd", "TFTP"},        {"in.tftpd", "TFTP"},
    {"atftpd", "TFTP"},       {"rlogind", "rlogin"},
    {"in.rlogind", "rlogin"}, {"rshd", "rsh"},
    {"in.rshd", "rsh"},       {"rexecd", "rexec"},
    {"in.rexecd", "rexec"},   {"fingerd", "finger"},
    {"in.fingerd", "finger"},
});

static const LegacyProgram *find(const StartedCommand &C) {
  for (const LegacyProgram &P : Programs)
    if (P.Name == C.program())
      return &P;
  return nullptr;
}

/// FTP servers that insist on TLS are FTPS servers.
static bool requiresTls(const FileSystem &F, const StartedCommand &C) {
  if (C.program() != "vsftpd")
    return false;
  const Node *Conf = nullptr;
  if (C.Arguments.size() > 1)
    Conf = F.find(C.Arguments.back());
  for (const char *Path : {"/etc/vsftpd.conf", "/etc/vsftpd/vsftpd.conf"})
    if (!Conf)
      Conf = F.find(Path);
  if (!Conf || !Conf->isRegularFile())
    return false;
  const std::vector<Setting> S =
      readSettings(Conf->bytes().text(), Syntax::Equals);
  const Setting *Tls = findSetting(S, "ssl_enable");
  const Setting *Force = findSetting(S, "force_local_logins_ssl");
  return Tls && isTrue(Tls->Value) && (!Force || isTrue(Force->Value));
}

/// ", which gives '/bin/sh' to everybody who connects": telnetd's login program
/// can be anything, and a shell asks no questions.
static std::string withoutLogin(const StartedCommand &C) {
  const std::optional<std::string_view> Login = C.valueOf("-l");
  if (!Login)
    return {};
  return shell::isShellProgram(*Login)
             ? ", which gives '" + std::string(*Login) +
                   "' to everybody who connects, without a login"
             : "";
}

static void judge(const FileSystem &F, Report &R) {
  const BootGraph Boot = bootGraph(F);
  R.checked(Boot.Commands.size(), "started commands");
  const bool StartsInetd =
      !Boot.running({"inetd", "xinetd", "inetutils-inetd"}).empty();
  for (const StartedCommand &C : Boot.Commands) {
    const LegacyProgram *P = find(C);
    if (!P || requiresTls(F, C))
      continue;
    const bool ByInetd = C.By == "inetd" || C.By == "xinetd";
    std::string How = ByInetd ? "for each connection to " + C.By : "at boot";
    if (C.IsConditional)
      How += ", under a condition";
    if (ByInetd && !StartsInetd)
      How += ", once " + C.By + " runs";
    How += withoutLogin(C);
    const bool IsSure = !C.IsConditional && (!ByInetd || StartsInetd);
    R.fail({printable(F.pathOf(*C.File)), std::string(P->Protocol),
            printable(C.program()), How},
           R.image().atLine(*C.File, C.Line), printable(C.program()),
           IsSure ? R.rule().DefaultLevel : Level::Warning);
  }
}

static void run(const Image &I, Report &R) {
  R.notApplicable("the image has no root file system");
  for (const FileSystem &F : I.rootFileSystems())
    judge(F, R);
}

static const ArtifactRule Registered(rules::LegacyServiceEnabled, run);
