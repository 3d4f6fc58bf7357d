//===- checks/DefaultCredentials.cpp - Accounts that all know -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/DefaultCredentials.h"
#include "checks/Modelled.h"
#include "checks/SecretNames.h"
#include "checks/SecretValues.h"

#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace firmcop {

bool isDefaultPair(llvm::StringRef User, llvm::StringRef Password) {
  static const llvm::StringSet<> Users{
      "666666",  "888888",    "admin",        "admin1",    "administrator",
      "cisco",   "debug",     "default",      "engineer",  "factory",
      "ftp",     "guest",     "install",      "installer", "maintenance",
      "manager", "master",    "monitor",      "operator",  "pi",
      "root",    "sa",        "security",     "service",   "superadmin",
      "super",   "superuser", "supervisor",   "support",   "sysadmin",
      "system",  "tech",      "telecomadmin", "telnet",    "test",
      "ubnt",    "user",      "user1",        "viewer",    "web"};
  // What the Telnet worms try, beyond the passwords that are common anywhere.
  static const llvm::StringSet<> Vendors{
      "xc3511",   "vizxv",   "xmhdipc",   "juantech",     "klv123",
      "klv1234",  "zte521",  "hi3518",    "jvbzd",        "anko",
      "zlxx.",    "ikwb",    "smcadmin",  "7ujmko0vizxv", "7ujmko0admin",
      "dreambox", "realtek", "meinsm",    "xmhdpic",      "admintelecom",
      "camera",   "nimda",   "epicrouter"};
  std::string U = User.lower(), P = Password.lower();
  if (P.empty() || !Users.contains(U))
    return false;
  return U == P || isCommonPassword(Password) || Vendors.contains(P);
}

namespace {

/// A text that is given to a name.
struct NamedText {
  llvm::StringRef Name;
  std::string Text;
  SourceLocation Where;
  const Expr *Value = nullptr;
};

class PairFinder {
  /// How many stores a user name and its password may be apart.
  static constexpr size_t MaxDistance = 3;

public:
  explicit PairFinder(const TranslationUnitFacts &TU) : TU(TU) {}

  std::vector<DefaultPair> find() {
    llvm::ArrayRef<Store> Stores = TU.stores();
    for (size_t I = 0; I < Stores.size(); ++I) {
      if (secretNamed(nameOf(Stores[I])).Is == Secret::Password)
        considerPassword(Stores, I);
      if (const auto *List = dyn_cast<InitListExpr>(Stores[I].Value))
        considerRows(Stores[I], *List);
    }
    const MacroDefinition *Last = nullptr;
    for (const MacroDefinition &M : TU.macros()) {
      considerMacros(Last, M);
      Last = &M;
    }
    for (const Call &C : TU.calls())
      considerCall(C);
    return std::move(Found);
  }

private:
  std::optional<std::string> text(const Expr *E) const {
    std::optional<ConstantValue> V = constantValue(E, TU);
    return V ? textOf(*V) : std::nullopt;
  }

  void add(std::string User, std::string Password, SourceRange Where,
           const Expr *Origin, llvm::StringRef Macro, const FunctionDecl *In) {
    if (isDefaultPair(User, Password))
      Found.push_back(
          {std::move(User), std::move(Password), Where, Origin, Macro, In});
  }

  static bool arePair(llvm::StringRef User, llvm::StringRef Password) {
    return isUserName(User) && secretNamed(Password).Is == Secret::Password;
  }

  /// Names side by side that belong to one account: 'FTP_USER' does to
  /// 'FTP_PASSWORD', and not to 'WEB_PASSWORD'.
  static bool haveSameOwner(llvm::StringRef A, llvm::StringRef B) {
    auto OwnerOf = [](llvm::StringRef Name) {
      auto Words = wordsOf(Name);
      Words.pop_back();
      return Words;
    };
    auto First = OwnerOf(A), Second = OwnerOf(B);
    return First.empty() || Second.empty() || First == Second;
  }

