//===- checks/rules/SensitiveDataLogged.cpp -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Logs leave the device: over a serial port, in support bundles, to a server.
// Two rules look at the same values, one for secrets and one for personal data.
//
//===----------------------------------------------------------------------===//

#include "checks/LoggedValues.h"
#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "checks/SecretNames.h"
#include "checks/SecretValues.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

class SensitiveDataLogged : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    llvm::DenseSet<std::pair<const ValueDecl *, unsigned>> Reported;
    for (const LoggedValue &V : loggedValues(Facts)) {
      llvm::StringRef What = kindOf(V, Facts);
      unsigned Line =
          Facts.sources().getExpansionLineNumber(V.Value->getBeginLoc());
      if (What.empty() || !Reported.insert({V.Thing, Line}).second)
        continue;
      FindingDetails Details;
      Details.Evidence = V.Thing->getName().str();
      Details.Severity = levelOf(V, Facts);
      report(V.Value->getSourceRange(),
             {What.str(), V.Thing->getName().str(), V.Logger},
             std::move(Details));
    }
  }

private:
  /// How grave it is to log the value, if not as grave as the rule says.
  virtual std::optional<Level> levelOf(const LoggedValue &,
                                       const TranslationUnitFacts &) const {
    return std::nullopt;
  }
  /// What the value is, if this rule is about it; or empty.
  virtual llvm::StringRef kindOf(const LoggedValue &V,
                                 const TranslationUnitFacts &Facts) const = 0;
};

class SecretLogged : public SensitiveDataLogged {
public:
  using SensitiveDataLogged::SensitiveDataLogged;

private:
  llvm::StringRef kindOf(const LoggedValue &V,
                         const TranslationUnitFacts &Facts) const override {
    NamedSecret Named = secretNamed(V.Thing->getName());
    bool IsText = isTextType(V.Type) || V.IsElement;
    switch (Named.Is) {
    case Secret::None:
      return {};
    case Secret::Password:
    case Secret::Key:
      if (!IsText)
        return {};
      break;
    case Secret::Pin:
    case Secret::Token:
      // Parsers log their tokens, drivers their pins.
      if (!Named.IsCertain || !(IsText || V.Type->isIntegerType()))
        return {};
      break;
    }
    // The constant may be a label or the name of a setting.
    if (std::optional<std::string> Text = constantText(V.Value, Facts);
        Text && !canBeSecret(*Text, Named, V.Thing->getName()))
      return {};
    if (isNameOfFile(*V.Thing, Facts))
      return {};
    return toString(Named.Is);
  }

  /// The file that the secret is in: elsewhere it is given to a function that
  /// opens one.
  static bool isNameOfFile(const ValueDecl &Thing,
                           const TranslationUnitFacts &Facts) {
    return llvm::any_of(Facts.calls(), [&](const Call &C) {
      const ModelRow *Row = rowOfKind(C, "file-path", Facts);
      const Expr *Path = Row ? valueAt(Row->At, {&C, nullptr, {}}) : nullptr;
      return Path && namedThing(Path) == &Thing;
    });
  }

  /// What a program makes and prints for whoever starts it by hand.
  std::optional<Level>
  levelOf(const LoggedValue &V,
          const TranslationUnitFacts &Facts) const override {
    const auto *Made = dyn_cast<VarDecl>(V.Thing);
    const FunctionDecl *In =
        Made ? dyn_cast<FunctionDecl>(Made->getDeclContext()) : nullptr;
    if (!In || !In->isMain() || In->getNumParams() < 2 ||
        !Made->hasLocalStorage())
      return std::nullopt;
    bool IsMade = llvm::any_of(Facts.stores(), [&](const Store &S) {
      return S.Target == Made && !S.ToElement &&
             isa_and_nonnull<CallExpr>(stripped(S.Value));
    });
    return IsMade ? std::optional(Level::Note) : std::nullopt;
  }
};

class PersonalDataLogged : public SensitiveDataLogged {
public:
  using SensitiveDataLogged::SensitiveDataLogged;

private:
  llvm::StringRef kindOf(const LoggedValue &V,
                         const TranslationUnitFacts &Facts) const override {
    if (!(isTextType(V.Type) || V.Type->isArithmeticType()) ||
        V.Type->isBooleanType() || constantText(V.Value, Facts))
      return {};
    return personalDatumNamed(V.Thing->getName());
  }
};

RuleRegistration<SecretLogged> Secrets(rules::SecretLogged);
RuleRegistration<PersonalDataLogged> PersonalData(rules::PersonalDataLogged);

} // namespace

} // namespace firmcop
