//===- checks/Module.h - The firmcop checks, together -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_MODULE_H
#define FIRMCOP_CHECKS_MODULE_H

#include "checks/RuleCheck.h"

namespace firmcop {

/// Makes the checks known to the clang-tidy this code runs in. Call once.
void registerModule();

/// A check for a rule that is decided by data alone.
std::unique_ptr<RuleCheck> makeCallRule(const Rule &R,
                                        clang::tidy::ClangTidyContext *Context);

/// The rules of the catalogue that are decided on source but have no
/// implementation, and implementations of rules that the catalogue does not
/// call 'ast'. Empty in a finished build; a test looks.
std::vector<std::string_view> unimplementedRules();

} // namespace firmcop

#endif // FIRMCOP_CHECKS_MODULE_H