  /// A password is stored; is a user name stored beside it?
  void considerPassword(llvm::ArrayRef<Store> Stores, size_t At) {
    const Store &Password = Stores[At];
    auto Consider = [&](const Store &User) {
      if (!isUserName(nameOf(User)) ||
          (isa<VarDecl>(Password.Target) &&
           !haveSameOwner(nameOf(User), nameOf(Password))))
        return false;
      std::optional<std::string> U = text(User.Value), P = text(Password.Value);
      if (U && P)
        add(*U, *P, Password.Where, stripped(Password.Value), {}, Password.In);
      return true;
    };
    for (size_t I = At; I > 0 && At - I < MaxDistance; --I) {
      if (!belongTogether(Stores[I - 1], Stores[I]))
        break;
      if (Consider(Stores[I - 1]))
        return;
    }
    for (size_t I = At; I + 1 < Stores.size() && I - At < MaxDistance; ++I) {
      if (!belongTogether(Stores[I], Stores[I + 1]))
        break;
      if (Consider(Stores[I + 1]))
        return;
    }
  }

  /// Two stores that follow each other are about one object, or initialise two
  /// variables of one scope.
  static bool belongTogether(const Store &A, const Store &B) {
    if (A.How != B.How || A.In != B.In)
      return false;
    if (A.How == Store::Form::Initialiser)
      return true;
    const auto *First = dyn_cast<FieldDecl>(A.Target);
    const auto *Second = dyn_cast<FieldDecl>(B.Target);
    if (!First || !Second || First->getParent() != Second->getParent() ||
        A.Whole != B.Whole)
      return false;
    // With the next object of a table, fields begin again.
    return A.How == Store::Form::Assignment ||
           First->getFieldIndex() < Second->getFieldIndex();
  }

  static llvm::StringRef nameOf(const Store &S) {
    return S.Target->getDeclName().isIdentifier() ? S.Target->getName() : "";
  }

  /// A table of strings whose name says that it is one of accounts:
  /// 'accounts[][2] = {{"admin", "admin"}}'.
  void considerRows(const Store &S, const InitListExpr &Table) {
    auto Words = wordsOf(nameOf(S));
    static const llvm::StringSet<> Accounts{
        "accounts", "account",   "users", "credentials",
        "logins",   "passwords", "creds"};
    if (llvm::none_of(Words, [](llvm::StringRef Word) {
          return Accounts.contains(Word);
        }))
      return;
    for (const Expr *Element : Table.inits()) {
      const auto *Row = dyn_cast<InitListExpr>(Element);
      if (!Row || Row->getNumInits() != 2 || !Row->getType()->isArrayType())
        continue;
      std::optional<std::string> U = text(Row->getInit(0)),
                                 P = text(Row->getInit(1));
      if (U && P)
        add(*U, *P, Row->getSourceRange(), stripped(Row->getInit(1)), {}, S.In);
    }
  }

  void considerMacros(const MacroDefinition *A, const MacroDefinition &B) {
    if (!A)
      return;
    const MacroDefinition *User = A, *Password = &B;
    if (!arePair(User->Name, Password->Name))
      std::swap(User, Password);
    if (!arePair(User->Name, Password->Name) ||
        !haveSameOwner(User->Name, Password->Name))
      return;
    std::optional<ConstantValue> U = macroValue(*User, TU),
                                 P = macroValue(*Password, TU);
    if (U && P && U->IsText && P->IsText)
      add(*U->Bytes, *P->Bytes, Password->Where, nullptr, Password->Name,
          nullptr);
  }

  /// Two arguments side by side, to parameters or model ports that are for a
  /// user name and a password.
  void considerCall(const Call &C) {
    for (unsigned I = 0; I + 1 < C.argumentCount(); ++I) {
      if (!takesUserAndPassword(C, I))
        continue;
      std::optional<std::string> U = text(C.argument(I)),
                                 P = text(C.argument(I + 1));
      if (U && P)
        add(*U, *P, C.Site->getSourceRange(), stripped(C.argument(I + 1)), {},
            C.In);
    }
  }

  bool takesUserAndPassword(const Call &C, unsigned I) const {
    if (I + 1 < C.Callee->getNumParams() &&
        arePair(C.Callee->getParamDecl(I)->getName(),
                C.Callee->getParamDecl(I + 1)->getName()))
      return true;
    return isPort(C, "username", I) && isPort(C, "password", I + 1);
  }

  bool isPort(const Call &C, std::string_view Kind, unsigned Index) const {
    return llvm::any_of(rowsOfKind(C, Kind, TU), [&](const ModelRow *Row) {
      return Row->At.Of == Port::Base::Argument && Row->At.Index == Index;
    });
  }

  const TranslationUnitFacts &TU;
  std::vector<DefaultPair> Found;
};

} // namespace

std::vector<DefaultPair> defaultPairs(const TranslationUnitFacts &TU) {
  return PairFinder(TU).find();
}

} // namespace firmcop
