//===- binscan/readers/ShellInput.cpp - Input that becomes code -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/ShellInput.h"

#include "binscan/readers/Text.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace firmcop::binscan {

namespace sh = shell;

namespace {

struct Origin {
  std::string Source;
  bool IsStored = false;
};
using Taint = std::optional<Origin>;

/// What RFC 3875 and web servers set from the request. The others (SERVER_NAME,
/// REQUEST_METHOD, CONTENT_LENGTH, REMOTE_ADDR) have a form that the server
/// checks.
bool isRequestVariable(std::string_view Name) {
  for (const std::string_view Known :
       {"QUERY_STRING", "REQUEST_URI", "PATH_INFO", "PATH_TRANSLATED",
        "CONTENT_TYPE", "POST_DATA", "REMOTE_USER"})
    if (Name == Known)
      return true;
  // haserl and others make variables of the fields of a form.
  for (const std::string_view Start :
       {"HTTP_", "FORM_", "POST_", "GET_", "COOKIE_"})
    if (Name.starts_with(Start) && Name != "HTTP_HOST")
      return true;
  return false;
}

bool isOneOf(std::string_view Name,
             std::initializer_list<std::string_view> Names) {
  return std::ranges::find(Names, Name) != Names.end();
}

/// A filter whose output has only characters that it names: "tr -cd a-z",
/// "sed s/[^a-z]//g", "grep -o '[0-9]*'", or that is no text any more.
bool isFilter(const std::vector<std::string> &W) {
  const std::string_view Name = baseName(W[0]);
  const auto Has = [&](auto Test) {
    return std::any_of(W.begin() + 1, W.end(), Test);
  };
  if (Name == "tr")
    return Has([](const std::string &Word) {
      return Word.starts_with("-") && contains(Word, "c") &&
             contains(Word, "d");
    });
  if (Name == "sed")
    return Has([](const std::string &Word) {
      return contains(Word, "[^") && contains(Word, "//g");
    });
  if (Name == "grep" || Name == "egrep")
    return Has([](const std::string &Word) {
      return Word.starts_with("-") && contains(Word, "o");
    });
  if (Name == "printf")
    return W.size() > 1 && (contains(W[1], "%q") || contains(W[1], "%d"));
  return isOneOf(Name, {"expr", "wc", "md5sum", "sha1sum", "sha256sum",
                        "sha512sum", "cksum", "base64", "hexdump", "od", "xxd",
                        "basename", "date", "test"});
}

class Follower {
public:
  explicit Follower(bool IsCgi) : IsCgi(IsCgi) {}

  ShellInputs run(const sh::Node &Script) {
    collectFunctions(Script);
    // A second time for what a loop or a later function hands back.
    for (unsigned Pass = 0; Pass != 2; ++Pass) {
      Judged.clear();
      Sinks.clear();
      walk(Script);
    }
    ShellInputs All;
    All.Sinks = Sinks.size();
    for (auto &[Place, Input] : Found)
      All.Unchecked.push_back(std::move(Input));
    return All;
  }

private:
  static constexpr unsigned MaxSteps = 50'000;
  static constexpr unsigned MaxDepth = 12;

  void collectFunctions(const sh::Node &N) {
    if (N.Of == sh::Node::Kind::Function)
      Functions[N.Name] = N.Children[0].get();
    for (const auto &Child : N.Children)
      collectFunctions(*Child);
  }

  // What a text holds.

  Taint taintOf(const std::string &Name) const {
    if (Judged.contains(Name))
      return std::nullopt;
    if (const auto I = Tainted.find(Name); I != Tainted.end())
      return I->second;
    // What the script sets itself is its own, whatever the name.
    if (IsCgi && isRequestVariable(Name) && !Assigned.contains(Name))
      return Origin{Name};
    return std::nullopt;
  }

  Taint taintOf(const sh::Word &W) {
    for (const sh::WordPart &P : W.Parts) {
      Taint T;
      if (P.Of == sh::WordPart::Kind::Variable)
        T = taintOf(P.Text);
      else if (P.Of == sh::WordPart::Kind::Substitution && P.Script)
        T = outputOf(*P.Script);
      if (T)
        return T;
    }
    return std::nullopt;
  }

  Taint taintOfAny(const std::vector<sh::Word> &Words, std::size_t From) {
    for (std::size_t I = From; I < Words.size(); ++I)
      if (Taint T = taintOf(Words[I]))
        return T;
    return std::nullopt;
  }

  static std::vector<std::string> textsOf(const std::vector<sh::Word> &Words) {
    std::vector<std::string> Texts;
    for (const sh::Word &W : Words)
      Texts.push_back(W.text());
    return Texts;
  }

