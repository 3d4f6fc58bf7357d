//===- checks/driver/Report.cpp - From diagnostics to a run ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/driver/Report.h"
#include "checks/driver/Configuration.h"
#include "checks/driver/SourceText.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <set>

using clang::tooling::Diagnostic;
using clang::tooling::DiagnosticMessage;
using llvm::StringRef;

namespace firmcop {

namespace {

constexpr StringRef CompilerError = "clang-diagnostic-error";

std::string absolutePath(StringRef File, StringRef Directory) {
  llvm::SmallString<256> Path = File;
  llvm::sys::fs::make_absolute(Directory, Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

/// "bugprone-foo-bar" as "BugproneFooBar".
std::string pascalCase(StringRef Id) {
  std::string Name;
  bool AtStart = true;
  for (char C : Id) {
    if (llvm::isAlnum(C))
      Name += AtStart ? llvm::toUpper(C) : C;
    AtStart = !llvm::isAlnum(C);
  }
  return Name;
}

class Converter {
public:
  Converter(Run &R, const FindingLog &Log,
            const std::set<std::string_view> &ByOptions, SourceTexts &Texts)
      : R(R), Log(Log), ByOptions(ByOptions), Texts(Texts) {}

  void add(const Diagnostic &D) {
    FilePlace Where{absolutePath(D.Message.FilePath, D.BuildDirectory),
                    D.Message.FileOffset};
    if (D.DiagnosticName == CompilerError) {
      Errors.push_back({Where.File, D.Message.Message});
      return;
    }
    if (const Rule *Own = findRule(D.DiagnosticName)) {
      addOwn(*Own, D, Where);
      return;
    }
    std::size_t Length = 0;
    for (const auto &Range : D.Message.Ranges)
      if (Range.FileOffset == Where.Offset)
        Length = std::max<std::size_t>(Length, Range.Length);
    Finding F(foreign(D), {D.Message.Message},
              Texts.locate(Where.File, Where.Offset, Length));
    addNotes(F, D);
    R.Findings.push_back(std::move(F));
  }

  /// What a comment in the source accepts, so that it can be reviewed.
  void addSuppressed() {
    for (const auto &[Key, Found] : Log.findings()) {
      if (!Found.IsSuppressed)
        continue;
      const Rule *Of = findRule(std::get<0>(Key));
      const FilePlace &Where = std::get<1>(Key);
      Finding F = made(*Of, Found, Where);
      F.IsSuppressed = true;
      R.Findings.push_back(std::move(F));
    }
  }

  /// Says what could not be analysed, and what was looked for in vain.
  void conclude(const std::vector<std::string> &Files) {
    std::set<std::string> Incomplete;
    const auto &Units = Log.translationUnits();
    for (const std::string &File : Files) {
      auto Unit = Units.find(File);
      bool HasRun = Unit != Units.end();
      // Without a rule of ours nobody wrote down which files were read.
      if (HasRun ? Unit->second : Log.rules().empty() && !errorIn(File))
        continue;
      Incomplete.insert(File);
      addParseProblem(File, HasRun);
    }
    if (Log.rules().empty() && Incomplete.empty() && !Errors.empty())
      addParseProblem(Errors.front().File, true);
    addVerdicts(Files.size(), Incomplete.size());
  }

private:
  struct Error {
    std::string File, Text;
  };

  void addOwn(const Rule &Own, const Diagnostic &D, const FilePlace &Where) {
    Reported.insert(&Own);
    const LoggedFinding *Known = Log.find(Own.Id, Where, D.Message.Message);
    LoggedFinding Nothing;
    if (!Known) {
      Nothing.Arguments = {};
      Known = &Nothing;
    }
    Finding F = made(Own, *Known, Where);
    addNotes(F, D);
    R.Findings.push_back(std::move(F));
  }

  Finding made(const Rule &Own, const LoggedFinding &Known,
               const FilePlace &Where) {
    Finding F(Own, Known.Arguments,
              Texts.locate(Where.File, Where.Offset, Known.Length,
                           Known.MaskLiterals));
    if (Known.Severity)
      F.Level = *Known.Severity;
    if (F.Level == Level::None)
      F.Kind = Kind::Review;
    F.Where.LogicalName = Known.Function;
    F.Evidence = Known.Evidence;
    for (const LoggedNote &Step : Known.Flow)
      F.Flow.push_back({Texts.locate(Step.Where.File, Step.Where.Offset, 0),
                        Step.Text, Step.CallDepth});
    return F;
  }

  void addNotes(Finding &F, const Diagnostic &D) {
    for (const DiagnosticMessage &Note : D.Notes)
      if (!Note.FilePath.empty())
        F.Related.push_back(
            {Texts.locate(absolutePath(Note.FilePath, D.BuildDirectory),
                          Note.FileOffset, 0),
             Note.Message});
  }

  /// The rule that stands for another check; made when it is first seen.
  const Rule &foreign(const Diagnostic &D) {
    for (const ForeignRule &Known : R.ForeignRules)
      if (Known.Id == D.DiagnosticName)
        return Known.Declaration;
    ForeignRule &New = R.ForeignRules.emplace_back();
    StringRef Id = D.DiagnosticName;
    New.Id = Id.str();
    New.Name = pascalCase(Id);
    StringRef Warning = Id;
    if (Warning.consume_front("clang-diagnostic-")) {
      New.Title = "Compiler warning -W" + Warning.str();
      New.Description = "Clang warns with '-W" + Warning.str() + "'.";
      New.Help = "Read about '-W" + Warning.str() +
                 "' in Clang's list of diagnostics.";
    } else {
      New.Title = "clang-tidy check " + Id.str();
      New.Description = "The check '" + Id.str() + "' of clang-tidy.";
      New.Help = "Read about '" + Id.str() + "' in clang-tidy's manual.";
    }
    Rule &Of = New.Declaration;
    Of.Id = New.Id;
    Of.Name = New.Name;
    Of.Title = New.Title;
    Of.Message = "{0}";
    Of.Description = New.Description;
    Of.Help = New.Help;
    Of.Page = New.Help;
    Of.DefaultLevel = D.DiagLevel == Diagnostic::Error    ? Level::Error
                      : D.DiagLevel == Diagnostic::Remark ? Level::Note
                                                          : Level::Warning;
    return Of;
  }

  const Error *errorIn(StringRef File) const {
    for (const Error &E : Errors)
      if (E.File == File)
        return &E;
    return nullptr;
  }

  void addParseProblem(StringRef File, bool HasRun) {
    const Error *First = errorIn(File);
    if (!First && !Errors.empty())
      First = &Errors.front();
    std::string Why = First ? ": " + First->Text : "";
    std::string Text =
        HasRun ? "The file was analysed in part, because it does not compile" +
                     Why + ". Give its include paths and flags."
               : "The file was not analysed, because the compiler could not "
                 "start on it" +
                     Why +
                     ". Give its flags in a compile database or after "
                     "'--'.";
    R.Problems.push_back({Stage::Parse, HasRun ? Level::Warning : Level::Error,
                          Texts.pathOf(File), std::move(Text)});
  }

  /// One result for each rule that looked and found nothing. A finding that
  /// was suppressed is neither reported nor "nothing".
  void addVerdicts(std::size_t Files, std::size_t Incomplete) {
    for (std::string_view Id : Log.rules()) {
      const Rule *Of = findRule(Id);
      if (!Of || Reported.count(Of) || Log.hasFindingOf(Id))
        continue;
      if (isAboutOptionsOnly(*Of))
        R.Findings.emplace_back(
            *Of, ByOptions.contains(Id) ? Kind::Pass : Kind::NotApplicable,
            std::vector<std::string>{ByOptions.contains(Id)
                                         ? "the build's configuration"
                                         : "no configuration of the build has "
                                           "an option for it"},
            Location());
      else if (Incomplete == 0)
        R.Findings.emplace_back(*Of, Kind::Pass, std::vector{counted(Files)},
                                Location());
      else
        R.Findings.emplace_back(*Of, Kind::Open,
                                std::vector{std::to_string(Incomplete) +
                                            " of " + counted(Files) +
                                            " could not be parsed completely"},
                                Location());
    }
  }

  static std::string counted(std::size_t N) {
    return std::to_string(N) +
           (N == 1 ? " translation unit" : " translation units");
  }

  Run &R;
  const FindingLog &Log;
  const std::set<std::string_view> &ByOptions;
  SourceTexts &Texts;
  std::vector<Error> Errors;
  std::set<const Rule *> Reported;
};

} // namespace

std::size_t incompleteFiles(const FindingLog &Log,
                            const std::vector<std::string> &Files) {
  // Without a rule of ours nobody wrote down which files were read.
  if (Log.rules().empty())
    return 0;
  return std::ranges::count_if(Files, [&](const std::string &File) {
    auto Unit = Log.translationUnits().find(File);
    return Unit == Log.translationUnits().end() || !Unit->second;
  });
}

void addDiagnostics(Run &R,
                    const std::vector<clang::tidy::ClangTidyError> &Shown,
                    const FindingLog &Log,
                    const std::vector<std::string> &Files,
                    const std::set<std::string_view> &ByOptions,
                    SourceTexts &Texts) {
  Converter To(R, Log, ByOptions, Texts);
  for (const clang::tidy::ClangTidyError &E : Shown) {
    Diagnostic D = E;
    if (E.IsWarningAsError)
      D.DiagLevel = Diagnostic::Error;
    To.add(D);
  }
  To.addSuppressed();
  To.conclude(Files);
}

} // namespace firmcop
