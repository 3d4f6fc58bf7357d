//===- checks/rules/ResetRestoresUniversalPassword.cpp --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Within a reset everything that is set is a default, so a constant needs less
// to be a password than elsewhere: a name beside it in the same call is enough.
//
//===----------------------------------------------------------------------===//

#include "checks/CallGraph.h"
#include "checks/Modelled.h"
#include "checks/ResetNames.h"
#include "checks/RuleCheck.h"
#include "checks/SecretValues.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

class ResetRestoresUniversalPassword : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    std::optional<CallGraph> Graph;
    for (const Function &F : Facts.functions()) {
      if (!F.Definition->getDeclName().isIdentifier() ||
          !isAboutFactoryReset(F.Definition->getName()))
        continue;
      if (!Graph)
        Graph.emplace(Facts);
      for (const FunctionDecl *Each : Graph->below(F.Definition))
        ResetBy.try_emplace(Each, F.Definition);
    }
    if (ResetBy.empty())
      return;
    for (const Store &S : Facts.stores())
      if (S.Target->getDeclName().isIdentifier() &&
          isTextType(S.Target->getType()))
        consider(S.In, S.Value, S.Target->getName(), S.Where);
    for (const Call &C : Facts.calls())
      considerCall(C);
  }

private:
  const FunctionDecl *resetAround(const FunctionDecl *In) const {
    return In ? ResetBy.lookup(In->getCanonicalDecl()) : nullptr;
  }

  void considerCall(const Call &C) {
    if (!resetAround(C.In))
      return;
    for (std::string_view Kind :
         {"password", "wifi-passphrase", "access-point-passphrase"})
      for (const ModelRow *Row : rowsOfKind(C, Kind, *TU))
        if (const Expr *Value = valueAt(Row->At, {&C, nullptr, {}});
            Value && secretIn(Value))
          return add(C.In, C.Name, C.Site->getSourceRange());
    // The target of a copy, or the name of a setting, then what it is set to.
    for (unsigned I = 0; I + 1 < C.argumentCount(); ++I)
      if (std::string Name = nameIn(C, I); !Name.empty())
        for (unsigned At = I + 1; At < C.argumentCount(); ++At)
          if (consider(C.In, C.argument(At), Name, C.Site->getSourceRange()))
            return;
  }

  /// What an argument says about the ones behind it: "admin_password" in
  /// set("admin_password", ...), or 'password' in strcpy(cfg->password, ...).
  std::string nameIn(const Call &C, unsigned I) const {
    if (auto Text = constantText(C.argument(I), *TU))
      return llvm::all_of(*Text,
                          [](char Each) {
                            return llvm::isAlnum(Each) || Each == '_' ||
                                   Each == '-' || Each == '.';
                          })
                 ? *Text
                 : std::string();
    const ValueDecl *Thing = namedThing(C.argument(I));
    return I == 0 && C.Callee->getBuiltinID() && Thing &&
                   Thing->getDeclName().isIdentifier()
               ? Thing->getName().str()
               : std::string();
  }

  std::optional<std::string> secretIn(const Expr *Value) const {
    if (!isTextType(stripped(Value)->getType()))
      return std::nullopt;
    std::optional<ConstantValue> V = constantValue(Value, *TU);
    std::optional<std::string> Text = V ? textOf(*V) : std::nullopt;
    return Text && canBeSecret(*Text) ? Text : std::nullopt;
  }

  /// \p Value is given to something called \p Name.
  bool consider(const FunctionDecl *In, const Expr *Value, llvm::StringRef Name,
                SourceRange Where) {
    if (!resetAround(In))
      return false;
    NamedSecret Named = secretNamed(Name);
    if (Named.Is != Secret::Password && Named.Is != Secret::Pin)
      return false;
    std::optional<std::string> Text = secretIn(Value);
    if (!Text || !canBeSecret(*Text, Named, Name))
      return false;
    add(In, Name, Where);
    return true;
  }

  void add(const FunctionDecl *In, llvm::StringRef Name, SourceRange Where) {
    FindingDetails Details;
    Details.Evidence = Name.str();
    Details.MaskLiterals = true;
    report(Where, {resetAround(In)->getNameAsString(), "'" + Name.str() + "'"},
           std::move(Details));
  }

  const TranslationUnitFacts *TU = nullptr;
  /// The reset that a function belongs to.
  llvm::DenseMap<const FunctionDecl *, const FunctionDecl *> ResetBy;
};

RuleRegistration<ResetRestoresUniversalPassword>
    X(rules::ResetRestoresUniversalPassword);

} // namespace

} // namespace firmcop
