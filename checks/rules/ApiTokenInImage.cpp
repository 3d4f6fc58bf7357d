//===- checks/rules/ApiTokenInImage.cpp - Tokens in texts -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A token is told by its own form, so it does not matter what it is given to.
//
//===----------------------------------------------------------------------===//

#include "checks/RuleCheck.h"
#include "firmcop/Finding.h"
#include "firmcop/Rules.h"
#include "firmcop/TokenForms.h"

#include "llvm/Support/Path.h"

using namespace clang;

namespace firmcop {

namespace {

class ApiTokenInImage : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &TU) override {
    for (const TextLiteral &T : TU.texts()) {
      const llvm::StringRef Text = T.Site->getBytes();
      for (const TokenForm &Found : tokensIn({Text.data(), Text.size()})) {
        FindingDetails Details;
        Details.Evidence = Found.Kind;
        Details.MaskLiterals = true;
        if (Found.IsMild)
          Details.Severity = Level::Warning;
        report(T.Site->getSourceRange(),
               {T.In ? T.In->getNameAsString() : fileOf(*T.Site, TU),
                std::string(Found.Kind), masked(Found.Secret)},
               std::move(Details));
      }
    }
  }

private:
  static std::string fileOf(const Expr &E, const TranslationUnitFacts &TU) {
    const SourceManager &SM = TU.sources();
    return llvm::sys::path::filename(
               SM.getFilename(SM.getFileLoc(E.getBeginLoc())))
        .str();
  }
};

RuleRegistration<ApiTokenInImage> Registered(rules::ApiTokenInImage);

} // namespace

} // namespace firmcop
