//===- sarif/Baseline.cpp - What was known before -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Baseline.h"

#include "sarif/Fingerprint.h"
#include "sarif/Log.h"
#include "sarif/ResultView.h"

using namespace firmcop;

static constexpr const char *OurPrint = "firmcopFinding/v1";

static bool isAlert(Kind K) { return K == Kind::Fail || K == Kind::Review; }

Baseline::Baseline(const Run &Old) {
  Fingerprints Of(Old);
  for (const Finding &F : Old.Findings) {
    std::string Print = Of.next(F)[OurPrint];
    if (isAlert(F.Kind))
      Alerts.insert(Print);
    Prints.insert(std::move(Print));
  }
}

Result<Baseline> Baseline::read(const SarifText &Log) {
  Result<Json> Parsed = parseLog(Log);
  if (!Parsed)
    return Parsed.problem();
  Baseline Read;
  std::size_t Results = 0;
  for (const Json &Run : arrayMember(*Parsed, "runs")) {
    const ResultContext Context(Run);
    for (const Json &Result : arrayMember(Run, "results")) {
      // What was gone then is new when it comes back.
      if (stringMember(Result, "baselineState") == "absent")
        continue;
      ++Results;
      const std::string &Print =
          stringMember(member(Result, "partialFingerprints"), OurPrint);
      if (Print.empty())
        continue;
      Read.Prints.insert(Print);
      if (isAlert(ResultView(Result, Context).kind()))
        Read.Alerts.insert(Print);
    }
  }
  if (Results > 0 && Read.Prints.empty())
    return Problem{Stage::Input, Level::Error, Log.Name,
                   "'" + Log.Name +
                       "' has no result with a fingerprint of firmcop; use a "
                       "log that one of its programs has written."};
  return Read;
}

std::size_t Baseline::apply(Run &New) const {
  Fingerprints Of(New);
  std::set<std::string> Gone = Alerts;
  for (Finding &F : New.Findings) {
    const std::string Print = Of.next(F)[OurPrint];
    F.Baseline =
        Prints.contains(Print) ? BaselineState::Unchanged : BaselineState::New;
    Gone.erase(Print);
  }
  return Gone.size();
}
