//===- checks/Facts.cpp - Access to the facts of a file -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Facts.h"

using namespace clang;

namespace firmcop {

TranslationUnitFacts::~TranslationUnitFacts() = default;

unsigned Call::argumentCount() const {
  if (const auto *Construction = dyn_cast<CXXConstructExpr>(Site))
    return Construction->getNumArgs();
  const auto *C = cast<CallExpr>(Site);
  bool HasObject = isa<CXXOperatorCallExpr>(C) && isa<CXXMethodDecl>(Callee);
  return C->getNumArgs() - (HasObject ? 1 : 0);
}

const Expr *Call::argument(unsigned I) const {
  if (I >= argumentCount())
    return nullptr;
  if (const auto *Construction = dyn_cast<CXXConstructExpr>(Site))
    return Construction->getArg(I);
  const auto *C = cast<CallExpr>(Site);
  return C->getArg(I + C->getNumArgs() - argumentCount());
}

llvm::ArrayRef<const Call *>
TranslationUnitFacts::callsOf(llvm::StringRef Name) const {
  auto Found = CallsByName.find(Name);
  if (Found == CallsByName.end())
    return {};
  return Found->second;
}

const Function *TranslationUnitFacts::definition(const FunctionDecl *F) const {
  if (!F)
    return nullptr;
  auto Found = FunctionIndex.find(F->getCanonicalDecl());
  return Found == FunctionIndex.end() ? nullptr : &Functions[Found->second];
}

const FunctionDecl *
TranslationUnitFacts::functionAt(SourceLocation Where) const {
  const SourceManager &SM = sources();
  SourceLocation L = SM.getExpansionLoc(Where);
  const FunctionDecl *Innermost = nullptr;
  for (const Function &F : Functions) {
    SourceRange Body =
        SM.getExpansionRange(F.Definition->getSourceRange()).getAsRange();
    if (!SM.isBeforeInTranslationUnit(L, Body.getBegin()) &&
        !SM.isBeforeInTranslationUnit(Body.getEnd(), L))
      Innermost = F.Definition;
  }
  return Innermost;
}

llvm::SmallVector<const Expr *, 2>
TranslationUnitFacts::valuesOf(const VarDecl *V, const DeclRefExpr *Use) const {
  llvm::SmallVector<const Expr *, 2> Values;
  if (!V || isa<ParmVarDecl>(V))
    return Values;
  const VarDecl *Initialised = nullptr;
  const Expr *Initial = V->getAnyInitializer(Initialised);
  bool IsConstant = V->getType().getNonReferenceType().isConstant(Context) ||
                    V->isConstexpr();
  if (!IsConstant) {
    // Another file may write to it.
    if (!V->isLocalVarDecl() && V->isExternallyVisible())
      return Values;
    if (V->getType()->isReferenceType())
      return Values;
  }
  auto Known = Variables.find(V->getCanonicalDecl());
  if (Known != Variables.end() && !IsConstant) {
    if (llvm::any_of(Known->second.Escapes,
                     [Use](const DeclRefExpr *E) { return E != Use; }))
      return Values;
    Values.append(Known->second.Assigned.begin(), Known->second.Assigned.end());
  }
  if (Initial)
    Values.insert(Values.begin(), Initial);
  return Values;
}

llvm::SmallVector<std::string, 2>
TranslationUnitFacts::modelNames(const FieldDecl *F) const {
  llvm::SmallVector<std::string, 2> Names;
  std::string Field = "::" + F->getName().str();
  auto Add = [&](llvm::StringRef Record) {
    std::string Name = Record.str() + Field;
    if (!Record.empty() && !llvm::is_contained(Names, Name))
      Names.push_back(std::move(Name));
  };
  for (const DeclContext *D = F->getParent(); D && D->isRecord();
       D = D->getParent()) {
    const auto *Record = cast<RecordDecl>(D);
    Add(Record->getName());
    auto Typedefs =
        TypedefNames.find(cast<RecordDecl>(Record->getCanonicalDecl()));
    if (Typedefs != TypedefNames.end())
      for (llvm::StringRef Name : Typedefs->second)
        Add(Name);
  }
  return Names;
}

std::string modelName(const FunctionDecl &F) {
  const auto *Definition = F.getDefinition();
  if (Definition && !Definition->isExternallyVisible()) {
    const SourceManager &SM = F.getASTContext().getSourceManager();
    if (SM.isInMainFile(SM.getExpansionLoc(Definition->getLocation())))
      return {};
  }
  if (!F.getDeclName().isIdentifier() || !F.getIdentifier()) {
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F))
      return Constructor->getParent()->getNameAsString();
    return {};
  }
  llvm::StringRef Name = F.getName();
  if (F.getBuiltinID())
    Name.consume_front("__builtin_");
  if (F.getDeclContext()->getRedeclContext()->isTranslationUnit())
    return Name.str();
  // The C library's functions are no templates; std::getline is one, and is
  // not POSIX's getline.
  if (F.isInStdNamespace() && !isa<CXXMethodDecl>(F) &&
      F.getTemplatedKind() == FunctionDecl::TK_NonTemplate)
    return Name.str();

  std::string Qualified;
  llvm::raw_string_ostream OS(Qualified);
  PrintingPolicy Policy(F.getASTContext().getLangOpts());
  Policy.SuppressInlineNamespace = true;
  Policy.SuppressUnwrittenScope = true;
  F.printQualifiedName(OS, Policy);
  return Qualified;
}

const Expr *stripped(const Expr *E) {
  while (E) {
    const Expr *Inner = E->IgnoreUnlessSpelledInSource()->IgnoreParenCasts();
    if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(Inner))
      Inner = Default->getExpr();
    else if (const auto *Field = dyn_cast<CXXDefaultInitExpr>(Inner))
      Inner = Field->getExpr();
    else if (const auto *Constant = dyn_cast<ConstantExpr>(Inner))
      Inner = Constant->getSubExpr();
    if (Inner == E)
      break;
    E = Inner;
  }
  return E;
}

const ValueDecl *namedThing(const Expr *E) {
  while ((E = stripped(E))) {
    if (const auto *Reference = dyn_cast<DeclRefExpr>(E))
      return Reference->getDecl();
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      return Member->getMemberDecl();
    if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
      E = Subscript->getBase();
    else if (const auto *Unary = dyn_cast<UnaryOperator>(E);
             Unary && (Unary->getOpcode() == UO_AddrOf ||
                       Unary->getOpcode() == UO_Deref))
      E = Unary->getSubExpr();
    else
      return nullptr;
  }
  return nullptr;
}

} // namespace firmcop
