//===- checks/rules/PredictableRandom.cpp ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A number of rand() that is kept as a whole may become an identifier, a
// session or a challenge somewhere else. What is named like a secret belongs to
// firmcop-weak-random-for-secret; what is named like a pause, a place or a game
// may be guessed by anybody.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "checks/SecretNames.h"
#include "firmcop/Rules.h"

#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace firmcop {

namespace {

class PredictableRandom : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    for (const Call &C : Facts.calls())
      if (const ModelRow *Row = rowOfKind(C, "weak-random", Facts))
        if (Row->At.Of == Port::Base::ReturnValue)
          Sources[C.Site] = {&C, Row};
    if (Sources.empty())
      return;
    for (const Store &S : Facts.stores())
      consider(S);
  }

private:
  struct Source {
    const Call *Of = nullptr;
    const ModelRow *Row = nullptr;
  };

  void consider(const Store &S) {
    const Source *From = wholeNumber(S.Value);
    if (!From || !S.Target->getDeclName().isIdentifier())
      return;
    llvm::StringRef Name = S.Target->getName();
    if (mustBeUnpredictable(Name) || isHarmless(Name) ||
        (S.In && S.In->getDeclName().isIdentifier() &&
         isHarmless(S.In->getName())))
      return;
    FindingDetails Details;
    Details.Evidence = Name.str();
    report(S.Where, {Name.str(), From->Of->Name.str(), From->Row->Text},
           std::move(Details));
  }

  /// The source whose number is kept, not a choice among a few.
  const Source *wholeNumber(const Expr *E) const {
    E = stripped(E);
    if (const auto *Mask = dyn_cast_or_null<BinaryOperator>(E);
        Mask && Mask->getOpcode() == BO_And) {
      const Source *Found = wholeNumber(Mask->getLHS());
      return Found ? Found : wholeNumber(Mask->getRHS());
    }
    auto Found = Sources.find(E);
    return Found == Sources.end() ? nullptr : &Found->second;
  }

  static bool isHarmless(llvm::StringRef Identifier) {
    static const llvm::StringSet<> Harmless{
        "delay",   "timeout", "interval", "jitter", "backoff",  "retry",
        "wait",    "sleep",   "pause",    "ms",     "msec",     "sec",
        "secs",    "seconds", "usec",     "time",   "timer",    "period",
        "slot",    "index",   "idx",      "pos",    "offset",   "percent",
        "chance",  "prob",    "dice",     "color",  "colour",   "noise",
        "shuffle", "test",    "sample",   "weight", "priority", "hop",
        "expire",  "expiry",  "next",     "fuzz",   "bench",    "level",
        "height",  "width",   "x",        "y",      "age",      "count"};
    return llvm::any_of(wordsOf(Identifier), [](llvm::StringRef Word) {
      return Harmless.contains(Word);
    });
  }

  llvm::DenseMap<const Expr *, Source> Sources;
};

RuleRegistration<PredictableRandom> Registered(rules::PredictableRandom);

} // namespace

} // namespace firmcop
