//===- binscan/rules/ListenOnAllInterfaces.cpp -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/BootGraph.h"
#include "binscan/readers/KeyValue.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <algorithm>
#include <array>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// A setting of a service that other programs of the device talk to.
struct Binding {
  std::string_view FileName;
  Syntax Form;
  std::string_view Key;
  std::string_view Service;
};

} // namespace

static constexpr auto Bindings = std::to_array<Binding>({
    {"redis.conf", Syntax::Words, "bind", "the database Redis"},
    {"my.cnf", Syntax::Equals, "bind-address", "the database MariaDB"},
    {"mariadb.cnf", Syntax::Equals, "bind-address", "the database MariaDB"},
    {"50-server.cnf", Syntax::Equals, "bind-address", "the database MariaDB"},
    {"postgresql.conf", Syntax::Equals, "listen_addresses",
     "the database PostgreSQL"},
    {"influxdb.conf", Syntax::Equals, "bind-address", "the database InfluxDB"},
    {"mongod.conf", Syntax::Words, "bindIp:", "the database MongoDB"},
    {"mongodb.conf", Syntax::Equals, "bind_ip", "the database MongoDB"},
    {"memcached.conf", Syntax::Words, "-l", "the cache memcached"},
    {"mosquitto.conf", Syntax::Words, "bind_address", "the broker mosquitto"},
    {"rsyncd.conf", Syntax::Equals, "address", "the file server rsync"},
});

/// Programs that serve other programs, by the option that names the address.
static constexpr auto Commands =
    std::to_array<std::pair<std::string_view, std::string_view>>({
        {"redis-server", "--bind"},
        {"memcached", "-l"},
        {"mysqld", "--bind-address"},
        {"mariadbd", "--bind-address"},
        {"mongod", "--bind_ip"},
        {"node_exporter", "--web.listen-address"},
        {"x11vnc", "-listen"},
        {"dockerd", "-H"},
        {"gpsd", "-G"},
    });

/// "0.0.0.0", "*", "::", also with a protocol in front or a port behind.
static bool isEverywhere(std::string_view Value) {
  if (const std::size_t Scheme = Value.find("://"); Scheme != Value.npos)
    Value.remove_prefix(Scheme + 3);
  if (Value == "*" || Value == "::" || Value == "[::]" || Value == "0.0.0.0")
    return true;
  return Value.starts_with("0.0.0.0:") || Value.starts_with("[::]:") ||
         Value.starts_with("*:");
}

static bool namesEverywhere(std::string_view Value) {
  for (std::string_view Word : splitWords(Value))
    for (std::string_view One : splitFields(Word, ','))
      if (isEverywhere(unquote(One)))
        return true;
  return false;
}

static void judgeFile(const FileSystem &F, const Node &File, Report &R) {
  for (const Binding &A : Bindings) {
    if (A.FileName != File.Name)
      continue;
    for (const Setting &S : readSettings(File.bytes().text(), A.Form)) {
      if (S.Key != A.Key)
        continue;
      R.checked(1, "addresses of services");
      if (namesEverywhere(S.Value))
        R.review({printable(F.pathOf(File)), std::string(A.Service),
                  printable(std::string(S.Key) + " " + std::string(S.Value))},
                 R.image().atLine(File, S.Line), std::string(A.Service));
    }
  }
}

/// mosquitto.conf(5): "listener PORT [ADDRESS]", and what follows belongs to
/// it. Without an address it is every interface; with TLS that is meant so.
static void judgeMosquitto(const FileSystem &F, const Node &File, Report &R) {
  const std::vector<Setting> All =
      readSettings(File.bytes().text(), Syntax::Words);
  for (auto S = All.begin(); S != All.end(); ++S) {
    if (S->Key != "listener")
      continue;
    R.checked(1, "addresses of services");
    const std::vector<std::string_view> Words = splitWords(S->Value);
    const bool IsEverywhere =
        Words.size() == 1 || (Words.size() > 1 && isEverywhere(Words[1]));
    const auto Next = std::find_if(S + 1, All.end(), [](const Setting &Other) {
      return Other.Key == "listener";
    });
    const bool HasTls = std::any_of(S + 1, Next, [](const Setting &Own) {
      return Own.Key == "certfile" || Own.Key == "psk_hint";
    });
    if (IsEverywhere && !HasTls && !Words.empty() && Words[0] != "0")
      R.review({printable(F.pathOf(File)), "the broker mosquitto",
                "listener " + printable(S->Value) + ", without TLS"},
               R.image().atLine(File, S->Line), "mosquitto");
  }
}

static void judgeCommands(const FileSystem &F, Report &R) {
  for (const StartedCommand &C : bootGraph(F).Commands)
    for (const auto &[Program, Option] : Commands) {
      if (C.program() != Program)
        continue;
      R.checked(1, "started services");
      const auto Value = C.valueOf(Option);
      const bool IsOpen = Program == "gpsd" ? C.hasFlag(Option)
                                            : Value && namesEverywhere(*Value);
      if (IsOpen)
        R.review({printable(F.pathOf(*C.File)),
                  "'" + std::string(Program) + "'",
                  printable(std::string(Option) + " " +
                            std::string(Value.value_or("")))},
                 R.image().atLine(*C.File, C.Line), std::string(Program));
    }
}

static void run(const Image &I, Report &R) {
  R.notApplicable("the image configures no service for other programs");
  for (const FileSystem &F : I.fileSystems())
    F.forEachFile([&](const Node &File) {
      if (isDocumentation(F.pathOf(File)))
        return;
      judgeFile(F, File, R);
      if (File.Name == "mosquitto.conf")
        judgeMosquitto(F, File, R);
    });
  for (const FileSystem &F : I.rootFileSystems())
    judgeCommands(F, R);
}

static const ArtifactRule Registered(rules::ListenOnAllInterfaces, run);
