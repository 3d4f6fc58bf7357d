//===- checks/RuleCheck.cpp - A rule as a clang-tidy check ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/RuleCheck.h"
#include "checks/Capture.h"
#include "checks/FindingLog.h"
#include "checks/LocalFlows.h"
#include "checks/SharedFacts.h"
#include "firmcop/Finding.h"

using namespace clang;

namespace firmcop {

RuleCheck::RuleCheck(const Rule &R, tidy::ClangTidyContext *Context)
    : ClangTidyCheck(llvm::StringRef(R.Id), Context), Declaration(R),
      Tidy(*Context),
      SummaryDir(!asksForFlows(R)
                     ? ""
                     : Options.getLocalOrGlobal("SummaryDir", "").str()),
      Shared(SharedFacts::of(Context)) {}

RuleCheck::~RuleCheck() = default;

bool asksForFlows(const Rule &R) {
  return !R.Flows.empty() || !R.Calls.empty();
}

void RuleCheck::registerPPCallbacks(const SourceManager &SM, Preprocessor *PP,
                                    Preprocessor *) {
  Shared->listenTo(*PP, SM);
}

void RuleCheck::registerMatchers(ast_matchers::MatchFinder *Finder) {
  Finder->addMatcher(ast_matchers::translationUnitDecl(), this);
}

void RuleCheck::check(const ast_matchers::MatchFinder::MatchResult &Result) {
  TU = &Shared->facts(*Result.Context);
  if (FindingLog *Log = FindingLog::active())
    Log->ran(Declaration, *TU);
  if (Capture *C = Capture::active())
    C->see(*Result.Context, Tidy);
  IsInSyntax = true;
  analyse(*TU);
  IsInSyntax = false;
  if (asksForFlows(Declaration))
    analyseFlows();
}

void RuleCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Map) {
  if (asksForFlows(Declaration))
    Options.store(Map, "SummaryDir", SummaryDir);
}

void RuleCheck::analyseFlows() {
  if (Capture *C = Capture::active()) {
    C->want(Declaration, *TU);
    return;
  }
  const LocalFlows &Flows = Shared->flows(*TU, SummaryDir);
  for (const LocalFlow &Each : Flows.of(Declaration)) {
    // What the rule saw in the syntax tree is told already.
    if (llvm::any_of(Reported, [&](const Told &Known) {
          return (!(Known.End < Each.Where.getBegin()) &&
                  !(Each.End < Known.Begin)) ||
                 (Each.IsDirect && Each.Arguments.size() == 3 &&
                  Known.Arguments.size() == 3 &&
                  Known.Arguments[2] == Each.Arguments[2]);
        }))
      continue;
    FindingDetails Details;
    Details.Severity = Each.Severity;
    Details.Notes = Each.Steps;
    Details.MaskLiterals = Each.IsOfConstant;
    report(Each.Where, Each.Arguments, std::move(Details));
  }
  if (!Flows.problem().empty() && Shared->isFirstToTell())
    configurationDiag("%0") << Flows.problem();
}

/// A place that clang-tidy does not drop: what a system header's macro expands
/// to is reported where the macro is used.
static SourceLocation reportable(SourceLocation L, const SourceManager &SM) {
  if (L.isMacroID() && SM.isInSystemMacro(L))
    return SM.getExpansionLoc(L);
  PresumedLoc P = SM.getPresumedLoc(SM.getFileLoc(L));
  // Macros of the command line have no place in a file.
  if (L.isInvalid() || P.isInvalid() || P.getFilename()[0] == '<')
    return SM.getLocForStartOfFile(SM.getMainFileID());
  return L;
}

void RuleCheck::report(SourceRange Where, std::vector<std::string> Arguments,
                       FindingDetails Details) {
  // No device runs a test.
  if (TU->isTest() && Details.Severity != Level::None)
    Details.Severity = Level::Note;
  const SourceManager &SM = TU->sources();
  SourceLocation Begin = reportable(Where.getBegin(), SM);
  if (Begin != Where.getBegin())
    Where = Begin;

  // What the syntax tree cannot see, the flow core may know to be harmless; in
  // a whole program it is asked at the end.
  if (IsInSyntax && asksForFlows(Declaration) && !Capture::active() &&
      Shared->flows(*TU, SummaryDir).isHarmless(Declaration, Where, SM))
    return;
  SourceLocation First = SM.getExpansionLoc(Begin);
  SourceLocation Last = SM.getExpansionLoc(Where.getEnd());
  Reported.push_back({First, Last < First ? First : Last, Arguments});
  std::string Text = message(Finding(Declaration, Arguments, Location()));
  // Whether a comment hides it, clang-tidy tells by its statistics alone.
  unsigned Before = Tidy.getStats().ErrorsIgnoredNOLINT;
  // What a human has to judge is no warning.
  bool IsReview = Details.Severity == Level::None;
  diag(Begin, "%0", IsReview ? DiagnosticIDs::Remark : DiagnosticIDs::Warning)
      << Text << Where;
  bool IsSuppressed = Tidy.getStats().ErrorsIgnoredNOLINT != Before;
  for (const Note &N : Details.Notes)
    diag(reportable(N.Where, SM), "%0", DiagnosticIDs::Note) << N.Text;
  if (FindingLog *Log = FindingLog::active())
    Log->add(Declaration, Where, std::move(Arguments), Details, IsSuppressed,
             *TU);
}

static const RuleImplementation *&head() {
  static const RuleImplementation *Head = nullptr;
  return Head;
}

RuleImplementation::RuleImplementation(const Rule &R, Factory Make)
    : Of(R), Make(Make), Next(head()) {
  head() = this;
}

const RuleImplementation *RuleImplementation::first() { return head(); }

} // namespace firmcop
