//===- binscan/readers/UpdateFlow.cpp - How a script updates ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/UpdateFlow.h"

#include "binscan/readers/Text.h"
#include "binscan/readers/UpdateCommands.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace firmcop::binscan {

namespace sh = shell;
using Strings = std::vector<std::string>;

namespace {

/// What is known at one point of the script.
struct State {
  bool Reachable = true;
  Assurance Has = Assurance::None;

  static State join(const State &A, const State &B) {
    if (!A.Reachable)
      return B;
    if (!B.Reachable)
      return A;
    return {true, std::min(A.Has, B.Has)};
  }
};

/// The two ways out of a command.
struct Outcome {
  State Success, Failure;

  State joined() const { return State::join(Success, Failure); }
};

/// Something that came from elsewhere.
struct Arrival {
  std::string What;
  std::uint32_t Line = 1;
};

class Follower {
public:
  void follow(const sh::Node &Script) {
    collectFunctions(Script);
    run(Script, {});
    // What nothing here calls is called from another script.
    for (const auto &[Name, Body] : Functions)
      if (!Called.count(Name))
        run(*Body, {});
  }

  UpdateFlow Found;

private:
  static constexpr unsigned MaxDepth = 16;
  static constexpr unsigned MaxSteps = 20'000;

  void collectFunctions(const sh::Node &N) {
    if (N.Of == sh::Node::Kind::Function)
      Functions[N.Name] = N.Children[0].get();
    for (const auto &Child : N.Children)
      collectFunctions(*Child);
  }

  // Words.

  std::string expand(const sh::Word &W) const {
    std::string Text;
    for (const sh::WordPart &P : W.Parts) {
      auto Value = P.Of == sh::WordPart::Kind::Variable ? Variables.find(P.Text)
                                                        : Variables.end();
      if (Value != Variables.end())
        Text += Value->second;
      else if (P.Of == sh::WordPart::Kind::Variable)
        Text += P.Default.empty() ? "$" + P.Text : P.Default;
      else if (P.Of == sh::WordPart::Kind::Substitution)
        Text += "$(" + P.Text + ")";
      else
        Text += P.Text;
    }
    return Text.substr(0, 4096);
  }

  Strings expandAll(const std::vector<sh::Word> &Words) const {
    Strings All;
    for (const sh::Word &W : Words)
      All.push_back(expand(W));
    // These say nothing about what is done.
    while (All.size() > 1 &&
           (baseName(All[0]) == "busybox" || All[0] == "exec" ||
            All[0] == "sudo" || All[0] == "nohup" || All[0] == "command"))
      All.erase(All.begin());
    return All;
  }

  // The tree.

  Outcome run(const sh::Node &N, State S) {
    if (!S.Reachable || ++Steps > MaxSteps)
      return {S, S};
    using K = sh::Node::Kind;
    switch (N.Of) {
    case K::Command:
      return runCommand(N, S);
    case K::Pipeline:
      return runPipeline(N, S);
    case K::And: {
      const Outcome L = run(*N.Children[0], S);
      const Outcome R = run(*N.Children[1], L.Success);
      return {R.Success, State::join(L.Failure, R.Failure)};
    }
    case K::Or: {
      const Outcome L = run(*N.Children[0], S);
      const Outcome R = run(*N.Children[1], L.Failure);
      return {State::join(L.Success, R.Success), R.Failure};
    }
    case K::Not: {
      const Outcome O = run(*N.Children[0], S);
      return {O.Failure, O.Success};
    }
    case K::Sequence:
      return runSequence(N, S);
    case K::If:
      return runIf(N, S);
    case K::While: {
      const Outcome Condition = run(*N.Children[0], S);
      const Outcome Body = run(*N.Children[1], Condition.Success);
      const State After = State::join(Condition.Failure, Body.joined());
      return {After, After};
    }
    case K::For: {
      const State Body = run(*N.Children[0], S).joined();
      const State After = State::join(S, Body);
      return {After, After};
    }
    case K::Case:
      return runCase(N, S);
    case K::Function:
      return {S, S};
    case K::Group:
    case K::Detached:
      return run(*N.Children[0], S);
    }
    return {S, S};
  }

