//===- checks/lowering/Loops.cpp - Loops
//---------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

using namespace clang;
using firmcop::flow::Operation;

namespace firmcop::lowering {

/// 'if (...) break;', or null.
static const IfStmt *exitTest(const Stmt *S) {
  const auto *If = dyn_cast<IfStmt>(S);
  if (!If || If->getElse() || If->getInit() || If->hasVarStorage())
    return nullptr;
  const Stmt *Then = If->getThen();
  if (const auto *Block = dyn_cast<CompoundStmt>(Then);
      Block && Block->size() == 1)
    Then = Block->body_front();
  return isa<BreakStmt>(Then) ? If : nullptr;
}

static bool isConstantTrue(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Number = dyn_cast<IntegerLiteral>(E))
    return Number->getValue() != 0;
  const auto *Truth = dyn_cast<CXXBoolLiteralExpr>(E);
  return Truth && Truth->getValue();
}

void FunctionLowering::loopBody(const Stmt *Body, Block Break, Block Continue,
                                bool IsEndless) {
  Breaks.push_back({Break, Cleanups.size()});
  Continues.push_back({Continue, Cleanups.size()});
  const auto *Statements = dyn_cast<CompoundStmt>(Body);
  const IfStmt *Exit = IsEndless && Statements && !Statements->body_empty()
                           ? exitTest(Statements->body_back())
                           : nullptr;
  if (Exit && isReachable()) {
    // The loop has its condition at the end of its body.
    Scopes.push_back({Body, Cleanups.size()});
    {
      Scope Inside(*this);
      for (const Stmt *Each : llvm::drop_end(Statements->body()))
        statement(Each);
      if (isReachable()) {
        Block Stay = newBlock();
        Block Leave = newBlock();
        const Expr *Test = Exit->getCond();
        Operand IsOver = value(Test);
        Operand IsNotOver =
            emit(at(Test), Opcode::Not, {flow::Type::Kind::Integer, 1}, IsOver,
                 {}, 0, Operation::IsImplicit);
        branch(at(Test), IsNotOver, Stay, Leave, Operation::IsLoop);
        place(Leave);
        leaveTo(Breaks.back());
        place(Stay);
      }
    }
    Scopes.pop_back();
  } else {
    Scope Inside(*this);
    statement(Body);
  }
  Breaks.pop_back();
  Continues.pop_back();
}

void FunctionLowering::whileStatement(const WhileStmt &S) {
  Block Test = newBlock();
  Block Body = newBlock();
  Block End = newBlock();
  placeLabel(Test);
  Scope Declared(*this);
  std::size_t Outer = Cleanups.size();
  if (const DeclStmt *Condition = S.getConditionVariableDeclStmt())
    declaration(*Condition);
  bool IsEndless = isConstantTrue(S.getCond());
  if (IsEndless)
    jump(Body);
  else
    condition(S.getCond(), Body, End, Operation::IsLoop);
  place(Body);
  Block Next = Cleanups.size() > Outer ? newBlock() : Test;
  loopBody(S.getBody(), End, Next, IsEndless);
  if (Next != Test) {
    place(Next);
    emitCleanups(Outer);
  }
  jump(Test);
  place(End);
}

void FunctionLowering::doStatement(const DoStmt &S) {
  Block Body = newBlock();
  Block Test = newBlock();
  Block End = newBlock();
  placeLabel(Body);
  bool IsEndless = isConstantTrue(S.getCond());
  loopBody(S.getBody(), End, Test, IsEndless);
  place(Test);
  if (isReachable())
    condition(S.getCond(), Body, End, Operation::IsLoop);
  place(End);
}

void FunctionLowering::forStatement(const ForStmt &S) {
  Scope Declared(*this);
  Block Test = newBlock();
  Block Body = newBlock();
  Block Step = newBlock();
  Block End = newBlock();
  statement(S.getInit());
  placeLabel(Test);
  if (const DeclStmt *Condition = S.getConditionVariableDeclStmt())
    declaration(*Condition);
  bool IsEndless = !S.getCond() || isConstantTrue(S.getCond());
  if (IsEndless)
    jump(Body);
  else
    condition(S.getCond(), Body, End, Operation::IsLoop);
  place(Body);
  loopBody(S.getBody(), End, Step, IsEndless);
  place(Step);
  if (isReachable()) {
    Scope Temporaries(*this);
    effect(S.getInc());
  }
  jump(Test);
  place(End);
}

void FunctionLowering::rangeForStatement(const CXXForRangeStmt &S) {
  Scope Declared(*this);
  Block Test = newBlock();
  Block Body = newBlock();
  Block Step = newBlock();
  Block End = newBlock();
  for (const Stmt *Part :
       {S.getInit(), static_cast<const Stmt *>(S.getRangeStmt()),
        static_cast<const Stmt *>(S.getBeginStmt()),
        static_cast<const Stmt *>(S.getEndStmt())})
    statement(Part);
  placeLabel(Test);
  if (S.getCond())
    condition(S.getCond(), Body, End, Operation::IsLoop);
  place(Body);
  Breaks.push_back({End, Cleanups.size()});
  Continues.push_back({Step, Cleanups.size()});
  {
    Scope Inside(*this);
    statement(S.getLoopVarStmt());
    statement(S.getBody());
  }
  Breaks.pop_back();
  Continues.pop_back();
  place(Step);
  if (isReachable()) {
    Scope Temporaries(*this);
    effect(S.getInc());
  }
  jump(Test);
  place(End);
}

} // namespace firmcop::lowering
