//===- checks/rules/SharedWirelessPassphrase.cpp - One key for all --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The passphrase of an access point is given to a function, stored in a field,
// or copied into one. The name of the network is what stands beside it.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "checks/SecretValues.h"
#include "firmcop/Finding.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

constexpr std::string_view Kind = "access-point-passphrase";

class SharedWirelessPassphrase : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    for (const Call &C : Facts.calls()) {
      for (const ModelRow *Row : rowsOfKind(C, Kind, Facts))
        consider(valueAt(Row->At, {&C, nullptr, {}}), C.Name,
                 C.argumentCount() == 0 ? nullptr : C.argument(0));
      considerCopy(C);
    }
    for (const Store &S : Facts.stores())
      if (const auto *Field = dyn_cast<FieldDecl>(S.Target);
          Field && !S.ToElement && isPlace(Field))
        consider(S.Value, Field->getName(), networkBeside(S));
  }

private:
  void consider(const Expr *Value, llvm::StringRef Place, const Expr *Network) {
    std::optional<ConstantValue> V;
    if (Value)
      V = constantValue(Value, *TU);
    std::optional<std::string> Text = V ? textOf(*V) : std::nullopt;
    if (!Text || !canBeSecret(*Text))
      return;
    std::optional<std::string> Name =
        Network ? constantText(Network, *TU) : std::nullopt;
    FindingDetails Details;
    Details.Evidence = Place.str();
    Details.MaskLiterals = true;
    report(Value->getSourceRange(),
           {Place.str(), Name.value_or("of the device"), masked(*Text)},
           std::move(Details));
  }

  bool isPlace(const FieldDecl *Field) const {
    return llvm::any_of(TU->modelNames(Field), [](const std::string &Name) {
      return llvm::any_of(ModelSet::builtin().rows(Subject::Field, Name),
                          [](const ModelRow &Row) { return Row.Kind == Kind; });
    });
  }

  /// The name of the network in the initialiser that the store belongs to.
  const Expr *networkBeside(const Store &S) const {
    for (const Store &Other : TU->stores())
      if (const auto *Field = dyn_cast<FieldDecl>(Other.Target);
          Field && Other.In == S.In && Other.Whole == S.Whole &&
          Field->getParent() == cast<FieldDecl>(S.Target)->getParent() &&
          Field->getName() == "ssid")
        return Other.Value;
    return nullptr;
  }

  /// strcpy(config.ap.password, "...") and its like.
  void considerCopy(const Call &C) {
    if (!C.Callee->getBuiltinID() || C.argumentCount() < 2)
      return;
    const auto *Field = dyn_cast_or_null<FieldDecl>(namedThing(C.argument(0)));
    if (!Field || !isPlace(Field))
      return;
    for (unsigned I = 1; I < C.argumentCount(); ++I)
      if (isTextType(stripped(C.argument(I))->getType()))
        consider(C.argument(I), Field->getName(), nullptr);
  }

  const TranslationUnitFacts *TU = nullptr;
};

RuleRegistration<SharedWirelessPassphrase> X(rules::SharedWirelessPassphrase);

} // namespace

} // namespace firmcop
