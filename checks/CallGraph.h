//===- checks/CallGraph.h - Who calls whom in one file ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Some questions are about a whole job rather than about one function: is the
// image verified anywhere on the way to the flash? A job is the function, all
// that it calls, and all that call it, as far as this file shows. A function
// whose address another one takes counts as called by it, for that is how
// callbacks are called.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_CALLGRAPH_H
#define FIRMCOP_CHECKS_CALLGRAPH_H

#include "checks/Facts.h"

namespace firmcop {

/// The functions that a translation unit defines, and how they reach each
/// other. Functions are named by their canonical declarations.
class CallGraph {
public:
  using Functions = llvm::SetVector<const clang::FunctionDecl *>;

  explicit CallGraph(const TranslationUnitFacts &TU);

  /// \p F and the functions that it reaches.
  Functions below(const clang::FunctionDecl *F) const;
  /// \p F and the functions that reach it.
  Functions above(const clang::FunctionDecl *F) const;
  /// All that is reached by what reaches \p F.
  Functions around(const clang::FunctionDecl *F) const;

  /// The variables and fields through which \p F calls functions.
  llvm::ArrayRef<const clang::ValueDecl *>
  pointersCalledBy(const clang::FunctionDecl *F) const;

private:
  struct Node {
    Functions Reaches, ReachedBy;
    llvm::SmallVector<const clang::ValueDecl *, 1> Pointers;
  };
  const Node *node(const clang::FunctionDecl *F) const;

  llvm::DenseMap<const clang::FunctionDecl *, Node> Nodes;
};

} // namespace firmcop

#endif // FIRMCOP_CHECKS_CALLGRAPH_H
