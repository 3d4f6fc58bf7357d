//===- checks/rules/CleartextCredentialStorage.cpp - Kept as it is --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is stored is told by its own name, or by the name it is stored under.
// That it was encrypted before shows by the function that it went through.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "checks/SecretNames.h"
#include "checks/SecretValues.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

class CleartextCredentialStorage : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    for (const Call &C : Facts.calls()) {
      for (const ModelRow *Row : rowsOfKind(C, "stored-data", Facts))
        if (const Expr *Data = valueAt(Row->At, {&C, nullptr, {}}))
          if (consider(C, Data, keyOf(C, Data)))
            break;
      if (unsigned First = firstWritten(C))
        for (unsigned I = First - 1; I < C.argumentCount(); ++I)
          if (consider(C, C.argument(I), {}))
            break;
    }
  }

private:
  /// The name that the data are stored under.
  std::string keyOf(const Call &C, const Expr *Data) const {
    for (unsigned I = 0; I != C.argumentCount(); ++I)
      if (C.argument(I) != Data)
        if (auto Text = constantText(C.argument(I), *TU))
          return *Text;
    return {};
  }

  bool consider(const Call &C, const Expr *Data, llvm::StringRef Key) {
    // A constant is another rule's, and an empty one erases.
    if (constantValue(Data, *TU) || !isTextType(stripped(Data)->getType()))
      return false;
    const ValueDecl *Thing = namedThing(stringObject(Data));
    llvm::StringRef Own =
        Thing && Thing->getDeclName().isIdentifier() ? Thing->getName() : "";
    llvm::StringRef Name = isCredential(Own)   ? Own
                           : isCredential(Key) ? Key
                                               : "";
    if (Name.empty() || isProtected(C, Thing, Own, Key))
      return false;
    FindingDetails Details;
    Details.Evidence = Name.str();
    report(C.Site->getSourceRange(),
           {C.Callee->getNameAsString(), "stores '" + Name.str() + "'", ""},
           std::move(Details));
    return true;
  }

  static bool isCredential(llvm::StringRef Name) {
    NamedSecret Named = secretNamed(Name);
    return Named.IsCertain &&
           (Named.Is == Secret::Password || Named.Is == Secret::Token);
  }

  /// The first of the arguments that a call writes to a file, from 1; or 0.
  unsigned firstWritten(const Call &C) const {
    struct Writer {
      llvm::StringLiteral Name;
      unsigned File, First;
    };
    static constexpr Writer Writers[] = {
        {"fprintf", 0, 2}, {"fputs", 1, 0},   {"fwrite", 3, 0},
        {"write", 0, 1},   {"dprintf", 0, 2},
    };
    for (const Writer &W : Writers)
      if (C.Name == W.Name && C.argumentCount() > W.File &&
          isFile(C.argument(W.File)))
        return W.First + 1;
    return 0;
  }

  /// A descriptor or stream that was opened for a file, in every case.
  bool isFile(const Expr *E) const {
    const auto *Reference = dyn_cast<DeclRefExpr>(stripped(E));
    const auto *V =
        Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
    if (!V)
      return false;
    auto Values = TU->valuesOf(V, Reference);
    return !Values.empty() && llvm::all_of(Values, [&](const Expr *Value) {
      const auto *Call = dyn_cast<CallExpr>(stripped(Value));
      const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
      if (!Callee || Call->getNumArgs() == 0)
        return constantInteger(Value, *TU).has_value();
      std::string Name = modelName(*Callee);
      auto Path = constantText(Call->getArg(0), *TU);
      return (Name == "fopen" || Name == "open" || Name == "open64" ||
              Name == "fopen64" || Name == "creat") &&
             !(Path && llvm::StringRef(*Path).starts_with("/dev/"));
    }) && llvm::any_of(Values, [](const Expr *Value) {
      return isa<CallExpr>(stripped(Value));
    });
  }

  /// Something has encrypted or hashed the data, or says that the place does.
  bool isProtected(const Call &C, const ValueDecl *Thing, llvm::StringRef Own,
                   llvm::StringRef Key) {
    if (saysProtected(Own) || saysProtected(Key) ||
        saysProtected(C.Callee->getNameAsString()))
      return true;
    const Function *In = TU->definition(C.In);
    if (!In)
      return false;
    for (const Call *Earlier : In->Calls) {
      if (Earlier == &C)
        break;
      auto [Known, IsNew] = Protecting.try_emplace(Earlier->Callee, false);
      if (IsNew)
        Known->second = saysProtected(Earlier->Callee->getNameAsString());
      if (!Known->second)
        continue;
      for (unsigned I = 0; I != Earlier->argumentCount(); ++I)
        if (Thing && namedThing(Earlier->argument(I)) == Thing)
          return true;
    }
    return C.In->getDeclName().isIdentifier() && saysProtected(C.In->getName());
  }

  static bool saysProtected(llvm::StringRef Name) {
    return llvm::any_of(wordsOf(Name), [](llvm::StringRef Word) {
      for (llvm::StringRef Part :
           {"crypt", "hash", "cipher", "sha256", "sha512", "sha1", "md5",
            "hmac", "pbkdf2", "digest", "seal", "wrap", "obfus", "secure",
            "argon", "aes"})
        if (Word.starts_with(Part) || Word.ends_with(Part) ||
            Word.contains("crypt"))
          return true;
      return Word == "enc";
    });
  }

  const TranslationUnitFacts *TU = nullptr;
  /// Functions whose name says that they encrypt or hash.
  llvm::DenseMap<const FunctionDecl *, bool> Protecting;
};

RuleRegistration<CleartextCredentialStorage>
    X(rules::CleartextCredentialStorage);

} // namespace

} // namespace firmcop
