//===- checks/TextLengths.h - How long texts can get ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whether a copy without a bound is a weakness depends on what is in sight of
// its source: constants, the array it lies in, a length that was measured, the
// arguments of all callers.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_TEXTLENGTHS_H
#define FIRMCOP_CHECKS_TEXTLENGTHS_H

#include "checks/Facts.h"

#include <optional>

namespace firmcop {

/// Bytes of the array that an expression denotes as a whole, or nothing.
std::optional<std::uint64_t> capacityOf(const clang::Expr *E,
                                        const clang::ASTContext &Context);

/// The most characters that \p Text can have where \p Use takes it; nothing
/// when that is not in sight. Texts whose length somebody has seen to, such as
/// one that was measured before, count as 0.
std::optional<std::uint64_t> longestText(const clang::Expr *Text,
                                         const Call &Use,
                                         const TranslationUnitFacts &TU);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_TEXTLENGTHS_H
