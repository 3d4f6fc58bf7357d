//===- checks/driver/WholeProgram.cpp - The second phase ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/driver/WholeProgram.h"
#include "checks/ResetNames.h"
#include "checks/SecretValues.h"
#include "checks/driver/Progress.h"
#include "checks/driver/Shown.h"
#include "core/flow/Solve.h"
#include "firmcop/Finding.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using llvm::StringRef;

namespace firmcop {

namespace {

/// The ids of the rules that are on for some file. The flow core asks by a
/// plain function.
std::set<std::string_view> &wantedRules() {
  static std::set<std::string_view> Wanted;
  return Wanted;
}

FilePlace placeOf(const flow::Program &P, const flow::Position &Where) {
  FilePlace Place;
  if (Where.Line != 0 && Where.File < P.files().size())
    Place = {P.files()[Where.File], Where.Offset};
  return Place;
}

void report(const flow::Program &P, const flow::FlowFinding &F,
            const UnitRecord &Record, LinkedDiagnostics &To, FindingLog &Log) {
  FilePlace Where = placeOf(P, F.Where);
  if (Where.File.empty())
    return;
  LoggedFinding Finding;
  Finding.Function = P.symbols()[P.functions()[F.Function].Symbol].Name;
  for (const flow::FlowPoint &Step : F.Path)
    if (FilePlace Place = placeOf(P, Step.Where); !Place.File.empty())
      Finding.Flow.push_back({std::move(Place), Step.Text, Step.Depth});
  // What the rule saw in the syntax tree is told already; how the data gets
  // there is news.
  if (F.Of->Source != Method::Flow &&
      Log.addPath(F.Of->Id, Where, F.Where.Length, Finding.Flow))
    return;
  // So is a constant that stands where it is used and has a name that tells.
  if (F.Of->Source != Method::Flow && F.IsDirect && F.Arguments.size() == 3 &&
      Log.hasArgument(F.Of->Id, Finding.Function, 2, F.Arguments[2]))
    return;
  Finding.Arguments = F.Arguments;
  Finding.Length = F.Where.Length;
  Finding.Severity = F.Severity;
  Finding.Evidence = F.Evidence;
  Finding.MaskLiterals = !F.Constant.empty();
  std::string Message =
      message(firmcop::Finding(*F.Of, F.Arguments, Location()));
  Finding.IsSuppressed =
      To.report(*F.Of, F.Severity, Record.MainFile, Record.Configuration,
                Record.SystemFiles.contains(Where.File), Where, Message,
                Finding.Flow) == HiddenBy::NoLint;
  Log.add(*F.Of, Where, std::move(Message), std::move(Finding));
}

} // namespace

void solveWholeProgram(Project &Whole, const DriverOptions &Options,
                       Diagnostics &Shown, FindingLog &Log) {
  std::vector<flow::Unit> Units;
  std::map<std::string, const UnitRecord *> RecordOf;
  wantedRules().clear();
  for (UnitRecord &Record : Whole.Records) {
    wantedRules().insert(Record.FlowRules.begin(), Record.FlowRules.end());
    for (flow::Unit &U : Record.Units) {
      RecordOf[U.Path] = &Record;
      Units.push_back(std::move(U));
    }
    Record.Units.clear();
  }
  if (Units.empty())
    return;

  Progress Shows(1);
  Shows.show("the whole program");
  const flow::Program P(std::move(Units));
  flow::SolveOptions How;
  How.CanBeSecret = [](std::string_view Text) { return canBeSecret(Text); };
  How.SecretOf = secretOf;
  How.IsAboutReset = [](std::string_view Text) {
    return isAboutFactoryReset(Text);
  };
  // Files that somebody picks are a part of something.
  How.IsWhole = Options.Files.empty();
  How.IsOn = [](const Rule &R) { return wantedRules().contains(R.Id); };
  How.KeepsSummaries = Options.DumpSummaries;
  flow::Solution Solved = flow::solve(P, ModelSet::builtin(), How);
  for (const std::string &Each : Solved.Summaries)
    llvm::outs() << Each;
  for (const std::vector<Problem> &More : {P.problems(), Solved.Problems})
    Whole.Problems.insert(Whole.Problems.end(), More.begin(), More.end());

  // What single files could not see to be harmless.
  std::set<FindingLog::Key> Removed;
  for (const flow::HarmlessPlace &Each : Solved.Harmless)
    if (FilePlace Where = placeOf(P, Each.Where);
        !Where.File.empty() && Each.Of->Source != Method::Flow)
      Log.remove(Each.Of->Id, Where, Each.Where.Length, Removed);
  Shown.remove(Removed);
  LinkedDiagnostics To(Shown, Options.LineFilter);
  for (const flow::FlowFinding &F : Solved.Findings) {
    const UnitRecord *Record = RecordOf[P.units()[P.unitOf(F.Function)].Path];
    if (Record->FlowRules.contains(F.Of->Id))
      report(P, F, *Record, To, Log);
  }
}

/// Prints the line of a place with a mark below it.
static void printLine(const FilePlace &Where, StringRef Before, StringRef Text,
                      StringRef Indent) {
  auto Buffer = llvm::MemoryBuffer::getFile(Where.File);
  StringRef Content = Buffer ? (*Buffer)->getBuffer() : StringRef();
  std::size_t Offset = std::min<std::size_t>(Where.Offset, Content.size());
  std::size_t Start = Content.take_front(Offset).rfind('\n') + 1;
  StringRef Line = Content.substr(Start).split('\n').first.rtrim('\r');
  llvm::outs() << Before << Where.File << ':'
               << Content.take_front(Offset).count('\n') + 1 << ':'
               << Offset - Start + 1 << ": " << Text << '\n';
  if (Line.empty())
    return;
  std::string Mark;
  for (char C : Line.take_front(Offset - Start))
    Mark += C == '\t' ? '\t' : ' ';
  llvm::outs() << Indent << "  " << Line << '\n'
               << Indent << "  " << Mark << "^\n";
}

std::optional<Problem> explainFlow(unsigned Number, const Diagnostics &Shown,
                                   const FindingLog &Log) {
  unsigned Count = 0;
  for (const clang::tidy::ClangTidyError &E : Shown.all()) {
    llvm::SmallString<256> File = StringRef(E.Message.FilePath);
    llvm::sys::fs::make_absolute(E.BuildDirectory, File);
    llvm::sys::path::remove_dots(File, /*remove_dot_dot=*/true);
    const LoggedFinding *Finding =
        Log.find(E.DiagnosticName, {std::string(File), E.Message.FileOffset},
                 E.Message.Message);
    if (!Finding || Finding->Flow.empty() || ++Count != Number)
      continue;
    unsigned Step = 0;
    for (const LoggedNote &Each : Finding->Flow) {
      std::string Indent(2 * (Each.CallDepth + 1), ' ');
      printLine(Each.Where, std::to_string(++Step) + "." + Indent, Each.Text,
                Indent);
    }
    printLine({std::string(File), E.Message.FileOffset}, "=>  ",
              E.Message.Message + " [" + E.DiagnosticName + "]", "  ");
    return {};
  }
  return Problem{Stage::Configuration, Level::Error, "",
                 "There is no finding " + std::to_string(Number) +
                     " with a path; " + std::to_string(Count) +
                     " of those that are shown have one."};
}

} // namespace firmcop
