//===- checks/lowering/Builtins.cpp - Functions of the compiler
//-------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/FunctionLowering.h"

#include "clang/Basic/Builtins.h"

using namespace clang;
using firmcop::flow::Operation;

namespace firmcop::lowering {

std::optional<FunctionLowering::Operand>
FunctionLowering::builtinCall(const CallExpr &E, unsigned Id) {
  switch (Id) {
  case Builtin::BI__builtin_expect:
  case Builtin::BI__builtin_expect_with_probability:
  case Builtin::BI__builtin_assume_aligned:
  case Builtin::BI__builtin_launder: {
    Operand Result = value(E.getArg(0));
    for (unsigned I = 1; I < E.getNumArgs(); ++I)
      effect(E.getArg(I));
    return Result;
  }
  case Builtin::BI__builtin_addressof:
  case Builtin::BIaddressof:
  case Builtin::BI__addressof:
  case Builtin::BImove:
  case Builtin::BIforward:
  case Builtin::BImove_if_noexcept:
  case Builtin::BIas_const:
    return address(E.getArg(0));
  case Builtin::BI__builtin_constant_p:
    return integer(0);
  case Builtin::BI__builtin_object_size:
  case Builtin::BI__builtin_dynamic_object_size:
  case Builtin::BI__builtin_classify_type: {
    // Their arguments are not evaluated. -1 is "not known".
    Expr::EvalResult Result;
    return E.EvaluateAsInt(Result, U.Context)
               ? integer(Result.Val.getInt().extOrTrunc(64).getSExtValue())
               : integer(-1);
  }
  case Builtin::BI__builtin_unreachable:
    unreachable(at(&E));
    return Operand();
  case Builtin::BI__builtin_trap:
  case Builtin::BI__builtin_verbose_trap:
    unreachable(at(&E));
    return Operand();
  case Builtin::BI__builtin_prefetch:
  case Builtin::BI__builtin_va_end:
  case Builtin::BIva_end:
    return Operand();
  case Builtin::BI__builtin_assume:
  case Builtin::BI__assume: {
    if (E.getArg(0)->HasSideEffects(U.Context))
      return Operand();
    Block Holds = newBlock();
    Block Fails = newBlock();
    condition(E.getArg(0), Holds, Fails);
    place(Fails);
    unreachable(at(&E));
    place(Holds);
    return Operand();
  }
  default:
    break;
  }
  const FunctionDecl *F = E.getDirectCallee();
  llvm::StringRef Name = F->getName();
  if (Name.starts_with("__sync_"))
    return syncBuiltin(E, Name.drop_front(7));
  return std::nullopt;
}

/// The operation of '__sync_fetch_and_add' and its like.
static std::optional<BinaryOperatorKind> operatorNamed(llvm::StringRef Name) {
  return llvm::StringSwitch<std::optional<BinaryOperatorKind>>(Name)
      .Case("add", BO_Add)
      .Case("sub", BO_Sub)
      .Case("or", BO_Or)
      .Case("and", BO_And)
      .Case("xor", BO_Xor)
      .Default(std::nullopt);
}

std::optional<FunctionLowering::Operand>
FunctionLowering::syncBuiltin(const CallExpr &E, llvm::StringRef Name) {
  // Sema has chosen the variant by size: '__sync_fetch_and_add_4'.
  Name = Name.rtrim("0123456789").rtrim('_');
  if (Name == "synchronize")
    return Operand();
  if (E.getNumArgs() == 0 || !E.getArg(0)->getType()->isPointerType())
    return std::nullopt;
  QualType T = E.getArg(0)->getType()->getPointeeType();
  flow::Type Of = U.Type.value(T);
  flow::Position Where = at(&E);
  Operand To = value(E.getArg(0));
  llvm::SmallVector<Operand, 2> Values;
  for (unsigned I = 1; I < E.getNumArgs(); ++I)
    Values.push_back(convert(E.getArg(I), value(E.getArg(I)),
                             U.Type.value(E.getArg(I)->getType()), Of, true));
  if (Name == "lock_release") {
    store(Where, Of, To, integer(0));
    return Operand();
  }
  if (Values.empty())
    return std::nullopt;
  Operand Old = emit(Where, Opcode::Load, Of, To);
  if (Name == "lock_test_and_set" || Name == "swap") {
    store(Where, Of, To, Values[0]);
    return Old;
  }
  if (Name.ends_with("compare_and_swap") && Values.size() >= 2) {
    Operand IsSame = emit(Where, Opcode::Equal, Of, Old, Values[0]);
    Block Same = newBlock();
    Block End = newBlock();
    branch(Where, IsSame, Same, End);
    place(Same);
    store(Where, Of, To, Values[1]);
    place(End);
    return Name.starts_with("bool") ? IsSame : Old;
  }
  bool GivesOld = Name.consume_front("fetch_and_");
  if (!GivesOld)
    Name.consume_back("_and_fetch");
  std::optional<BinaryOperatorKind> Kind = operatorNamed(Name);
  Operand New = Kind && Of.isInteger()
                    ? arithmetic(&E, *Kind, T, Old, T, Values[0], T)
                    : unknown(Where, Of);
  store(Where, Of, To, New);
  return GivesOld ? Old : New;
}

FunctionLowering::Operand FunctionLowering::atomic(const AtomicExpr &E) {
  QualType T = E.getValueType();
  flow::Position Where = at(&E);
  Operand To = value(E.getPtr());
  if (isRecord(T))
    return unsupported(&E);
  flow::Type Of = U.Type.value(T);
  llvm::StringRef Name = E.getOpAsString();
  bool IsGnu = Name.consume_front("__atomic_");
  if (!IsGnu && !Name.consume_front("__c11_atomic_") &&
      !Name.consume_front("__opencl_atomic_") &&
      !Name.consume_front("__scoped_atomic_"))
    return unsupported(&E);
  // The generic forms take and give values through pointers.
  bool IsGeneric = IsGnu && !Name.consume_back("_n") &&
                   (Name == "load" || Name == "store" || Name == "exchange" ||
                    Name.starts_with("compare_exchange"));
  auto Desired = [&](const Expr *From) {
    Operand Value = value(From);
    return IsGeneric ? emit(Where, Opcode::Load, Of, Value) : Value;
  };
  if (Name == "load") {
    Operand Value = emit(Where, Opcode::Load, Of, To);
    if (!IsGeneric)
      return Value;
    Operand Result = value(E.getVal1());
    store(Where, Of, Result, Value);
    return {};
  }
  if (Name == "store" || Name == "init") {
    store(Where, Of, To, Desired(E.getVal1()));
    return {};
  }
  if (Name == "exchange") {
    Operand New = Desired(E.getVal1());
    Operand Old = emit(Where, Opcode::Load, Of, To);
    store(Where, Of, To, New);
    if (!IsGeneric)
      return Old;
    Operand Result = value(E.getVal2());
    store(Where, Of, Result, Old);
    return {};
  }
  if (Name.starts_with("compare_exchange")) {
    Operand Expected = value(E.getVal1());
    Operand New = Desired(E.getVal2());
    Operand Old = emit(Where, Opcode::Load, Of, To);
    Operand Wanted = emit(Where, Opcode::Load, Of, Expected);
    Operand IsSame = emit(Where, Opcode::Equal, Of, Old, Wanted);
    Block Same = newBlock();
    Block Differs = newBlock();
    Block End = newBlock();
    branch(Where, IsSame, Same, Differs);
    place(Same);
    store(Where, Of, To, New);
    jump(End);
    place(Differs);
    store(Where, Of, Expected, Old);
    place(End);
    return IsSame;
  }
  bool GivesOld = Name.consume_front("fetch_");
  if (!GivesOld && !Name.consume_back("_fetch"))
    return unsupported(&E);
  Operand Right = value(E.getVal1());
  Operand Old = emit(Where, Opcode::Load, Of, To);
  std::optional<BinaryOperatorKind> Kind = operatorNamed(Name);
  Operand New =
      Kind && (Of.isInteger() || Of.isPointer())
          ? arithmetic(&E, *Kind, T, Old, E.getVal1()->getType(), Right, T)
          : unknown(Where, Of);
  store(Where, Of, To, New);
  return GivesOld ? Old : New;
}

} // namespace firmcop::lowering
