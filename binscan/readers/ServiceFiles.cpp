//===- binscan/readers/ServiceFiles.cpp - Declared services -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/ServiceFiles.h"

#include "binscan/readers/KeyValue.h"
#include "binscan/readers/Text.h"

#include <algorithm>
#include <deque>
#include <set>

namespace firmcop::binscan {

using Commands = std::vector<StartedCommand>;
using Strings = std::vector<std::string>;

/// The regular files right in a directory, sorted by name.
static std::vector<const Node *> filesIn(const FileSystem &F,
                                         std::string_view Directory) {
  std::vector<const Node *> Found;
  // The root itself is a file system, not a directory in one.
  const Node *D = Directory == "/" ? &F.root() : F.find(Directory);
  if (!D)
    return Found;
  for (NodeId Id : D->Children)
    if (const Node *N = F.resolve(F.image().node(Id)); N && N->isRegularFile())
      Found.push_back(N);
  return Found;
}

static Strings wordsOf(std::string_view Text) {
  Strings Words;
  for (std::string_view W : splitWords(Text))
    Words.emplace_back(unquote(W));
  return Words;
}

//===----------------------------------------------------------------------===//
// systemd
//===----------------------------------------------------------------------===//

namespace {

class UnitReader {
public:
  explicit UnitReader(const FileSystem &F) : Files(F) {}

  Commands read() {
    want(defaultTarget());
    for (; !Queue.empty(); Queue.pop_front())
      visit(Queue.front());
    return std::move(Found);
  }

private:
  static constexpr const char *Directories[] = {"/etc/systemd/system/",
                                                "/lib/systemd/system/",
                                                "/usr/lib/systemd/system/"};

  std::string defaultTarget() const {
    for (const char *D : Directories) {
      const Node *Link = Files.findLink(std::string(D) + "default.target");
      if (!Link)
        continue;
      if (Link->File && Link->File->Type == FileType::Symlink)
        return std::string(baseName(Link->File->LinkTarget));
      return "default.target";
    }
    return "multi-user.target";
  }

