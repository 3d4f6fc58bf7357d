//===- binscan/readers/StartedCommand.cpp - Command lines -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/ShellWalk.h"
#include "binscan/readers/Text.h"

#include <algorithm>

namespace firmcop::binscan {

using Strings = std::vector<std::string>;

std::string_view StartedCommand::program() const {
  if (Arguments.empty())
    return {};
  std::string_view Name = Arguments[0];
  if (Name.starts_with('-'))
    Name.remove_prefix(1);
  return baseName(Name);
}

std::optional<std::string_view>
StartedCommand::valueOf(std::string_view Flag) const {
  for (std::size_t I = 1; I < Arguments.size(); ++I) {
    const std::string_view A = Arguments[I];
    if (A == Flag)
      return I + 1 < Arguments.size() ? std::string_view(Arguments[I + 1])
                                      : std::string_view();
    if (!A.starts_with(Flag))
      continue;
    if (!Flag.starts_with("--"))
      return A.substr(Flag.size());
    if (A[Flag.size()] == '=')
      return A.substr(Flag.size() + 1);
  }
  return std::nullopt;
}

bool StartedCommand::hasFlag(std::string_view Flag) const {
  return std::any_of(Arguments.begin() + (Arguments.empty() ? 0 : 1),
                     Arguments.end(), [&](const std::string &A) {
                       if (A == Flag)
                         return true;
                       return Flag.size() == 2 && A.size() > 2 && A[0] == '-' &&
                              A[1] != '-' && A.find(Flag[1]) != A.npos &&
                              std::ranges::all_of(A.substr(1), [](char C) {
                                return (C >= 'a' && C <= 'z') ||
                                       (C >= 'A' && C <= 'Z');
                              });
                     });
}

/// Drops the first word and the options behind it; options of \p WithValue
/// take the next word with them. Gives the value of -u, if that is one.
static std::string dropOptions(Strings &A, std::string_view WithValue) {
  std::string User;
  std::size_t I = 1;
  while (I < A.size() && A[I].size() > 1 && A[I][0] == '-') {
    const bool Takes = A[I].size() == 2 && contains(WithValue, A[I].substr(1));
    if (Takes && A[I] == "-u" && I + 1 < A.size())
      User = A[I + 1];
    I += Takes ? 2 : 1;
    if (A[I - 1] == "--")
      break;
  }
  A.erase(A.begin(),
          A.begin() + static_cast<std::ptrdiff_t>(std::min(I, A.size())));
  return User.substr(0, User.find(':'));
}

/// "setuidgid USER PROGRAM...", "su-exec USER:GROUP PROGRAM...".
static void dropUser(Strings &A, std::string &User) {
  if (A.size() > 1)
    User = A[1].substr(0, A[1].find(':'));
  A.erase(A.begin(), A.begin() + static_cast<std::ptrdiff_t>(
                                     std::min<std::size_t>(2, A.size())));
}

/// su(1): a login name, and behind -c the command of a shell.
static Strings commandOfSu(const Strings &A, std::string &User) {
  Strings Command;
  for (std::size_t I = 1; I < A.size(); ++I)
    if (A[I] == "-c" && I + 1 < A.size())
      for (std::string_view Word : splitWords(A[++I]))
        Command.emplace_back(unquote(Word));
    else if (A[I] == "-s" && I + 1 < A.size())
      ++I;
    else if (!A[I].starts_with("-"))
      User = A[I];
  return Command;
}

/// start-stop-daemon of Debian and of BusyBox: what --exec or --startas names,
/// with the arguments behind "--".
static Strings startedDaemon(const Strings &A, std::string &User) {
  std::string Program;
  Strings Rest;
  for (std::size_t I = 1; I < A.size(); ++I) {
    const std::string &Option = A[I];
    const bool HasNext = I + 1 < A.size();
    if (Option == "--") {
      Rest.assign(A.begin() + static_cast<std::ptrdiff_t>(I) + 1, A.end());
      break;
    }
    if (Option == "-K" || Option == "--stop" || Option == "-t" ||
        Option == "--test" || Option == "-T" || Option == "--status")
      return {};
    if (Option.starts_with("--exec=") || Option.starts_with("--startas="))
      Program = Option.substr(Option.find('=') + 1);
    else if (HasNext && (Option == "-x" || Option == "--exec" ||
                         Option == "-a" || Option == "--startas" ||
                         // BusyBox allows -Sx, -bSx and the like.
                         (Option.size() > 2 && Option[1] != '-' &&
                          Option[0] == '-' && Option.ends_with('x'))))
      Program = A[++I];
    else if (HasNext && (Option == "-c" || Option == "--chuid"))
      User = A[++I];
    else if (HasNext &&
             (Option == "-p" || Option == "--pidfile" || Option == "-n" ||
              Option == "--name" || Option == "-u" || Option == "--user" ||
              Option == "-N" || Option == "--nicelevel" || Option == "-d" ||
              Option == "--chdir" || Option == "-g" || Option == "--group" ||
              Option == "-s" || Option == "--signal" || Option == "-R" ||
              Option == "--retry" || Option == "-k" || Option == "--umask"))
      ++I;
  }
  if (Program.empty())
    return {};
  Rest.insert(Rest.begin(), Program);
  return Rest;
}

Strings unwrap(Strings A, std::string &User) {
  // Each turn takes at least one word away.
  while (!A.empty()) {
    const std::string_view Name = baseName(A[0]);
    if (Name == "start-stop-daemon") {
      A = startedDaemon(A, User);
    } else if (Name == "exec" || Name == "nohup" || Name == "setsid" ||
               Name == "builtin" || Name == "time" || Name == "cttyhack" ||
               Name == "service_start") {
      dropOptions(A, "a");
    } else if (Name == "busybox" || Name == "toybox") {
      A.erase(A.begin());
    } else if (Name == "nice" || Name == "ionice" || Name == "chrt") {
      dropOptions(A, "ncp");
    } else if (Name == "env") {
      dropOptions(A, "uC");
      while (!A.empty() && contains(A[0], "="))
        A.erase(A.begin());
    } else if (Name == "sudo" || Name == "runuser" || Name == "chpst" ||
               Name == "daemon" || Name == "softlimit" ||
               Name == "s6-softlimit") {
      const std::string Given =
          dropOptions(A, Name == "sudo"    ? "ugCD"
                         : Name == "chpst" ? "uUbenl/mdofprtc"
                                           : "un");
      if (!Given.empty())
        User = Given;
    } else if (Name == "setuidgid" || Name == "s6-setuidgid" ||
               Name == "su-exec" || Name == "gosu") {
      dropUser(A, User);
    } else if (Name == "su") {
      A = commandOfSu(A, User);
    } else if (Name == "timeout") {
      dropOptions(A, "sk");
      if (!A.empty())
        A.erase(A.begin());
    } else if (Name == "openvt") {
      dropOptions(A, "c");
    } else if (Name == "chroot" || Name == "steal-ctty") {
      dropOptions(A, "");
      if (!A.empty())
        A.erase(A.begin());
    } else if (Name == "tcpsvd" || Name == "udpsvd") {
      // tcpsvd [options] ADDRESS PORT PROGRAM...
      dropOptions(A, "cCbul");
      A.erase(A.begin(), A.begin() + static_cast<std::ptrdiff_t>(
                                         std::min<std::size_t>(2, A.size())));
    } else {
      break;
    }
  }
  return A;
}

} // namespace firmcop::binscan
