//===- checks/rules/AuthEventNotLogged.cpp - Nobody hears of it -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// That nothing records an outcome can only be said of a function that acts on
// it. One that hands it to another file leaves both to that file.
//
//===----------------------------------------------------------------------===//

#include "checks/CallGraph.h"
#include "checks/LoggedValues.h"
#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "checks/SecretNames.h"
#include "checks/SecretValues.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

/// The name says that the function tells somebody of something that happened.
bool soundsLikeRecord(llvm::StringRef Function) {
  static constexpr llvm::StringLiteral Verbs[] = {
      "audit",  "event",  "events",  "report", "record",
      "alert",  "notify", "journal", "print",  "printf",
      "metric", "msg",    "message", "failed", "lockout"};
  return soundsLikeLog(Function) ||
         llvm::any_of(wordsOf(Function), [](llvm::StringRef Word) {
           return llvm::is_contained(Verbs, Word);
         });
}

class AuthEventNotLogged : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    std::optional<CallGraph> Graph;
    llvm::DenseSet<const FunctionDecl *> Judged;
    for (const Call &C : Facts.calls()) {
      if (!C.In || !C.In->getDeclName().isIdentifier() || !decidesLogin(C) ||
          !Judged.insert(C.In).second)
        continue;
      if (!Graph) {
        Graph.emplace(Facts);
        findRecording();
      }
      if (acts(C, *Graph) && !isRecorded(C, *Graph))
        report(C.Site->getSourceRange(),
               {C.Callee->getNameAsString(), C.In->getName().str()});
    }
  }

private:
  bool decidesLogin(const Call &C) const {
    if (C.Use == ResultUse::Ignored || C.Use == ResultUse::Other)
      return false;
    if (rowOfKind(C, "password-check", *TU))
      return true;
    auto Ports = rowsOfKind(C, "memory-compare", *TU);
    if (Ports.size() != 2)
      return false;
    bool IsPassword = false;
    for (const ModelRow *Port : Ports) {
      const Expr *Side = valueAt(Port->At, {&C, nullptr, {}});
      const ValueDecl *Thing = Side ? namedThing(stringObject(Side)) : nullptr;
      if (!Thing || !Thing->getDeclName().isIdentifier())
        continue;
      if (isRepetition(Thing->getName()))
        return false;
      NamedSecret Named = secretNamed(Thing->getName());
      IsPassword |= Named.Is == Secret::Password && Named.IsCertain;
    }
    // Words that are compared with a constant are options and placeholders
    // as often as passwords.
    return IsPassword && llvm::none_of(Ports, [&](const ModelRow *Port) {
             const Expr *Side = valueAt(Port->At, {&C, nullptr, {}});
             std::optional<std::string> Text =
                 Side ? constantText(Side, *TU) : std::nullopt;
             return Text && !canBeSecret(*Text);
           });
  }

  /// A password that is typed twice.
  static bool isRepetition(llvm::StringRef Name) {
    return llvm::any_of(wordsOf(Name), [](llvm::StringRef Word) {
      return Word == "confirm" || Word == "confirmation" || Word == "repeat" ||
             Word == "again" || Word == "retype" || Word == "verify" ||
             Word == "new" || Word == "second" || Word == "twice";
    });
  }

  /// The outcome does not just leave the file with the function's result.
  bool acts(const Call &C, const CallGraph &Graph) const {
    const Function *In = TU->definition(C.In);
    if (!In || C.In->isMain())
      return false;
    if (!C.In->isExternallyVisible() || C.In->getReturnType()->isVoidType() ||
        Graph.above(C.In).size() > 1)
      return true;
    return llvm::any_of(In->Calls, [&](const Call *Later) {
      return TU->sources().isBeforeInTranslationUnit(C.location(),
                                                     Later->location()) &&
             !Later->Callee->getBuiltinID() &&
             !rowOfKind(*Later, "memory-compare", *TU);
    });
  }

  void findRecording() {
    llvm::DenseMap<const FunctionDecl *, bool> SoundsLikeIt;
    for (const Call &C : TU->calls()) {
      if (!C.In)
        continue;
      auto [Known, IsNew] = SoundsLikeIt.try_emplace(C.Callee, false);
      if (IsNew)
        Known->second = C.Callee->getDeclName().isIdentifier() &&
                        soundsLikeRecord(C.Callee->getName());
      if (Known->second || rowOfKind(C, "log-argument", *TU))
        Recording.insert(C.In->getCanonicalDecl());
    }
  }

  bool isRecorded(const Call &C, const CallGraph &Graph) const {
    return llvm::any_of(Graph.around(C.In), [&](const FunctionDecl *F) {
      return Recording.contains(F);
    });
  }

  const TranslationUnitFacts *TU = nullptr;
  /// Functions that log or tell something.
  llvm::DenseSet<const FunctionDecl *> Recording;
};

RuleRegistration<AuthEventNotLogged> X(rules::AuthEventNotLogged);

} // namespace

} // namespace firmcop
