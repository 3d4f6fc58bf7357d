//===- binscan/rules/CertificateCheckDisabled.cpp ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/KeyValue.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/Shell.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <algorithm>
#include <array>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// An argument with which a program verifies nothing any more.
struct Switch {
  std::string_view Program;
  std::string_view Argument;
};

/// A setting of a file that does the same.
struct FileSetting {
  std::string_view FileName;
  Syntax Form;
  std::string_view Key;
  std::string_view Value;
};

} // namespace

static constexpr auto Switches = std::to_array<Switch>({
    {"wget", "--no-check-certificate"},
    {"uclient-fetch", "--no-check-certificate"},
    {"curl", "-k"},
    {"curl", "--insecure"},
    {"curl", "--proxy-insecure"},
    {"mosquitto_pub", "--insecure"},
    {"mosquitto_sub", "--insecure"},
    {"git", "http.sslVerify=false"},
    {"ssh", "StrictHostKeyChecking=no"},
    {"scp", "StrictHostKeyChecking=no"},
    {"sftp", "StrictHostKeyChecking=no"},
});

static constexpr auto Settings = std::to_array<FileSetting>({
    {".curlrc", Syntax::Words, "insecure", ""},
    {".wgetrc", Syntax::Equals, "check_certificate", "off"},
    {"wgetrc", Syntax::Equals, "check_certificate", "off"},
    {"mosquitto.conf", Syntax::Words, "bridge_insecure", "true"},
    {"opkg.conf", Syntax::Words, "option", "no_check_certificate"},
    {"opkg.conf", Syntax::Words, "option", "no_check_certificate 1"},
});

/// The argument by which a command gives up verification, or "".
static std::string_view switchOf(const std::vector<shell::Word> &Words) {
  if (Words.empty())
    return {};
  const std::string Program(baseName(Words[0].text()));
  for (std::size_t I = 1; I < Words.size(); ++I) {
    const std::string Argument = Words[I].text();
    for (const Switch &S : Switches) {
      if (S.Program != Program)
        continue;
      const bool IsAmongShort =
          S.Argument.size() == 2 && Argument.size() > 2 && Argument[0] == '-' &&
          Argument[1] != '-' && contains(Argument, S.Argument.substr(1)) &&
          // "-o file" and the like take the rest of the word as a value.
          Argument.find_first_not_of("-fsSLkOgvi#") == Argument.npos;
      if (Argument == S.Argument || IsAmongShort ||
          Argument == "-o" + std::string(S.Argument))
        return S.Argument;
    }
  }
  return {};
}

namespace {

class Judge {
public:
  Judge(const FileSystem &F, const Node &File, Report &R)
      : File(File), R(R), Path(printable(F.pathOf(File))) {}

  void script() { walk(*shell::parse(File.bytes().text()), 0); }

  void settings() {
    for (const FileSetting &S : Settings) {
      if (S.FileName != File.Name)
        continue;
      R.checked(1, "settings of transfer programs");
      for (const Setting &Given : readSettings(File.bytes().text(), S.Form))
        if (equalsIgnoringCase(Given.Key, S.Key) &&
            equalsIgnoringCase(Given.Value, S.Value))
          fail(trim(std::string(S.Key) + " " + std::string(S.Value)),
               Given.Line);
    }
  }

private:
  void walk(const shell::Node &N, unsigned Depth) {
    if (Depth > 200)
      return;
    if (!N.Words.empty() && N.Of == shell::Node::Kind::Command) {
      const std::string Program(baseName(N.Words[0].text()));
      if (std::ranges::find(Switches, Program, &Switch::Program) !=
          Switches.end())
        R.checked(1, "calls of transfer programs");
      if (const std::string_view Found = switchOf(N.Words); !Found.empty())
        fail(Program + " " + std::string(Found), N.Line);
    }
    for (const shell::Word &W : N.Words)
      inside(W, Depth);
    for (const shell::Assignment &A : N.Assignments)
      inside(A.Value, Depth);
    for (const auto &Child : N.Children)
      walk(*Child, Depth + 1);
  }

  void inside(const shell::Word &W, unsigned Depth) {
    for (const shell::WordPart &P : W.Parts)
      if (P.Script)
        walk(*P.Script, Depth + 1);
  }

  void fail(std::string_view What, std::uint32_t Line) {
    R.fail({Path, std::string(What)}, R.image().atLine(File, Line),
           std::string(What));
  }

  const Node &File;
  Report &R;
  std::string Path;
};

} // namespace

static void run(const Image &I, Report &R) {
  R.notApplicable("no script of the image calls a transfer program");
  for (const FileSystem &F : I.fileSystems())
    F.forEachFile([&](const Node &File) {
      const std::string_view Text = File.bytes().text();
      if (isDocumentation(F.pathOf(File)) || Text.size() > (1u << 20))
        return;
      Judge J(F, File, R);
      if (shell::isShellScript(Text))
        J.script();
      else
        J.settings();
    });
}

static const ArtifactRule Registered(rules::CertificateCheckDisabled, run);
