//===- binscan/readers/Supervised.cpp - runit and s6 ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Supervisors of the daemontools family watch a directory. Each entry is a
// service: a directory, or a link to one, with a program "run", which ends in
// the daemon. A file "down" keeps the service from starting by itself.
//
//   runit         /etc/service, /var/service, /etc/runit/runsvdir/default
//   s6-overlay    /etc/services.d, and since version 3 the names in
//                 /etc/s6-overlay/s6-rc.d/user/contents.d
//
// Most "run" are shell scripts. s6 prefers execline, where a program is one
// long line of programs that end in the next one: "s6-setuidgid www httpd -f".
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/ServiceFiles.h"

#include "binscan/readers/Text.h"

#include <array>
#include <set>

namespace firmcop::binscan {

static constexpr auto Directories = std::to_array<const char *>(
    {"/etc/service", "/service", "/var/service", "/etc/runit/runsvdir/default",
     "/etc/runit/runsvdir/current", "/etc/services.d", "/etc/s6/services",
     "/etc/s6/current"});

/// Words of execline that only prepare for what stands behind them.
static std::size_t wordsToSkip(std::string_view Program) {
  if (Program == "fdmove" || Program == "redirfd")
    return 4; // fdmove -c 2 1, redirfd -w 1 FILE
  if (Program == "exec" || Program == "nice" || Program == "with-contenv" ||
      Program == "/command/with-contenv")
    return 1;
  return Program == "cd" || Program == "umask" || Program == "s6-envdir" ? 2
                                                                         : 0;
}

/// The last line that does something, without what prepares for it.
static void readExecline(const Node &File, std::vector<StartedCommand> &Found) {
  StartedCommand C;
  std::vector<std::string> Words;
  for (const Line &L : splitLines(File.bytes().text())) {
    const std::string_view Text = trim(L.Text);
    if (Text.empty() || Text.starts_with('#'))
      continue;
    for (std::string_view Word : splitWords(Text))
      Words.emplace_back(unquote(Word));
    C.Line = L.Number;
    if (Words.size() > 1'000)
      break;
  }
  for (std::size_t Skip; !Words.empty() && (Skip = wordsToSkip(Words[0])) != 0;)
    Words.erase(Words.begin(),
                Words.begin() +
                    static_cast<std::ptrdiff_t>(std::min(Skip, Words.size())));
  C.Arguments = unwrap(std::move(Words), C.User);
  C.By = "a supervisor";
  C.File = &File;
  if (!C.Arguments.empty())
    Found.push_back(std::move(C));
}

static void readService(const FileSystem &F, const std::string &Directory,
                        std::vector<StartedCommand> &Found) {
  const Node *Run = F.find(Directory + "/run");
  if (!Run || !Run->isRegularFile() || F.find(Directory + "/down"))
    return;
  const std::string_view Text = Run->bytes().text();
  if (contains(Text.substr(0, Text.find('\n')), "execlineb"))
    return readExecline(*Run, Found);
  if (!shell::isShellScript(Text))
    return;
  ShellWalk Walk(F);
  Walk.runFile(*Run, {}, "a supervisor");
  std::move(Walk.Started.begin(), Walk.Started.end(),
            std::back_inserter(Found));
}

std::vector<StartedCommand> supervisedCommands(const FileSystem &F) {
  std::vector<StartedCommand> Found;
  std::set<const Node *> Seen; // a directory may be linked to as a whole
  for (const char *Path : Directories) {
    const Node *D = F.find(Path);
    if (!D || !D->isDirectory() || !Seen.insert(D).second)
      continue;
    for (NodeId Id : D->Children) {
      const std::string Service =
          std::string(Path) + "/" + F.image().node(Id).Name;
      if (const Node *Where = F.find(Service);
          Where && Where->isDirectory() && Seen.insert(Where).second)
        readService(F, Service, Found);
    }
  }
  const std::string Rc = "/etc/s6-overlay/s6-rc.d/";
  if (const Node *Wanted = F.find(Rc + "user/contents.d");
      Wanted && Wanted->isDirectory())
    for (NodeId Id : Wanted->Children)
      readService(F, Rc + F.image().node(Id).Name, Found);
  return Found;
}

} // namespace firmcop::binscan
