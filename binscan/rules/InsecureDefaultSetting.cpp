//===- binscan/rules/InsecureDefaultSetting.cpp -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/KeyValue.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <array>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// A setting that opens something which is closed by default, or should be.
struct Insecure {
  std::string_view FileName; ///< the last path component, exact
  Syntax Form;
  std::string_view Key;
  bool (*IsBad)(std::string_view Value);
  std::string_view Effect; ///< what it does, to go behind "which"
  std::string_view Secure; ///< the setting to ship
};

bool isNo(std::string_view Value) {
  for (std::string_view Word : {"no", "false", "off", "0"})
    if (equalsIgnoringCase(Value, Word))
      return true;
  return false;
}

bool isWellKnownCommunity(std::string_view Value) {
  const std::vector<std::string_view> Words = splitWords(Value);
  return !Words.empty() && (Words[0] == "public" || Words[0] == "private");
}

bool isAny(std::string_view) { return true; }

} // namespace

static constexpr auto Settings = std::to_array<Insecure>({
    {"mosquitto.conf", Syntax::Words, "allow_anonymous", isTrue,
     "lets everybody read and write MQTT messages", "allow_anonymous false"},
    {"vsftpd.conf", Syntax::Equals, "anonymous_enable", isTrue,
     "lets everybody fetch files", "anonymous_enable=NO"},
    {"vsftpd.conf", Syntax::Equals, "anon_upload_enable", isTrue,
     "lets everybody store files", "anon_upload_enable=NO"},
    {"smb.conf", Syntax::Equals, "guest ok", isTrue,
     "opens the share to everybody", "guest ok = no"},
    {"smb.conf", Syntax::Equals, "public", isTrue,
     "opens the share to everybody", "public = no"},
    {"snmpd.conf", Syntax::Words, "rwcommunity", isAny,
     "lets whoever has sniffed the community string change settings",
     "rwuser with authPriv"},
    {"snmpd.conf", Syntax::Words, "rocommunity", isWellKnownCommunity,
     "lets everybody read the device's state", "rouser with authPriv"},
    {"miniupnpd.conf", Syntax::Equals, "secure_mode", isNo,
     "lets any host open the firewall for any other", "secure_mode=yes"},
    {"redis.conf", Syntax::Words, "protected-mode", isNo,
     "opens the database to the network", "protected-mode yes"},
    {"lighttpd.conf", Syntax::Equals, "dir-listing.activate",
     [](std::string_view V) { return equalsIgnoringCase(V, "enable"); },
     "lists every file below the web root",
     "dir-listing.activate = \"disable\""},
});

static void fail(const FileSystem &F, const Node &File, std::uint32_t Line,
                 std::string Setting, std::string_view Effect,
                 std::string_view Secure, Report &R) {
  std::string Evidence = Setting;
  R.fail({printable(F.pathOf(File)), std::move(Setting), std::string(Effect),
          std::string(Secure)},
         R.image().atLine(File, Line), std::move(Evidence));
}

static void judgeTable(const FileSystem &F, const Node &File, Report &R) {
  for (const Syntax Form : {Syntax::Equals, Syntax::Words}) {
    std::vector<Setting> Read;
    for (const Insecure &S : Settings) {
      if (File.Name != S.FileName || S.Form != Form)
        continue;
      if (Read.empty()) {
        Read = readSettings(File.bytes().text(), Form);
        R.checked(Read.size(), "settings");
      }
      for (const Setting &Given : Read)
        if (equalsIgnoringCase(Given.Key, S.Key) && S.IsBad(Given.Value)) {
          // A community string is a password.
          const bool IsSecret = contains(S.Key, "community");
          fail(F, File, Given.Line,
               std::string(Given.Key) +
                   (IsSecret ? "" : " " + std::string(Given.Value)),
               S.Effect, S.Secure, R);
        }
    }
  }
}

/// sudoers(5): a rule that lets somebody be root without a password.
static void judgeSudoers(const FileSystem &F, const Node &File, Report &R) {
  for (const Line &L : splitLines(File.bytes().text())) {
    const std::vector<std::string_view> W = splitWords(L.Text);
    if (W.size() < 2 || W[0].starts_with('#') || W[0] == "root" ||
        W[0] == "Defaults")
      continue;
    R.checked(1, "settings");
    const std::string_view Rule = trim(L.Text);
    if (Rule.ends_with("NOPASSWD: ALL") || Rule.ends_with("NOPASSWD:ALL"))
      fail(F, File, L.Number, std::string(W[0]) + " NOPASSWD: ALL",
           "makes that account root without a password",
           "the single commands that are needed", R);
  }
}

/// exports(5): a share on which root of any client is root.
static void judgeExports(const FileSystem &F, const Node &File, Report &R) {
  for (const Line &L : splitLines(File.bytes().text())) {
    const std::string_view Share = trim(L.Text);
    if (Share.empty() || Share.starts_with('#'))
      continue;
    R.checked(1, "settings");
    if (contains(Share, "no_root_squash"))
      fail(F, File, L.Number, "no_root_squash",
           "lets root of another computer be root on the share", "root_squash",
           R);
  }
}

/// OpenWrt: the zone that faces the internet accepts connections.
static void judgeFirewall(const FileSystem &F, const Node &File, Report &R) {
  for (const UciSection &S : readUci(File.bytes().text())) {
    if (S.Type != "zone" || S.get("name") != "wan")
      continue;
    R.checked(1, "settings");
    if (const UciOption *Input = S.find("input");
        Input && equalsIgnoringCase(Input->Value, "ACCEPT"))
      fail(F, File, Input->Line, "zone wan: input ACCEPT",
           "opens every service to the internet", "option input 'REJECT'", R);
  }
}

static void run(const Image &I, Report &R) {
  R.notApplicable("the image has no configuration that the rule knows");
  for (const FileSystem &F : I.fileSystems())
    F.forEachFile([&](const Node &File) {
      const std::string Path = F.pathOf(File);
      if (isDocumentation(Path))
        return;
      judgeTable(F, File, R);
      if (Path == "/etc/sudoers" || Path.starts_with("/etc/sudoers.d/"))
        judgeSudoers(F, File, R);
      else if (Path == "/etc/exports")
        judgeExports(F, File, R);
      else if (Path.ends_with("/etc/config/firewall"))
        judgeFirewall(F, File, R);
    });
}

static const ArtifactRule Registered(rules::InsecureDefaultSetting, run);
