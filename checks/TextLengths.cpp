//===- checks/TextLengths.cpp - How long texts can get ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/TextLengths.h"
#include "checks/Modelled.h"
#include "checks/Values.h"

using namespace clang;

namespace firmcop {

std::optional<std::uint64_t> capacityOf(const Expr *E,
                                        const ASTContext &Context) {
  E = E ? E->IgnoreParenCasts() : nullptr;
  if (const auto *Address = dyn_cast_or_null<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    if (const auto *First =
            dyn_cast<ArraySubscriptExpr>(Address->getSubExpr()->IgnoreParens()))
      if (First->getIdx()->isNullPointerConstant(
              const_cast<ASTContext &>(Context),
              Expr::NPC_ValueDependentIsNotNull))
        E = First->getBase()->IgnoreParenCasts();
  if (!E || !isa<DeclRefExpr, MemberExpr, ArraySubscriptExpr>(E))
    return std::nullopt;
  const auto *Array = Context.getAsConstantArrayType(E->getType());
  // The last member of a structure may be longer than it says.
  if (!Array || Array->getZExtSize() <= 1)
    return std::nullopt;
  return Array->getZExtSize() *
         Context.getTypeSizeInChars(Array->getElementType()).getQuantity();
}

namespace {

/// How far a parameter is followed to the arguments of callers.
constexpr unsigned MaxCallers = 4;

class Lengths {
public:
  explicit Lengths(const TranslationUnitFacts &TU) : TU(TU) {}

  std::optional<std::uint64_t> longest(const Expr *Text, const Call &Use,
                                       unsigned Callers) const {
    auto Values = constantValues(Text, TU);
    if (!Values.empty()) {
      std::uint64_t Most = 0;
      for (const ConstantValue &V : Values)
        Most = std::max<std::uint64_t>(Most, V.Bytes ? V.Bytes->size() : 0);
      return Most;
    }
    const Expr *E = stripped(Text);
    if (!E)
      return std::nullopt;
    if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E)) {
      auto Left = longest(Choice->getTrueExpr(), Use, Callers);
      auto Right = longest(Choice->getFalseExpr(), Use, Callers);
      if (!Left || !Right)
        return std::nullopt;
      return std::max(*Left, *Right);
    }
    if (wasMeasured(E, Use) || isConstantElsewhere(E))
      return 0;
    if (auto Capacity = capacityOf(E, TU.context()))
      return *Capacity - 1;
    // An address or a number; the buffers are made for it.
    if (const auto *C = dyn_cast<CallExpr>(E); C && isPrinted(*C, Use))
      return 0;
    const auto *Reference = dyn_cast<DeclRefExpr>(E);
    const auto *P =
        Reference ? dyn_cast<ParmVarDecl>(Reference->getDecl()) : nullptr;
    return P && Callers > 0 ? longestArgument(*P, Callers - 1) : std::nullopt;
  }

private:
  /// The longest of what the callers of a local function pass.
  std::optional<std::uint64_t> longestArgument(const ParmVarDecl &P,
                                               unsigned Callers) const {
    const auto *In = dyn_cast<FunctionDecl>(P.getDeclContext());
    const Function *F = In ? TU.definition(In) : nullptr;
    if (!F || F->Definition->isExternallyVisible() || F->CalledBy.empty())
      return std::nullopt;
    if (llvm::any_of(TU.stores(), [&](const Store &S) {
          return S.Target == &P && !S.ToElement;
        }))
      return std::nullopt;
    std::uint64_t Most = 0;
    for (const Call *C : F->CalledBy) {
      const Expr *Argument = C->argument(P.getFunctionScopeIndex());
      auto Length = Argument ? longest(Argument, *C, Callers) : std::nullopt;
      if (!Length)
        return std::nullopt;
      Most = std::max(Most, *Length);
    }
    return Most;
  }

  /// A constant array that another file defines, 'extern const char Name[];',
  /// or the end of one.
  static bool isConstantElsewhere(const Expr *E) {
    if (const auto *Sum = dyn_cast<BinaryOperator>(E);
        Sum && Sum->getOpcode() == BO_Add)
      E = stripped(Sum->getLHS());
    const auto *Reference = dyn_cast<DeclRefExpr>(E);
    const auto *Array =
        Reference ? Reference->getType()->getAsArrayTypeUnsafe() : nullptr;
    return Array && isa<IncompleteArrayType>(Array) &&
           Array->getElementType().isConstQualified();
  }

  bool isPrinted(const CallExpr &Site, const Call &Use) const {
    const Function *In = TU.definition(Use.In);
    return In && llvm::any_of(In->Calls, [&](const Call *C) {
             return C->Site == &Site && rowOfKind(*C, "printed-value", TU);
           });
  }

  /// The function has asked for the text's length before.
  bool wasMeasured(const Expr *Text, const Call &Use) const {
    const ValueDecl *Thing = namedThing(Text);
    const Function *In = TU.definition(Use.In);
    if (!Thing || !In)
      return false;
    for (const Call *C : In->Calls) {
      if (C == &Use)
        break;
      if (C->Use != ResultUse::Ignored && C->argumentCount() != 0 &&
          namedThing(C->argument(0)) == Thing && rowOfKind(*C, "length", TU))
        return true;
    }
    return false;
  }

  const TranslationUnitFacts &TU;
};

} // namespace

std::optional<std::uint64_t> longestText(const Expr *Text, const Call &Use,
                                         const TranslationUnitFacts &TU) {
  return Lengths(TU).longest(Text, Use, MaxCallers);
}

} // namespace firmcop
