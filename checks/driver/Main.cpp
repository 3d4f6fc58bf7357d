//===- checks/driver/Main.cpp - firmcop-tidy ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy with the firmcop checks built in. The analysis of a file is
// clang-tidy's own main function, in a process of its own; around it, the
// driver makes the compiler's commands usable before, and puts together what
// the files gave after: on the console, and in SARIF.
//
//===----------------------------------------------------------------------===//

#include "checks/Module.h"
#include "checks/driver/Configuration.h"
#include "checks/driver/Display.h"
#include "checks/driver/DumpFlow.h"
#include "checks/driver/Options.h"
#include "checks/driver/Project.h"
#include "checks/driver/Report.h"
#include "checks/driver/Shown.h"
#include "checks/driver/SourceText.h"
#include "checks/driver/WholeProgram.h"
#include "firmcop/Model.h"
#include "sarif/RuleListing.h"
#include "sarif/Scoreboard.h"
#include "sarif/Summary.h"
#include "sarif/Writer.h"

#include "clang-tidy/tool/ClangTidyMain.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/raw_ostream.h"

#include <iostream>
#include <set>

using namespace firmcop;
using llvm::StringRef;

static void print(const Problem &P) {
  llvm::errs() << "firmcop-tidy: " << llvm::StringRef(toString(P.Severity))
               << ": " << (P.Path.empty() ? "" : "'" + P.Path + "': ") << P.Text
               << '\n';
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

/// clang-tidy as it is, for what needs no file.
static int runClangTidy(const char *Program,
                        const std::vector<std::string> &Arguments) {
  std::vector<const char *> Words = {Program};
  for (const std::string &Argument : Arguments)
    Words.push_back(Argument.c_str());
  return clang::tidy::clangTidyMain(static_cast<int>(Words.size()),
                                    Words.data());
}

/// Prints what keeps clang-tidy from starting, or what it says beside its
/// diagnostics; each line once, though every file may give it.
static void printMessages(const Project &Whole) {
  std::set<StringRef> Printed;
  auto PrintNew = [&](StringRef Text, llvm::raw_ostream &To) {
    llvm::SmallVector<StringRef> Lines;
    Text.split(Lines, '\n', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
    for (StringRef Line : Lines)
      if (Printed.insert(Line).second)
        To << Line << '\n';
  };
  for (const UnitRecord &Record : Whole.Records) {
    PrintNew(Record.Messages, llvm::errs());
    PrintNew(Record.Output, llvm::outs());
  }
}

/// Reads the user's models; false when one of the files cannot be used.
static bool addModels(const std::vector<std::string> &Files) {
  bool AreGood = true;
  for (const std::string &File : Files) {
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    std::optional<Problem> Wrong;
    if (Buffer)
      Wrong = ModelSet::addToBuiltin((*Buffer)->getBuffer(), File);
    else
      Wrong = {Stage::Configuration, Level::Error, File,
               "The models cannot be read: " + Buffer.getError().message() +
                   "."};
    if (Wrong)
      print(*Wrong);
    AreGood &= !Wrong;
  }
  return AreGood;
}

/// What is odd about the user's models, now that the program is known.
static void doubtModels(Project &Whole, const DriverOptions &Options) {
  for (Problem &P : ModelSet::builtin().contradictions())
    Whole.Problems.push_back(std::move(P));
  // Captured results may know other models.
  if (!Options.LinkFrom.empty() || Whole.Records.empty())
    return;
  std::set<std::string> Told;
  for (const AddedRow &Row : ModelSet::builtin().added())
    if (llvm::none_of(Whole.Records,
                      [&](const UnitRecord &Record) {
                        return Record.ModelNames.contains(Row.Name);
                      }) &&
        Told.insert(Row.Name).second)
      Whole.Problems.push_back(
          {Stage::Configuration, Level::Warning, Row.FileName,
           Row.FileName + ":" + std::to_string(Row.Line) + ": '" + Row.Name +
               "' is mentioned nowhere in the program; check how it is "
               "written."});
}

/// Says how much of the program was not seen.
static void printIncomplete(const FindingLog &Log, const Project &Whole) {
  if (std::size_t Count = incompleteFiles(Log, Whole.Files))
    llvm::errs() << Count << " of " << Whole.Files.size()
                 << (Whole.Files.size() == 1 ? " file" : " files")
                 << " could not be parsed completely.\n";
}

static int analyse(const char *Program, const DriverOptions &Options) {
  if (!addModels(Options.Models))
    return static_cast<int>(ExitCode::Usage);
  Project Whole = analyseFiles(Program, Options);
  for (const Problem &Each : Whole.Problems)
    print(Each);
  if (!Options.CaptureTo.empty())
    return llvm::any_of(Whole.Problems, isUnusable)
               ? static_cast<int>(ExitCode::Usage)
               : 0;
  printMessages(Whole);
  Diagnostics Shown;
  FindingLog Log;
  int Exit = 0;
  bool HasStarted = true;
  for (UnitRecord &Record : Whole.Records) {
    HasStarted &= Record.ExitCode == 0 || !Record.Diagnostics.empty();
    if (!Shown.add(Record))
      Whole.Problems.push_back(
          {Stage::Analysis, Level::Error, Record.MainFile,
           "The diagnostics of clang-tidy could not be read back; run again "
           "with '--export-fixes' and report the file."});
    Log.merge(std::move(Record.Log));
  }
  std::size_t Told = Whole.Problems.size();
  doubtModels(Whole, Options);
  solveWholeProgram(Whole, Options, Shown, Log);
  LinkedDiagnostics Linked(Shown, Options.LineFilter);
  std::set<std::string_view> ByOptions =
      judgeConfigurations(Whole, Linked, Log);
  for (; Told < Whole.Problems.size(); ++Told)
    print(Whole.Problems[Told]);
  if (Options.DumpSummaries)
    return 0;
  Shown.sort();
  if (Options.ExplainFlow != 0) {
    auto Missing = explainFlow(Options.ExplainFlow, Shown, Log);
    if (!Missing)
      return 0;
    print(*Missing);
    return static_cast<int>(ExitCode::Usage);
  }
  Exit = Shown.show(Options);
  if (!Options.IsQuiet)
    printIncomplete(Log, Whole);
  if (!HasStarted)
    Exit = 1;
  if (Options.ExportSarif.empty() && !Options.FailOn && !Options.Scoreboard)
    return Exit;

  Run R;
  R.ToolName = "firmcop-tidy";
  SourceTexts Texts(Options.SarifRoot);
  R.Problems = Whole.Problems;
  addDiagnostics(R, Shown.all(), Log, Whole.Files, ByOptions, Texts);
  // Whatever clang-tidy objects to in the files is a diagnostic.
  if (!HasStarted)
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
  if (Options->DumpFlow)
    return dumpFlow(*Options);
  bool HasInput = !Options->Files.empty() || !Options->BuildPath.empty() ||
                  !Options->LinkFrom.empty();
  if (Options->OnlyInforms || !HasInput) {
    int Exit =
        runClangTidy(Values[0], Options->OnlyInforms
                                    ? std::vector<std::string>(Expanded.begin(),
                                                               Expanded.end())
                                    : Options->Forwarded);
    return Exit != 0 && Options->FailOn ? static_cast<int>(ExitCode::Usage)
                                        : Exit;
  }
  return analyse(Values[0], *Options);
}
