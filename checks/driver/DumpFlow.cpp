//===- checks/driver/DumpFlow.cpp - Files as the flow core reads them -----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/driver/DumpFlow.h"
#include "checks/driver/Project.h"
#include "checks/lowering/Lowering.h"
#include "core/flow/Text.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/raw_ostream.h"

namespace tooling = clang::tooling;

namespace firmcop {

namespace {

class Printer : public clang::ASTConsumer {
public:
  void HandleTranslationUnit(clang::ASTContext &Context) override {
    llvm::outs() << flow::print(lowerTranslationUnit(Context));
  }
};

class PrintAction : public clang::ASTFrontendAction {
protected:
  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &, llvm::StringRef) override {
    return std::make_unique<Printer>();
  }
};

} // namespace

int dumpFlow(const DriverOptions &Options) {
  std::string Message;
  std::unique_ptr<tooling::CompilationDatabase> Database;
  if (Options.CompilerFlags)
    Database = std::make_unique<tooling::FixedCompilationDatabase>(
        ".", *Options.CompilerFlags);
  else if (!Options.BuildPath.empty())
    Database = tooling::CompilationDatabase::autoDetectFromDirectory(
        Options.BuildPath, Message);
  else if (!Options.Files.empty())
    Database = tooling::CompilationDatabase::autoDetectFromSource(
        Options.Files.front(), Message);
  if (!Database || Options.Files.empty()) {
    llvm::errs() << "firmcop-tidy: error: '--dump-flow' needs files, and a "
                    "compile database or compiler flags after '--'.\n";
    return 2;
  }
  tooling::ClangTool Tool(*Database, Options.Files);
  if (std::string Resources = resourceDirectory(); !Resources.empty())
    Tool.appendArgumentsAdjuster(tooling::getInsertArgumentAdjuster(
        ("-resource-dir=" + Resources).c_str(),
        tooling::ArgumentInsertPosition::BEGIN));
  return Tool.run(tooling::newFrontendActionFactory<PrintAction>().get());
}

} // namespace firmcop
