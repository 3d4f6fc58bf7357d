//===- binscan/readers/Passwords.cpp ----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Passwords.h"

#include "binscan/adapters/Sqlite.h"
#include "binscan/readers/Accounts.h"
#include "binscan/readers/Bytecode.h"
#include "binscan/readers/KeyValue.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/Text.h"

#include <algorithm>
#include <array>
#include <set>

using namespace firmcop::binscan;

bool firmcop::binscan::namesPassword(std::string_view Name) {
  static constexpr auto Ends = std::to_array<std::string_view>(
      {"password", "passwd", "passphrase", "pass", "pwd", "passwort"});
  const std::string Small = lower(Name);
  return std::ranges::any_of(
      Ends, [&](std::string_view End) { return Small.ends_with(End); });
}

/// "1.2.1", "^4.17.14", "~2.0": what a list of packages has behind a name.
static bool isVersion(std::string_view Value) {
  return contains(Value, ".") &&
         Value.find_first_not_of("0123456789.^~*") == Value.npos;
}

bool firmcop::binscan::isPassword(std::string_view Value) {
  return Value.size() >= 4 && Value.size() <= 64 && !isPlaceholder(Value) &&
         !isHash(schemeOf(Value)) && Value.front() != '/' &&
         !isVersion(Value) && !Value.starts_with("file:") &&
         !Value.starts_with("-") &&
         Value.find_first_of(" \t(){}<>") == Value.npos &&
         !namesPassword(Value);
}

bool firmcop::binscan::isPasswordInCode(std::string_view Name,
                                        std::string_view Value) {
  const std::string Small = lower(Value);
  const bool HasDigit = Small.find_first_of("0123456789") != Small.npos;
  return Name.size() <= 40 && HasDigit && isPassword(Value) &&
         !contains("#.&?", Value.substr(0, 1)) && !contains(Small, "pass") &&
         !contains(Small, "pwd");
}

namespace {

/// A digest in hexadecimal or base 64, which a column for passwords may hold.
bool isDigest(std::string_view Value) {
  constexpr std::size_t ShortestDigest = 32;
  return Value.size() >= ShortestDigest &&
         (Value.find_first_not_of("0123456789abcdefABCDEF") == Value.npos ||
          Value.ends_with('='));
}

class Collector {
public:
  explicit Collector(const Image &I) : I(I) {}

  std::vector<StoredPassword> run() {
    for (const FileSystem &F : I.fileSystems())
      F.forEachFile([&](const Node &N) {
        if (Seen.contains(N.Sha256))
          return;
        Seen.insert(N.Sha256);
        if (isSqlite(N.bytes()))
          database(N);
        bytecode(N, namedStringsOfLua(N.bytes()));
        bytecode(N, namedStringsOfPython(N.bytes()));
      });
    for (const Node &N : I.nodes())
      if (N.Format == "uboot-env" || N.Format == "nvram")
        for (const NodeId Child : N.Children)
          settings(I.node(Child));
    return std::move(Found);
  }

private:
  void database(const Node &N) {
    constexpr std::uint64_t Most = std::uint64_t(16) << 20;
    if (N.bytes().size() > Most)
      return;
    for (const DatabaseTable &T : readSqlite(N.bytes()))
      table(N, T);
  }

  void table(const Node &N, const DatabaseTable &T) {
    constexpr auto KeyNames = std::to_array<std::string_view>(
        {"key", "name", "option", "param", "parameter", "setting", "variable"});
    constexpr auto ValueNames = std::to_array<std::string_view>(
        {"value", "val", "data", "content", "setting_value", "option_value"});
    const auto Named = [&](const auto &Names) {
      return std::ranges::find_if(T.Columns,
                                  [&](const std::string &C) {
                                    return std::ranges::find(Names, lower(C)) !=
                                           Names.end();
                                  }) -
             T.Columns.begin();
    };
    const auto Count = static_cast<std::ptrdiff_t>(T.Columns.size());
    const std::ptrdiff_t Key = Named(KeyNames), Value = Named(ValueNames);
    for (const std::vector<std::string> &Row : T.Rows) {
      for (std::size_t C = 0; C != T.Columns.size(); ++C)
        if (namesPassword(T.Columns[C]))
          add(N, T.Name + "." + T.Columns[C], Row[C]);
      if (Key != Count && Value != Count &&
          namesPassword(Row[static_cast<std::size_t>(Key)]))
        add(N, Row[static_cast<std::size_t>(Key)],
            Row[static_cast<std::size_t>(Value)]);
    }
  }

  void settings(const Node &N) {
    for (const Setting &S : readSettings(N.bytes().text(), Syntax::Equals)) {
      const std::string Name = lower(S.Key);
      if (namesPassword(Name) || Name.ends_with("_psk"))
        add(N, std::string(S.Key), std::string(S.Value));
    }
  }

  void bytecode(const Node &N, const std::vector<NamedString> &Strings) {
    std::set<std::uint64_t> Reported;
    for (const NamedString &S : Strings) {
      const std::string Value(
          N.bytes().text().substr(S.At.Offset, S.At.Length));
      if (namesPassword(S.Name) && isPasswordInCode(S.Name, Value) &&
          Reported.insert(S.At.Offset).second)
        Found.push_back({&N, S.Name, Value, S.At});
    }
  }

  void add(const Node &N, std::string Name, std::string Value) {
    constexpr std::size_t LongestName = 80;
    if (Name.size() > LongestName || !isPassword(Value) || isDigest(Value))
      return;
    const std::size_t At = N.bytes().text().find(Value);
    const Range Where =
        At == std::string::npos ? Range() : Range{At, Value.size()};
    Found.push_back({&N, std::move(Name), std::move(Value), Where});
  }

  const Image &I;
  std::set<std::string_view> Seen;
  std::vector<StoredPassword> Found;
};

} // namespace

std::vector<StoredPassword>
firmcop::binscan::findStoredPasswords(const Image &I) {
  return Collector(I).run();
}
