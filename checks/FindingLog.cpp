//===- checks/FindingLog.cpp - What diagnostics cannot carry --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/FindingLog.h"
#include "firmcop/Finding.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace firmcop {

static FindingLog *Active = nullptr;

FindingLog *FindingLog::active() { return Active; }
void FindingLog::activate(FindingLog *Log) { Active = Log; }

static std::string absolutePath(llvm::StringRef Name, const SourceManager &SM) {
  llvm::SmallString<256> Path = Name;
  SM.getFileManager().makeAbsolutePath(Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

static FilePlace placeOf(SourceLocation L, const SourceManager &SM) {
  SourceLocation Place = SM.getFileLoc(L);
  return {absolutePath(SM.getFilename(Place), SM), SM.getFileOffset(Place)};
}

void FindingLog::add(const Rule &R, SourceRange Where,
                     std::vector<std::string> Arguments,
                     const FindingDetails &Details, bool IsSuppressed,
                     const TranslationUnitFacts &TU) {
  const SourceManager &SM = TU.sources();
  LoggedFinding Entry;
  Entry.Severity = Details.Severity;
  Entry.Evidence = Details.Evidence;
  Entry.MaskLiterals = Details.MaskLiterals;
  Entry.IsSuppressed = IsSuppressed;
  for (const Note &Step : Details.Flow)
    Entry.Flow.push_back({placeOf(Step.Where, SM), Step.Text});
  if (const FunctionDecl *In = TU.functionAt(SM.getFileLoc(Where.getBegin())))
    Entry.Function = In->getQualifiedNameAsString();
  CharSourceRange Text = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(Where), SM, TU.context().getLangOpts());
  if (Text.isValid())
    Entry.Length =
        SM.getFileOffset(Text.getEnd()) - SM.getFileOffset(Text.getBegin());

  std::string Message = message(Finding(R, Arguments, Location()));
  Entry.Arguments = std::move(Arguments);
  Findings.insert_or_assign(
      Key(R.Id, placeOf(Where.getBegin(), SM), std::move(Message)),
      std::move(Entry));
}

void FindingLog::add(const Rule &R, const FilePlace &Where, std::string Message,
                     LoggedFinding Finding) {
  Findings.insert_or_assign(Key(R.Id, Where, std::move(Message)),
                            std::move(Finding));
}

void FindingLog::addUnit(const std::string &MainFile, bool IsComplete) {
  Units.insert_or_assign(MainFile, IsComplete);
}

void FindingLog::merge(FindingLog Other) {
  Findings.merge(Other.Findings);
  Units.merge(Other.Units);
  Rules.merge(Other.Rules);
}

bool FindingLog::addPath(std::string_view RuleId, const FilePlace &From,
                         unsigned Length, const std::vector<LoggedNote> &Path) {
  for (auto Each = Findings.lower_bound(Key(RuleId, {From.File, 0}, ""));
       Each != Findings.end(); ++Each) {
    const auto &[Rule, Where, Message] = Each->first;
    if (Rule != RuleId || Where.File != From.File ||
        Where.Offset > From.Offset + Length)
      return false;
    if (Where.Offset + Each->second.Length < From.Offset)
      continue;
    std::vector<LoggedNote> &Known = Each->second.Flow;
    if (Known.size() < Path.size())
      Known = Path;
    return true;
  }
  return false;
}

void FindingLog::remove(std::string_view RuleId, const FilePlace &From,
                        unsigned Length, std::set<Key> &Removed) {
  for (auto Each = Findings.lower_bound(Key(RuleId, {From.File, 0}, ""));
       Each != Findings.end();) {
    const auto &[Rule, Where, Message] = Each->first;
    if (Rule != RuleId || Where.File != From.File ||
        Where.Offset > From.Offset + Length)
      return;
    if (Where.Offset + Each->second.Length < From.Offset) {
      ++Each;
      continue;
    }
    Removed.insert(Each->first);
    Each = Findings.erase(Each);
  }
}

bool FindingLog::hasArgument(std::string_view RuleId, std::string_view Function,
                             std::size_t Index, std::string_view Text) const {
  for (auto Each = Findings.lower_bound(Key(RuleId, FilePlace(), ""));
       Each != Findings.end() && std::get<0>(Each->first) == RuleId; ++Each)
    if (const auto &List = Each->second.Arguments;
        Index < List.size() && List[Index] == Text &&
        (Each->second.Function.empty() || Each->second.Function == Function))
      return true;
  return false;
}

const LoggedFinding *FindingLog::find(std::string_view RuleId,
                                      const FilePlace &Where,
                                      std::string_view Message) const {
  auto Found = Findings.find(Key(RuleId, Where, std::string(Message)));
  return Found == Findings.end() ? nullptr : &Found->second;
}

bool FindingLog::hasFindingOf(std::string_view RuleId) const {
  auto First = Findings.lower_bound(Key(RuleId, FilePlace(), ""));
  return First != Findings.end() && std::get<0>(First->first) == RuleId;
}

void FindingLog::ran(const Rule &R, const TranslationUnitFacts &TU) {
  Rules.insert(R.Id);
  const SourceManager &SM = TU.sources();
  if (OptionalFileEntryRef Main = SM.getFileEntryRefForID(SM.getMainFileID()))
    Units.insert_or_assign(
        absolutePath(Main->getName(), SM),
        !TU.context().getDiagnostics().hasUncompilableErrorOccurred());
}

} // namespace firmcop
