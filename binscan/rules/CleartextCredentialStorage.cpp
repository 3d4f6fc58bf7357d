//===- binscan/rules/CleartextCredentialStorage.cpp -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Content.h"
#include "binscan/Rule.h"
#include "binscan/readers/KeyValue.h"
#include "binscan/readers/Passwords.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/ScriptTokens.h"
#include "binscan/readers/Shell.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

class Judge {
public:
  Judge(const FileSystem &F, const Node &File, Report &R)
      : F(F), File(File), R(R), Text(File.bytes().text()) {}

  void settings(Syntax Form) {
    for (const Setting &S : readSettings(Text, Form))
      judge(unquote(S.Key), S.Value, S.Line);
  }

  void uci() {
    for (const UciSection &S : readUci(Text))
      for (const UciOption &O : S.Options)
        judge(O.Key, O.Value, O.Line);
  }

  /// JSON and YAML, one member a line or many: "password": "value".
  void json() {
    for (const Line &L : splitLines(Text)) {
      std::string_view Rest = L.Text;
      for (std::size_t Colon; (Colon = Rest.find(':')) != Rest.npos;) {
        std::string_view Key = trim(Rest.substr(0, Colon));
        Key = unquote(trim(Key.substr(Key.find_last_of("{,") + 1)));
        Rest = trim(Rest.substr(Colon + 1));
        const bool Quoted = Rest.starts_with('"') || Rest.starts_with('\'');
        const std::size_t End =
            Quoted ? Rest.find(Rest.front(), 1) : Rest.find_first_of(" ,}#");
        judge(Key, Rest.substr(Quoted, End - Quoted), L.Number);
      }
    }
  }

  /// <password>x</password>, <user password="x"/>, and
  /// <param name="password" value="x"/>.
  void xml() {
    std::uint32_t Number = 1;
    std::size_t Counted = 0;
    for (std::size_t At = 0; (At = Text.find('<', At)) != Text.npos; ++At) {
      const std::size_t End = Text.find('>', At);
      if (End == Text.npos)
        return;
      for (; Counted < At; ++Counted)
        Number += Text[Counted] == '\n';
      const std::string_view Tag = Text.substr(At + 1, End - At - 1);
      const std::size_t Next = Text.find('<', End);
      xmlElement(Tag, Text.substr(End + 1, Next - End - 1), Number);
    }
  }

  void script() { walk(*shell::parse(Text)); }

  /// PHP, Lua, Python, JavaScript: what is assigned to a password, and what is
  /// compared with one.
  void program(script::Language L) {
    const std::vector<script::Token> Tokens = script::readTokens(Text, L);
    bool ComparesUser = false;
    for (std::size_t I = 0; I + 2 < Tokens.size(); ++I) {
      using K = script::Token::Kind;
      const script::Token &Name = Tokens[I], &Mark = Tokens[I + 1],
                          &Value = Tokens[I + 2];
      if (Name.Of == K::End)
        ComparesUser = false;
      if (Value.Of != K::String || !Value.Mentions.empty() ||
          (Name.Of != K::Name && Name.Of != K::String))
        continue;
      const std::string_view Last =
          Name.Of == K::Name ? script::lastPart(Name.Text) : Name.Text;
      if (Mark.is("==") || Mark.is("===")) {
        ComparesUser |= namesUser(Last);
        if (namesPassword(Last) || (ComparesUser && isShortForPassword(Last)))
          judgeLiteral(Last, Value);
      } else if (Mark.is("=") || Mark.is("=>") || Mark.is(":")) {
        // Behind the value, an expression goes on or it does not.
        const bool IsWhole = I + 3 == Tokens.size() ||
                             Tokens[I + 3].Of == K::End ||
                             Tokens[I + 3].Of == K::Name ||
                             Tokens[I + 3].is(",") || Tokens[I + 3].is(")") ||
                             Tokens[I + 3].is("}") || Tokens[I + 3].is("]");
        if (namesPassword(Last) && IsWhole)
          judgeLiteral(Last, Value);
      }
    }
  }