  Outcome runSequence(const sh::Node &N, State S) {
    Outcome Last{S, S};
    for (std::size_t I = 0; I < N.Children.size(); ++I) {
      const sh::Node &Child = *N.Children[I];
      Status = Last;
      Last = run(Child, I == 0 ? S : Last.joined());
      // Under "set -e" a plain command's failure ends the script.
      const bool IsPlain = Child.Of == sh::Node::Kind::Command ||
                           Child.Of == sh::Node::Kind::Pipeline;
      if (StopsOnFailure && IsPlain && I + 1 < N.Children.size())
        Last.Failure.Reachable = false;
    }
    return Last;
  }

  Outcome runIf(const sh::Node &N, State S) {
    std::optional<State> After;
    const auto Leave = [&](const State &Way) {
      After = After ? State::join(*After, Way) : Way;
    };
    State Next = S;
    for (std::size_t I = 0; I < N.Children.size(); I += 2) {
      if (I + 1 == N.Children.size()) {
        Leave(run(*N.Children[I], Next).joined());
        return {*After, *After};
      }
      const Outcome Condition = run(*N.Children[I], Next);
      Leave(run(*N.Children[I + 1], Condition.Success).joined());
      Next = Condition.Failure;
    }
    Leave(Next);
    return {*After, *After};
  }

  Outcome runCase(const sh::Node &N, State S) {
    const std::string Subject = expand(N.Words[0]);
    std::optional<State> After;
    bool HasDefault = false;
    const Outcome Before = Status;
    for (std::size_t I = 0; I < N.Children.size(); ++I) {
      State In = S;
      // case $? in 0) ... tells success from failure.
      const bool IsZero = std::ranges::any_of(
          N.Patterns[I], [](const sh::Word &P) { return P.text() == "0"; });
      if (Subject == "$?" && S.Reachable)
        In = IsZero ? Before.Success : Before.Failure;
      HasDefault |= std::ranges::any_of(
          N.Patterns[I], [](const sh::Word &P) { return P.text() == "*"; });
      const State Out = run(*N.Children[I], In).joined();
      After = After ? State::join(*After, Out) : Out;
    }
    if (!After)
      After = S;
    else if (!HasDefault)
      After = State::join(*After, S);
    return {*After, *After};
  }

  Outcome runPipeline(const sh::Node &N, State S) {
    std::optional<Arrival> Through;
    Outcome Last{S, S};
    for (const auto &Child : N.Children) {
      Incoming = Through;
      Outgoing.reset();
      Last = run(*Child, S);
      // What a filter (gunzip, tee) passes on has still arrived.
      if (Outgoing)
        Through = Outgoing;
    }
    Incoming.reset();
    Outgoing.reset();
    return Last;
  }

  // Commands.

  Outcome runCommand(const sh::Node &N, State S) {
    Outcome O{S, S};
    for (const sh::Assignment &A : N.Assignments)
      O = assign(A, S);
    for (const sh::Word &W : N.Words)
      runSubstitutions(W, S);
    const Strings W = expandAll(N.Words);
    if (W.empty())
      return O;
    if (W[0] == "exit")
      return {{false, S.Has}, {false, S.Has}};
    if (W[0] == "return")
      return runReturn(W, S);
    if (W[0] == "true" || W[0] == ":")
      return {S, {false, S.Has}};
    if (W[0] == "false")
      return {{false, S.Has}, S};
    if (W[0] == "set")
      StopsOnFailure |= W.size() > 1 && W[1].starts_with("-") &&
                        !W[1].starts_with("--") && contains(W[1], "e");
    if (W[0] == "[" || W[0] == "[[" || W[0] == "test")
      return runTest(N, W, S);
    if (auto F = Functions.find(W[0]); F != Functions.end())
      return callFunction(F->first, *F->second, W, S);
    return runProgram(N, W, S);
  }

  Outcome assign(const sh::Assignment &A, State S) {
    const std::string Value = expand(A.Value);
    Variables[A.Name] =
        contains(Value, "$") && !contains(Value, "$1") ? "$" + A.Name : Value;
    // status=$?
    if (Value == "$?") {
      Statuses[A.Name] = Status;
      return {S, S};
    }
    // The status of x=$(command) is the command's.
    if (A.Value.Parts.size() == 1 && A.Value.Parts[0].Script) {
      const Outcome O = run(*A.Value.Parts[0].Script, S);
      if (O.Success.Has > S.Has)
        Statuses[A.Name] = O;
      return O;
    }
    runSubstitutions(A.Value, S);
    return {S, S};
  }

  void runSubstitutions(const sh::Word &W, State S) {
    for (const sh::WordPart &P : W.Parts)
      if (P.Script)
        run(*P.Script, S);
  }

