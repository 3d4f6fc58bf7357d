//===- binscan/readers/SwDescription.cpp - SWUpdate packages ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/SwDescription.h"

#include "binscan/readers/Text.h"

#include <algorithm>
#include <optional>
#include <utility>

using namespace firmcop::binscan;

namespace {

/// Reads values into the group that is open. Errors of the text end nothing:
/// what can be told from it is told.
class DescriptionReader {
public:
  explicit DescriptionReader(std::string_view Text) : Text(Text) {}

  std::vector<SwArtifact> run() {
    while (skipBlanks()) {
      const char C = Text[At];
      if (C == '{') {
        if (Open.size() >= MaxDepth)
          return {};
        Open.emplace_back();
        Open.back().Line = Line;
        forget();
        ++At;
      } else if (C == '}') {
        close();
        ++At;
      } else if (C == '=' || C == ':') {
        Name = std::exchange(Last, std::nullopt);
        ++At;
      } else if (C == '"') {
        value(readText());
      } else if (isWord(C)) {
        const std::size_t Start = At;
        while (At < Text.size() && isWord(Text[At]))
          ++At;
        value(std::string(Text.substr(Start, At - Start)));
      } else {
        // Between two values of a list, or what nobody expects.
        forget();
        ++At;
      }
    }
    while (!Open.empty())
      close();
    return std::move(Found);
  }

private:
  static constexpr std::size_t MaxDepth = 64;

  static bool isWord(char C) {
    return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') ||
           (C >= '0' && C <= '9') || C == '_' || C == '-' || C == '.' ||
           C == '*' || C == '+';
  }

  void forget() {
    Last.reset();
    Name.reset();
  }

  /// Moves to the next character that is neither blank nor in a comment.
  bool skipBlanks() {
    while (At < Text.size()) {
      const char C = Text[At];
      if (C == '\n')
        ++Line;
      if (C == ' ' || (C >= '\t' && C <= '\r')) {
        ++At;
      } else if (C == '#' || Text.substr(At).starts_with("//")) {
        At = std::min(Text.find('\n', At), Text.size());
      } else if (Text.substr(At).starts_with("/*")) {
        const std::size_t End = std::min(Text.find("*/", At), Text.size() - 2);
        for (; At < End + 2 && At < Text.size(); ++At)
          Line += Text[At] == '\n' ? 1 : 0;
      } else {
        return true;
      }
    }
    return false;
  }

  std::string readText() {
    std::string Value;
    for (++At; At < Text.size() && Text[At] != '"'; ++At) {
      if (Text[At] == '\\' && At + 1 < Text.size())
        ++At;
      Line += Text[At] == '\n' ? 1 : 0;
      Value += Text[At];
    }
    ++At;
    return Value;
  }

  void value(std::string Value) {
    if (!Name) {
      Last = std::move(Value);
      return;
    }
    if (!Open.empty()) {
      SwArtifact &Group = Open.back();
      if (*Name == "filename") {
        Group.File = std::move(Value);
        Group.Line = Line;
      } else if (*Name == "sha256") {
        Group.Sha256 = std::move(Value);
      } else if (*Name == "encrypted") {
        Group.IsEncrypted = isTrue(Value) || Value == "aes-cbc";
      }
    }
    forget();
  }

  void close() {
    forget();
    if (Open.empty())
      return;
    if (!Open.back().File.empty())
      Found.push_back(std::move(Open.back()));
    Open.pop_back();
  }

  std::string_view Text;
  std::size_t At = 0;
  std::uint32_t Line = 1;
  std::vector<SwArtifact> Open;
  std::vector<SwArtifact> Found;
  std::optional<std::string> Last; ///< a name, if '=' follows
  std::optional<std::string> Name; ///< of the value to come
};

} // namespace

std::vector<SwArtifact>
firmcop::binscan::readSwDescription(std::string_view Text) {
  return DescriptionReader(Text).run();
}