  /// "https://user:password@host" in any text.
  void addresses() {
    for (const Line &L : splitLines(Text)) {
      std::string_view Rest = L.Text;
      for (std::size_t At; (At = Rest.find("://")) != Rest.npos;) {
        Rest.remove_prefix(At + 3);
        const std::string_view Authority =
            Rest.substr(0, Rest.find_first_of("/ \t\"'`<>?#;|)"));
        const std::size_t Host = Authority.rfind('@');
        const std::size_t Colon = Authority.find(':');
        if (Host == Authority.npos || Colon == Authority.npos || Colon > Host)
          continue;
        const std::string_view Secret =
            Authority.substr(Colon + 1, Host - Colon - 1);
        if (Secret.size() >= 3 && !isPlaceholder(Secret) &&
            !namesPassword(Secret))
          fail("the user '" + printable(Authority.substr(0, Colon)) + "'",
               Secret, L.Number);
      }
    }
  }

private:
  static bool namesUser(std::string_view Name) {
    const std::string Small = lower(Name);
    return Small == "u" || Small.ends_with("user") || Small.ends_with("name") ||
           Small.ends_with("login");
  }

  void xmlElement(std::string_view Tag, std::string_view Content,
                  std::uint32_t Number) {
    const std::size_t NameEnd =
        std::min(Tag.find_first_of(" \t\r\n/"), Tag.size());
    const std::string_view Element = Tag.substr(0, NameEnd);
    if (namesPassword(Element))
      judgeValue(Element, trim(Content), Number);
    std::string_view Named, Value;
    std::string_view Rest = Tag.substr(NameEnd);
    for (std::size_t Equals; (Equals = Rest.find('=')) != Rest.npos;) {
      const std::string_view Key = trim(Rest.substr(0, Equals));
      Rest = trim(Rest.substr(Equals + 1));
      if (Rest.empty() || (Rest[0] != '"' && Rest[0] != '\''))
        return;
      const std::size_t Close = std::min(Rest.find(Rest[0], 1), Rest.size());
      const std::string_view Given = Rest.substr(1, Close - 1);
      Rest.remove_prefix(std::min(Close + 1, Rest.size()));
      if (Key == "name" || Key == "key" || Key == "id")
        Named = Given;
      else if (Key == "value" || Key == "default")
        Value = Given;
      else if (namesPassword(Key))
        judgeValue(Key, Given, Number);
    }
    if (namesPassword(Named))
      judgeValue(Named, Value, Number);
  }

  static bool isShortForPassword(std::string_view Name) {
    return Name == "p" || Name == "pw";
  }

  void judgeLiteral(std::string_view Name, const script::Token &Value) {
    judgeValue(Name, Value.Text, Value.Line);
  }

  void judgeValue(std::string_view Name, std::string_view Value,
                  std::uint32_t Number) {
    if (isPasswordInCode(Name, Value))
      fail("'" + printable(Name) + "'", Value, Number);
  }

  void walk(const shell::Node &N) {
    for (const shell::Assignment &A : N.Assignments)
      if (A.Value.isLiteral() && namesPassword(A.Name))
        judgeCopy(A.Name, A.Value.text(), N.Line);
    // curl -u user:password
    for (std::size_t I = 0; I + 1 < N.Words.size(); ++I)
      if (const std::string Flag = N.Words[I].text();
          (Flag == "-u" || Flag == "--user") &&
          baseName(N.Words[0].text()) == "curl" && N.Words[I + 1].isLiteral()) {
        const std::string User = N.Words[I + 1].text();
        if (const std::size_t Colon = User.find(':'); Colon != User.npos)
          judgeCopy("the user '" + User.substr(0, Colon) + "'",
                    User.substr(Colon + 1), N.Line, /*IsNamed=*/true);
      }
    for (const auto &Child : N.Children)
      walk(*Child);
  }

