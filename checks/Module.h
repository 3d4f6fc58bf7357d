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

/// A check for a rule that the flow core decides.
std::unique_ptr<RuleCheck> makeFlowRule(const Rule &R,
                                        clang::tidy::ClangTidyContext *Context);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_MODULE_H
