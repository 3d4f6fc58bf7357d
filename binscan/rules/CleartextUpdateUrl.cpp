//===- binscan/rules/CleartextUpdateUrl.cpp ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/Shell.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <algorithm>
#include <array>
#include <optional>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// An address without encryption in a text.
struct Url {
  std::string_view Text;
  std::string_view Scheme;
  std::string_view Host;
};

} // namespace

static std::vector<Url> cleartextUrls(std::string_view Text) {
  std::vector<Url> Found;
  for (std::string_view Scheme : {"http", "ftp", "tftp"})
    for (std::size_t At = 0;
         (At = Text.find(std::string(Scheme) + "://", At)) != Text.npos;) {
      const std::size_t Start = At;
      At += Scheme.size() + 3;
      const bool IsInsideWord =
          Start > 0 && ((Text[Start - 1] >= 'a' && Text[Start - 1] <= 'z') ||
                        Text[Start - 1] == '+');
      const std::size_t End = Text.find_first_of(" \t\"'`<>|;)]},\\", At);
      const std::string_view Rest = Text.substr(At, End - At);
      std::string_view Host = Rest.substr(0, Rest.find_first_of("/?#"));
      if (const std::size_t User = Host.rfind('@'); User != Host.npos)
        Host.remove_prefix(User + 1);
      Host = Host.substr(0, Host.find(':'));
      if (!IsInsideWord && !Host.empty())
        Found.push_back(
            {Text.substr(Start, At - Start + Rest.size()), Scheme, Host});
    }
  return Found;
}

/// Names and addresses that stay on the device or stand for none.
static bool isLocal(std::string_view Host) {
  return Host == "localhost" || Host.starts_with("127.") || Host == "0.0.0.0" ||
         Host == "[" || Host.ends_with(".onion");
}

/// The address without a password in it.
static std::string shown(const Url &U) {
  const std::size_t User = U.Text.find('@');
  const std::size_t Path = U.Text.find('/', U.Scheme.size() + 3);
  if (User == U.Text.npos || (Path != U.Text.npos && User > Path))
    return printable(U.Text);
  return std::string(U.Scheme) + "://...@" + printable(U.Text.substr(User + 1));
}

/// Words of which one in a name or address says that software is fetched.
static bool speaksOfUpdates(std::string_view Text) {
  static constexpr auto Words = std::to_array<std::string_view>(
      {"firmware", "update", "upgrade", "ota", "package", "feed", "fw", "sysup",
       ".swu", ".raucb", ".ipk", ".deb", "release", "image", "patch"});
  const std::string Small = lower(Text);
  return std::ranges::any_of(Words, [&](std::string_view Word) {
    const std::size_t At = Small.find(Word);
    if (At == Small.npos)
      return false;
    // Short words only count on their own: "ota", not "quota".
    if (Word.size() > 3)
      return true;
    const auto IsLetter = [&](std::size_t I) {
      return I < Small.size() && Small[I] >= 'a' && Small[I] <= 'z';
    };
    return !(At > 0 && IsLetter(At - 1)) && !IsLetter(At + Word.size());
  });
}

namespace {

class Judge {
public:
  Judge(std::string Path, const Node &File, Report &R)
      : Path(std::move(Path)), File(File), R(R) {}

  /// A configuration of package sources: every active line.
  void feeds() {
    for (const Line &L : splitLines(File.bytes().text()))
      if (!trim(L.Text).starts_with('#'))
        for (const Url &U : cleartextUrls(L.Text))
          report(U, L.Number);
  }

  /// A configuration of an updater, or any other: lines that speak of updates.
  void settings() {
    const bool IsUpdater = speaksOfUpdates(File.Name);
    for (const Line &L : splitLines(File.bytes().text())) {
      const std::string_view Text = trim(L.Text);
      if (Text.starts_with('#') || Text.starts_with(';') ||
          Text.starts_with("//"))
        continue;
      for (const Url &U : cleartextUrls(Text))
        if (IsUpdater || speaksOfUpdates(Text))
          report(U, L.Number);
    }
  }

  /// A script: addresses in commands and assignments, not in comments and
  /// here-documents, of a script or line that fetches software.
  void script(const shell::Node &N) {
    const auto Visit = [&](const shell::Word &W, bool Speaks) {
      // A word is not longer lived than its URLs.
      const std::string Text = W.text();
      for (const Url &U : cleartextUrls(Text))
        if (Speaks || speaksOfUpdates(Text) || speaksOfUpdates(File.Name))
          report(U, N.Line);
    };
    for (const shell::Assignment &A : N.Assignments)
      Visit(A.Value, speaksOfUpdates(A.Name));
    // The result of "wget | sh" is software, whatever it is called.
    for (const shell::Word &W : N.Words)
      if (N.Words[0].text() != "echo" && N.Words[0].text() != "printf")
        Visit(W, IntoShell);
    const bool Outer = IntoShell;
    if (N.Of == shell::Node::Kind::Pipeline && !N.Children.empty() &&
        !N.Children.back()->Words.empty()) {
      const std::string Last = N.Children.back()->Words[0].text();
      IntoShell |= shell::isShellProgram(Last);
    }
    for (const auto &Child : N.Children)
      script(*Child);
    IntoShell = Outer;
  }

private:
  void report(const Url &U, std::uint32_t Number) {
    if (isLocal(U.Host) || isPlaceholder(U.Host))
      return;
    // A user name and a password may be in the line.
    const std::string_view Text = File.bytes().text();
    std::optional<Range> Secret;
    if (const std::size_t At = Text.find(U.Text);
        At != Text.npos && shown(U) != printable(U.Text))
      Secret = Range{At + U.Scheme.size() + 3,
                     U.Text.find('@') - U.Scheme.size() - 3};
    R.fail({shown(U), std::string(U.Scheme)},
           Secret ? R.image().atLine(File, Number, {&*Secret, 1})
                  : R.image().atLine(File, Number),
           Path + ":" + std::string(U.Host));
  }

  std::string Path;
  const Node &File;
  Report &R;
  bool IntoShell = false;
};

} // namespace

static bool isFeedFile(std::string_view Path) {
  return Path == "/etc/opkg.conf" || Path.starts_with("/etc/opkg/") ||
         Path == "/etc/apt/sources.list" ||
         Path.starts_with("/etc/apt/sources.list.d/") ||
         Path.starts_with("/etc/apk/repositories") ||
         Path.starts_with("/etc/yum.repos.d/");
}

static bool isConfiguration(std::string_view Path, std::string_view Name) {
  if (contains(Path, "/etc/config/") || contains(Path, "/crontabs/"))
    return true;
  for (std::string_view End :
       {".conf", ".cfg", ".ini", ".json", ".yaml", ".yml", ".env"})
    if (Name.ends_with(End))
      return Path.starts_with("/etc") || contains(Path, "/etc/");
  return false;
}

static void run(const Image &I, Report &R) {
  R.notApplicable("the image has no scripts and no updater's configuration");
  for (const FileSystem &F : I.fileSystems())
    F.forEachFile([&](const Node &File) {
      const std::string Path = F.pathOf(File);
      const std::string_view Text = File.bytes().text();
      if (Text.size() > (1u << 20) || isDocumentation(Path))
        return;
      Judge J(Path, File, R);
      if (isFeedFile(Path))
        J.feeds();
      else if (shell::isShellScript(Text))
        J.script(*shell::parse(Text));
      else if (isConfiguration(Path, File.Name))
        J.settings();
      else
        return;
      R.checked(1, "scripts and configurations");
    });
}

static const ArtifactRule Registered(rules::CleartextUpdateUrl, run);