  /// What a command prints: of a pipe, what comes out of its end.
  Taint outputOf(const sh::Node &N, Taint In = std::nullopt) {
    if (++Steps > MaxSteps)
      return std::nullopt;
    switch (N.Of) {
    case sh::Node::Kind::Pipeline:
      for (const auto &Child : N.Children)
        In = outputOf(*Child, In);
      return In;
    case sh::Node::Kind::Command:
      return outputOfCommand(N, std::move(In));
    case sh::Node::Kind::Function:
      return std::nullopt;
    default:
      for (const auto &Child : N.Children)
        if (Taint T = outputOf(*Child, In))
          return T;
      return std::nullopt;
    }
  }

  Taint outputOfCommand(const sh::Node &N, Taint In) {
    if (N.Words.empty())
      return std::nullopt;
    const std::vector<std::string> W = textsOf(N.Words);
    const std::string_view Name = baseName(W[0]);
    if (isFilter(W))
      return std::nullopt;
    for (const sh::Redirect &R : N.Redirects)
      if (R.Operator == "<<<")
        In = taintOf(R.Target);
    if (isOneOf(Name, {"nvram", "uci", "nvram_get", "cdb"}) && W.size() > 1 &&
        (isOneOf(W[1], {"get", "-q", "show"}) || Name == "nvram_get"))
      return Origin{W[0] + " " + W[1] + (W.size() > 2 ? " " + W[2] : ""), true};
    // A script that a server starts reads the request's body.
    if (IsCgi && !In && isOneOf(Name, {"cat", "dd", "head"}) &&
        readsStandardInput(W))
      return Origin{"standard input"};
    // What a program prints of its arguments is known of these alone.
    if (isOneOf(Name, {"echo", "printf", "urldecode", "httpd", "awk"}))
      if (Taint T = taintOfAny(N.Words, 1))
        return T;
    return isOneOf(Name, {"echo", "printf"}) ? std::nullopt : In;
  }

  static bool readsStandardInput(const std::vector<std::string> &W) {
    const std::string_view Name = baseName(W[0]);
    for (std::size_t I = 1; I < W.size(); ++I) {
      if (Name == "dd" && W[I].starts_with("if="))
        return false;
      const bool IsOption = W[I].starts_with('-') || contains(W[I], "=") ||
                            (Name == "head" && W[I - 1].starts_with('-'));
      if (!IsOption)
        return false;
    }
    return true;
  }

  // Commands in order.

  void walk(const sh::Node &N) {
    if (++Steps > MaxSteps || Depth > MaxDepth)
      return;
    using K = sh::Node::Kind;
    switch (N.Of) {
    case K::Command:
      return walkCommand(N);
    case K::Pipeline:
      return walkPipeline(N);
    case K::For:
      // What goes into a loop comes out of its variable.
      if (Taint T = taintOfAny(N.Words, 0))
        Tainted[N.Name] = *T;
      break;
    case K::Case:
      if (!N.Words.empty())
        judge(N.Words[0]);
      break;
    case K::Function:
      return;
    default:
      break;
    }
    for (const auto &Child : N.Children)
      walk(*Child);
  }

  void walkPipeline(const sh::Node &N) {
    Taint In;
    for (std::size_t I = 0; I < N.Children.size(); ++I) {
      const sh::Node &Child = *N.Children[I];
      Piped = In;
      walk(Child);
      Piped.reset();
      In = outputOf(Child, In);
    }
  }

  /// Comparing a value is checking it; being empty or not is none.
  void judge(const sh::Word &W) {
    for (const sh::WordPart &P : W.Parts) {
      if (P.Of == sh::WordPart::Kind::Variable)
        Judged.insert(P.Text);
      if (P.Script)
        judgeAll(*P.Script);
    }
  }

  void judgeAll(const sh::Node &N) {
    for (const sh::Word &W : N.Words)
      judge(W);
    for (const auto &Child : N.Children)
      judgeAll(*Child);
  }

  void walkCommand(const sh::Node &N) {
    for (const sh::Assignment &A : N.Assignments)
      assign(A.Name, taintOf(A.Value));
    for (const sh::Word &W : N.Words)
      for (const sh::WordPart &P : W.Parts)
        if (P.Script)
          walk(*P.Script);
    for (const sh::Assignment &A : N.Assignments)
      for (const sh::WordPart &P : A.Value.Parts)
        if (P.Script)
          walk(*P.Script);
    if (N.Words.empty())
      return;
    const std::vector<std::string> W = textsOf(N.Words);
    const std::string_view Name = baseName(W[0]);
    if (Name == "[" || Name == "[[" || Name == "test")
      return walkTest(N, W);
    if (Name == "grep" || Name == "egrep") {
      for (const sh::Redirect &R : N.Redirects)
        judge(R.Target);
      if (Piped && W.size() > 1 && contains(W[1], "q"))
        for (const auto &[Variable, Of] : Tainted)
          if (Of.Source == Piped->Source)
            Judged.insert(Variable);
    }
    if (Name == "read" && (Piped || IsCgi))
      for (std::size_t I = 1; I < W.size(); ++I)
        if (!W[I].starts_with('-'))
          assign(W[I], Piped ? Piped : Taint(Origin{"standard input"}));
    if (Name == "export" || Name == "local" || Name == "readonly")
      for (std::size_t I = 1; I < N.Words.size(); ++I)
        if (const std::size_t Equals = W[I].find('='); Equals != W[I].npos)
          assign(W[I].substr(0, Equals), taintOf(N.Words[I]));
    if (const auto F = Functions.find(W[0]); F != Functions.end())
      return call(*F->second, N);
    walkSink(N, W, Name);
  }

