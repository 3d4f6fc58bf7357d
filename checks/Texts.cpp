//===- checks/Texts.cpp - Constant texts that reach a place ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Texts.h"
#include "checks/Modelled.h"

using namespace clang;

namespace firmcop {

static void addConstants(const Expr *E, const TranslationUnitFacts &TU,
                         llvm::SmallVectorImpl<ConstantText> &Texts) {
  for (ConstantValue &V : constantValues(E, TU))
    if (V.IsText)
      Texts.push_back({std::move(*V.Bytes), V.Origin});
}

llvm::SmallVector<ConstantText, 2>
textsReaching(const Expr *Argument, const Call &Of,
              const TranslationUnitFacts &TU) {
  llvm::SmallVector<ConstantText, 2> Texts;
  if (!Argument)
    return Texts;
  addConstants(Argument, TU, Texts);
  const ValueDecl *Buffer = namedThing(Argument);
  const Function *In = TU.definition(Of.In);
  if (!Texts.empty() || !Buffer || !In)
    return Texts;
  for (const Call *Filling : In->Calls) {
    // The calls are in source order, and what comes later comes too late.
    if (Filling == &Of)
      break;
    if (!Filling->argument(0) || namedThing(Filling->argument(0)) != Buffer)
      continue;
    for (const char *Kind : {"format", "copy-source"})
      for (const ModelRow *Row : rowsOfKind(*Filling, Kind, TU))
        if (Row->At.Of == Port::Base::Argument && Row->At.Index != 0)
          addConstants(Filling->argument(Row->At.Index), TU, Texts);
  }
  return Texts;
}

} // namespace firmcop
