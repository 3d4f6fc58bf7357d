//===- checks/rules/ThirdPartyDataEndpoint.cpp - Who is told --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A domain of the list that stands in a text of the program is something that
// the program can connect to; whether it does, and with what, is for a human.
//
//===----------------------------------------------------------------------===//

#include "checks/RuleCheck.h"
#include "firmcop/DataEndpoints.h"
#include "firmcop/Rules.h"

#include "llvm/Support/Path.h"

#include <map>

using namespace clang;

namespace firmcop {

namespace {

class ThirdPartyDataEndpoint : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &TU) override {
    std::map<const DataEndpoint *, const StringLiteral *> First;
    for (const TextLiteral &T : TU.texts())
      for (const DataEndpoint &E : dataEndpoints())
        if (names(T.Site->getBytes(), E.Domain))
          First.try_emplace(&E, T.Site);
    if (First.size() > MaxEndpointsInUse)
      return;
    for (const auto &[Endpoint, Site] : First) {
      llvm::StringRef File = TU.sources().getFilename(
          TU.sources().getSpellingLoc(Site->getBeginLoc()));
      FindingDetails Details;
      Details.Evidence = Endpoint->Domain;
      report(Site->getSourceRange(),
             {llvm::sys::path::filename(File).str(),
              std::string(Endpoint->Domain), std::string(Endpoint->Owner)},
             std::move(Details));
    }
  }

private:
  static bool names(llvm::StringRef Text, std::string_view Domain) {
    for (std::size_t At = Text.find(Domain); At != llvm::StringRef::npos;
         At = Text.find(Domain, At + 1))
      if (isHostAt(Text, At, Domain.size()))
        return true;
    return false;
  }
};

RuleRegistration<ThirdPartyDataEndpoint> X(rules::ThirdPartyDataEndpoint);

} // namespace

} // namespace firmcop
