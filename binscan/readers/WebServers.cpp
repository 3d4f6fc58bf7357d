//===- binscan/readers/WebServers.cpp ---------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/WebServers.h"

#include "binscan/readers/KeyValue.h"
#include "binscan/readers/Text.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

/// Whether a text has a setting outside of comments that makes a server use
/// TLS.
static bool mentions(std::string_view Text,
                     std::initializer_list<std::string_view> Words) {
  for (const Line &L : splitLines(Text)) {
    const std::string_view Line = trim(L.Text);
    if (!Line.starts_with('#') &&
        std::ranges::all_of(
            Words, [&](std::string_view Word) { return contains(Line, Word); }))
      return true;
  }
  return false;
}

/// Whether a file below \p Folder has one line with all of the words. Without
/// any file nothing is known, which counts as yes.
static bool configures(const FileSystem &F, std::string_view Folder,
                       std::initializer_list<std::string_view> Words) {
  bool IsThere = false, Does = false;
  F.forEachFile([&](const Node &N) {
    if (!F.pathOf(N).starts_with(Folder))
      return;
    IsThere = true;
    Does = Does || mentions(N.bytes().text(), Words);
  });
  return Does || !IsThere;
}

/// Whether "httpd" is BusyBox's, which knows no TLS.
static bool isBusybox(const FileSystem &F, std::string_view Program) {
  for (std::string_view Folder :
       {"", "/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/"})
    if (const Node *N = F.find(std::string(Folder) + std::string(Program)))
      return N->Name.starts_with("busybox");
  return false;
}

/// OpenWrt's server gets its addresses from a file that its script reads.
static bool isPlainUhttpd(const FileSystem &F, const StartedCommand &C) {
  if (C.hasFlag("-s"))
    return false;
  if (C.hasFlag("-p"))
    return true;
  const Node *Conf = F.find("/etc/config/uhttpd");
  if (!Conf || !Conf->isRegularFile())
    return false;
  bool IsPlain = false;
  for (const UciSection &S : readUci(Conf->bytes().text()))
    for (const UciOption &O : S.Options) {
      if (O.Key == "listen_https")
        return false;
      IsPlain = IsPlain || O.Key == "listen_http";
    }
  return IsPlain;
}

static bool isPlain(const FileSystem &F, const StartedCommand &C) {
  const std::string_view Program = C.program();
  if (Program == "thttpd" || Program == "boa" || Program == "darkhttpd" ||
      Program == "micro_httpd")
    return true;
  if (Program == "httpd")
    return isBusybox(F, C.Arguments[0]);
  if (Program == "mini_httpd")
    return !C.hasFlag("-S") && !C.valueOf("-C");
  if (Program == "uhttpd")
    return isPlainUhttpd(F, C);
  if (Program == "lighttpd")
    return !configures(F, "/etc/lighttpd", {"ssl.engine", "enable"});
  if (Program == "nginx")
    return !configures(F, "/etc/nginx", {"listen", "ssl"});
  return false;
}

/// Whether it is bound to the device itself.
static bool isLocal(const StartedCommand &C) {
  return std::ranges::any_of(C.Arguments, [](const std::string &Argument) {
    return contains(Argument, "127.0.0.1") || contains(Argument, "localhost");
  });
}

std::vector<const StartedCommand *>
binscan::plainWebServers(const FileSystem &F, const BootGraph &Boot) {
  std::vector<const StartedCommand *> Plain;
  if (!Boot.running(
               {"stunnel", "stunnel4", "haproxy", "hitch", "stud", "caddy"})
           .empty())
    return Plain;
  bool HasFront = false;
  for (const StartedCommand &C : Boot.Commands) {
    const bool IsFront = C.program() == "nginx" || C.program() == "lighttpd";
    if (isPlain(F, C)) {
      if (!isLocal(C))
        Plain.push_back(&C);
    } else {
      HasFront = HasFront || IsFront;
    }
  }
  return HasFront ? std::vector<const StartedCommand *>() : Plain;
}
