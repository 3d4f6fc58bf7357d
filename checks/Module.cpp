//===- checks/Module.cpp - The firmcop checks, together -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Module.h"

using namespace clang::tidy;

namespace firmcop {

namespace {

class Module : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    auto Add = [&](const Rule &R, RuleImplementation::Factory Make) {
      Factories.registerCheckFactory(
          R.Id, [&R, Make](llvm::StringRef, ClangTidyContext *Context) {
            return Make(R, Context);
          });
    };
    for (const Rule *R : allRules())
      if (R->Source == Method::Call)
        Add(*R, makeCallRule);
      else if (R->Source == Method::Flow)
        Add(*R, makeFlowRule);
    for (const auto *I = RuleImplementation::first(); I; I = I->Next)
      Add(I->Of, I->Make);
  }

  /// All of them are on unless the user says otherwise.
  ClangTidyOptions getModuleOptions() override {
    ClangTidyOptions Options;
    Options.Checks = "firmcop-*";
    return Options;
  }
};

} // namespace

void registerModule() {
  static ClangTidyModuleRegistry::Add<Module> Registered(
      "firmcop-module", "Security weaknesses in firmware source.");
}

} // namespace firmcop
