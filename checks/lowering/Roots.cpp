//===- checks/lowering/Roots.cpp - What of a unit is lowered
//---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"
#include "checks/lowering/Lowering.h"

#include "llvm/Support/Path.h"

using namespace clang;

namespace firmcop {

namespace lowering {

static std::string mainFile(const SourceManager &SM) {
  OptionalFileEntryRef Main = SM.getFileEntryRefForID(SM.getMainFileID());
  if (!Main)
    return "";
  llvm::SmallString<256> Path(Main->getName());
  SM.getFileManager().makeAbsolutePath(Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

UnitLowering::UnitLowering(ASTContext &Context, flow::Unit &Out)
    : Context(Context), SM(Context.getSourceManager()), Out(Out), Type(Context),
      Place(SM, Out.Files), Literal(Out.Literals), Mangler(Context) {
  Out.Path = mainFile(SM);
  Out.PointerBits = static_cast<unsigned>(
      Context.getTargetInfo().getPointerWidth(LangAS::Default));
  Out.IsIncomplete = Context.getDiagnostics().hasUncompilableErrorOccurred();
}

bool UnitLowering::isInSystemHeader(SourceLocation Where) const {
  return SM.isInSystemHeader(SM.getExpansionLoc(Where));
}

/// Nothing can be said of the declaration. A 'main' with parameters that the
/// language does not allow is a program all the same.
static bool isBroken(const Decl &D) {
  const auto *F = dyn_cast<FunctionDecl>(&D);
  return D.isInvalidDecl() && !(F && F->isMain());
}

bool UnitLowering::isWanted(const FunctionDecl &Definition) const {
  if (Definition.isDependentContext() || isBroken(Definition))
    return false;
  if (!isInSystemHeader(Definition.getLocation()))
    return true;
  return Definition.getStorageClass() == SC_Static &&
         !isa<CXXMethodDecl>(Definition);
}

void UnitLowering::addRoot(const Decl &D) {
  if (isBroken(D))
    return;
  if (const auto *F = dyn_cast<FunctionDecl>(&D)) {
    if (!F->doesThisDeclarationHaveABody() || F->isDependentContext() ||
        F->isImplicit() || isInSystemHeader(F->getLocation()))
      return;
    // What others cannot name is lowered when something here does.
    if ((F->isExternallyVisible() && !F->isInlined()) ||
        SM.isInMainFile(SM.getExpansionLoc(F->getLocation())))
      function(*F);
  } else if (const auto *V = dyn_cast<VarDecl>(&D)) {
    if (V->hasInit() && !V->isTemplated() &&
        !isInSystemHeader(V->getLocation()) &&
        ((V->isExternallyVisible() && !V->isInline()) ||
         SM.isInMainFile(SM.getExpansionLoc(V->getLocation()))))
      global(*V);
  } else if (isa<NamespaceDecl, LinkageSpecDecl, ExportDecl>(D)) {
    if (!isInSystemHeader(D.getLocation()) || isa<LinkageSpecDecl>(D))
      addRoots(*cast<DeclContext>(&D));
  } else if (const auto *Class = dyn_cast<CXXRecordDecl>(&D)) {
    if (!Class->isThisDeclarationADefinition() || Class->isDependentContext() ||
        isInSystemHeader(Class->getLocation()))
      return;
    noteClass(*Class);
    addRoots(*Class);
  }
}

void UnitLowering::addRoots(const DeclContext &In) {
  for (const Decl *D : In.decls())
    addRoot(*D);
}

void UnitLowering::run() {
  FunctionLowering Start(*this);
  FunctionLowering Each(*this);
  Start.beginInitialiser();
  Out.Symbols.reserve(256);
  addRoots(*Context.getTranslationUnitDecl());
  while (!Functions.empty() || !Globals.empty()) {
    while (!Functions.empty()) {
      const FunctionDecl *F = Functions.front();
      Functions.pop_front();
      flow::Function Lowered;
      Lowered.Symbol = function(*F).Index;
      Each.lower(*F, Lowered);
      Out.Functions.push_back(std::move(Lowered));
    }
    if (!Globals.empty()) {
      const VarDecl *V = Globals.front();
      Globals.pop_front();
      Start.initialise(*V);
    }
  }
  Start.finish(Out.Initialiser);
}

} // namespace lowering

flow::Unit lowerTranslationUnit(ASTContext &Context) {
  flow::Unit Out;
  lowering::UnitLowering(Context, Out).run();
  return Out;
}

} // namespace firmcop
