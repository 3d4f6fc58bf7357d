//===- checks/rules/NonConstantTimeCompare.cpp ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// memcmp() stops at the first difference, so how long it takes tells how many
// bytes of a guess are right. That matters where an attacker can guess again
// and again: authentication codes, tokens, passwords. It does not matter for
// the digest of a public file, for addresses, for sorting, or for a password
// that is typed twice.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "checks/SecretNames.h"
#include "checks/SecretValues.h"
#include "firmcop/Rules.h"
#include "firmcop/Words.h"

using namespace clang;

namespace firmcop {

namespace {

/// Authentication codes are longer; hardware addresses have 6 or 8 bytes.
constexpr std::int64_t MinCode = 10;

/// How far a pointer is followed to the object it points into.
constexpr unsigned MaxSteps = 4;

class NonConstantTimeCompare : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    for (const Call &C : Facts.calls())
      for (const ModelRow *Row : rowsOfKind(C, "authentication-code", Facts))
        if (const Expr *Out = valueAt(Row->At, {&C, nullptr, {}}))
          if (const ValueDecl *Thing = namedThing(Out))
            Codes.insert({Thing, C.In});
    for (const Call &C : Facts.calls())
      considerCall(C);
    for (const Comparison &C : Facts.comparisons())
      if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(C.Site);
          Operator && isTextType(Operator->getArg(0)->getType()))
        consider(C.Site, "operator==", C.Left, C.Right, {}, C.In);
  }

