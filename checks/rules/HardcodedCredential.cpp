//===- checks/rules/HardcodedCredential.cpp -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A credential is fixed in the program when a constant reaches a place for one.
// Some places are certain, because a model says so: the argument of a function,
// the field of a structure. Others say it by their name: a variable, a field, a
// macro; there the constant, too, has to look like a secret.
//
// One secret is one finding, at the place where it is written: a constant that
// was reported at its definition is not reported again where it is used.
//
//===----------------------------------------------------------------------===//

#include "checks/DefaultCredentials.h"
#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "checks/SecretNames.h"
#include "checks/SecretValues.h"
#include "firmcop/Finding.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

/// What models call a place for a credential. Keys are for another rule.
struct CredentialKind {
  std::string_view Kind;
  llvm::StringRef Title;
};
constexpr CredentialKind CredentialKinds[] = {
    {"password", "password"},
    {"token", "token"},
    {"wifi-passphrase", "Wi-Fi passphrase"}};

class HardcodedCredential : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    // Pairs that everybody knows are a rule of their own.
    for (const DefaultPair &Pair : defaultPairs(Facts)) {
      SeenOrigins.insert(Pair.Origin);
      SeenMacros.insert(Pair.Macro);
    }
    for (const Comparison &C : Facts.comparisons())
      noteComparison(C.Left, C.Right);
    for (const Call &C : Facts.calls())
      if (auto Ports = rowsOfKind(C, "memory-compare", Facts);
          Ports.size() == 2)
        noteComparison(valueAt(Ports[0]->At, {&C, nullptr, {}}),
                       valueAt(Ports[1]->At, {&C, nullptr, {}}));
    for (const MacroDefinition &M : Facts.macros())
      considerMacro(M);
    for (const Store &S : Facts.stores())
      considerStore(S);
    for (const Call &C : Facts.calls()) {
      considerPorts(C);
      considerCopy(C);
    }
  }

