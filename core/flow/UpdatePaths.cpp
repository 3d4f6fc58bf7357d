//===- core/flow/UpdatePaths.cpp - Images that nobody verified ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The walk says how each installation is reached. Which of it is a finding
// depends on what is installed: flash memory holds settings, too, and a device
// that goes back to its old program after a failure does right.
//
//===----------------------------------------------------------------------===//

#include "core/flow/UpdatePaths.h"
#include "core/flow/UpdateNames.h"
#include "core/flow/UpdateWalk.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::flow;

namespace {

/// What an installation is, in the words of the message.
std::string deed(Installation Is) {
  switch (Is) {
  case Installation::Commit:
    return "makes an image the one that boots next";
  case Installation::Command:
    return "runs a command that writes an image to flash memory";
  case Installation::Device:
  case Installation::Write:
    return "writes an image to flash memory";
  case Installation::Start:
    return "starts the program that lies in memory";
  }
  return {};
}

std::string convention(const ModelRow *Row) {
  switch (Row ? Row->SuccessIs : Success::None) {
  case Success::Zero:
    return "only 0 says that the signature is good";
  case Success::One:
    return "only 1 says that the signature is good";
  case Success::NonZero:
    return "0 says that the signature is bad";
  case Success::Positive:
    return "only a positive number says that it is good";
  case Success::NotNegative:
    return "a negative number says that the signature is bad";
  case Success::None:
    break;
  }
  return "nothing else says whether the signature is good";
}

class UpdateFindings {
public:
  UpdateFindings(const Program &P, UpdateProgram &U, const UpdateWalk &Walk,
                 const SolveOptions &Options,
                 const std::function<void(FlowFinding)> &Report)
      : P(P), U(U), Walk(Walk), Options(Options), Report(Report) {}

  /// \p IsComplete: every path was followed. Where not, what comes after a
  /// write is not known.
  void run(bool IsComplete) {
    std::vector<const UpdateSite *> Order;
    for (const UpdateSite &S : Walk.sites().subspan(1))
      Order.push_back(&S);
    std::ranges::sort(Order, {}, [](const UpdateSite *S) {
      return std::tuple(S->Is, S->Function, S->Operation);
    });
    for (const UpdateSite *S : Order)
      IsCommitted |= S->Is != Installation::Start && S->IsVerified;
    for (const UpdateSite *S : Order)
      if (IsComplete ||
          (S->Is != Installation::Write && S->Is != Installation::Device))
        judge(*S);
  }

  /// Functions that are to verify, and say that all is well without a look.
  void findStubs() {
    for (std::uint32_t I = 0; I < P.functions().size(); ++I) {
      // Who is called from elsewhere, or could be.
      std::uint32_t Symbol = P.functions()[I].Symbol;
      bool IsLocal =
          P.symbols()[Symbol].LinkName.find('@') != std::string::npos;
      if (isStub(P.functions()[I]) && (!IsLocal || !P.callers(Symbol).empty()))
        reportStub(I);
    }
  }

private:
  void judge(const UpdateSite &S) {
    bool IsWrite = S.Is == Installation::Write || S.Is == Installation::Device;
    if (!S.IsUnverified && !S.IsAfterFailure && !S.IsUnheeded)
      return;
    if (!isUpdate(S))
      return;
    if (S.Is == Installation::Start) {
      // A program that verifies when it installs need not do so again; one
      // that verifies before it starts has to do it on every way.
      if (U.verifies() && !S.IsVerified)
        return;
    }
    if (S.IsUnheeded) {
      report("unheeded-verification", S, S.Failed);
      return;
    }
    if (S.IsAfterFailure) {
      // A way back: what was verified is installed elsewhere.
      if (S.IsVerified)
        report("failed-verification", S, S.Failed);
      else if (!IsCommitted && !IsWrite)
        report("inverted-verification", S, S.Failed);
      return;
    }
    if (IsWrite && S.IsFollowed)
      return;
    if (isReported(S))
      return;
    report("unverified-image", S, 0);
    Reported.insert(S.Function);
    if (S.Checksum && !S.IsVerified)
      report("checksum-only", S, S.Checksum);
  }

