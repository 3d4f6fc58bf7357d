//===- checks/LocalFlows.cpp - Flows of one translation unit --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/LocalFlows.h"
#include "checks/BuildOptions.h"
#include "checks/OwnCalls.h"
#include "checks/SecretValues.h"
#include "checks/UnitRecord.h"
#include "checks/lowering/Lowering.h"
#include "core/flow/Solve.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace clang;
using llvm::StringRef;

namespace firmcop {

namespace {

/// Finds places of a linked program in the files of a translation unit.
class Places {
public:
  Places(const SourceManager &SM, const flow::Program &P) : SM(SM), P(P) {}

  /// Invalid when the file is not one of the translation unit.
  SourceLocation find(const flow::Position &Where) {
    if (Where.Line == 0 || Where.File >= P.files().size())
      return {};
    auto [Known, IsNew] = Starts.try_emplace(Where.File);
    if (IsNew)
      if (auto File =
              SM.getFileManager().getOptionalFileRef(P.files()[Where.File]))
        Known->second = SM.translateFile(*File);
    if (Known->second.isInvalid())
      return {};
    return SM.getComposedLoc(Known->second, Where.Offset);
  }

private:
  const SourceManager &SM;
  const flow::Program &P;
  std::map<std::uint32_t, FileID> Starts;
};

} // namespace

/// Adds the units of other files.
static void addCaptured(std::vector<flow::Unit> &Units, const std::string &From,
                        std::string &Problem) {
  const std::string Own = Units.front().Path;
  std::set<std::string> Found;
  std::error_code Failed;
  for (llvm::sys::fs::directory_iterator I(From, Failed), End;
       I != End && !Failed; I.increment(Failed))
    if (StringRef(I->path()).ends_with(".firmcop"))
      Found.insert(I->path());
  if (Failed)
    Problem = "SummaryDir '" + From + "' cannot be read: " + Failed.message();
  for (const std::string &File : Found) {
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    std::string Key;
    if (!Buffer)
      continue;
    auto Record = recordFromBytes((*Buffer)->getBuffer(), File, Key);
    if (!Record) {
      Problem = "'" + File + "' in SummaryDir: " + Record.problem().Text;
      continue;
    }
    for (flow::Unit &U : Record->Units)
      if (U.Path != Own)
        Units.push_back(std::move(U));
  }
}

LocalFlows::LocalFlows(const TranslationUnitFacts &TU,
                       const std::string &SummaryDir) {
  ASTContext &Context = TU.context();
  std::vector<flow::Unit> Units;
  Units.push_back(lowerTranslationUnit(Context));
  markOwnCalls(Units.back(), TU);
  Units.back().Options = buildOptions(TU);
  const std::string Own = Units.front().Path;
  if (!SummaryDir.empty())
    addCaptured(Units, SummaryDir, Problem);
  const flow::Program P(std::move(Units));
  flow::SolveOptions How;
  How.CanBeSecret = [](std::string_view Text) { return canBeSecret(Text); };
  How.SecretOf = secretOf;
  const flow::Solution Solved = flow::solve(P, ModelSet::builtin(), How);
  Places Find(Context.getSourceManager(), P);
  for (const flow::FlowFinding &F : Solved.Findings) {
    SourceLocation At = Find.find(F.Where);
    if (P.units()[P.unitOf(F.Function)].Path != Own || At.isInvalid())
      continue;
    LocalFlow New;
    New.Where = At;
    New.End = At.getLocWithOffset(F.Where.Length);
    New.Arguments = F.Arguments;
    New.Severity = F.Severity;
    New.Evidence = F.Evidence;
    New.IsOfConstant = !F.Constant.empty();
    New.IsDirect = F.IsDirect;
    for (const flow::FlowPoint &Step : F.Path)
      if (SourceLocation Where = Find.find(Step.Where); Where.isValid())
        New.Steps.push_back({Where, Step.Text});
    ByRule[F.Of->Id].push_back(std::move(New));
  }
  for (const flow::HarmlessPlace &Each : Solved.Harmless)
    if (SourceLocation At = Find.find(Each.Where); At.isValid())
      Harmless[Each.Of->Id].push_back(
          {At, At.getLocWithOffset(Each.Where.Length)});
}

bool LocalFlows::isHarmless(const Rule &R, SourceRange Where,
                            const SourceManager &SM) const {
  auto Places = Harmless.find(R.Id);
  if (Places == Harmless.end())
    return false;
  SourceLocation Begin = SM.getFileLoc(Where.getBegin());
  SourceLocation End = SM.getFileLoc(Where.getEnd());
  return llvm::any_of(Places->second, [&](SourceRange Each) {
    return !(End < Each.getBegin()) && !(Each.getEnd() < Begin);
  });
}

const std::vector<LocalFlow> &LocalFlows::of(const Rule &R) const {
  static const std::vector<LocalFlow> None;
  auto Found = ByRule.find(R.Id);
  return Found == ByRule.end() ? None : Found->second;
}

} // namespace firmcop