  void want(std::string_view Unit) {
    if (Seen.size() < 10'000 && Seen.insert(std::string(Unit)).second)
      Queue.emplace_back(Unit);
  }

  /// "getty@tty1.service" is made from "getty@.service".
  const Node *find(const std::string &Unit) const {
    const std::size_t At = Unit.find('@');
    const std::size_t Dot = Unit.rfind('.');
    Strings Names = {Unit};
    if (At != Unit.npos && Dot != Unit.npos && At < Dot)
      Names.push_back(Unit.substr(0, At + 1) + Unit.substr(Dot));
    for (const std::string &Name : Names)
      for (const char *D : Directories)
        if (const Node *N = Files.find(D + Name))
          return N->isRegularFile() ? N : nullptr;
    return nullptr;
  }

  void wantAllIn(const std::string &Directory) {
    const Node *D = Files.find(Directory);
    if (D && D->isDirectory())
      for (NodeId Id : D->Children)
        want(Files.image().node(Id).Name);
  }

  void visit(const std::string &Unit) {
    for (const char *D : Directories)
      for (const char *Kind : {".wants", ".requires"})
        wantAllIn(D + Unit + Kind);
    const Node *File = find(Unit);
    if (!File)
      return;
    readUnit(Unit, *File);
    // Drop-ins add settings and replace commands.
    for (const char *D : Directories)
      for (const Node *Part : filesIn(Files, D + Unit + ".d"))
        readUnit(Unit, *Part);
  }

  void readUnit(const std::string &Unit, const Node &File) {
    const std::string_view Text = File.bytes().text();
    const std::vector<Setting> Settings = readSettings(Text, Syntax::Equals);
    const Setting *User = findSetting(Settings, "User");
    for (const Setting &S : Settings) {
      if (S.Key == "Wants" || S.Key == "Requires" || S.Key == "BindsTo" ||
          S.Key == "Upholds")
        for (std::string_view Name : splitWords(S.Value))
          want(Name);
      if (S.Key == "Service" || S.Key == "Unit")
        want(S.Value);
      if (S.Key == "ExecStart")
        addCommand(Unit, S, User, File);
    }
    if (Unit.ends_with(".socket") && !findSetting(Settings, "Service")) {
      const Setting *Accept = findSetting(Settings, "Accept");
      want(Unit.substr(0, Unit.size() - 7) +
           (Accept && isTrue(Accept->Value) ? "@.service" : ".service"));
    }
  }

  void addCommand(const std::string &Unit, const Setting &S,
                  const Setting *User, const Node &File) {
    std::string_view Command = S.Value;
    while (!Command.empty() && contains("-@:+!", Command.substr(0, 1)))
      Command.remove_prefix(1);
    StartedCommand C;
    std::string Instance;
    const std::size_t At = Unit.find('@');
    if (At != Unit.npos)
      Instance = Unit.substr(At + 1, Unit.rfind('.') - At - 1);
    for (std::string Word : wordsOf(Command)) {
      for (const char *Specifier : {"%i", "%I"})
        if (std::size_t Where = Word.find(Specifier); Where != Word.npos)
          Word.replace(Where, 2, Instance);
      C.Arguments.push_back(std::move(Word));
    }
    C.Arguments = unwrap(std::move(C.Arguments), C.User);
    if (C.Arguments.empty())
      return;
    if (User)
      C.User = User->Value;
    C.By = "systemd";
    C.Terminal = Instance.starts_with("tty") ? Instance : "";
    C.File = &File;
    C.Line = S.Line;
    Found.push_back(std::move(C));
  }

  const FileSystem &Files;
  std::set<std::string> Seen;
  std::deque<std::string> Queue;
  Commands Found;
};

} // namespace

Commands systemdCommands(const FileSystem &F) { return UnitReader(F).read(); }

//===----------------------------------------------------------------------===//
// inetd and xinetd
//===----------------------------------------------------------------------===//

static void readInetdConf(const Node &File, Commands &Found) {
  for (const Line &L : splitLines(File.bytes().text())) {
    // service type protocol wait user program argv...
    const Strings Words = wordsOf(L.Text);
    if (Words.size() < 6 || Words[0].starts_with('#') || Words[5] == "internal")
      continue;
    StartedCommand C;
    C.Arguments = {Words[5]};
    if (Words.size() > 7)
      C.Arguments.insert(C.Arguments.end(), Words.begin() + 7, Words.end());
    // A wrapper such as tcpd is told the program as its first argument.
    if (baseName(Words[5]) == "tcpd" && Words.size() > 6)
      C.Arguments[0] = Words[6];
    // "busybox telnetd": the applet is the first argument.
    if (baseName(Words[5]) == "busybox" && Words.size() > 6)
      C.Arguments[0] = Words[6];
    C.User = Words[4];
    C.By = "inetd";
    C.File = &File;
    C.Line = L.Number;
    Found.push_back(std::move(C));
  }
}

static void readXinetd(const Node &File, Commands &Found) {
  StartedCommand Service;
  bool IsDisabled = false;
  Strings Arguments;
  for (const Line &L : splitLines(File.bytes().text())) {
    const std::string_view Text = trim(L.Text);
    if (Text.starts_with('#'))
      continue;
    if (Text.starts_with("service ")) {
      Service = {};
      Service.Line = L.Number;
      IsDisabled = false;
      Arguments.clear();
    } else if (Text == "}" && !Service.Arguments.empty() && !IsDisabled) {
      Service.Arguments.insert(Service.Arguments.end(), Arguments.begin(),
                               Arguments.end());
      Service.By = "xinetd";
      Service.File = &File;
      Found.push_back(std::exchange(Service, {}));
    }
    const std::size_t Equals = Text.find('=');
    if (Equals == Text.npos)
      continue;
    const std::string_view Key = trim(Text.substr(0, Equals));
    const std::string_view Value = trim(Text.substr(Equals + 1));
    if (Key == "server")
      Service.Arguments = {std::string(Value)};
    else if (Key == "server_args")
      Arguments = wordsOf(Value);
    else if (Key == "user")
      Service.User = Value;
    else if (Key == "disable")
      IsDisabled = isTrue(Value);
  }
}

Commands inetdCommands(const FileSystem &F) {
  Commands Found;
  if (const Node *Conf = F.find("/etc/inetd.conf");
      Conf && Conf->isRegularFile())
    readInetdConf(*Conf, Found);
  if (const Node *Conf = F.find("/etc/xinetd.conf");
      Conf && Conf->isRegularFile())
    readXinetd(*Conf, Found);
  for (const Node *Conf : filesIn(F, "/etc/xinetd.d"))
    readXinetd(*Conf, Found);
  return Found;
}

//===----------------------------------------------------------------------===//
// Android's init
//===----------------------------------------------------------------------===//

namespace {

struct AndroidService {
  std::string Name;
  StartedCommand Command;
  bool IsDisabled = false;
};

class AndroidReader {
public:
  void read(const Node &File) {
    enum { Nothing, InService, InTrigger } Where = Nothing;
    for (const Line &L : splitLines(File.bytes().text())) {
      const Strings Words = wordsOf(L.Text);
      if (Words.empty() || Words[0].starts_with('#'))
        continue;
      if (Words[0] == "service" && Words.size() > 2) {
        Where = InService;
        AndroidService S;
        S.Name = Words[1];
        S.Command.Arguments.assign(Words.begin() + 2, Words.end());
        S.Command.By = "init";
        S.Command.File = &File;
        S.Command.Line = L.Number;
        Services.push_back(std::move(S));
      } else if (Words[0] == "on" && Words.size() > 1) {
        // "on property:..." waits for a setting; "on boot" does not.
        Where = InTrigger;
        IsConditional = Words[1].starts_with("property:") || Words.size() > 2;
      } else if (Where == InService && Words[0] == "disabled") {
        Services.back().IsDisabled = true;
      } else if (Where == InService && Words[0] == "user" && Words.size() > 1) {
        Services.back().Command.User = Words[1];
      } else if (Where == InService && Words[0] == "console") {
        Services.back().Command.Terminal =
            Words.size() > 1 ? Words[1] : "console";
      } else if (Where == InTrigger && Words.size() > 1 &&
                 (Words[0] == "start" || Words[0] == "enable") &&
                 !IsConditional) {
        Enabled.insert(Words[1]);
      }
    }
  }

