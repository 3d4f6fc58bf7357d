//===- checks/lowering/Names.cpp - What variables and literals stand for
//-----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

using namespace clang;
using firmcop::flow::Operation;

namespace firmcop::lowering {

FunctionLowering::Operand FunctionLowering::named(const Expr *E,
                                                  Operand Literal) {
  if (!U.Literal.isInteger(Literal) || E->getType()->isPointerType())
    return Literal;
  SourceLocation Begin = E->getBeginLoc();
  SourceLocation End = E->getEndLoc();
  // From the macro that the token stands in outwards, as long as the
  // expression is all that the macro is.
  while (Begin.isMacroID() && End.isMacroID()) {
    const Expansion &In = U.Place.expansionAt(Begin);
    if (End.getRawEncoding() < In.Start || End.getRawEncoding() >= In.End)
      break;
    if (In.IsArgument) {
      End = In.spelling(End);
      Begin = In.spelling(Begin);
      continue;
    }
    if (In.IsFunctionLike)
      break;
    SourceLocation Caller = In.Caller;
    llvm::StringRef Name = U.macroOf(Begin, End);
    if (Name.empty())
      break;
    Literal = U.Literal.named(Literal, Name);
    Begin = End = Caller;
  }
  return Literal;
}

FunctionLowering::Operand
FunctionLowering::stringLiteral(const Expr *E, const StringLiteral &S) {
  Operand Text = S.getCharByteWidth() == 1 ? U.Literal.text(S.getBytes())
                                           : U.Literal.bytes(S.getBytes());
  return emit(at(E), Opcode::Copy, flow::Type::Kind::Pointer, Text);
}

FunctionLowering::Operand FunctionLowering::thisPointer(const Expr *At) {
  if (CapturedThis) {
    flow::Position Where = at(At);
    Operand Place = field(Where, This, *CapturedThis);
    if (isRecord(CapturedThis->getType()))
      return Place;
    return emit(Where, Opcode::Load, flow::Type::Kind::Pointer, Place);
  }
  return This ? This : unknown(at(At), flow::Type::Kind::Pointer);
}

FunctionLowering::Operand FunctionLowering::capturedAddress(const Expr *At,
                                                            const VarDecl &V) {
  flow::Position Where = at(At);
  const FieldDecl *Capture = Captures.lookup(&V);
  Operand Place = field(Where, This, *Capture);
  if (!Capture->getType()->isReferenceType())
    return Place;
  return emit(Where, Opcode::Load, flow::Type::Kind::Pointer, Place);
}

FunctionLowering::Operand FunctionLowering::variableAddress(const Expr *At,
                                                            const VarDecl &V) {
  if (auto Known = Variables.find(&V); Known != Variables.end()) {
    if (!V.getType()->isReferenceType())
      return Known->second;
    return emit(at(At), Opcode::Load, flow::Type::Kind::Pointer, Known->second);
  }
  if (!Captures.empty() && Captures.count(&V))
    return capturedAddress(At, V);
  if (V.hasGlobalStorage() || V.hasExternalStorage()) {
    Operand Global = U.global(V);
    if (!V.getType()->isReferenceType())
      return Global;
    return emit(at(At), Opcode::Load, flow::Type::Kind::Pointer, Global);
  }
  // A local variable of the function around, whose value is a constant, or a
  // variable that is used in its own unevaluated initialiser.
  return unknown(at(At), flow::Type::Kind::Pointer);
}

FunctionLowering::Operand FunctionLowering::reference(const DeclRefExpr &E) {
  const ValueDecl *D = E.getDecl();
  if (const auto *V = dyn_cast<VarDecl>(D))
    return variableAddress(&E, *V);
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    return U.function(*F);
  if (const auto *Enumerator = dyn_cast<EnumConstantDecl>(D)) {
    const llvm::APSInt &Value = Enumerator->getInitVal();
    Operand Number = integer(
        Value.isSigned()
            ? Value.extOrTrunc(64).getSExtValue()
            : static_cast<std::int64_t>(Value.extOrTrunc(64).getZExtValue()));
    return U.Literal.named(Number, Enumerator->getName());
  }
  if (const auto *Part = dyn_cast<BindingDecl>(D)) {
    if (const VarDecl *Holding = Part->getHoldingVar())
      return variableAddress(&E, *Holding);
    if (Part->getBinding())
      return address(Part->getBinding());
  }
  // A template's parameter object, a captured structured binding.
  return unknown(at(&E), flow::Type::Kind::Pointer);
}

FunctionLowering::Operand FunctionLowering::member(const MemberExpr &E) {
  const ValueDecl *D = E.getMemberDecl();
  const Expr *Base = E.getBase();
  if (const auto *F = dyn_cast<FieldDecl>(D)) {
    Operand Record = E.isArrow() ? value(Base) : address(Base);
    Operand Place = field(at(&E), Record, *F);
    if (!F->getType()->isReferenceType())
      return Place;
    return emit(at(&E), Opcode::Load, flow::Type::Kind::Pointer, Place);
  }
  effect(Base);
  if (const auto *V = dyn_cast<VarDecl>(D))
    return variableAddress(&E, *V);
  if (const auto *Method = dyn_cast<CXXMethodDecl>(D))
    return U.function(*Method);
  return unknown(at(&E), flow::Type::Kind::Pointer);
}

FunctionLowering::Operand
FunctionLowering::subscript(const ArraySubscriptExpr &E, std::uint8_t More) {
  const Expr *Base = E.getBase();
  Operand Array = Base->getType()->isVectorType() && Base->isGLValue()
                      ? address(Base)
                      : value(Base);
  Operand Index = value(E.getIdx());
  return element(at(&E), Array, Index, E.getType(), Operation::IsIndex | More);
}

FunctionLowering::Operand
FunctionLowering::compoundLiteral(const CompoundLiteralExpr &E) {
  Operand Object = E.isFileScope() && !Lowered ? U.unnamedGlobal(E.getType())
                                               : addLocal("", E.getType());
  into(E.getInitializer(), Object);
  return Object;
}

FunctionLowering::Operand
FunctionLowering::statementExpression(const StmtExpr &E, bool AsAddress) {
  const CompoundStmt *Body = E.getSubStmt();
  Operand Result;
  Scopes.push_back({Body, Cleanups.size()});
  {
    Scope Inside(*this);
    for (const Stmt *Each : Body->body()) {
      if (Each != Body->body_back() || E.getType()->isVoidType()) {
        statement(Each);
        continue;
      }
      const Stmt *Last = Each;
      while (!isa<Expr>(Last)) {
        if (const auto *Label = dyn_cast<LabelStmt>(Last)) {
          placeLabel(labelBlock(Label->getDecl()));
          Last = Label->getSubStmt();
        } else if (const auto *Attributed = dyn_cast<AttributedStmt>(Last)) {
          Last = Attributed->getSubStmt();
        } else {
          break;
        }
      }
      if (const auto *Final = dyn_cast<Expr>(Last))
        Result = AsAddress ? address(Final) : value(Final);
      else
        statement(Last);
    }
  }
  Scopes.pop_back();
  if (!Result && !E.getType()->isVoidType())
    Result = unknown(at(&E), AsAddress ? flow::Type(flow::Type::Kind::Pointer)
                                       : U.Type.value(E.getType()));
  return Result;
}

FunctionLowering::Operand
FunctionLowering::sizeOfVariable(const UnaryExprOrTypeTraitExpr &E) {
  QualType T = E.getTypeOfArgument();
  if (E.getKind() != UETT_SizeOf || !T->isVariableArrayType())
    return constant(&E);
  const VariableArrayType *Array = U.Context.getAsVariableArrayType(T);
  if (!Array->getSizeExpr())
    return unknown(at(&E), U.Type.value(E.getType()));
  flow::Type Of = U.Type.value(E.getType());
  const Expr *Length = Array->getSizeExpr();
  Operand Count = value(Length);
  Count = convert(Length, Count, U.Type.value(Length->getType()), Of, true);
  return emit(
      at(&E), Opcode::Multiply, Of, Count,
      integer(static_cast<std::int64_t>(U.Type.size(Array->getElementType()))),
      0, Operation::IsImplicit);
}

} // namespace firmcop::lowering
