//===- checks/lowering/Jumps.cpp - Labels and ways out of blocks
//---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

using namespace clang;

namespace firmcop::lowering {

void FunctionLowering::leaveTo(const JumpTarget &Target) {
  emitCleanups(Target.Cleanups);
  jump(Target.To);
}

FunctionLowering::Block FunctionLowering::labelBlock(const LabelDecl *L) {
  auto [Known, IsNew] = Labels.try_emplace(L);
  if (IsNew)
    Known->second = newBlock();
  return Known->second;
}

static bool contains(const Stmt *S, const LabelDecl &L) {
  if (!S)
    return false;
  if (const auto *Label = dyn_cast<LabelStmt>(S);
      Label && Label->getDecl() == &L)
    return true;
  return llvm::any_of(S->children(),
                      [&L](const Stmt *Child) { return contains(Child, L); });
}

void FunctionLowering::gotoLabel(const LabelDecl &L) {
  std::size_t Kept = 0;
  if (!Cleanups.empty())
    for (const OpenScope &Each : llvm::reverse(Scopes))
      if (contains(Each.Body, L)) {
        Kept = Each.Cleanups;
        break;
      }
  leaveTo({labelBlock(&L), Kept});
}

void FunctionLowering::indirectGoto(const IndirectGotoStmt &S) {
  if (const LabelDecl *Constant = S.getConstantTarget())
    return gotoLabel(*Constant);
  value(S.getTarget());
  if (!IndirectGoto)
    IndirectGoto = newBlock();
  jump(*IndirectGoto);
}

void FunctionLowering::placeIndirectGoto() {
  if (!IndirectGoto)
    return;
  // Any label whose address is taken.
  place(*IndirectGoto);
  flow::Position Where = at(Lowered->getLocation());
  if (AddressedLabels.empty())
    return unreachable(Where);
  llvm::SmallVector<std::pair<Operand, Block>, 8> Choices;
  for (unsigned I = 1; I < AddressedLabels.size(); ++I)
    Choices.push_back({integer(I), labelBlock(AddressedLabels[I])});
  Operand Which = unknown(Where, {flow::Type::Kind::Integer, 32, true});
  select(Where, Which, Choices, labelBlock(AddressedLabels.front()));
}

} // namespace firmcop::lowering
