//===- checks/Modelled.h - Model rows that apply to a call ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A model row names a function, field, constant or macro and may put conditions
// on values. This is where rows meet facts.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_MODELLED_H
#define FIRMCOP_CHECKS_MODELLED_H

#include "checks/Facts.h"
#include "checks/Values.h"
#include "firmcop/Model.h"

#include <optional>

namespace firmcop {

/// What a row's conditions look at: a call, or the value of a field, constant
/// or macro.
struct ModelSubject {
  const Call *OfCall = nullptr;
  const clang::Expr *Value = nullptr;
  std::optional<ConstantValue> Macro;
};

/// The expression at a port of the subject, or null.
const clang::Expr *valueAt(const Port &At, const ModelSubject &S);

/// All of the row's conditions hold.
bool applies(const ModelRow &Row, const ModelSubject &S,
             const TranslationUnitFacts &TU);

/// The rows of a kind that apply to a call, in the models' order.
llvm::SmallVector<const ModelRow *, 2>
rowsOfKind(const Call &C, std::string_view Kind,
           const TranslationUnitFacts &TU);

/// The first of them, or null.
const ModelRow *rowOfKind(const Call &C, std::string_view Kind,
                          const TranslationUnitFacts &TU);

/// The first row that says the port of a call is data from outside: the kinds
/// that end in "-input". Null when there is none.
const ModelRow *inputRow(const Call &C, const Port &At);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_MODELLED_H
