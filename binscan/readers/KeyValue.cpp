//===- binscan/readers/KeyValue.cpp - Settings of configurations *- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/KeyValue.h"

#include "binscan/readers/Text.h"

namespace firmcop::binscan {

namespace {

class SettingsReader {
public:
  explicit SettingsReader(Syntax S) : Between(S) {}

  void readLine(const Line &L) {
    std::string_view Text = trim(L.Text);
    if (Text.empty() || Text.front() == '#' || Text.front() == ';')
      return;
    if (Text.front() == '[' && Text.back() == ']')
      return enter(trim(Text.substr(1, Text.size() - 2)));
    if (Text == "}")
      return enter("");
    if (Between == Syntax::Equals && Text.ends_with('{'))
      return enter(trim(Text.substr(0, Text.find_first_of("={"))));
    std::size_t End =
        Between == Syntax::Equals ? Text.find('=') : Text.find_first_of(" \t=");
    if (End == Text.npos && Between == Syntax::Equals)
      return;
    std::string_view Key = trim(Text.substr(0, End));
    std::string_view Value;
    if (End != Text.npos)
      Value = trim(Text.substr(End + 1));
    // sshd also reads "Key = Value".
    if (Between == Syntax::Words && Value.starts_with("="))
      Value = trim(Value.substr(1));
    if (Between == Syntax::Words && equalsIgnoringCase(Key, "Match"))
      return enter(Value);
    Settings.push_back({Section, Key, unquote(Value), L.Number, Number});
  }

  std::vector<Setting> Settings;

private:
  void enter(std::string_view Name) {
    Section = Name;
    ++Number;
  }

  Syntax Between;
  std::string_view Section;
  std::uint32_t Number = 0;
};

/// The words of a UCI line: quotes hold blanks, '#' starts a comment.
std::vector<std::string_view> uciWords(std::string_view Text) {
  std::vector<std::string_view> Words;
  while (!(Text = trim(Text)).empty() && Text.front() != '#') {
    bool Quoted = Text.front() == '\'' || Text.front() == '"';
    std::size_t End =
        Quoted ? Text.find(Text.front(), 1) : Text.find_first_of(" \t");
    std::size_t Start = Quoted ? 1 : 0;
    Words.push_back(
        Text.substr(Start, End == Text.npos ? Text.npos : End - Start));
    if (End == Text.npos)
      break;
    Text.remove_prefix(End + 1);
  }
  return Words;
}

} // namespace

std::vector<Setting> readSettings(std::string_view Text, Syntax S) {
  SettingsReader Reader(S);
  for (const Line &L : splitLines(Text))
    Reader.readLine(L);
  return std::move(Reader.Settings);
}

const Setting *findSetting(const std::vector<Setting> &Settings,
                           std::string_view Key) {
  for (const Setting &S : Settings)
    if (equalsIgnoringCase(S.Key, Key))
      return &S;
  return nullptr;
}

const UciOption *UciSection::find(std::string_view Key) const {
  const UciOption *Last = nullptr;
  for (const UciOption &O : Options)
    if (O.Key == Key)
      Last = &O;
  return Last;
}

std::string_view UciSection::get(std::string_view Key,
                                 std::string_view Default) const {
  const UciOption *O = find(Key);
  return O ? O->Value : Default;
}

std::vector<UciSection> readUci(std::string_view Text) {
  std::vector<UciSection> Sections;
  for (const Line &L : splitLines(Text)) {
    std::vector<std::string_view> Words = uciWords(L.Text);
    if (Words.size() < 2)
      continue;
    if (Words[0] == "config") {
      Sections.push_back({Words[1],
                          Words.size() > 2 ? Words[2] : std::string_view(),
                          L.Number,
                          {}});
    } else if ((Words[0] == "option" || Words[0] == "list") &&
               !Sections.empty()) {
      Sections.back().Options.push_back(
          {Words[1], Words.size() > 2 ? Words[2] : std::string_view(),
           L.Number});
    }
  }
  return Sections;
}

} // namespace firmcop::binscan