  bool isStub(const Function &F) const {
    std::string_view Name = P.symbols()[F.Symbol].Name;
    auto Has = [](const std::vector<std::string> &Words,
                  std::initializer_list<std::string_view> Any) {
      return std::ranges::any_of(Words, [&](const std::string &Word) {
        return std::ranges::find(Any, Word) != Any.end();
      });
    };
    auto Words = identifierWords(Name);
    bool IsAbout = isAboutVerification(Name);
    if (!IsAbout &&
        !Has(Words, {"verify", "validate", "authenticate", "check"}))
      return false;
    for (std::uint32_t K = 0; K < F.Parameters; ++K)
      IsAbout |= Has(identifierWords(F.Locals[K].Name),
                     {"sig", "signature", "signatures", "cert"});
    if (!IsAbout || !F.Result.isInteger() ||
        Has(Words, {"no", "dummy", "none", "mock", "fake", "test", "stub",
                    "support", "supported", "need", "needs", "enabled"}))
      return false;
    std::optional<std::int64_t> Says;
    for (const Operation &O : F.Operations) {
      if (O.Op == Opcode::Jump || O.Op == Opcode::Load)
        continue;
      if (O.Op != Opcode::Return || O.A.kind() != Operand::Kind::Literal)
        return false;
      std::int64_t Value = P.literals()[O.A.Index].Integer;
      if (Says.value_or(Value) != Value)
        return false;
      Says = Value;
    }
    // What returns a truth value says yes, everything else no error.
    bool IsTruth = F.Result.Bits == 1 || Has(Words, {"is", "has"});
    return Says && (IsTruth ? *Says != 0 : *Says == 0);
  }

  void reportStub(std::uint32_t Index) {
    const Rule *Of = ruleOf("unverified-image");
    if (!Of || !Options.IsOn(*Of))
      return;
    FlowFinding Found;
    Found.Of = Of;
    Found.Severity = std::min(Of->DefaultLevel, Level::Warning);
    Found.Function = Index;
    Found.Where = P.functions()[Index].Where;
    Found.Arguments = {std::string(nameOf(Index)), "says that all is well",
                       " in this build"};
    Found.Path = {{Found.Where, "It returns the same whatever it is given.", 0,
                   StepKind::Source}};
    Found.Evidence = std::string(nameOf(Index)) + ":";
    Report(std::move(Found));
  }

  static const Rule *ruleOf(std::string_view Way) {
    for (const Rule *R : allRules())
      for (const FlowConstraint &C : R->Flows)
        if (C.To == "installation" &&
            std::ranges::find(C.From, Way) != C.From.end())
          return R;
    return nullptr;
  }

  /// A job that has been reported already, or a step of one whose last step
  /// has been.
  bool isReported(const UpdateSite &S) const {
    if (Reported.empty())
      return false;
    for (const std::set<std::uint32_t> &Job :
         {U.above(S.Function), U.below(S.Function)})
      for (std::uint32_t Each : Job)
        if (Reported.contains(Each))
          return true;
    return false;
  }

  std::string_view nameOf(std::uint32_t FunctionIndex) const {
    return P.symbols()[P.functions()[FunctionIndex].Symbol].Name;
  }

