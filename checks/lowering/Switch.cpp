//===- checks/lowering/Switch.cpp - Switch statements
//------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

using namespace clang;

namespace firmcop::lowering {

static std::int64_t caseValue(const Expr *E, const ASTContext &Context) {
  llvm::APSInt Value = E->EvaluateKnownConstInt(Context);
  return Value.isSigned()
             ? Value.trunc(std::min(Value.getBitWidth(), 64u)).getSExtValue()
             : static_cast<std::int64_t>(
                   Value.trunc(std::min(Value.getBitWidth(), 64u))
                       .getZExtValue());
}

void FunctionLowering::switchStatement(const SwitchStmt &S) {
  // A longer range of GNU's 'case 1 ... 9' is tested for, not counted out.
  constexpr std::int64_t LongestRange = 64;

  Scope Declared(*this);
  statement(S.getInit());
  if (const DeclStmt *Condition = S.getConditionVariableDeclStmt())
    declaration(*Condition);
  Operand On = value(S.getCond());
  flow::Position Where = at(S.getCond());
  flow::Type Of = U.Type.value(S.getCond()->getType());
  Block End = newBlock();
  Block Default = End;

  llvm::SmallVector<const SwitchCase *, 16> InOrder;
  for (const SwitchCase *Each = S.getSwitchCaseList(); Each;
       Each = Each->getNextSwitchCase())
    InOrder.push_back(Each);
  llvm::SmallVector<std::pair<Operand, Block>, 16> Choices;
  for (const SwitchCase *Each : llvm::reverse(InOrder)) {
    Block To = newBlock();
    Cases[Each] = To;
    const auto *Case = dyn_cast<CaseStmt>(Each);
    if (!Case) {
      Default = To;
      continue;
    }
    if (Case->getLHS()->isValueDependent())
      continue;
    std::int64_t Low = caseValue(Case->getLHS(), U.Context);
    if (!Case->getRHS()) {
      Operand Written = value(Case->getLHS());
      Choices.push_back(
          {U.Literal.isInteger(Written) && U.Literal.value(Written) == Low
               ? Written
               : integer(Low),
           To});
      continue;
    }
    std::int64_t High = caseValue(Case->getRHS(), U.Context);
    if (High < Low)
      continue;
    if (static_cast<std::uint64_t>(High) - static_cast<std::uint64_t>(Low) <
        LongestRange) {
      for (std::int64_t Value = Low;; ++Value) {
        Choices.push_back({integer(Value), To});
        if (Value == High)
          break;
      }
      continue;
    }
    Block IsNotBelow = newBlock();
    Block Next = newBlock();
    Operand FromLow = emit(Where, Opcode::GreaterEqual, Of, On, integer(Low));
    branch(Where, FromLow, IsNotBelow, Next);
    place(IsNotBelow);
    Operand ToHigh = emit(Where, Opcode::LessEqual, Of, On, integer(High));
    branch(Where, ToHigh, To, Next);
    place(Next);
  }
  select(Where, On, Choices, Default);

  Breaks.push_back({End, Cleanups.size()});
  statement(S.getBody());
  Breaks.pop_back();
  place(End);
}

void FunctionLowering::caseStatement(const SwitchCase &S) {
  // 'case 1: case 2: ...' nests, and may be long.
  const Stmt *Next = &S;
  while (const auto *Case = dyn_cast<SwitchCase>(Next)) {
    auto Known = Cases.find(Case);
    if (Known != Cases.end())
      place(Known->second);
    Next = Case->getSubStmt();
  }
  statement(Next);
}

} // namespace firmcop::lowering
