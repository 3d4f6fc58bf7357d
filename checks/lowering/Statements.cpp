//===- checks/lowering/Statements.cpp - Statements
//-----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

using namespace clang;

namespace firmcop::lowering {

/// Control may enter the statement other than at its start.
static bool hasLabel(const Stmt *S) {
  return S && (isa<LabelStmt, SwitchCase>(S) ||
               llvm::any_of(S->children(), hasLabel));
}

void FunctionLowering::statement(const Stmt *S) {
  if (!S || isa<NullStmt>(S))
    return;
  Deeper Level(*this);
  if (Level.isTooDeep()) {
    if (isReachable())
      unknown(at(S), flow::Type::Kind::Void);
    return;
  }
  if (!isReachable() && !hasLabel(S)) {
    // What is declared before the first case of a switch is used behind it.
    if (const auto *Declared = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Declared->decls())
        if (const auto *V = dyn_cast<VarDecl>(D);
            V && V->isLocalVarDecl() && V->hasLocalStorage())
          Variables[V] = addLocal(V->getName(), V->getType());
    return;
  }
  lowerStatement(S);
}

void FunctionLowering::lowerStatement(const Stmt *S) {
  switch (S->getStmtClass()) {
  case Stmt::CompoundStmtClass:
    return compound(*cast<CompoundStmt>(S));
  case Stmt::DeclStmtClass:
    return declaration(*cast<DeclStmt>(S));
  case Stmt::IfStmtClass:
    return ifStatement(*cast<IfStmt>(S));
  case Stmt::WhileStmtClass:
    return whileStatement(*cast<WhileStmt>(S));
  case Stmt::DoStmtClass:
    return doStatement(*cast<DoStmt>(S));
  case Stmt::ForStmtClass:
    return forStatement(*cast<ForStmt>(S));
  case Stmt::CXXForRangeStmtClass:
    return rangeForStatement(*cast<CXXForRangeStmt>(S));
  case Stmt::SwitchStmtClass:
    return switchStatement(*cast<SwitchStmt>(S));
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass:
    return caseStatement(*cast<SwitchCase>(S));
  case Stmt::BreakStmtClass:
    if (!Breaks.empty())
      leaveTo(Breaks.back());
    return;
  case Stmt::ContinueStmtClass:
    if (!Continues.empty())
      leaveTo(Continues.back());
    return;
  case Stmt::ReturnStmtClass:
    return returnStatement(*cast<ReturnStmt>(S));
  case Stmt::GotoStmtClass:
    return gotoLabel(*cast<GotoStmt>(S)->getLabel());
  case Stmt::IndirectGotoStmtClass:
    return indirectGoto(*cast<IndirectGotoStmt>(S));
  case Stmt::LabelStmtClass: {
    const auto *Label = cast<LabelStmt>(S);
    placeLabel(labelBlock(Label->getDecl()));
    return statement(Label->getSubStmt());
  }
  case Stmt::AttributedStmtClass:
    return statement(cast<AttributedStmt>(S)->getSubStmt());
  case Stmt::CXXTryStmtClass:
    return tryStatement(*cast<CXXTryStmt>(S));
  case Stmt::GCCAsmStmtClass:
    return assembly(*cast<GCCAsmStmt>(S));
  case Stmt::CapturedStmtClass:
    return statement(cast<CapturedStmt>(S)->getCapturedStmt());
  case Stmt::CoroutineBodyStmtClass:
    // What is written, as if nothing waited.
    return statement(cast<CoroutineBodyStmt>(S)->getBody());
  case Stmt::CoreturnStmtClass:
    effect(cast<CoreturnStmt>(S)->getOperand());
    emitCleanups(0);
    if (isReachable())
      ret(at(S), {});
    return;
  default:
    break;
  }
  if (const auto *E = dyn_cast<Expr>(S))
    return effect(E);
  // Assembly of Microsoft's kind, OpenMP, Objective-C.
  unknown(at(S), flow::Type::Kind::Void);
}

void FunctionLowering::compound(const CompoundStmt &S) {
  Scopes.push_back({&S, Cleanups.size()});
  {
    Scope Block(*this);
    for (const Stmt *Each : S.body())
      statement(Each);
  }
  Scopes.pop_back();
}

void FunctionLowering::declaration(const DeclStmt &S) {
  for (const Decl *D : S.decls())
    if (const auto *V = dyn_cast<VarDecl>(D))
      variable(*V);
}

void FunctionLowering::variable(const VarDecl &V) {
  if (V.hasExternalStorage())
    return;
  if (V.isInvalidDecl()) {
    Variables[&V] = local(addLocal(V.getName(), flow::Type::Kind::Record, 0));
    return;
  }
  if (V.isStaticLocal()) {
    U.global(V);
    return;
  }
  QualType T = V.getType();
  Operand Object = addLocal(V.getName(), T);
  Variables[&V] = Object;
  if (const auto *Array = U.Context.getAsVariableArrayType(T);
      Array && Array->getSizeExpr()) {
    // An array of variable size is allocated like with alloca().
    flow::Position At = at(V.getLocation());
    flow::Type Size = U.Type.value(U.Context.getSizeType());
    Operand Count = value(Array->getSizeExpr());
    Count = convert(Array->getSizeExpr(), Count,
                    U.Type.value(Array->getSizeExpr()->getType()), Size, true);
    std::uint64_t ElementSize = U.Type.size(Array->getElementType());
    if (ElementSize > 1)
      Count = emit(At, Opcode::Multiply, Size, Count,
                   integer(static_cast<std::int64_t>(ElementSize)), 0,
                   flow::Operation::IsImplicit);
    call(At, U.function("alloca"), Count, flow::Type::Kind::Pointer);
  }
  if (const Expr *Initial = V.getInit()) {
    if (T->isReferenceType()) {
      Operand Referred = address(Initial);
      store(at(Initial), flow::Type::Kind::Pointer, Object, Referred);
    } else {
      into(Initial, Object);
    }
  }
  for (const auto &[Temporary, Place] : Extended)
    addDestructor(Temporary, Place, V.getLocation());
  Extended.clear();
  if (const auto *Attribute = V.getAttr<CleanupAttr>())
    Cleanups.push_back({Object, nullptr, Attribute->getFunctionDecl(),
                        V.getLocation(), QualType()});
  addDestructor(T, Object, V.getLocation());
  if (const auto *Parts = dyn_cast<DecompositionDecl>(&V))
    for (const BindingDecl *Part : Parts->bindings())
      if (const VarDecl *Holding = Part->getHoldingVar())
        variable(*Holding);
}

/// 'a && b', 'a || b', or one of them negated.
static bool isShortCircuit(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  while (const auto *Not = dyn_cast<UnaryOperator>(E)) {
    if (Not->getOpcode() != UO_LNot)
      return false;
    E = Not->getSubExpr()->IgnoreParenImpCasts();
  }
  const auto *Logical = dyn_cast<BinaryOperator>(E);
  return Logical && Logical->isLogicalOp();
}

void FunctionLowering::returnStatement(const ReturnStmt &S) {
  const Expr *Result = S.getRetValue();
  Operand Value;
  // What the answer says of the operands is told apart by two returns.
  if (Result && Cleanups.empty() && Result->getType()->isIntegerType() &&
      isShortCircuit(Result)) {
    Block True = newBlock();
    Block False = newBlock();
    condition(Result->IgnoreParenImpCasts(), True, False);
    place(True);
    ret(at(&S), integer(1));
    place(False);
    ret(at(&S), integer(0));
    return;
  }
  if (Result) {
    Scope Temporaries(*this);
    QualType T = Lowered ? Lowered->getReturnType() : Result->getType();
    if (T->isReferenceType())
      Value = address(Result);
    else if (Result->getType()->isVoidType())
      effect(Result);
    else if (isRecord(T) && U.Context.getLangOpts().CPlusPlus) {
      Value = addLocal("", T);
      into(Result, Value);
    } else
      Value = value(Result);
  }
  emitCleanups(0);
  if (const auto *Destructor = dyn_cast_or_null<CXXDestructorDecl>(Lowered))
    destructorEpilogue(*Destructor);
  if (isReachable())
    ret(at(&S), Value);
}

void FunctionLowering::ifStatement(const IfStmt &S) {
  // A chain of 'else if' may be long: it is followed without recursion.
  std::size_t Outer = Cleanups.size();
  Block End = newBlock();
  const IfStmt *Next = &S;
  while (true) {
    statement(Next->getInit());
    if (const DeclStmt *Declared = Next->getConditionVariableDeclStmt())
      declaration(*Declared);
    const Stmt *Otherwise = Next->getElse();
    Block Then = newBlock();
    Block Else = Otherwise ? newBlock() : End;
    if (Next->isConsteval())
      jump(Next->isNegatedConsteval() ? Then : Else);
    else
      condition(Next->getCond(), Then, Else);
    place(Then);
    {
      Scope Arm(*this);
      statement(Next->getThen());
    }
    if (!Otherwise)
      break;
    jump(End);
    place(Else);
    if (!isa<IfStmt>(Otherwise)) {
      Scope Arm(*this);
      statement(Otherwise);
      break;
    }
    Next = cast<IfStmt>(Otherwise);
  }
  jump(End);
  place(End);
  closeScope(Outer);
}

void FunctionLowering::tryStatement(const CXXTryStmt &S) {
  // An exception may come from anywhere in the block: control is taken to go to
  // the handlers from its start and from its end.
  Block End = newBlock();
  Block Dispatch = newBlock();
  Block Body = newBlock();
  flow::Type Truth(flow::Type::Kind::Integer, 1);
  Operand IsThrown = unknown(at(&S), Truth);
  branch(at(&S), IsThrown, Dispatch, Body);
  place(Body);
  Handlers.push_back({Dispatch, Cleanups.size()});
  statement(S.getTryBlock());
  Handlers.pop_back();
  if (isReachable()) {
    Operand IsThrownLate = unknown(at(&S), Truth);
    branch(at(&S), IsThrownLate, Dispatch, End);
  }
  place(Dispatch);
  llvm::SmallVector<std::pair<Operand, Block>, 4> Choices;
  Block First = newBlock();
  for (unsigned I = 1; I < S.getNumHandlers(); ++I)
    Choices.push_back({integer(I), newBlock()});
  Operand Which = unknown(at(&S), {flow::Type::Kind::Integer, 32, true});
  select(at(&S), Which, Choices, First);
  for (unsigned I = 0; I < S.getNumHandlers(); ++I) {
    place(I == 0 ? First : Choices[I - 1].second);
    const CXXCatchStmt *Handler = S.getHandler(I);
    Scope Arm(*this);
    if (const VarDecl *Caught = Handler->getExceptionDecl()) {
      Operand Object = addLocal(Caught->getName(), Caught->getType());
      Variables[Caught] = Object;
      if (Caught->getType()->isReferenceType()) {
        Operand Thrown = unknown(at(Handler), flow::Type::Kind::Pointer);
        store(at(Handler), flow::Type::Kind::Pointer, Object, Thrown);
      }
    }
    statement(Handler->getHandlerBlock());
    jump(End);
  }
  place(End);
}

void FunctionLowering::assembly(const GCCAsmStmt &S) {
  // An empty text only keeps the compiler from knowing values.
  if (S.getAsmString()->getString().empty())
    return;
  bool ChangesMemory = false;
  for (unsigned I = 0; I < S.getNumClobbers(); ++I)
    ChangesMemory |= S.getClobber(I) == "memory";
  llvm::SmallVector<Operand, 4> Pointers;
  for (unsigned I = 0; I < S.getNumInputs(); ++I) {
    const Expr *Input = S.getInputExpr(I);
    if (Input->isGLValue()) {
      address(Input);
      continue;
    }
    Operand Value = value(Input);
    if (ChangesMemory && Input->getType()->isPointerType())
      Pointers.push_back(Value);
  }
  flow::Type Byte(flow::Type::Kind::Integer, 8);
  for (Operand Pointer : Pointers) {
    Operand Offset =
        unknown(at(&S), U.Type.value(U.Context.getPointerDiffType()));
    Operand Place = emit(at(&S), Opcode::Element, flow::Type::Kind::Pointer,
                         Pointer, Offset, 1);
    Operand Content = unknown(at(&S), Byte);
    store(at(&S), Byte, Place, Content);
  }
  for (unsigned I = 0; I < S.getNumOutputs(); ++I) {
    const Expr *Output = S.getOutputExpr(I);
    Operand Place = address(Output);
    flow::Type T = storedType(Output);
    Operand Value = unknown(at(&S), T);
    store(at(&S), T, Place, Value);
  }
  if (!S.isAsmGoto())
    return;
  llvm::SmallVector<std::pair<Operand, Block>, 4> Choices;
  for (unsigned I = 0; I < S.getNumLabels(); ++I)
    Choices.push_back({integer(I), labelBlock(S.getLabelExpr(I)->getLabel())});
  Block Next = newBlock();
  Operand Which = unknown(at(&S), {flow::Type::Kind::Integer, 32, true});
  select(at(&S), Which, Choices, Next);
  place(Next);
}

} // namespace firmcop::lowering
