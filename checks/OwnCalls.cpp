//===- checks/OwnCalls.cpp - Calls that nobody chose to make --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/OwnCalls.h"
#include "firmcop/Model.h"
#include "firmcop/Names.h"

#include "llvm/Support/Path.h"

#include <set>

using namespace clang;

namespace firmcop {

/// The folder of the header that declares the function first; empty when it is
/// declared where it is defined.
static StringRef declaringFolder(const Decl *F, const SourceManager &Sources) {
  SourceLocation Where =
      Sources.getExpansionLoc(F->getCanonicalDecl()->getLocation());
  if (Sources.isWrittenInMainFile(Where))
    return {};
  return llvm::sys::path::parent_path(Sources.getFilename(Where));
}

static std::string prefixOf(const NamedDecl *F) {
  if (!F->getDeclName().isIdentifier())
    return {};
  std::vector<std::string> Words = identifierWords(F->getName());
  return Words.size() > 1 ? Words.front() : std::string();
}

static bool isOwnBuildingBlock(const Call &C, const TranslationUnitFacts &TU) {
  if (!C.Callee)
    return false;
  std::string Prefix = prefixOf(C.Callee);
  StringRef Folder = declaringFolder(C.Callee, TU.sources());
  if (Prefix.empty() || Folder.empty())
    return false;
  auto IsSibling = [&](const NamedDecl *D) {
    return D->isExternallyVisible() && prefixOf(D) == Prefix &&
           declaringFolder(D, TU.sources()) == Folder;
  };
  // A table of functions, such as one for each cipher, is a part as well.
  return llvm::any_of(
             TU.functions(),
             [&](const Function &F) { return IsSibling(F.Definition); }) ||
         llvm::any_of(TU.context().getTranslationUnitDecl()->decls(),
                      [&](const Decl *D) {
                        const auto *V = dyn_cast<VarDecl>(D);
                        return V &&
                               V->isThisDeclarationADefinition() ==
                                   VarDecl::Definition &&
                               IsSibling(V);
                      });
}

static bool isInTest(const Call &C, const TranslationUnitFacts &TU) {
  return TU.isTest() || (C.In && C.In->getDeclName().isIdentifier() &&
                         isSelfTest(C.In->getName()));
}

bool isOwnCall(const Call &C, const TranslationUnitFacts &TU) {
  return isInTest(C, TU) || isOwnBuildingBlock(C, TU);
}

void markOwnCalls(flow::Unit &U, const TranslationUnitFacts &TU) {
  // By the name of the function around the call, and that of the one called.
  std::set<std::pair<std::string, std::string>, std::less<>> Own;
  for (const Call &C : TU.calls())
    if (!C.Name.empty() && C.In && C.In->getDeclName().isIdentifier() &&
        !ModelSet::builtin().rows(Subject::Function, C.Name).empty() &&
        isOwnCall(C, TU))
      Own.emplace(C.In->getName().str(), C.Name.str());
  if (Own.empty())
    return;
  for (flow::Function &F : U.Functions)
    for (flow::Operation &O : F.Operations)
      if (O.Op == flow::Opcode::Call &&
          O.A.kind() == flow::Operand::Kind::Function &&
          Own.contains(std::pair(U.Symbols[F.Symbol].Name,
                                 U.Symbols[O.A.Index].ModelName)))
        O.Flags |= flow::Operation::IsOwn;
}

} // namespace firmcop
