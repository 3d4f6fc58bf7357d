//===- binscan/readers/ShellWalk.cpp - What a script would start *- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/ShellWalk.h"

#include "binscan/readers/Text.h"

#include <algorithm>

namespace firmcop::binscan {

namespace sh = shell;

/// Enough for every real boot; hostile scripts end here.
static constexpr unsigned MaxDepth = 12;
static constexpr unsigned MaxSteps = 200'000;
static constexpr std::size_t MaxScript = 1 << 20;

static bool isUnknown(std::string_view Text) {
  return Text.find('$') != Text.npos;
}

const sh::Node &ShellWalk::keep(std::string_view Text, std::uint32_t Line) {
  return *Trees.emplace_back(sh::parse(Text.substr(0, MaxScript), Line));
}

void ShellWalk::runFile(const Node &File, const Strings &Arguments,
                        std::string_view By) {
  const std::string_view Text = File.bytes().text();
  if (!Visited.insert({&File, Arguments}).second || Depth >= MaxDepth)
    return;
  Frame F;
  F.File = &File;
  F.By = By;
  F.Positional = {Files.pathOf(File)};
  F.Positional.insert(F.Positional.end(), Arguments.begin(), Arguments.end());
  ++Depth;
  walk(keep(Text, 1), F);
  // OpenWrt's scripts define functions only; /etc/rc.common calls them.
  if (contains(Text.substr(0, Text.find('\n')), "rc.common") &&
      !Arguments.empty() && (Arguments[0] == "boot" || Arguments[0] == "start"))
    for (const char *Name : {"boot", "start", "start_service"})
      if (auto Body = F.Functions.find(Name); Body != F.Functions.end())
        callFunction(*Body->second, {Name}, F);
  --Depth;
}

void ShellWalk::runLine(std::string_view Command, const Node &File,
                        std::uint32_t Line, std::string_view By,
                        std::string_view Terminal) {
  Frame F;
  F.File = &File;
  F.By = By;
  F.Terminal = Terminal;
  walk(keep(Command, Line), F);
}

ShellWalk::Status ShellWalk::walkConditionally(const sh::Node &N, Frame &F) {
  ++F.Conditions;
  const Status S = walk(N, F);
  --F.Conditions;
  return S;
}

ShellWalk::Status ShellWalk::walk(const sh::Node &N, Frame &F) {
  if (F.Stopped || ++Steps > MaxSteps)
    return Status::Unknown;
  using K = sh::Node::Kind;
  switch (N.Of) {
  case K::Command:
    return walkCommand(N, F);
  case K::And: {
    const Status S = walk(*N.Children[0], F);
    if (S == Status::No)
      return S;
    return S == Status::Unknown ? walkConditionally(*N.Children[1], F)
                                : walk(*N.Children[1], F);
  }
  case K::Or: {
    const Status S = walk(*N.Children[0], F);
    if (S == Status::Yes)
      return S;
    return S == Status::No ? walk(*N.Children[1], F)
                           : walkConditionally(*N.Children[1], F);
  }
  case K::Not:
    switch (walk(*N.Children[0], F)) {
    case Status::Yes:
      return Status::No;
    case Status::No:
      return Status::Yes;
    default:
      return Status::Unknown;
    }
  case K::If:
    return walkIf(N, F);
  case K::While:
    walk(*N.Children[0], F);
    walkConditionally(*N.Children[1], F);
    return Status::Probably;
  case K::For:
    return walkFor(N, F);
  case K::Case:
    return walkCase(N, F);
  case K::Function:
    F.Functions[N.Name] = N.Children[0].get();
    return Status::Yes;
  case K::Sequence:
  case K::Group:
  case K::Detached:
  case K::Pipeline: {
    Status Last = Status::Yes;
    for (const auto &Child : N.Children)
      Last = walk(*Child, F);
    return Last;
  }
  }
  return Status::Unknown;
}

ShellWalk::Status ShellWalk::walkIf(const sh::Node &N, Frame &F) {
  unsigned Undecided = 0;
  Status Last = Status::Unknown;
  for (std::size_t I = 0; I < N.Children.size(); I += 2) {
    const bool IsElse = I + 1 == N.Children.size();
    const Status S = IsElse ? Status::Yes : walk(*N.Children[I], F);
    if (S == Status::No)
      continue;
    if (S == Status::Unknown) {
      ++Undecided;
      ++F.Conditions;
    }
    Last = walk(*N.Children[IsElse ? I : I + 1], F);
    if (S == Status::Yes)
      break;
    if (S == Status::Probably) {
      ++Undecided;
      ++F.Conditions;
    }
  }
  F.Conditions -= Undecided;
  return Last;
}

ShellWalk::Status ShellWalk::walkFor(const sh::Node &N, Frame &F) {
  Strings Values;
  for (const std::string &Word : expandAll(N.Words, F))
    std::ranges::move(glob(Word), std::back_inserter(Values));
  for (const std::string &Value : Values) {
    F.Variables[N.Name] = Value;
    walk(*N.Children[0], F);
  }
  return Status::Probably;
}

ShellWalk::Status ShellWalk::walkCase(const sh::Node &N, Frame &F) {
  const std::string Subject = expand(N.Words[0], F);
  const bool Known = !isUnknown(Subject);
  for (std::size_t I = 0; I < N.Children.size(); ++I) {
    const bool Fits =
        std::ranges::any_of(N.Patterns[I], [&](const sh::Word &P) {
          return sh::matchesPattern(expand(P, F), Subject);
        });
    if (Known && Fits)
      return walk(*N.Children[I], F);
    if (!Known)
      walkConditionally(*N.Children[I], F);
  }
  return Status::Unknown;
}

ShellWalk::Status ShellWalk::callFunction(const sh::Node &Body,
                                          const Strings &Arguments, Frame &F) {
  if (Depth >= MaxDepth)
    return Status::Unknown;
  ++Depth;
  // Variables of the caller are visible and changes stay, so the frame is
  // shared but for the parameters and what "return" ends.
  Strings Outer = F.Positional;
  F.Positional = Arguments;
  F.Positional[0] = Outer.empty() ? "" : Outer[0];
  const bool WasConditional = F.IsConditional;
  F.IsConditional |= F.Conditions != 0;
  const unsigned Conditions = std::exchange(F.Conditions, 0);
  walk(Body, F);
  F.Stopped = false;
  F.Conditions = Conditions;
  F.IsConditional = WasConditional;
  F.Positional = std::move(Outer);
  --Depth;
  return Status::Unknown;
}

ShellWalk::Status ShellWalk::walkCommand(const sh::Node &N, Frame &F) {
  for (const sh::Assignment &A : N.Assignments)
    F.Variables[A.Name] = expand(A.Value, F);
  Strings Arguments = expandAll(N.Words, F);
  if (Arguments.empty())
    return Status::Yes;
  Status S = Status::Unknown;
  if (builtin(Arguments, N, F, S))
    return S;
  if (auto Body = F.Functions.find(Arguments[0]); Body != F.Functions.end())
    return callFunction(*Body->second, Arguments, F);
  return start(std::move(Arguments), N, F);
}

bool ShellWalk::builtin(const Strings &Arguments, const sh::Node &N, Frame &F,
                        Status &S) {
  const std::string &Name = Arguments[0];
  S = Status::Yes;
  if (Name == "true" || Name == ":" || Name == "set" || Name == "shift")
    return true;
  if (Name == "export" || Name == "local" || Name == "readonly") {
    for (std::size_t I = 1; I < Arguments.size(); ++I)
      if (std::size_t Equals = Arguments[I].find('=');
          Equals != std::string::npos)
        F.Variables[Arguments[I].substr(0, Equals)] =
            Arguments[I].substr(Equals + 1);
    return true;
  }
  if (Name == "exit" || Name == "return") {
    F.Stopped = F.Conditions == 0;
    return true;
  }
  if (Name == "." || Name == "source") {
    if (Arguments.size() > 1)
      sourceFile(Arguments[1], F);
    return true;
  }
  S = Status::No;
  if (Name == "false")
    return true;
  if (Name == "[" || Name == "[[" || Name == "test") {
    Strings Operands(Arguments.begin() + 1, Arguments.end());
    if (!Operands.empty() && Operands.back().starts_with(']'))
      Operands.pop_back();
    S = test(std::move(Operands));
    return true;
  }
  S = Status::Probably;
  // OpenWrt: procd runs what a service's instance is described with, and
  // config_foreach calls a function for each section.
  if ((Name == "procd_set_param" || Name == "procd_append_param") &&
      Arguments.size() > 2) {
    Strings Rest(Arguments.begin() + 2, Arguments.end());
    if (Arguments[1] == "command" && Name == "procd_set_param")
      emit(Rest, "", N, F);
    else if (Arguments[1] == "command" && !Started.empty())
      std::ranges::move(Rest, std::back_inserter(Started.back().Arguments));
    else if (Arguments[1] == "user" && !Started.empty())
      Started.back().User = Rest[0];
    return true;
  }
  if (Name == "config_foreach" && Arguments.size() > 1) {
    if (auto Body = F.Functions.find(Arguments[1]); Body != F.Functions.end())
      S = callFunction(*Body->second, {Arguments[1]}, F);
    return true;
  }
  return false;
}

void ShellWalk::sourceFile(const std::string &Path, Frame &F) {
  const Node *Other = Files.find(Path);
  if (!Other || !Other->isRegularFile() || Depth >= MaxDepth)
    return;
  const Node *Outer = std::exchange(F.File, Other);
  ++Depth;
  walk(keep(Other->bytes().text(), 1), F);
  --Depth;
  F.File = Outer;
}

ShellWalk::Status ShellWalk::start(Strings Arguments, const sh::Node &N,
                                   Frame &F) {
  std::string User;
  Arguments = unwrap(std::move(Arguments), User);
  if (Arguments.empty())
    return Status::Probably;
  const std::string_view Program = baseName(Arguments[0]);
  const bool IsShell = sh::isShellProgram(Program);
  if (IsShell && Arguments.size() > 2 && Arguments[1] == "-c" &&
      Depth < MaxDepth) {
    ++Depth;
    const Status S = walk(keep(Arguments[2], N.Line), F);
    --Depth;
    return S;
  }
  // run-parts DIRECTORY runs what is in it, in order of names.
  if (Program == "run-parts") {
    for (const std::string &Script : glob(Arguments.back() + "/*"))
      if (Depth < MaxDepth && Files.find(Script))
        start({Script, "start"}, N, F);
    return Status::Probably;
  }
  emit(Arguments, User, N, F);
  const std::size_t ScriptAt = IsShell && Arguments.size() > 1 ? 1 : 0;
  if (const Node *Script = findProgram(Arguments[ScriptAt]);
      Script && Script->isRegularFile() &&
      (ScriptAt == 1 || sh::isShellScript(Script->bytes().text()))) {
    const std::size_t Before = Started.size();
    runFile(
        *Script,
        Strings(Arguments.begin() + static_cast<std::ptrdiff_t>(ScriptAt) + 1,
                Arguments.end()),
        F.By);
    if (F.Conditions || F.IsConditional)
      for (std::size_t I = Before; I < Started.size(); ++I)
        Started[I].IsConditional = true;
  }
  for (std::string_view Query :
       {"grep", "nvram", "uci", "fw_printenv", "ls", "pidof", "which", "cat",
        "command", "ping", "mountpoint", "config_get_bool", "getprop", "expr",
        "ifconfig", "killall", "pgrep", "mount", "read"})
    if (Program == Query)
      return Status::Unknown;
  return Status::Probably;
}

void ShellWalk::emit(const Strings &Arguments, std::string User,
                     const sh::Node &N, const Frame &F) {
  StartedCommand C;
  C.Arguments = Arguments;
  C.User = std::move(User);
  C.By = F.By;
  C.Terminal = F.Terminal;
  C.IsConditional = F.Conditions != 0 || F.IsConditional;
  C.File = F.File;
  C.Line = N.Line;
  const auto Same = std::ranges::find_if(Started, [&](const auto &Other) {
    return Other.File == C.File && Other.Line == C.Line &&
           Other.Arguments == C.Arguments;
  });
  if (Same == Started.end())
    Started.push_back(std::move(C));
  else
    Same->IsConditional &= C.IsConditional;
}

/// Whether a path is in a part of the file system that is as the image has it:
/// what is not there now will not be there later.
static bool isFixedPlace(std::string_view Path) {
  for (std::string_view Top :
       {"/bin/", "/sbin/", "/lib/", "/usr/bin/", "/usr/sbin/", "/usr/lib/"})
    if (Path.starts_with(Top))
      return true;
  return false;
}

ShellWalk::Status ShellWalk::test(Strings A) const {
  if (!A.empty() && A[0] == "!") {
    A.erase(A.begin());
    const Status S = test(std::move(A));
    return S == Status::Yes ? Status::No : S == Status::No ? Status::Yes : S;
  }
  for (const std::string &Word : A)
    if (isUnknown(Word))
      return Status::Unknown;
  const auto Decided = [](bool B) { return B ? Status::Yes : Status::No; };
  if (A.size() == 2 && A[0] == "-n")
    return Decided(!A[1].empty());
  if (A.size() == 2 && A[0] == "-z")
    return Decided(A[1].empty());
  if (A.size() == 2 && A[0].size() == 2 && contains("-x-f-e-r-s-d-h-L", A[0])) {
    const Node *N = Files.find(A[1]);
    if (!N)
      return isFixedPlace(A[1]) ? Status::No : Status::Unknown;
    const bool MayRun =
        !N->isRegularFile() || !N->File->HasMode || (N->File->Mode & 0111) != 0;
    return Decided(A[0] != "-x" || MayRun);
  }
  if (A.size() == 3 && (A[1] == "=" || A[1] == "==" || A[1] == "-eq"))
    return Decided(A[0] == A[2]);
  if (A.size() == 3 && (A[1] == "!=" || A[1] == "-ne"))
    return Decided(A[0] != A[2]);
  return Status::Unknown;
}

std::string ShellWalk::expandPart(const sh::WordPart &P, const Frame &F) const {
  if (P.Of == sh::WordPart::Kind::Literal)
    return P.Text;
  if (P.Of == sh::WordPart::Kind::Substitution)
    return "$(" + P.Text + ")";
  if (P.Text.size() == 1 && P.Text[0] >= '0' && P.Text[0] <= '9') {
    const std::size_t Index = static_cast<std::size_t>(P.Text[0] - '0');
    // A script that init starts gets what was given, and nothing else.
    if (!F.Positional.empty())
      return Index < F.Positional.size() ? F.Positional[Index] : P.Default;
  }
  if (auto Value = F.Variables.find(P.Text); Value != F.Variables.end())
    return Value->second;
  return P.Default.empty() ? "$" + P.Text : P.Default;
}

std::string ShellWalk::expand(const sh::Word &W, const Frame &F) const {
  std::string Text;
  for (const sh::WordPart &P : W.Parts)
    Text += expandPart(P, F);
  // Doubling in a loop must not fill the memory.
  return Text.substr(0, 4096);
}

/// $@, $* and "$@", with nothing beside it.
static bool isAllArguments(const sh::Word &W) {
  unsigned Found = 0;
  for (const sh::WordPart &P : W.Parts) {
    if (P.Of == sh::WordPart::Kind::Variable &&
        (P.Text == "@" || P.Text == "*"))
      ++Found;
    else if (!P.Text.empty())
      return false;
  }
  return Found == 1;
}

ShellWalk::Strings ShellWalk::expandAll(const std::vector<sh::Word> &Words,
                                        const Frame &F) const {
  Strings All;
  for (const sh::Word &W : Words) {
    if (isAllArguments(W) && !F.Positional.empty()) {
      All.insert(All.end(), F.Positional.begin() + 1, F.Positional.end());
      continue;
    }
    const bool Splits = W.Parts.size() == 1 && !W.Parts[0].Quoted &&
                        W.Parts[0].Of == sh::WordPart::Kind::Variable;
    const std::string Text = expand(W, F);
    // What is not known is one word, as most values are.
    if (!Splits || isUnknown(Text))
      All.push_back(Text);
    else
      for (std::string_view Piece : splitWords(Text))
        All.emplace_back(Piece);
    if (All.size() > 4096)
      break;
  }
  return All;
}

ShellWalk::Strings ShellWalk::glob(const std::string &Pattern) const {
  if (Pattern.find_first_of("*?[") == Pattern.npos || isUnknown(Pattern))
    return {Pattern};
  const std::string_view Directory = directoryName(Pattern);
  const Node *Where = Files.find(Directory);
  Strings Found;
  if (Where && Where->isDirectory())
    for (NodeId Id : Where->Children) {
      const std::string &Name = Files.image().node(Id).Name;
      if (sh::matchesPattern(baseName(Pattern), Name))
        Found.push_back(std::string(Directory) + "/" + Name);
    }
  std::ranges::sort(Found);
  return Found;
}

const Node *ShellWalk::findProgram(std::string_view Name) const {
  if (Name.empty() || isUnknown(Name))
    return nullptr;
  if (contains(Name, "/"))
    return Files.find(Name);
  for (std::string_view Directory :
       {"/sbin/", "/usr/sbin/", "/bin/", "/usr/bin/", "/usr/local/bin/"})
    if (const Node *Found =
            Files.find(std::string(Directory) + std::string(Name)))
      return Found;
  return nullptr;
}

} // namespace firmcop::binscan
