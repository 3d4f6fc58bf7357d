//===- binscan/rules/CleartextProtocol.cpp ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Content.h"
#include "binscan/Rule.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/Shell.h"
#include "binscan/readers/Text.h"
#include "binscan/readers/WebServers.h"
#include "firmcop/Rules.h"

#include <algorithm>
#include <array>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// A scheme whose protocol has no encryption of its own.
struct Scheme {
  std::string_view Name, Protocol;
};

} // namespace

/// Not http: where it matters, another rule asks for what it is used.
static constexpr auto Schemes = std::to_array<Scheme>({
    {"amqp", "AMQP"},
    {"coap", "CoAP"},
    {"ldap", "LDAP"},
    {"mqtt", "MQTT"},
    {"rtmp", "RTMP"},
    {"telnet", "Telnet"},
    {"ws", "WebSocket"},
});

/// The device itself and the networks that no router passes on.
static bool isNear(std::string_view Host) {
  for (std::string_view Start : {"127.", "10.", "192.168.", "169.254.", "0."})
    if (Host.starts_with(Start))
      return true;
  return !contains(Host, ".") || Host.ends_with(".local") ||
         Host.ends_with(".lan") || isPlaceholder(Host);
}

static bool isHostByte(char C) {
  return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') ||
         (C >= '0' && C <= '9') || C == '-' || C == '.' || C == '_';
}

/// The host of an address whose scheme ends before \p At; without a user.
static std::string_view hostAt(std::string_view Line, std::size_t At) {
  std::string_view Rest = Line.substr(At);
  Rest = Rest.substr(0, Rest.find_first_of("/?# \t\"'<>"));
  if (const std::size_t User = Rest.rfind('@'); User != Rest.npos)
    Rest.remove_prefix(User + 1);
  const auto End = std::ranges::find_if_not(Rest, isHostByte);
  return Rest.substr(0, static_cast<std::size_t>(End - Rest.begin()));
}

static bool isConfiguration(std::string_view Path, std::string_view Name) {
  for (std::string_view End :
       {".json", ".yaml", ".yml", ".xml", ".conf", ".cfg", ".ini", ".env",
        ".properties", ".config"})
    if (Name.ends_with(End))
      return true;
  return contains(Path, "/etc/config/");
}

static void judgeLine(const FileSystem &F, const Node &File, const Line &L,
                      Report &R) {
  const std::string_view Start = trim(L.Text);
  for (std::string_view Comment : {"#", ";", "//", "<!--"})
    if (Start.starts_with(Comment))
      return;
  for (const Scheme &S : Schemes) {
    const std::string Mark = std::string(S.Name) + "://";
    for (std::size_t At = 0; (At = L.Text.find(Mark, At)) != L.Text.npos;) {
      const bool IsWord = At == 0 || !isHostByte(L.Text[At - 1]);
      At += Mark.size();
      const std::string_view Host = hostAt(L.Text, At);
      if (!IsWord || Host.empty())
        continue;
      R.checked(1, "addresses");
      if (!isNear(Host))
        R.fail({printable(F.pathOf(File)), std::string(S.Protocol) +
                                               " without encryption for '" +
                                               Mark + printable(Host) + "'"},
               R.image().atLine(File, L.Number), Mark + std::string(Host));
    }
  }
}

static void judgeServers(const FileSystem &F, Report &R) {
  const BootGraph Boot = bootGraph(F);
  for (const StartedCommand *C : plainWebServers(F, Boot))
    R.fail({printable(F.pathOf(*C->File)),
            "HTTP without encryption for the web server '" +
                printable(C->program()) + "', which is started at boot"},
           R.image().atLine(*C->File, C->Line), printable(C->program()));
}

static void run(const Image &I, Report &R) {
  R.notApplicable("no configuration or script of the image has an address with "
                  "such a protocol");
  for (const FileSystem &F : I.rootFileSystems())
    judgeServers(F, R);
  for (const FileSystem &F : I.fileSystems())
    F.forEachFile([&](const Node &File) {
      const std::string Path = F.pathOf(File);
      const std::string_view Text = File.bytes().text();
      if (isDocumentation(Path) || Text.size() > (1u << 20) ||
          !isText(File.bytes()) ||
          (!isConfiguration(Path, File.Name) && !shell::isShellScript(Text)))
        return;
      for (const Line &L : splitLines(Text))
        if (contains(L.Text, "://"))
          judgeLine(F, File, L, R);
    });
}

static const ArtifactRule Registered(rules::CleartextProtocol, run);
