//===- checks/CallGraph.cpp - Who calls whom in one file ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/CallGraph.h"

using namespace clang;

namespace firmcop {

namespace {

/// Collects what one function's body mentions.
class Mentions : public RecursiveASTVisitor<Mentions> {
public:
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *F = dyn_cast<FunctionDecl>(E->getDecl()))
      Functions.insert(F->getCanonicalDecl());
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    if (const auto *F = dyn_cast<FunctionDecl>(E->getMemberDecl()))
      Functions.insert(F->getCanonicalDecl());
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    Functions.insert(E->getConstructor()->getCanonicalDecl());
    return true;
  }
  bool VisitCallExpr(CallExpr *C) {
    if (!C->getDirectCallee())
      if (const ValueDecl *Pointer = namedThing(C->getCallee()))
        Pointers.push_back(Pointer);
    return true;
  }

  CallGraph::Functions Functions;
  llvm::SmallVector<const ValueDecl *, 1> Pointers;
};

} // namespace

CallGraph::CallGraph(const TranslationUnitFacts &TU) {
  for (const Function &F : TU.functions()) {
    Mentions Found;
    Found.TraverseDecl(const_cast<FunctionDecl *>(F.Definition));
    const FunctionDecl *Self = F.Definition->getCanonicalDecl();
    Nodes[Self].Pointers = std::move(Found.Pointers);
    for (const FunctionDecl *Other : Found.Functions)
      if (Other != Self && TU.definition(Other)) {
        Nodes[Self].Reaches.insert(Other);
        Nodes[Other].ReachedBy.insert(Self);
      }
  }
}

const CallGraph::Node *CallGraph::node(const FunctionDecl *F) const {
  auto Found = Nodes.find(F ? F->getCanonicalDecl() : nullptr);
  return Found == Nodes.end() ? nullptr : &Found->second;
}

CallGraph::Functions CallGraph::below(const FunctionDecl *F) const {
  Functions Found;
  if (F)
    Found.insert(F->getCanonicalDecl());
  for (unsigned I = 0; I < Found.size(); ++I)
    if (const Node *N = node(Found[I]))
      Found.insert(N->Reaches.begin(), N->Reaches.end());
  return Found;
}

CallGraph::Functions CallGraph::above(const FunctionDecl *F) const {
  Functions Found;
  if (F)
    Found.insert(F->getCanonicalDecl());
  for (unsigned I = 0; I < Found.size(); ++I)
    if (const Node *N = node(Found[I]))
      Found.insert(N->ReachedBy.begin(), N->ReachedBy.end());
  return Found;
}

CallGraph::Functions CallGraph::around(const FunctionDecl *F) const {
  Functions Found = above(F);
  for (unsigned I = 0; I < Found.size(); ++I)
    if (const Node *N = node(Found[I]))
      Found.insert(N->Reaches.begin(), N->Reaches.end());
  return Found;
}

llvm::ArrayRef<const ValueDecl *>
CallGraph::pointersCalledBy(const FunctionDecl *F) const {
  const Node *N = node(F);
  return N ? llvm::ArrayRef<const ValueDecl *>(N->Pointers)
           : llvm::ArrayRef<const ValueDecl *>();
}

} // namespace firmcop