  Outcome runReturn(const Strings &W, State S) {
    const bool Fails = W.size() > 1 && W[1] != "0" && W[1] != "$?";
    const bool Succeeds = W.size() < 2 || W[1] == "0";
    if (W.size() > 1 && !Fails && !Succeeds) {
      Returned.push_back(Status);
    } else {
      const State Gone{false, S.Has};
      Returned.push_back(Fails ? Outcome{Gone, S} : Outcome{S, Gone});
    }
    return {{false, S.Has}, {false, S.Has}};
  }

  Outcome callFunction(const std::string &Name, const sh::Node &Body,
                       const Strings &W, State S) {
    Called.insert(Name);
    if (Depth >= MaxDepth)
      return {S, S};
    ++Depth;
    std::vector<Outcome> Outer = std::exchange(Returned, {});
    std::map<std::string, std::string> Saved = Variables;
    for (std::size_t I = 1; I < W.size() && I < 10; ++I)
      Variables[std::to_string(I)] = W[I];
    Outcome O = run(Body, S);
    for (const Outcome &R : Returned) {
      O.Success = State::join(O.Success, R.Success);
      O.Failure = State::join(O.Failure, R.Failure);
    }
    for (std::size_t I = 1; I < 10; ++I)
      Variables.erase(std::to_string(I));
    for (const auto &[Key, Value] : Saved)
      if (Key.size() == 1 && Key[0] >= '0' && Key[0] <= '9')
        Variables[Key] = Value;
    Returned = std::move(Outer);
    --Depth;
    return O;
  }

  /// Tests of $?, of a saved status, of the text a verification printed, and of
  /// two hashes.
  Outcome runTest(const sh::Node &N, const Strings &W, State S) {
    Outcome O{S, S};
    std::optional<Outcome> Tested;
    bool ComparesHash = false, ComparesZero = false, IsNotEqual = false;
    for (std::size_t I = 1; I < W.size(); ++I) {
      if (W[I] == "$?")
        Tested = Status;
      if (W[I].starts_with("$"))
        if (auto Saved = Statuses.find(W[I].substr(1)); Saved != Statuses.end())
          Tested = Saved->second;
      if (W[I] == "0" || W[I] == "x0")
        ComparesZero = true;
      if (W[I] == "!=" || W[I] == "-ne" || W[I] == "!")
        IsNotEqual = !IsNotEqual;
      for (std::string_view Sum : {"md5", "sha1", "sha256", "sha512", "crc"})
        ComparesHash |= contains(lower(W[I]), Sum);
    }
    if (Tested && S.Reachable) {
      O = *Tested;
      // "= 'Verified OK'" is success, too; "= 1" is failure.
      if (!ComparesZero && W.size() > 3 && (W[3] == "1" || W[3] == "255"))
        IsNotEqual = !IsNotEqual;
    } else if (ComparesHash && N.Words.size() > 3) {
      O.Success.Has = std::max(O.Success.Has, Assurance::Checksum);
    }
    if (IsNotEqual)
      std::swap(O.Success, O.Failure);
    return O;
  }

  Outcome runProgram(const sh::Node &N, const Strings &W, State S) {
    Outcome O{S, S};
    switch (roleOf(W)) {
    case UpdateRole::None:
      copyArrivals(W);
      runArrivals(N, W, S);
      if (Incoming)
        Outgoing = Incoming;
      break;
    case UpdateRole::Fetch:
      arrive(N, W);
      // New content has not been verified.
      O.Success.Has = Assurance::None;
      break;
    case UpdateRole::Checksum:
      O.Success.Has = std::max(S.Has, Assurance::Checksum);
      break;
    case UpdateRole::Verify:
      SawVerification = true;
      O.Success.Has = Assurance::Signature;
      break;
    case UpdateRole::Install:
      install(N, W, S);
      break;
    }
    for (const sh::Redirect &R : N.Redirects)
      if (R.Operator.starts_with('>') && Outgoing)
        Arrived[expand(R.Target)] = *Outgoing;
    return O;
  }

  void arrive(const sh::Node &N, const Strings &W) {
    const Arrival A{std::string(baseName(W[0])), N.Line};
    if (const std::string To = fetchedTo(W); !To.empty())
      Arrived[To] = A;
    else
      Outgoing = A;
  }

