//===- checks/rules/HardcodedAuthComparison.cpp ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A back door in its plainest form: what somebody typed in is compared with a
// secret that stands in the program. One side has to be data of the run, the
// other a constant that looks like a secret, and one of the two has to be named
// like one.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "checks/SecretNames.h"
#include "checks/SecretValues.h"
#include "firmcop/Finding.h"
#include "firmcop/Rules.h"

#include <deque>

using namespace clang;

namespace firmcop {

namespace {

/// PINs of fewer digits are too easily something else: an index, a count.
constexpr std::int64_t MinPin = 1000, MaxPin = 99'999'999;

class HardcodedAuthComparison : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    for (const Call &C : Facts.calls()) {
      auto Ports = rowsOfKind(C, "memory-compare", Facts);
      if (Ports.empty())
        Ports = rowsOfKind(C, "constant-time-compare", Facts);
      if (Ports.size() == 2)
        considerTexts(C.Site, valueAt(Ports[0]->At, {&C, nullptr, {}}),
                      valueAt(Ports[1]->At, {&C, nullptr, {}}));
      else if (const Expr *Object = comparedObject(C))
        considerTexts(C.Site, Object, C.argument(C.argumentCount() - 1));
    }
    for (const Comparison &C : Facts.comparisons())
      if (isa<BinaryOperator>(C.Site))
        considerPins(C);
      else
        considerTexts(C.Site, C.Left, C.Right);
  }

private:
  /// The string whose method compare(), equals() or the like is called.
  static const Expr *comparedObject(const Call &C) {
    const auto *Member = dyn_cast<CXXMemberCallExpr>(C.Site);
    if (!Member || !Member->getMethodDecl() || C.argumentCount() == 0 ||
        !Member->getMethodDecl()->getDeclName().isIdentifier() ||
        !isTextType(Member->getMethodDecl()->getThisType()->getPointeeType()))
      return nullptr;
    llvm::StringRef Name = Member->getMethodDecl()->getName();
    return Name.starts_with_insensitive("compare") ||
                   Name.starts_with_insensitive("equals")
               ? Member->getImplicitObjectArgument()
               : nullptr;
  }

  void considerTexts(const Expr *Site, const Expr *A, const Expr *B) {
    if (!A || !B)
      return;
    std::optional<ConstantValue> Left = constantValue(A, *TU),
                                 Right = constantValue(B, *TU);
    if (Left.has_value() == Right.has_value())
      return;
    const Expr *Runtime = Left ? B : A, *Constant = Left ? A : B;
    std::optional<std::string> Text = textOf(Left ? *Left : *Right);
    if (!Text)
      return;
    auto [Name, Named] = nameOf(Runtime, Constant);
    if (canBeSecret(*Text, Named, Name))
      add(Site, Named, Name, masked(*Text));
  }

  void considerPins(const Comparison &C) {
    std::optional<std::int64_t> Left = constantInteger(C.Left, *TU),
                                Right = constantInteger(C.Right, *TU);
    if (Left.has_value() == Right.has_value())
      return;
    std::int64_t Pin = Left ? *Left : *Right;
    const Expr *Runtime = Left ? C.Right : C.Left;
    const Expr *Constant = Left ? C.Left : C.Right;
    if (Pin < MinPin || Pin > MaxPin || !isPinConstant(Constant))
      return;
    auto [Name, Named] = nameOf(Runtime, Constant);
    bool IsPin = Named.Is == Secret::Pin ||
                 (Named.Is == Secret::Password && Named.IsCertain);
    if (IsPin && !stripped(Runtime)->getType()->isPointerType())
      add(C.Site, Named, Name,
          std::to_string(std::to_string(Pin).size()) + " digits");
  }

  /// Written as a decimal number, or by a name that says it is a secret: the
  /// mask GPIO_PIN_12 is neither.
  bool isPinConstant(const Expr *E) const {
    if (llvm::any_of(macrosOf(E, *TU),
                     [](llvm::StringRef Macro) { return !secretNamed(Macro); }))
      return false;
    E = stripped(E);
    if (const ValueDecl *Name = namedThing(E))
      return secretNamed(Name->getName()).Is != Secret::None;
    if (!isa<IntegerLiteral>(E))
      return false;
    const SourceManager &SM = TU->sources();
    SmallString<32> Spelling;
    llvm::StringRef Text =
        Lexer::getSpelling(SM.getSpellingLoc(E->getBeginLoc()), Spelling, SM,
                           TU->context().getLangOpts());
    return !Text.starts_with_insensitive("0x");
  }

  struct SecretSide {
    llvm::StringRef Name;
    NamedSecret Named;
  };

  /// The name that says that a secret is compared: of the value of the run, or
  /// of the constant.
  SecretSide nameOf(const Expr *Runtime, const Expr *Constant) const {
    SecretSide Best;
    auto Try = [&](llvm::StringRef Name) {
      NamedSecret Named = secretNamed(Name);
      if (!Best.Named || (Named && Named.IsCertain && !Best.Named.IsCertain))
        Best = {Name, Named};
    };
    auto TryThing = [&](const Expr *E) {
      E = stringObject(E);
      if (const ValueDecl *Thing = namedThing(E);
          Thing && Thing->getDeclName().isIdentifier())
        Try(Thing->getName());
      else if (const auto *C = dyn_cast_or_null<CallExpr>(E))
        if (const FunctionDecl *Callee = C->getDirectCallee();
            Callee && Callee->getDeclName().isIdentifier()) {
          Try(withoutVerb(Callee->getName()));
          // 'request.get("password")'
          for (const Expr *Argument : C->arguments())
            if (std::optional<std::string> Key = constantText(Argument, *TU))
              Try(Keys.emplace_back(std::move(*Key)));
        }
    };
    TryThing(Runtime);
    for (llvm::StringRef Macro : macrosOf(Constant, *TU))
      Try(Macro);
    if (const auto *V = constantValue(Constant, *TU)->Origin)
      for (llvm::StringRef Macro : macrosOf(V, *TU))
        Try(Macro);
    TryThing(Constant);
    return Best;
  }

  /// What a function returns by its name: 'password' for 'getPassword'.
  static llvm::StringRef withoutVerb(llvm::StringRef Function) {
    for (llvm::StringRef Verb : {"get_", "get", "read_", "read"})
      if (Function.consume_front(Verb))
        break;
    return Function;
  }

  void add(const Expr *Site, NamedSecret Named, llvm::StringRef Name,
           std::string Shown) {
    FindingDetails Details;
    Details.Evidence = Name.str();
    Details.MaskLiterals = true;
    report(Site->getSourceRange(),
           {toString(Named.Is).str(), Name.str(), std::move(Shown)},
           std::move(Details));
  }

  const TranslationUnitFacts *TU = nullptr;
  mutable std::deque<std::string> Keys; ///< names that are texts of the program
};

RuleRegistration<HardcodedAuthComparison>
    Registered(rules::HardcodedAuthComparison);

} // namespace

} // namespace firmcop
