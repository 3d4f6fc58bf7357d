//===- checks/Modelled.cpp - Model rows that apply to a call --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"

using namespace clang;

namespace firmcop {

const Expr *valueAt(const Port &At, const ModelSubject &S) {
  if (!S.OfCall)
    return S.Value;
  return At.Of == Port::Base::Argument ? S.OfCall->argument(At.Index) : nullptr;
}

static bool holds(const Condition &C, const ConstantValue &V) {
  return (V.Integer && C.holdsForValue(*V.Integer)) ||
         (V.IsText && C.holdsForText(*V.Bytes));
}

static bool holds(const Condition &C, const ModelSubject &S,
                  const TranslationUnitFacts &TU) {
  const Expr *E = valueAt(C.At, S);
  if (!E)
    return S.Macro && holds(C, *S.Macro);
  for (const std::string &Name : C.Named)
    if (isNamed(E, Name, TU))
      return true;
  return llvm::any_of(constantValues(E, TU),
                      [&](const ConstantValue &V) { return holds(C, V); });
}

bool applies(const ModelRow &Row, const ModelSubject &S,
             const TranslationUnitFacts &TU) {
  return llvm::all_of(Row.When,
                      [&](const Condition &C) { return holds(C, S, TU); });
}

llvm::SmallVector<const ModelRow *, 2>
rowsOfKind(const Call &C, std::string_view Kind,
           const TranslationUnitFacts &TU) {
  llvm::SmallVector<const ModelRow *, 2> Rows;
  if (C.Name.empty())
    return Rows;
  for (const ModelRow &Row :
       ModelSet::builtin().rows(Subject::Function, C.Name))
    if (Row.Kind == Kind && applies(Row, {&C, nullptr, {}}, TU))
      Rows.push_back(&Row);
  return Rows;
}

const ModelRow *rowOfKind(const Call &C, std::string_view Kind,
                          const TranslationUnitFacts &TU) {
  llvm::SmallVector<const ModelRow *, 2> Rows = rowsOfKind(C, Kind, TU);
  return Rows.empty() ? nullptr : Rows.front();
}

const ModelRow *inputRow(const Call &C, const Port &At) {
  if (C.Name.empty())
    return nullptr;
  for (const ModelRow &Row :
       ModelSet::builtin().rows(Subject::Function, C.Name))
    if (Row.At == At && Row.Kind.ends_with("-input"))
      return &Row;
  return nullptr;
}

} // namespace firmcop
