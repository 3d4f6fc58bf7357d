//===- binscan/rules/DaemonRunsAsRoot.cpp -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Programs.h"
#include "binscan/Rule.h"
#include "binscan/readers/Accounts.h"
#include "binscan/readers/BootGraph.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <algorithm>
#include <array>
#include <set>

using namespace firmcop;
using namespace firmcop::binscan;

/// Functions by which a program gives up rights of root, or could.
static constexpr auto Drops = std::to_array<std::string_view>(
    {"setuid", "seteuid", "setreuid", "setresuid", "setgroups", "initgroups",
     "cap_set_proc", "capset", "capng_apply", "capng_change_id",
     "minijail_enter"});

static const Node *programOf(const FileSystem &F, const StartedCommand &C) {
  const std::string &Name = C.Arguments[0];
  if (contains(Name, "/"))
    return F.find(Name);
  for (std::string_view Directory :
       {"/sbin/", "/usr/sbin/", "/bin/", "/usr/bin/", "/usr/local/sbin/"})
    if (const Node *Found = F.find(std::string(Directory) + Name))
      return Found;
  return nullptr;
}

/// Functions that deal with addresses of the network.
static constexpr auto Addresses = std::to_array<std::string_view>(
    {"getaddrinfo", "getnameinfo", "gethostbyname", "getservbyname",
     "inet_addr", "inet_aton", "inet_ntoa", "inet_ntop", "inet_pton", "htons",
     "ntohs"});

/// Who removes a file and knows no address listens on a Unix socket.
static bool listensLocally(const ElfFile &File) {
  return File.imports("unlink") &&
         std::ranges::none_of(Addresses, [&](std::string_view Function) {
           return File.imports(Function);
         });
}

/// Whether the program waits for connections from the network.
static bool isServer(const ElfFile &File) {
  return !listensLocally(File) && File.isDynamicallyLinked() &&
         File.imports("bind") && File.imports("listen") &&
         (File.imports("accept") || File.imports("accept4"));
}

static bool hasOtherAccount(const FileSystem &F) {
  const Node *Passwd = F.find("/etc/passwd");
  if (!Passwd || !Passwd->isRegularFile())
    return false;
  const std::vector<Account> All = readPasswd(Passwd->bytes().text());
  return std::ranges::any_of(
      All, [](const Account &A) { return A.Uid && *A.Uid != 0; });
}

static void judge(const FileSystem &F, Report &R) {
  const bool HasOther = hasOtherAccount(F);
  std::set<const Node *> Seen;
  for (const StartedCommand &C : bootGraph(F).Commands) {
    if (C.Arguments.empty())
      continue;
    const Node *Program = programOf(F, C);
    const ElfFile *File = Program ? elfOf(*Program) : nullptr;
    // One program of many applets serves whatever it is called for.
    if (!File || !isServer(*File) || Program->Name == "busybox" ||
        !Seen.insert(Program).second)
      continue;
    R.checked(1, "started servers");
    const bool IsRoot = C.User.empty() || C.User == "root" || C.User == "0";
    if (!IsRoot || std::ranges::any_of(Drops, [&](std::string_view Drop) {
          return File->imports(Drop);
        }))
      continue;
    std::vector<std::string> Arguments = {printable(F.pathOf(*C.File)),
                                          printable(C.program())};
    const Location Where = R.image().atLine(*C.File, C.Line);
    // Who has no other account has not decided against using it.
    if (HasOther && !C.IsConditional)
      R.fail(std::move(Arguments), Where, printable(C.program()));
    else
      R.review(std::move(Arguments), Where, printable(C.program()));
  }
}

static void run(const Image &I, Report &R) {
  R.notApplicable("no root file system of the image starts a server");
  for (const FileSystem &F : I.rootFileSystems())
    judge(F, R);
}

static const ArtifactRule Registered(rules::DaemonRunsAsRoot, run);
