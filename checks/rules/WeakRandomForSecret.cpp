//===- checks/rules/WeakRandomForSecret.cpp -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// rand() is made for games. A secret is predictable when its value is computed
// from such a generator: when it is stored, written into a buffer, returned by
// a function that says it makes a secret, or handed to an argument that a model
// knows as a key, nonce or the like. Values are followed through one local
// variable or buffer.
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

/// Ports that take a value which must not be predictable.
constexpr std::string_view SecretPorts[] = {
    "crypto-key", "iv", "nonce", "salt", "token", "password", "psk"};

class WeakRandomForSecret : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    for (const Call &C : Facts.calls())
      findSource(C);
    if (Sources.empty())
      return;
    for (const Store &S : Facts.stores())
      considerStore(S);
    for (const Call &C : Facts.calls())
      considerWrite(C);
    for (const Call &C : Facts.calls())
      considerPorts(C);
    for (const Return &R : Facts.returns())
      considerReturn(R);
  }

private:
  /// Remembers a call that gives weak random numbers, or seeds the generator.
  void findSource(const Call &C) {
    for (const ModelRow *Row : rowsOfKind(C, "weak-random", *TU)) {
      Sources[C.Site] = &C;
      if (Row->At.Of == Port::Base::Argument)
        if (const ValueDecl *Filled = namedThing(C.argument(Row->At.Index)))
          noteFilled(Filled, C.In, C, C.location());
    }
    for (const ModelRow *Row : rowsOfKind(C, "random-seed-predictable", *TU))
      if (const Expr *Seed = valueAt(Row->At, {&C, nullptr, {}}))
        noteSeed(C, *Seed);
  }

  void noteSeed(const Call &C, const Expr &Seed) {
    auto IsClock = [](const CallExpr &E) {
      const FunctionDecl *F = E.getDirectCallee();
      return F && F->getDeclName().isIdentifier() && F->getName() == "time";
    };
    if (constantInteger(&Seed, *TU))
      SeedText = "a constant";
    else if (findCall(&Seed, IsClock))
      SeedText = "the time of day";
    else
      return;
    SeededAt = C.location();
  }

  /// The first call below an expression that fulfils a condition, or null.
  static const CallExpr *
  findCall(const Stmt *S, llvm::function_ref<bool(const CallExpr &)> Is) {
    if (!S)
      return nullptr;
    if (const auto *C = dyn_cast<CallExpr>(S); C && Is(*C))
      return C;
    for (const Stmt *Child : S->children())
      if (const CallExpr *Found = findCall(Child, Is))
        return Found;
    return nullptr;
  }

  /// The source that an expression is computed from, or null.
  const Call *sourceOf(const Expr *E) const {
    const Call *Found = nullptr;
    findCall(E, [&](const CallExpr &C) {
      auto Source = Sources.find(&C);
      if (Source != Sources.end())
        Found = Source->second;
      return Found != nullptr;
    });
    if (Found || !E)
      return Found;
    // Through one variable: 'r = rand(); key[i] = r;'.
    llvm::SmallVector<const Stmt *, 8> Todo{E};
    while (!Todo.empty()) {
      const Stmt *S = Todo.pop_back_val();
      if (const auto *Reference = dyn_cast_or_null<DeclRefExpr>(S))
        if (auto Source = Filled.find(Reference->getDecl());
            Source != Filled.end())
          return Source->second;
      if (S)
        Todo.append(S->child_begin(), S->child_end());
    }
    return nullptr;
  }

  /// The value of a variable comes from a source.
  void noteFilled(const ValueDecl *Target, const FunctionDecl *In,
                  const Call &Source, SourceLocation Where) {
    // 'void make_token(char *out)' fills what it is called after.
    bool IsMade = isa<ParmVarDecl>(Target) && In &&
                  In->getDeclName().isIdentifier() &&
                  isWritable(Target->getType()) &&
                  mustBeUnpredictable(withoutVerb(In->getName()));
    if (isSecret(*Target))
      add(Where, Target->getName(), Source);
    else if (IsMade)
      add(Where, In->getName(), Source);
    else if (const auto *V = dyn_cast<VarDecl>(Target);
             V && In && V->isLocalVarDeclOrParm())
      Filled.try_emplace(V, &Source);
  }

  static bool isSecret(const ValueDecl &D) {
    if (!D.getDeclName().isIdentifier())
      return false;
    if (mustBeUnpredictable(D.getName()))
      return true;
    // A 'key' of bytes is no key of a table.
    QualType T = D.getType().getNonReferenceType();
    const Type *Element = T->getPointeeOrArrayElementType();
    return Element != T.getTypePtr() && Element->isCharType() &&
           wordsOf(D.getName()).back() == "key";
  }

  void considerStore(const Store &S) {
    if (const Call *Source = sourceOf(S.Value))
      noteFilled(S.Target, S.In, *Source, S.Where);
  }

  /// snprintf(token, n, "%08x", rand()), Token += Chars[rand() % N],
  /// Token.push_back(...): a call writes to its first argument or object.
  void considerWrite(const Call &C) {
    const Expr *Target = nullptr;
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(C.Site))
      Target = Member->getImplicitObjectArgument();
    else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(C.Site))
      Target = Operator->isAssignmentOp() ? Operator->getArg(0) : nullptr;
    else if (C.Callee->getBuiltinID() && C.Callee->getNumParams() > 0 &&
             isWritable(C.Callee->getParamDecl(0)->getType()))
      Target = C.argument(0);
    if (!Target || Sources.contains(C.Site))
      return;
    const ValueDecl *Written = namedThing(afterOffset(Target));
    if (!Written)
      return;
    for (unsigned I = 0; I < C.argumentCount(); ++I)
      if (C.argument(I) != Target)
        if (const Call *Source = sourceOf(C.argument(I))) {
          noteFilled(Written, C.In, *Source, C.location());
          return;
        }
  }

  static bool isWritable(QualType T) {
    return T->isPointerType() && !T->getPointeeType().isConstQualified();
  }

  /// 'buffer' of 'buffer + 8 * i'.
  static const Expr *afterOffset(const Expr *E) {
    E = stripped(E);
    if (const auto *Sum = dyn_cast<BinaryOperator>(E);
        Sum && Sum->isAdditiveOp() && Sum->getType()->isPointerType())
      return Sum->getLHS()->getType()->isPointerType() ||
                     stripped(Sum->getLHS())->getType()->isArrayType()
                 ? Sum->getLHS()
                 : Sum->getRHS();
    return E;
  }

  void considerPorts(const Call &C) {
    for (std::string_view Kind : SecretPorts)
      for (const ModelRow *Row : rowsOfKind(C, Kind, *TU)) {
        const Expr *Value = valueAt(Row->At, {&C, nullptr, {}});
        const ValueDecl *Thing = Value ? namedThing(Value) : nullptr;
        if (!Value || (Thing && isSecret(*Thing)))
          continue;
        if (const Call *Source = sourceOf(Value)) {
          add(Value->getBeginLoc(),
              Thing ? Thing->getName() : llvm::StringRef(Row->Kind), *Source);
          return;
        }
      }
  }

  /// 'return rand();' in makeToken().
  void considerReturn(const Return &R) {
    if (!R.In || !R.In->getDeclName().isIdentifier())
      return;
    const Call *Source = sourceOf(R.Site->getRetValue());
    if (Source && mustBeUnpredictable(withoutVerb(R.In->getName())))
      add(R.Site->getReturnLoc(), R.In->getName(), *Source);
  }

  /// What a function makes by its name: 'Token' for 'generateToken'.
  static std::string withoutVerb(llvm::StringRef Function) {
    auto Words = wordsOf(Function);
    for (llvm::StringRef Verb : {"get", "make", "generate", "gen", "create",
                                 "new", "random", "next", "build"})
      llvm::erase(Words, Verb);
    return llvm::join(Words, "_");
  }

  void add(SourceLocation Where, llvm::StringRef Name, const Call &Source) {
    if (!Reported.insert({Name, Source.Site}).second)
      return;
    FindingDetails Details;
    Details.Evidence = Name.str();
    std::string Origin = "'" + Source.Name.str() + "'";
    if (!SeedText.empty()) {
      Origin += ", seeded with " + SeedText;
      Details.Notes.push_back({SeededAt, "The generator is seeded here."});
    }
    report(Where, {Name.str(), Origin}, std::move(Details));
  }

  const TranslationUnitFacts *TU = nullptr;
  llvm::DenseMap<const Expr *, const Call *> Sources;
  /// Local variables and buffers whose value comes from a source.
  llvm::DenseMap<const ValueDecl *, const Call *> Filled;
  std::string SeedText;
  SourceLocation SeededAt;
  llvm::DenseSet<std::pair<llvm::StringRef, const Expr *>> Reported;
};

RuleRegistration<WeakRandomForSecret> Registered(rules::WeakRandomForSecret);

} // namespace

} // namespace firmcop
