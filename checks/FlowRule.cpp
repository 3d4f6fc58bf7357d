//===- checks/FlowRule.cpp - Rules on where data goes ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All that such a rule needs is on its page; RuleCheck looks for flows.
//
//===----------------------------------------------------------------------===//

#include "checks/Module.h"

using namespace clang;

namespace firmcop {

namespace {

class FlowRule : public RuleCheck {
public:
  using RuleCheck::RuleCheck;
  void analyse(const TranslationUnitFacts &) override {}
};

} // namespace

std::unique_ptr<RuleCheck> makeFlowRule(const Rule &R,
                                        tidy::ClangTidyContext *Context) {
  return std::make_unique<FlowRule>(R, Context);
}

} // namespace firmcop