  /// What is installed is a program, as far as names and data tell.
  bool isUpdate(const UpdateSite &S) const {
    if (S.Is == Installation::Commit || S.Is == Installation::Start)
      return true;
    std::string_view Data =
        S.Is == Installation::Write ? Walk.nameOf(S.Data) : "";
    if (isAboutStoredData(nameOf(S.Function)) || isAboutStoredData(Data))
      return false;
    for (std::uint32_t I = S.Inner; I; I = Walk.sites()[I].Inner)
      if (isAboutStoredData(nameOf(Walk.sites()[I].Function)))
        return false;
    if (S.Is != Installation::Write)
      return true;
    if (isAboutUpdates(Data) || (S.Data && Walk.isFromOutside(S.Data)))
      return true;
    // What a function makes by itself is a mark or a counter.
    if (Walk.isOwn(S.Data))
      return false;
    const Function &F = P.functions()[S.Function];
    for (std::uint32_t I = 0; I < F.Parameters; ++I)
      if (isAboutUpdates(F.Locals[I].Name))
        return true;
    constexpr unsigned Near = 4;
    const std::set<std::uint32_t> Above = U.above(S.Function, Near);
    for (std::uint32_t Each : Above)
      if (isAboutUpdates(nameOf(Each)))
        return true;
    // An image is made bootable in the same job.
    std::uint32_t Unit = P.unitOf(S.Function);
    for (const UpdateSite &Other : Walk.sites().subspan(1))
      if (Other.Is == Installation::Commit && P.unitOf(Other.Function) == Unit)
        for (std::uint32_t Each : U.above(Other.Function, Near))
          if (P.unitOf(Each) == Unit && Above.contains(Each))
            return true;
    return false;
  }

  const Position &where(std::uint32_t FunctionIndex,
                        std::uint32_t Operation) const {
    return P.functions()[FunctionIndex].Positions[Operation];
  }

  std::string callName(const UpdateWalk::Call &C) const {
    return C.Symbol == ~0U ? std::string(U.pointerName(C.Function, C.Operation))
                           : P.symbols()[C.Symbol].Name;
  }

  void report(std::string_view Way, const UpdateSite &S, std::uint32_t Failed) {
    // The wrong way round is one way to ignore a result.
    const Rule *Of =
        ruleOf(Way == "inverted-verification" ? "unheeded-verification" : Way);
    if (!Of || !Options.IsOn(*Of))
      return;
    std::string Name = S.Symbol == ~0U ? std::string(nameOf(S.Function))
                                       : P.symbols()[S.Symbol].Name;
    FlowFinding Found;
    Found.Of = Of;
    Found.Severity = Of->DefaultLevel;
    Found.Function = S.Function;
    Found.Where = where(S.Function, S.Operation);
    const UpdateWalk::Call &Verifier = Walk.calls()[Failed];
    auto Add = [&](std::uint32_t In, std::uint32_t At, std::string Text,
                   unsigned Depth, StepKind Of) {
      Found.Path.push_back({where(In, At), std::move(Text), Depth, Of});
    };
    if (Way == "unverified-image") {
      std::string Instead;
      if (S.Checksum) {
        const UpdateWalk::Call &C = Walk.calls()[S.Checksum];
        Instead =
            " ('" + callName(C) + "' is a checksum, which proves no origin)";
        Add(C.Function, C.Operation,
            "Whoever makes an image can make this checksum for it, too.", 0,
            StepKind::Source);
      }
      if (S.IsVerified) {
        Instead = " on one of the ways there" + Instead;
        Found.Severity = std::min(Found.Severity, Level::Warning);
      }
      Found.Arguments = {Name, deed(S.Is), Instead};
      Found.Path.push_back(
          {P.functions()[S.Function].Where,
           "No signature is verified between here and the installation.", 0,
           StepKind::Source});
    } else {
      std::string By = callName(Verifier);
      Found.Function = Verifier.Function;
      Found.Where = where(Verifier.Function, Verifier.Operation);
      Add(Verifier.Function, Verifier.Operation,
          "'" + By + "' verifies the signature.", 0, StepKind::Source);
      if (Way == "checksum-only")
        Found.Path.back().Text = "'" + By + "' makes a checksum.";
      if (Way == "checksum-only")
        Found.Arguments = {By, Name, deed(S.Is)};
      else if (Way == "failed-verification")
        Found.Arguments = {By, "and '" + Name + "' still " + deed(S.Is)};
      else
        Found.Arguments = {
            By,
            Way == "inverted-verification"
                ? "is tested the wrong way round"
                : "does not decide whether '" + Name + "' " + deed(S.Is),
            convention(Verifier.Symbol == ~0U
                           ? nullptr
                           : U.row(Verifier.Symbol, "signature-verification"))};
    }
    unsigned Depth = 0;
    for (const UpdateSite *Each = &S;; Each = &Walk.sites()[Each->Inner]) {
      std::string Called = Each->Symbol == ~0U ? std::string(nameOf(S.Function))
                                               : P.symbols()[Each->Symbol].Name;
      Add(Each->Function, Each->Operation,
          Each->Inner ? "It is passed to '" + Called + "'."
                      : "'" + Called + "' " + deed(Each->Is) + ".",
          Depth++, StepKind::Through);
      if (!Each->Inner)
        break;
    }
    Found.Evidence = std::string(nameOf(Found.Function)) + ":" + Name;
    Report(std::move(Found));
  }

