//===- checks/Texts.h - Constant texts that reach a place -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Commands, addresses and paths are seldom one literal: they are printed or
// copied into a buffer, piece by piece. What is constant about them is worth
// reading all the same.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_TEXTS_H
#define FIRMCOP_CHECKS_TEXTS_H

#include "checks/Facts.h"

#include <string>

namespace firmcop {

/// A constant text and the literal it is written in.
struct ConstantText {
  std::string Text;
  const clang::Expr *Origin = nullptr;
};

/// The constant texts an argument of a call consists of: literals, also through
/// variables, and what the same function copies or formats into a buffer before
/// it hands the buffer over. Formats keep their '%s'.
llvm::SmallVector<ConstantText, 2>
textsReaching(const clang::Expr *Argument, const Call &Of,
              const TranslationUnitFacts &TU);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_TEXTS_H