  /// Of a value that was unquoted into a copy: finds it in its line.
  void judgeCopy(const std::string &Name, const std::string &Value,
                 std::uint32_t Number, bool IsNamed = false) {
    const std::vector<Line> Lines = splitLines(Text);
    if (Number == 0 || Number > Lines.size())
      return;
    const std::string_view One = Lines[Number - 1].Text;
    const std::size_t At = One.find(Value);
    if (Value.empty() || At == One.npos || !isPassword(Value))
      return;
    fail(IsNamed ? Name : "'" + Name + "'", One.substr(At, Value.size()),
         Number);
  }

  void judge(std::string_view Key, std::string_view Value,
             std::uint32_t Number) {
    Value = unquote(trim(Value));
    if (namesPassword(Key) && Key.size() <= 40 && isPassword(Value))
      fail("'" + printable(Key) + "'", Value, Number);
  }

  void fail(std::string Name, std::string_view Secret, std::uint32_t Number) {
    const Range Hidden{static_cast<std::uint64_t>(Secret.data() - Text.data()),
                       Secret.size()};
    std::string Evidence = Name;
    R.fail({printable(F.pathOf(File)), "holds the password of " + Name,
            ", " + mask(Secret)},
           R.image().atLine(File, Number, {&Hidden, 1}), std::move(Evidence));
  }

  const FileSystem &F;
  const Node &File;
  Report &R;
  std::string_view Text;
};

} // namespace

static bool endsWithOneOf(std::string_view Name,
                          std::initializer_list<std::string_view> Ends) {
  return std::ranges::any_of(
      Ends, [&](std::string_view End) { return Name.ends_with(End); });
}

static void judgeFile(const FileSystem &F, const Node &File, Report &R) {
  const std::string Path = F.pathOf(File);
  const std::string_view Text = File.bytes().text();
  const std::string_view Name = File.Name;
  if (isDocumentation(Path) || Text.size() > (1u << 20) ||
      contains(Text.substr(0, 4096), std::string_view("\0", 1)))
    return;
  // Wireless passphrases are another rule's.
  if (Name.starts_with("wpa_supplicant") || Name.starts_with("hostapd") ||
      Path.ends_with("/etc/config/wireless"))
    return;
  Judge J(F, File, R);
  if (shell::isShellScript(Text))
    J.script();
  else if (const auto L = script::languageOf(Name, Text))
    J.program(*L);
  else if (contains(Path, "/etc/config/"))
    J.uci();
  else if (endsWithOneOf(Name, {".json", ".yaml", ".yml"}))
    J.json();
  else if (Name.ends_with(".xml") || Text.starts_with("<?xml"))
    J.xml();
  else if (endsWithOneOf(Name, {".conf", ".cfg", ".ini", ".env", ".cnf",
                                ".properties", ".config"}))
    J.settings(Syntax::Equals);
  else if (!contains(Path, "/cron") && !Path.starts_with("/etc/"))
    return;
  J.addresses();
  R.checked(1, "scripts and configuration files");
}

/// What is no text: databases and settings in flash.
static void judgeStored(const Image &I, Report &R) {
  for (const StoredPassword &P : findStoredPasswords(I)) {
    const std::string Name = "'" + printable(P.Name) + "'";
    R.fail({shownPath(I, *P.Where), "holds the password of " + Name,
            ", " + mask(P.Value)},
           locate(I, *P.Where, P.At, P.At), Name);
  }
}

static void run(const Image &I, Report &R) {
  R.notApplicable("the image has no scripts and no configuration files");
  judgeStored(I, R);
  for (const FileSystem &F : I.fileSystems())
    F.forEachFile([&](const Node &File) { judgeFile(F, File, R); });
}

static const ArtifactRule Registered(rules::CleartextCredentialStorage, run);
