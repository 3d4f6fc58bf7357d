//===- checks/driver/Main.cpp - firmcop-tidy ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy with the firmcop checks built in. The analysis is clang-tidy's own
// main function; around it, the driver makes the compiler's commands usable
// before and turns the diagnostics into SARIF after.
//
//===----------------------------------------------------------------------===//

#include "checks/FindingLog.h"
#include "checks/Module.h"
#include "checks/driver/CompileDatabase.h"
#include "checks/driver/Options.h"
#include "checks/driver/Report.h"
#include "checks/driver/SourceText.h"
#include "sarif/RuleListing.h"
#include "sarif/Scoreboard.h"
#include "sarif/Summary.h"
#include "sarif/Writer.h"

#include "clang-tidy/tool/ClangTidyMain.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/raw_ostream.h"

#include <iostream>

using namespace firmcop;
using llvm::StringRef;

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static void print(const Problem &P) {
  llvm::errs() << "firmcop-tidy: " << llvm::StringRef(toString(P.Severity))
               << ": " << (P.Path.empty() ? "" : "'" + P.Path + "': ") << P.Text
               << '\n';
}

static std::string absolutePath(StringRef File) {
  llvm::SmallString<256> Path = File;
  fs::make_absolute(Path);
  path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

/// Where Clang's own headers, such as stddef.h, are. Clang would look for them
/// beside this program.
static std::string resourceDirectory() {
  std::string Built = FIRMCOP_CLANG_RESOURCES;
  return fs::exists(Built + "/include/stddef.h") ? Built : "";
}

/// Some file of the user's stands below a .clang-tidy file.
static bool hasConfiguration(const std::vector<std::string> &Files) {
  for (const std::string &File : Files)
    for (StringRef D = path::parent_path(File); !D.empty();
         D = path::parent_path(D))
      if (fs::exists(D + "/.clang-tidy"))
        return true;
  return false;
}

/// What clang-tidy is asked to do.
struct Plan {
  std::vector<std::string> Files; ///< absolute
  std::vector<std::string> Arguments;
  std::string TemporaryDatabase;
  std::vector<Problem> Problems;
};

/// Looks at the files and their compiler commands before the analysis.
static Plan makePlan(const DriverOptions &Options) {
  Plan P;
  std::vector<std::string> Files = Options.Files;
  for (const std::string &File : Options.Files) {
    bool IsDirectory = fs::is_directory(File);
    if (IsDirectory || !fs::exists(File))
      P.Problems.push_back(
          {Stage::Input, Level::Error, File,
           IsDirectory ? "A directory is no source file; name files, or only "
                         "'-p' to analyse all files of a compile database."
                       : "There is no such file; check its name."});
  }

  P.Arguments = Options.Forwarded;
  if (Options.CompilerFlags) {
    // The first word stands for the compiler.
    std::vector<std::string> Command = *Options.CompilerFlags;
    Command.insert(Command.begin(), "clang");
    CommandSanitiser Sanitiser;
    Command = Sanitiser.sanitise(Command, Files.empty() ? "" : Files.front());
    for (const Problem &Note : Sanitiser.notes())
      P.Problems.push_back(Note);
    P.Arguments.insert(P.Arguments.end(), Files.begin(), Files.end());
    P.Arguments.push_back("--");
    P.Arguments.insert(P.Arguments.end(), Command.begin() + 1, Command.end());
  } else if (!Files.empty() || !Options.BuildPath.empty()) {
    std::string Near = Files.empty() ? "" : absolutePath(Files.front());
    auto Database = loadCompileDatabase(Options.BuildPath, Near);
    std::string Directory = Options.BuildPath;
    if (Database) {
      if (Files.empty())
        Files = Database->Files;
      if (Database->IsTemporary)
        P.TemporaryDatabase = Database->Directory;
      Directory = Database->Directory;
      P.Problems.insert(P.Problems.end(), Database->Notes.begin(),
                        Database->Notes.end());
    } else {
      P.Problems.push_back(Database.problem());
    }
    if (!Directory.empty())
      P.Arguments.push_back("-p=" + Directory);
    P.Arguments.insert(P.Arguments.end(), Files.begin(), Files.end());
  }
  for (const std::string &File : Files)
    P.Files.push_back(absolutePath(File));
  return P;
}

/// Options, files or a compile database could not be used.
static bool isUnusable(const Problem &P) {
  return P.Severity == Level::Error &&
         (P.Where == Stage::Input || P.Where == Stage::Configuration);
}

/// Everything after the analysis that is not clang-tidy's: SARIF, scoreboard,
/// and the exit code.
static int finish(const DriverOptions &Options, Run R, int ClangTidyExit) {
  canonicalise(R);
  RunSummary Summary = summarise(R);
  if (Options.FailOn)
    R.Exit = llvm::any_of(R.Problems, isUnusable)
                 ? ExitCode::Usage
                 : exitCode(Summary, *Options.FailOn);
  if (!Options.ExportSarif.empty()) {
    WriteOptions How;
    How.Shape = *parseProfile(Options.SarifProfile);
    How.Category = Options.SarifCategory;
    if (auto Failed = writeSarifFile(Options.ExportSarif, {&R, 1}, How)) {
      print(*Failed);
      return static_cast<int>(ExitCode::Usage);
    }
  }
  if (Options.Scoreboard)
    printScoreboard(std::cout, rollUp({&Summary, 1}), /*Colour=*/false);
  return Options.FailOn ? static_cast<int>(R.Exit) : ClangTidyExit;
}

static int runClangTidy(const char *Program,
                        const std::vector<std::string> &Arguments) {
  std::vector<const char *> Words = {Program};
  for (const std::string &Argument : Arguments)
    Words.push_back(Argument.c_str());
  return clang::tidy::clangTidyMain(static_cast<int>(Words.size()),
                                    Words.data());
}

static int analyse(const char *Program, const DriverOptions &Options) {
  Plan P = makePlan(Options);
  for (const Problem &Each : P.Problems)
    print(Each);

  std::vector<std::string> Arguments;
  if (std::string Resources = resourceDirectory(); !Resources.empty())
    Arguments.push_back("--extra-arg-before=-resource-dir=" + Resources);
  // The user's own choice, here or in a configuration file, is left alone.
  if (!Options.ChoosesChecks && !hasConfiguration(P.Files)) {
    // The path-sensitive analyser takes many times as long as all else.
    Arguments.push_back("--checks=-clang-analyzer-*");
    // Passwords and switches are in headers more often than not.
    if (!Options.ChoosesHeaders)
      Arguments.push_back("--header-filter=.*");
  }

  bool NeedsRun =
      !Options.ExportSarif.empty() || Options.FailOn || Options.Scoreboard;
  llvm::SmallString<128> Fixes;
  if (NeedsRun || !Options.ExportFixes.empty()) {
    if (fs::createTemporaryFile("firmcop-tidy", "yaml", Fixes)) {
      print({Stage::Input, Level::Error, "",
             "No temporary file can be made; check that the directory for "
             "temporary files has room."});
      return static_cast<int>(ExitCode::Usage);
    }
    Arguments.push_back("--export-fixes=" + std::string(Fixes));
  }
  Arguments.insert(Arguments.end(), P.Arguments.begin(), P.Arguments.end());

  FindingLog Log;
  FindingLog::activate(&Log);
  int Exit = runClangTidy(Program, Arguments);
  FindingLog::activate(nullptr);

  std::string Diagnostics;
  if (!Fixes.empty())
    if (auto Buffer = llvm::MemoryBuffer::getFile(Fixes))
      Diagnostics = (*Buffer)->getBuffer().str();
  // Like clang-tidy's own, the user's file appears only with something in it.
  if (!Options.ExportFixes.empty() && !Diagnostics.empty())
    fs::copy_file(Fixes, Options.ExportFixes);
  if (!Fixes.empty())
    fs::remove(Fixes);
  if (!P.TemporaryDatabase.empty())
    fs::remove_directories(P.TemporaryDatabase);
  if (!NeedsRun)
    return Exit;

  Run R;
  R.ToolName = "firmcop-tidy";
  SourceTexts Texts(Options.SarifRoot);
  R.Problems = P.Problems;
  addDiagnostics(R, Diagnostics, Log, P.Files, Texts);
  // Whatever clang-tidy objects to in the files is a diagnostic.
  if (Exit != 0 && Diagnostics.empty())
    R.Problems.push_back({Stage::Configuration, Level::Error, "",
                          "clang-tidy did not start; its message above says "
                          "why."});
  return finish(Options, std::move(R), Exit);
}

int main(int Count, const char **Values) {
  llvm::InitLLVM Process(Count, Values);
  registerModule();
  describeOptions();

  llvm::BumpPtrAllocator Memory;
  llvm::SmallVector<const char *, 64> Expanded(Values + 1, Values + Count);
  llvm::cl::ExpansionContext Responses(Memory,
                                       llvm::cl::TokenizeGNUCommandLine);
  if (llvm::Error Failed = Responses.expandResponseFiles(Expanded)) {
    print({Stage::Configuration, Level::Error, "",
           llvm::toString(std::move(Failed)) + "."});
    return static_cast<int>(ExitCode::Usage);
  }
  auto Options = parseOptions({Expanded.begin(), Expanded.end()});
  if (!Options) {
    print(Options.problem());
    return static_cast<int>(ExitCode::Usage);
  }

  if (!Options->Explain.empty()) {
    if (const Rule *R = findRule(Options->Explain)) {
      explainRule(std::cout, *R);
      return 0;
    }
    print({Stage::Configuration, Level::Error, "",
           "There is no rule '" + Options->Explain +
               "'; '--list-rules' names them all."});
    return static_cast<int>(ExitCode::Usage);
  }
  if (!Options->ListRules.empty()) {
    if (Options->ListRules == "json")
      listRulesAsJson(std::cout, &Rule::Source);
    else
      listRules(std::cout, &Rule::Source);
    return 0;
  }
  if (Options->OnlyInforms)
    return runClangTidy(Values[0], {Expanded.begin(), Expanded.end()});
  return analyse(Values[0], *Options);
}