private:
  void considerCall(const Call &C) {
    auto Ports = rowsOfKind(C, "memory-compare", *TU);
    // What sorts returns the result; what verifies tests it.
    if (Ports.size() != 2 || !C.In ||
        (C.Use != ResultUse::Tested && C.Use != ResultUse::Stored) ||
        isOrdering(C.Parent))
      return;
    std::optional<std::int64_t> Length;
    bool HasLength = C.argumentCount() > 2;
    if (HasLength)
      Length = constantInteger(C.argument(2), *TU);
    if (HasLength && ((Length && *Length < MinCode) || isUpTo(C.argument(2))))
      return;
    consider(C.Site, C.Name, valueAt(Ports[0]->At, {&C, nullptr, {}}),
             valueAt(Ports[1]->At, {&C, nullptr, {}}), Length, C.In);
  }

  /// As many bytes as stand before something that was searched for, such as the
  /// name before the colon.
  static bool isUpTo(const Expr *Length) {
    const auto *B = dyn_cast_or_null<BinaryOperator>(stripped(Length));
    while (B && B->getOpcode() == BO_Add)
      B = dyn_cast_or_null<BinaryOperator>(stripped(B->getLHS()));
    return B && B->getOpcode() == BO_Sub &&
           B->getLHS()->getType()->isPointerType() &&
           B->getRHS()->getType()->isPointerType();
  }

  /// The salted hash of a guess. How much of the stored one it equals helps
  /// nobody to find the password, or the next guess.
  bool isHashOfGuess(const Expr *E) const {
    auto IsHashing = [](const Expr *Value) {
      const auto *C = dyn_cast_or_null<CallExpr>(stripped(Value));
      const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
      return F && F->getDeclName().isIdentifier() &&
             llvm::any_of(wordsOf(F->getName()), [](const std::string &Word) {
               return words::PasswordHashing.contains(Word);
             });
    };
    const auto *V = dyn_cast_or_null<VarDecl>(namedThing(E));
    if (!V || !V->isLocalVarDecl())
      return IsHashing(E);
    return llvm::any_of(TU->stores(), [&](const Store &S) {
      return S.Target == V && !S.ToElement && IsHashing(S.Value);
    });
  }

  /// Somebody types it at the device, and measures nothing.
  bool isTypedIn(const Expr *E) const {
    return llvm::any_of(TU->calls(), [&](const Call &C) {
      return C.Site == stripped(E) && rowOfKind(C, "console-input", *TU);
    });
  }

  /// The same secret of two records: whether a setting has changed. A code that
  /// was received stands in the same field as one that was computed.
  static bool isOfTwoRecords(const Expr *A, const Expr *B) {
    const auto *Left = dyn_cast<MemberExpr>(stripped(A));
    const auto *Right = dyn_cast<MemberExpr>(stripped(B));
    return Left && Right && Left->getMemberDecl() == Right->getMemberDecl() &&
           Left->getMemberDecl()->getDeclName().isIdentifier() &&
           llvm::any_of(wordsOf(Left->getMemberDecl()->getName()),
                        [](llvm::StringRef Word) {
                          return secretNamed(Word).Is == Secret::Password;
                        });
  }

  static bool isOrdering(const Stmt *Parent) {
    const auto *B = dyn_cast_or_null<BinaryOperator>(Parent);
    return B && B->isRelationalOp();
  }

  void consider(const Expr *Site, llvm::StringRef Function, const Expr *A,
                const Expr *B, std::optional<std::int64_t> Length,
                const FunctionDecl *In) {
    if (!A || !B || isConstant(A) || isConstant(B) || isTypedTwice(A, B) ||
        isHashOfGuess(A) || isHashOfGuess(B) || isTypedIn(A) || isTypedIn(B) ||
        isOfTwoRecords(A, B))
      return;
    for (const Expr *E : {A, B})
      if (const ValueDecl *Thing = namedThing(stringObject(E));
          Thing && Thing->getDeclName().isIdentifier() &&
          isSecret(*Thing, Length, In)) {
        FindingDetails Details;
        Details.Evidence = Thing->getName().str();
        report(Site->getSourceRange(), {Function.str(), Thing->getName().str()},
               std::move(Details));
        return;
      }
  }

  /// A constant of the program, or a part of one: a known answer in a test, or
  /// a password that everybody can read in the firmware.
  bool isConstant(const Expr *E) const {
    return constantValue(E, *TU) || isConstantObject(E, MaxSteps);
  }

  bool isConstantObject(const Expr *E, unsigned Steps) const {
    if (!E || Steps == 0)
      return false;
    if (const auto *Member = dyn_cast<MemberExpr>(stripped(E))) {
      QualType Pointee = Member->getType()->getPointeeType();
      return (Pointee.isNull() || Pointee.isConstQualified()) &&
             isConstantObject(Member->getBase(), Steps - 1);
    }
    const auto *V = dyn_cast_or_null<VarDecl>(namedThing(E));
    if (!V)
      return false;
    if (V->hasGlobalStorage())
      return V->getType().isConstant(TU->context());
    auto Values = TU->valuesOf(V);
    return V->getType()->isPointerType() && !Values.empty() &&
           llvm::all_of(Values, [&](const Expr *Value) {
             return isConstantObject(Value, Steps - 1);
           });
  }

  bool isSecret(const ValueDecl &Thing, std::optional<std::int64_t> Length,
                const FunctionDecl *In) const {
    if (Codes.contains({&Thing, In}))
      return true;
    NamedSecret Named = secretNamed(Thing.getName());
    auto Words = wordsOf(Thing.getName());
    // Nobody sends such a key, to be compared with the device's.
    if (Named && llvm::any_of(Words, [](const std::string &Word) {
          return words::Unsent.contains(Word);
        }))
      return false;
    if (Named.Is == Secret::Password || (Named && Named.IsCertain))
      return true;
    auto Has = [&](llvm::StringRef Word) {
      return llvm::is_contained(Words, Word);
    };
    if (Has("len") || Has("size") || Has("alg") || Has("type") || Has("name"))
      return false;
    if (Has("hmac") || Has("cmac"))
      return true;
    if ((Has("mac") || (Has("tag") && Has("auth"))) && Length && !Has("addr") &&
        !Has("address"))
      return true;
    return (Has("hash") || Has("digest")) &&
           (Has("password") || Has("passwd") || Has("pw"));
  }

  /// A password is compared with its repetition, or with the one before.
  static bool isTypedTwice(const Expr *A, const Expr *B) {
    static constexpr llvm::StringLiteral Signs[] = {
        "confirm", "confirmation", "repeat", "repeated", "again",
        "retype",  "verify",       "second", "new",      "old",
        "prev",    "previous",     "last",   "orig",     "copy"};
    llvm::SmallVector<std::string, 2> Names;
    for (const Expr *E : {A, B}) {
      E = stringObject(E);
      const ValueDecl *Thing = namedThing(E);
      if (!Thing || !Thing->getDeclName().isIdentifier())
        return false;
      auto Words = wordsOf(Thing->getName());
      std::string Name = llvm::join(
          llvm::make_filter_range(Words,
                                  [](llvm::StringRef Word) {
                                    return !llvm::all_of(Word, llvm::isDigit);
                                  }),
          "_");
      bool IsNumbered = llvm::any_of(Words, [](llvm::StringRef Word) {
        return llvm::all_of(Word, llvm::isDigit);
      });
      if (const auto *Member = dyn_cast<MemberExpr>(E))
        if (const ValueDecl *Object = namedThing(Member->getBase());
            Object && Object->getDeclName().isIdentifier())
          llvm::append_range(Words, wordsOf(Object->getName()));
      if (llvm::any_of(Words, [](llvm::StringRef Word) {
            return llvm::is_contained(Signs, Word);
          }))
        return true;
      Names.push_back(IsNumbered ? Name + "#" : Name);
    }
    auto Plain = [](llvm::StringRef Name) { return Name.rtrim('#'); };
    return Plain(Names[0]) == Plain(Names[1]) &&
           (llvm::StringRef(Names[0]).ends_with("#") ||
            llvm::StringRef(Names[1]).ends_with("#"));
  }

  const TranslationUnitFacts *TU = nullptr;
  /// Authentication codes that a function computes, with that function.
  llvm::DenseSet<std::pair<const ValueDecl *, const FunctionDecl *>> Codes;
};

RuleRegistration<NonConstantTimeCompare>
    Registered(rules::NonConstantTimeCompare);

} // namespace

} // namespace firmcop
