//===- core/flow/UpdateReport.cpp - How installations are told ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/UpdateFindings.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::flow;

/// What an installation is, in the words of the message.
static std::string deed(Installation Is) {
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

static std::string convention(const ModelRow *Row) {
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

const Rule *UpdateFindings::ruleOf(std::string_view Way) {
  for (const Rule *R : allRules())
    for (const FlowConstraint &C : R->Flows)
      if (C.To == "installation" &&
          std::ranges::find(C.From, Way) != C.From.end())
        return R;
  return nullptr;
}

const Rule *UpdateFindings::wantedRule(std::string_view Way) const {
  const Rule *Of = ruleOf(Way);
  return Of && Options.IsOn(*Of) ? Of : nullptr;
}

void UpdateFindings::addWay(FlowFinding &To, const UpdateSite &S) const {
  unsigned Depth = 0;
  for (const UpdateSite *Each = &S;; Each = &Walk.sites()[Each->Inner]) {
    std::string Called = Each->Symbol == ~0U ? std::string(nameOf(S.Function))
                                             : P.symbols()[Each->Symbol].Name;
    To.Path.push_back({where(Each->Function, Each->Operation),
                       Each->Inner ? "It is passed to '" + Called + "'."
                                   : "'" + Called + "' " + deed(Each->Is) + ".",
                       Depth++, StepKind::Through});
    if (!Each->Inner)
      break;
  }
}

FlowPoint UpdateFindings::beginning(const UpdateSite &S,
                                    std::string Text) const {
  return {P.functions()[S.Function].Where, std::move(Text), 0,
          StepKind::Source};
}

void UpdateFindings::reportSite(std::string_view Way, const UpdateSite &S,
                                std::string How, std::vector<FlowPoint> Path,
                                firmcop::Level Severity) {
  const Rule *Of = wantedRule(Way);
  if (!Of)
    return;
  FlowFinding Found;
  Found.Of = Of;
  Found.Severity = Severity;
  Found.Function = S.Function;
  Found.Where = where(S.Function, S.Operation);
  if (Way == "unversioned-image")
    Found.Arguments = {nameOf(S), deed(S.Is) + How};
  else
    Found.Arguments = {nameOf(S), deed(S.Is), std::move(How)};
  Found.Path = std::move(Path);
  addWay(Found, S);
  Found.Evidence = std::string(nameOf(S.Function)) + ":" + nameOf(S);
  Report(std::move(Found));
}

void UpdateFindings::report(std::string_view Way, const UpdateSite &S,
                            std::uint32_t VerifierNumber) {
  if (Way == "unverified-image") {
    std::string Instead;
    std::vector<FlowPoint> Path;
    firmcop::Level Severity = Level::Error;
    if (S.Checksum) {
      const UpdateWalk::Call &C = Walk.calls()[S.Checksum];
      Instead =
          " ('" + callName(C) + "' is a checksum, which proves no origin)";
      Path.push_back(
          {where(C.Function, C.Operation),
           "Whoever makes an image can make this checksum for it, too.", 0,
           StepKind::Source});
    }
    if (S.IsVerified) {
      Instead = " on one of the ways there" + Instead;
      Severity = Level::Warning;
    }
    Path.push_back(beginning(
        S, "No signature is verified between here and the installation."));
    reportSite(Way, S, Instead, std::move(Path), Severity);
    return;
  }
  // The wrong way round is one way to ignore a result.
  const Rule *Of = wantedRule(
      Way == "inverted-verification" ? "unheeded-verification" : Way);
  if (!Of)
    return;
  const UpdateWalk::Call &Verifier = Walk.calls()[VerifierNumber];
  std::string Name = nameOf(S), By = callName(Verifier);
  FlowFinding Found;
  Found.Of = Of;
  Found.Severity = Of->DefaultLevel;
  Found.Function = Verifier.Function;
  Found.Where = where(Verifier.Function, Verifier.Operation);
  bool IsChecksum = Way == "checksum-only";
  Found.Path.push_back(
      {Found.Where,
       "'" + By +
           (IsChecksum ? "' makes a checksum." : "' verifies the signature."),
       0, StepKind::Source});
  if (IsChecksum)
    Found.Arguments = {By, Name, deed(S.Is)};
  else if (Way == "failed-verification")
    Found.Arguments = {"after '" + By + "' has failed",
                       "and '" + Name + "' still " + deed(S.Is)};
  else
    Found.Arguments = {
        By,
        Way == "inverted-verification"
            ? "is tested the wrong way round"
            : "does not decide whether '" + Name + "' " + deed(S.Is),
        convention(Verifier.Symbol == ~0U
                       ? nullptr
                       : U.row(Verifier.Symbol, "signature-verification"))};
  addWay(Found, S);
  Found.Evidence = std::string(nameOf(Found.Function)) + ":" + Name;
  Report(std::move(Found));
}
