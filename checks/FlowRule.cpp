//===- checks/FlowRule.cpp - Rules on where data goes ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A flow rule is decided on the whole program, by the flow core. In the driver
// its check only says that it is wanted; the driver links the units of all
// files and reports. In the plugin there is nobody to do so, and the check lets
// the flow core solve the one unit that is there, with those that the option
// SummaryDir names.
//
//===----------------------------------------------------------------------===//

#include "checks/Capture.h"
#include "checks/LocalFlows.h"
#include "checks/Module.h"
#include "checks/SharedFacts.h"

using namespace clang;

namespace firmcop {

namespace {

class FlowRule : public RuleCheck {
public:
  FlowRule(const Rule &R, tidy::ClangTidyContext *Context)
      : RuleCheck(R, Context),
        SummaryDir(Options.getLocalOrGlobal("SummaryDir", "")) {}

  void storeOptions(tidy::ClangTidyOptions::OptionMap &Map) override {
    Options.store(Map, "SummaryDir", SummaryDir);
  }

  void analyse(const TranslationUnitFacts &TU) override {
    if (Capture *C = Capture::active()) {
      C->want(rule(), TU.context());
      return;
    }
    const LocalFlows &Flows = shared().flows(TU.context(), SummaryDir);
    for (const LocalFlow &Each : Flows.of(rule())) {
      FindingDetails Details;
      Details.Severity = Each.Severity;
      Details.Notes = Each.Steps;
      report(Each.Where, Each.Arguments, std::move(Details));
    }
    if (!Flows.problem().empty() && shared().isFirstToTell())
      configurationDiag("%0") << Flows.problem();
  }

private:
  const std::string SummaryDir;
};

} // namespace

std::unique_ptr<RuleCheck> makeFlowRule(const Rule &R,
                                        tidy::ClangTidyContext *Context) {
  return std::make_unique<FlowRule>(R, Context);
}

} // namespace firmcop