  Commands take() {
    Commands Found;
    for (AndroidService &S : Services)
      if (!S.IsDisabled || Enabled.count(S.Name))
        Found.push_back(std::move(S.Command));
    return Found;
  }

private:
  std::vector<AndroidService> Services;
  std::set<std::string> Enabled;
  bool IsConditional = false;
};

} // namespace

Commands androidCommands(const FileSystem &F) {
  AndroidReader Reader;
  for (const char *Directory :
       {"/", "/etc/init", "/system/etc/init", "/vendor/etc/init",
        "/system/etc/init/hw", "/vendor/etc/init/hw", "/odm/etc/init"})
    for (const Node *File : filesIn(F, Directory))
      if (File->Name.ends_with(".rc"))
        Reader.read(*File);
  return Reader.take();
}

//===----------------------------------------------------------------------===//
// cron
//===----------------------------------------------------------------------===//

/// Adds the lines of a crontab; \p HasUser as in /etc/crontab.
static void readCrontab(const FileSystem &F, const Node &File, bool HasUser,
                        Commands &Found) {
  for (const Line &L : splitLines(File.bytes().text())) {
    std::string_view Text = trim(L.Text);
    const std::vector<std::string_view> Words = splitWords(Text);
    if (Words.empty() || Text.starts_with('#') || contains(Words[0], "="))
      continue;
    const std::size_t Skip = (Text.starts_with('@') ? 1 : 5) + HasUser;
    if (Words.size() <= Skip)
      continue;
    ShellWalk Walk(F);
    Walk.runLine(
        Text.substr(static_cast<std::size_t>(Words[Skip].data() - Text.data())),
        File, L.Number, "cron");
    for (StartedCommand &C : Walk.Started) {
      if (HasUser)
        C.User = Words[Skip - 1];
      Found.push_back(std::move(C));
    }
  }
}

Commands cronCommands(const FileSystem &F) {
  Commands Found;
  if (const Node *Table = F.find("/etc/crontab");
      Table && Table->isRegularFile())
    readCrontab(F, *Table, true, Found);
  for (const Node *Table : filesIn(F, "/etc/cron.d"))
    readCrontab(F, *Table, true, Found);
  for (const char *Directory :
       {"/etc/crontabs", "/var/spool/cron", "/var/spool/cron/crontabs"})
    for (const Node *Table : filesIn(F, Directory))
      readCrontab(F, *Table, false, Found);
  return Found;
}

} // namespace firmcop::binscan