  /// cp, mv, gunzip, tar -x: what they make of something has arrived, too.
  void copyArrivals(const Strings &W) {
    const std::string_view Name = baseName(W[0]);
    if (W.size() > 2 && (Name == "cp" || Name == "mv"))
      if (const std::optional<Arrival> A = arrivalOf(W[W.size() - 2]))
        Arrived[W.back()] = *A;
  }

  /// What has arrived under a name: the file itself, one in a directory that
  /// it was put into, or one named like it (image and image.sig).
  std::optional<Arrival> arrivalOf(const std::string &Name) const {
    for (const auto &[Where, A] : Arrived)
      if (Name == Where || Name.starts_with(Where + "/") ||
          (baseName(Name) == Where && Where.find('/') == Where.npos))
        return A;
    if (isRemovable(Name))
      return Arrival{"the removable medium at '" + Name + "'", 0};
    return std::nullopt;
  }

  void install(const sh::Node &N, const Strings &W, State S) {
    std::optional<Arrival> A;
    for (const std::string &From : installedFrom(W)) {
      if (A)
        break;
      A = arrivalOf(From);
      // sh -c "$(curl ...)"
      for (const char *Fetcher : {"$(curl", "$(wget"})
        if (!A && contains(From, Fetcher))
          A = Arrival{Fetcher + 2, N.Line};
      // opkg install https://...
      if (!A && (From.starts_with("http://") || From.starts_with("ftp://")))
        A = Arrival{std::string(baseName(W[0])), N.Line};
      // An image that the caller hands over: sysup FILE.
      if (!A && SawVerification && From.starts_with("$") && isFlashWriter(W))
        A = Arrival{"its argument", 0};
    }
    if (!A && Incoming)
      A = Incoming;
    for (const sh::Redirect &R : N.Redirects)
      if (!A && R.Operator == "<")
        A = arrivalOf(expand(R.Target));
    if (A)
      reach(N, std::string(baseName(W[0])), *A, S);
  }

  /// What has arrived and is run by its name, loaded into the kernel, or loaded
  /// before a program's own libraries.
  void runArrivals(const sh::Node &N, const Strings &W, State S) {
    std::optional<Arrival> A;
    if (contains(W[0], "/"))
      A = arrivalOf(W[0]);
    const std::string_view Name = baseName(W[0]);
    if (!A && Name == "insmod" && W.size() > 1)
      A = arrivalOf(W[1]);
    for (const sh::Assignment &Set : N.Assignments)
      if (!A && Set.Name == "LD_PRELOAD")
        A = arrivalOf(expand(Set.Value));
    if (A)
      reach(N, W[0], *A, S, /*RunsCode=*/true);
  }

  /// Takes down that something is put in place or run at this point.
  void reach(const sh::Node &N, std::string Sink, const Arrival &A, State S,
             bool RunsCode = false) {
    const bool IsNew = Places.insert({A.Line, N.Line}).second;
    Found.Installs += IsNew;
    if (S.Has == Assurance::Signature || !IsNew)
      return;
    UnverifiedUpdate U;
    U.Source = A.What;
    U.SourceLine = A.Line == 0 ? N.Line : A.Line;
    U.Sink = std::move(Sink);
    U.SinkLine = N.Line;
    U.Had = S.Has;
    U.IgnoresVerification = SawVerification;
    U.RunsCode = RunsCode;
    Found.Unverified.push_back(std::move(U));
  }

  static bool isFlashWriter(const Strings &W) {
    const std::string_view Name = baseName(W[0]);
    return Name == "dd" || Name == "flashcp" || Name == "mtd" ||
           Name == "nandwrite" || Name == "ubiupdatevol" ||
           Name == "sysupgrade";
  }

  std::map<std::string, std::string> Variables;
  std::map<std::string, const sh::Node *> Functions;
  std::set<std::string> Called;
  std::map<std::string, Arrival> Arrived;
  /// What a variable's value tells: "status=$?", "x=$(openssl ...)".
  std::map<std::string, Outcome> Statuses;
  /// The outcomes of the command before, which $? tells.
  Outcome Status;
  std::vector<Outcome> Returned;
  std::optional<Arrival> Incoming, Outgoing; ///< through pipes
  std::set<std::pair<std::uint32_t, std::uint32_t>> Places;
  bool StopsOnFailure = false;
  bool SawVerification = false;
  unsigned Depth = 0;
  unsigned Steps = 0;
};

} // namespace

UpdateFlow followUpdates(const sh::Node &Script) {
  Follower F;
  F.follow(Script);
  return std::move(F.Found);
}

} // namespace firmcop::binscan
