//===- binscan/rules/ResetRestoresUniversalPassword.cpp --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/Accounts.h"
#include "binscan/readers/LoginAccounts.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/ResetScripts.h"
#include "binscan/readers/Shell.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <algorithm>
#include <array>

using namespace firmcop;
using namespace firmcop::binscan;

/// A setting that holds a password or the key of a network.
static bool namesCredential(std::string_view Name) {
  const std::string Small = lower(Name);
  for (std::string_view End : {"password", "passwd", "passphrase", "_pass",
                               "_pwd", "_psk", "wpa_psk", ".key", "passwort"})
    if (Small.ends_with(End))
      return true;
  return false;
}

static bool isConstant(std::string_view Value) {
  return Value.size() >= 3 && !isPlaceholder(Value) && Value.front() != '/' &&
         !contains(Value, "$") && Value != "*" && !Value.starts_with("!");
}

namespace {

class Judge {
public:
  Judge(const FileSystem &F, const Node &File, Report &R)
      : F(F), File(File), R(R) {}

  void walk(const shell::Node &N, unsigned Depth = 0) {
    if (Depth > 200)
      return;
    if (N.Of == shell::Node::Kind::Pipeline)
      pipeline(N);
    if (N.Of == shell::Node::Kind::Command)
      command(N);
    for (const auto &Child : N.Children)
      walk(*Child, Depth + 1);
  }

private:
  /// echo "root:admin" | chpasswd, echo admin | passwd --stdin root
  void pipeline(const shell::Node &N) {
    for (std::size_t I = 1; I < N.Children.size(); ++I) {
      const shell::Node &To = *N.Children[I], &From = *N.Children[I - 1];
      if (To.Words.empty() || From.Words.size() < 2 ||
          !From.Words.back().isLiteral())
        continue;
      const std::string Program(baseName(To.Words[0].text()));
      const std::string Said = From.Words.back().text();
      const std::size_t Colon = Said.find(':');
      if (Program == "chpasswd" && Colon != Said.npos &&
          isConstant(std::string_view(Said).substr(Colon + 1)))
        fail("the account '" + Said.substr(0, Colon) + "'", To.Line);
      else if (Program == "passwd" && isConstant(Said))
        fail("the account '" + To.Words.back().text() + "'", To.Line);
    }
  }

  void command(const shell::Node &N) {
    if (N.Words.empty())
      return;
    std::vector<std::string> W;
    bool IsLiteral = true;
    for (const shell::Word &Word : N.Words) {
      W.push_back(Word.text());
      IsLiteral &= Word.isLiteral();
    }
    const std::string_view Program = baseName(W[0]);
    const auto Argument = [&](std::size_t FromEnd) -> std::string {
      return W.size() > FromEnd ? W[W.size() - FromEnd] : "";
    };
    // htpasswd -b FILE USER PASSWORD
    if ((Program == "htpasswd" || Program == "mosquitto_passwd") && IsLiteral &&
        W.size() >= 5 && W[1].starts_with("-") && contains(W[1], "b") &&
        isConstant(Argument(1)))
      return fail("the account '" + Argument(2) + "'", N.Line);
    // fw_setenv NAME VALUE, nvram set NAME=VALUE, uci set A.B.C='VALUE'
    if ((Program == "fw_setenv" || Program == "setprop") && W.size() == 3 &&
        namesCredential(W[1]) && N.Words[2].isLiteral() && isConstant(W[2]))
      return fail("'" + W[1] + "'", N.Line);
    if (Program == "uci" || Program == "nvram" || Program == "cfg" ||
        Program == "sysevent")
      for (const shell::Word &Word : N.Words) {
        const std::string Text = Word.text();
        const std::size_t Equals = Text.find('=');
        if (Equals != Text.npos && Word.isLiteral() &&
            namesCredential(Text.substr(0, Equals)) &&
            isConstant(unquote(std::string_view(Text).substr(Equals + 1))))
          fail("'" + Text.substr(0, Equals) + "'", N.Line);
      }
    // cp /etc/defaults/shadow /etc/shadow
    if (Program == "cp" && IsLiteral && W.size() >= 3)
      copied(Argument(2), N.Line);
  }

  /// An account file of the image is put in place again.
  void copied(const std::string &From, std::uint32_t Line) {
    const Node *Source = F.find(From);
    if (!Source || !Source->isRegularFile())
      return;
    const std::string_view Text = Source->bytes().text();
    std::vector<Account> Accounts =
        contains(Source->Name, "htpasswd") ? readHtpasswd(Text)
        : contains(Source->Name, "shadow") ? readShadow(Text)
        : contains(Source->Name, "passwd") ? readPasswd(Text)
                                           : std::vector<Account>();
    for (const Account &A : Accounts)
      if (isHash(schemeOf(A.Password)))
        return fail("the account '" + std::string(A.Name) + "'", Line);
  }

  void fail(const std::string &What, std::uint32_t Line) {
    R.fail({printable(F.pathOf(File)), printable(What)},
           R.image().atLine(File, Line), What);
  }

  const FileSystem &F;
  const Node &File;
  Report &R;
};

} // namespace

static void run(const Image &I, Report &R) {
  R.notApplicable("no script of the image resets it to factory defaults");
  for (const FileSystem &F : I.rootFileSystems()) {
    std::vector<const Node *> Scripts = resetScripts(F);
    // OpenWrt runs these once after each reset.
    if (const Node *Defaults = F.find("/etc/uci-defaults"))
      for (NodeId Id : Defaults->Children)
        if (const Node &N = I.node(Id);
            N.isRegularFile() &&
            std::ranges::find(Scripts, &N) == Scripts.end())
          Scripts.push_back(&N);
    for (const Node *Script : Scripts) {
      R.checked(1, "reset scripts");
      Judge(F, *Script, R).walk(*shell::parse(Script->bytes().text()));
    }
  }
}

static const ArtifactRule Registered(rules::ResetRestoresUniversalPassword,
                                     run);