  const Program &P;
  UpdateProgram &U;
  const UpdateWalk &Walk;
  const SolveOptions &Options;
  const std::function<void(FlowFinding)> &Report;
  std::set<std::uint32_t> Reported; ///< functions
  bool IsCommitted = false;         ///< something verified is installed
};

} // namespace

bool UpdateWalk::isFromOutside(TermId Data) const {
  return Data && T.has(Data, [&](TermId Each) {
    if (Outside.contains(T.root(Each)))
      return true;
    auto From = Origins.find(Each);
    return From != Origins.end() && Outside.contains(T.root(From->second));
  });
}

bool UpdateWalk::isOwn(TermId Data) const {
  if (auto From = Origins.find(Data); From != Origins.end())
    Data = From->second;
  Term::Kind Root = T[T.root(Data)].Of;
  return Root == Term::Kind::Local || Root == Term::Kind::Number ||
         Root == Term::Kind::None;
}

std::string_view UpdateWalk::nameOf(TermId Data) const {
  for (TermId At = Data; At;) {
    if (auto From = Origins.find(At); From != Origins.end()) {
      At = From->second;
      continue;
    }
    const Term &X = T[At];
    switch (X.Of) {
    case Term::Kind::Local:
      return X.B < P.functions()[X.A].Locals.size()
                 ? std::string_view(P.functions()[X.A].Locals[X.B].Name)
                 : "";
    case Term::Kind::Global:
      return P.symbols()[X.A].Name;
    case Term::Kind::Field: {
      std::string_view Name = P.fields()[X.B];
      auto Colons = Name.rfind("::");
      return Colons == Name.npos ? Name : Name.substr(Colons + 2);
    }
    case Term::Kind::Element:
    case Term::Kind::Initial:
    case Term::Kind::Operation:
      At = X.A;
      break;
    case Term::Kind::Fresh: {
      constexpr std::uint32_t ParameterValue = 0x20000000;
      if (X.A < P.functions().size() && X.B >= ParameterValue &&
          X.B - ParameterValue < P.functions()[X.A].Parameters)
        return P.functions()[X.A].Locals[X.B - ParameterValue].Name;
      return "";
    }
    default:
      return "";
    }
  }
  return "";
}

bool firmcop::flow::checkUpdatePaths(
    const Program &P, const ModelSet &Models, const GlobalFacts &Globals,
    const SolveOptions &Options,
    const std::function<void(FlowFinding)> &Report) {
  bool IsWanted = std::ranges::any_of(allRules(), [&](const Rule *R) {
    return Options.IsOn(*R) &&
           std::ranges::any_of(R->Flows, [](const FlowConstraint &C) {
             return C.To == "installation";
           });
  });
  if (!IsWanted)
    return true;
  UpdateProgram U(P, Models, Globals);
  UpdateWalk Walk(U);
  UpdateFindings Findings(P, U, Walk, Options, Report);
  Findings.findStubs();
  if (U.isIdle())
    return true;
  bool IsComplete = Walk.run();
  Findings.run(IsComplete);
  return IsComplete;
}