private:
  void add(SourceRange Where, llvm::Twine What, llvm::StringRef Name,
           llvm::StringRef Value) {
    FindingDetails Details;
    Details.Evidence = Name.str();
    Details.MaskLiterals = true;
    report(Where, {What.str(), Name.str(), masked(Value)}, std::move(Details));
  }

  /// The text of an expression, unless it was reported where it is defined.
  std::optional<std::string> newText(const Expr *E) {
    if (!E)
      return std::nullopt;
    std::optional<ConstantValue> V = constantValue(E, *TU);
    std::optional<std::string> Text = V ? textOf(*V) : std::nullopt;
    if (!Text || !isNew(*V))
      return std::nullopt;
    Last = V->Origin;
    return Text;
  }

  bool isNew(const ConstantValue &V) const {
    return !SeenOrigins.contains(V.Origin) &&
           llvm::none_of(macrosOf(V.Origin, *TU), [&](llvm::StringRef Macro) {
             return SeenMacros.contains(Macro);
           });
  }

  void considerMacro(const MacroDefinition &M) {
    std::optional<ConstantValue> V = macroValue(M, *TU);
    if (!V || !V->IsText || SeenMacros.contains(M.Name))
      return;
    if (considerText(*V->Bytes, M.Name, M.Where))
      SeenMacros.insert(M.Name);
  }

  /// A text is given to a name. True when that is a finding.
  bool considerText(llvm::StringRef Text, llvm::StringRef Name,
                    SourceLocation Where) {
    if (llvm::StringRef UserInfo = userInfoOf(Text); !UserInfo.empty()) {
      add(Where, "password in the address", Name, UserInfo.split(':').second);
      return true;
    }
    NamedSecret Named = secretNamed(Name);
    if (!canBeSecret(Text, Named, Name))
      return false;
    add(Where, toString(Named.Is), Name, Text);
    return true;
  }

  /// What is compared with a secret is one.
  void noteComparison(const Expr *A, const Expr *B) {
    for (auto [Each, Other] : {std::pair(A, B), std::pair(B, A)}) {
      const ValueDecl *Thing = Each ? namedThing(stringObject(Each)) : nullptr;
      const ValueDecl *With = Other ? namedThing(stringObject(Other)) : nullptr;
      if (Thing && With && Thing != With &&
          With->getDeclName().isIdentifier() && secretNamed(With->getName()))
        ComparedWithSecret.insert(Thing);
    }
  }

  /// A key that stands in the program as its bytes, whatever it is for.
  bool considerPrivateKey(const Store &S) {
    if (S.ToElement || !isa<VarDecl, FieldDecl>(S.Target) ||
        llvm::is_contained(wordsOf(S.Target->getName()), "test"))
      return false;
    std::optional<ConstantValue> V = constantValue(S.Value, *TU);
    if (!V || !V->Bytes || !isPrivateKey(*V->Bytes) || !isNew(*V))
      return false;
    FindingDetails Details;
    Details.Evidence = S.Target->getName().str();
    Details.MaskLiterals = true;
    report(S.Where,
           {"private key", S.Target->getName().str(),
            std::to_string(V->Bytes->size()) + " bytes"},
           std::move(Details));
    SeenOrigins.insert(V->Origin);
    return true;
  }

  void considerStore(const Store &S) {
    if (!S.Target->getDeclName().isIdentifier() || considerPrivateKey(S))
      return;
    if (!S.Target->getDeclName().isIdentifier() || S.ToElement ||
        !isTextType(S.Target->getType()))
      return;
    std::optional<std::string> Text = newText(S.Value);
    if (!Text || isForAnonymous(S) || isOfStandard(*Text, S.In))
      return;
    const Expr *Origin = Last;
    // "password" is the name of a setting elsewhere.
    bool IsPassword = isCommonPassword(*Text) && canBeSecret(*Text) &&
                      ComparedWithSecret.contains(S.Target) &&
                      !S.Target->getType().isConstQualified() &&
                      secretNamed(S.Target->getName()).Is == Secret::Password;
    if (IsPassword)
      add(S.Where, toString(Secret::Password), S.Target->getName(), *Text);
    if (IsPassword || considerField(S, *Text) ||
        considerText(*Text, S.Target->getName(), S.Where))
      SeenOrigins.insert(Origin);
  }

  /// The user's name is set to the one that any password goes with.
  bool isForAnonymous(const Store &S) const {
    return S.In && llvm::any_of(TU->stores(), [&](const Store &Other) {
             return Other.In == S.In && isTextType(Other.Target->getType()) &&
                    constantText(Other.Value, *TU) == "anonymous";
           });
  }

  /// The PIN that Wi-Fi Protected Setup has for who pushes a button.
  static bool isOfStandard(llvm::StringRef Text, const FunctionDecl *In) {
    return Text == "00000000" && In && In->getDeclName().isIdentifier() &&
           llvm::is_contained(wordsOf(In->getName()), "wps");
  }

  /// A field that a model knows as a place for credentials.
  bool considerField(const Store &S, llvm::StringRef Text) {
    const auto *F = dyn_cast<FieldDecl>(S.Target);
    if (!F || !canBeSecret(Text))
      return false;
    for (const std::string &Name : TU->modelNames(F))
      for (const ModelRow &Row : ModelSet::builtin().rows(Subject::Field, Name))
        for (const CredentialKind &Kind : CredentialKinds)
          if (Row.Kind == Kind.Kind &&
              applies(Row, {nullptr, S.Value, {}}, *TU)) {
            add(S.Where, Kind.Title, F->getName(), Text);
            return true;
          }
    return false;
  }

  void considerPorts(const Call &C) {
    for (const CredentialKind &Kind : CredentialKinds)
      for (const ModelRow *Row : rowsOfKind(C, Kind.Kind, *TU)) {
        const Expr *Value = valueAt(Row->At, {&C, nullptr, {}});
        std::optional<std::string> Text = newText(Value);
        if (!Text || !canBeSecret(*Text))
          continue;
        SeenOrigins.insert(Last);
        add(Last->getSourceRange(), Kind.Title + " given to", C.Name, *Text);
      }
  }

  /// strcpy(password, "...") and its like: a function of the C library that
  /// writes to its first argument.
  void considerCopy(const Call &C) {
    if (!C.Callee->getBuiltinID() || C.argumentCount() < 2 ||
        C.Callee->getNumParams() < 2)
      return;
    QualType To = C.Callee->getParamDecl(0)->getType();
    const ValueDecl *Target = namedThing(C.argument(0));
    if (!To->isPointerType() || To->getPointeeType().isConstQualified() ||
        !Target || !Target->getDeclName().isIdentifier() ||
        !isTextType(Target->getType()))
      return;
    for (unsigned I = 1; I < C.argumentCount(); ++I) {
      std::optional<std::string> Text = newText(C.argument(I));
      if (!Text)
        continue;
      const Expr *Origin = Last;
      if (considerText(*Text, Target->getName(), C.location()))
        SeenOrigins.insert(Origin);
    }
  }

  const TranslationUnitFacts *TU = nullptr;
  /// The origin of the text that newText() returned last.
  const Expr *Last = nullptr;
  llvm::DenseSet<const Expr *> SeenOrigins;
  llvm::DenseSet<const ValueDecl *> ComparedWithSecret;
  llvm::DenseSet<llvm::StringRef> SeenMacros;
};

RuleRegistration<HardcodedCredential> Registered(rules::HardcodedCredential);

} // namespace

} // namespace firmcop