  void assign(const std::string &Name, Taint T) {
    Judged.erase(Name);
    Assigned.insert(Name);
    if (T)
      Tainted[Name] = *T;
    else
      Tainted.erase(Name);
  }

  void walkTest(const sh::Node &N, const std::vector<std::string> &W) {
    for (std::size_t I = 1; I < W.size(); ++I) {
      const bool Compares = isOneOf(W[I], {"=", "==", "!=", "=~", "-eq", "-ne",
                                           "-lt", "-le", "-gt", "-ge"}) &&
                            I + 1 < W.size();
      // "" and x$x are ways to ask for nothing.
      const bool IsEmpty =
          Compares && (W[I + 1].empty() || W[I + 1] == "x" || W[I + 1] == "X");
      if (Compares && !IsEmpty)
        judge(N.Words[I - 1]);
    }
  }

  void call(const sh::Node &Body, const sh::Node &N) {
    std::map<std::string, Origin> Outer = Tainted;
    std::set<std::string> OuterJudged = Judged;
    for (std::size_t I = 1; I < 10; ++I)
      assign(std::to_string(I),
             I < N.Words.size() ? taintOf(N.Words[I]) : std::nullopt);
    const Taint All = taintOfAny(N.Words, 1);
    assign("*", All);
    assign("@", All);
    ++Depth;
    walk(Body);
    --Depth;
    for (const std::string &Name :
         {"1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "@"}) {
      Judged.erase(Name);
      Tainted.erase(Name);
      if (const auto I = Outer.find(Name); I != Outer.end())
        Tainted.insert(*I);
      if (OuterJudged.contains(Name))
        Judged.insert(Name);
    }
  }

  void walkSink(const sh::Node &N, const std::vector<std::string> &W,
                std::string_view Name) {
    if (Name == "eval")
      return sink(N, "eval", taintOfAny(N.Words, 1));
    if (Name == "." || Name == "source")
      return sink(N, W[0],
                  N.Words.size() > 1 ? taintOf(N.Words[1]) : std::nullopt);
    if (Name == "awk" || Name == "gawk")
      return sink(N, "awk", programOf(N, W));
    if (sh::isShellProgram(W[0]) || Name == "su")
      for (std::size_t I = 1; I < W.size(); ++I)
        if (W[I].starts_with('-') && !W[I].starts_with("--") &&
            W[I].ends_with('c') && I + 1 < W.size())
          return sink(N, std::string(Name) + " -c", taintOf(N.Words[I + 1]));
    if (sh::isShellProgram(W[0]) && W.size() == 1 && Piped)
      return sink(N, std::string(Name), Piped);
    // "$x arguments": the text chooses the program.
    if (Taint T = taintOf(N.Words[0]))
      sink(N, "the shell", std::move(T));
  }

  /// The text that awk runs: its first argument that is no option.
  Taint programOf(const sh::Node &N, const std::vector<std::string> &W) {
    for (std::size_t I = 1; I < W.size(); ++I) {
      if (W[I] == "-v" || W[I] == "-F" || W[I] == "-f")
        ++I;
      else if (!W[I].starts_with('-'))
        return taintOf(N.Words[I]);
    }
    return std::nullopt;
  }

  void sink(const sh::Node &N, std::string Name, Taint T) {
    const std::pair Place(N.Line, Name);
    Sinks.insert(Place);
    if (T)
      Found.try_emplace(Place, ShellInput{std::move(T->Source), T->IsStored,
                                          std::move(Name), N.Line});
  }

  const bool IsCgi;
  std::map<std::string, const sh::Node *> Functions;
  std::map<std::string, Origin> Tainted;
  std::set<std::string> Judged, Assigned;
  /// What flows into the command that is being walked.
  Taint Piped;
  std::set<std::pair<std::uint32_t, std::string>> Sinks;
  std::map<std::pair<std::uint32_t, std::string>, ShellInput> Found;
  unsigned Steps = 0;
  unsigned Depth = 0;
};

} // namespace

ShellInputs followShellInput(const shell::Node &Script, bool IsCgi) {
  return Follower(IsCgi).run(Script);
}

} // namespace firmcop::binscan
