//===- checks/RuleCheck.h - A rule as a clang-tidy check --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each rule of the catalogue that is decided on source is one clang-tidy check,
// with its own name, so that -checks globs, NOLINT, CheckOptions,
// WarningsAsErrors and -list-checks work as users know them. All rules share
// one TranslationUnitFacts per translation unit.
//
// An `ast` rule is one file, checks/rules/<Name>.cpp:
//
//   namespace {
//   class MyRule : public RuleCheck {
//   public:
//     using RuleCheck::RuleCheck;
//     void analyse(const TranslationUnitFacts &TU) override {
//       for (const Call &C : TU.calls())
//         if (...)
//           report(C.Site->getSourceRange(), {C.Name.str()});
//     }
//   };
//   RuleRegistration<MyRule> X(rules::MyRule);
//   } // namespace
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_RULECHECK_H
#define FIRMCOP_CHECKS_RULECHECK_H

#include "checks/Clang.h"
#include "checks/Facts.h"
#include "firmcop/Rule.h"

#include <memory>
#include <string>
#include <vector>

namespace firmcop {

class SharedFacts;

/// A place that helps to understand a finding.
struct Note {
  clang::SourceLocation Where;
  std::string Text;
};

/// What a finding may carry beyond its place and the message's arguments.
struct FindingDetails {
  /// Level, when the case is milder or worse than the rule's own; None for one
  /// that a human has to judge.
  std::optional<Level> Severity;
  std::vector<Note> Notes;
  /// Steps that lead to the finding, in execution order.
  std::vector<Note> Flow;
  /// What makes the finding itself wherever it moves, such as the variable's
  /// name; the arguments when empty.
  std::string Evidence;
  /// String literals in the reported line are secrets.
  bool MaskLiterals = false;
};

/// The base of all checks.
class RuleCheck : public clang::tidy::ClangTidyCheck {
public:
  RuleCheck(const Rule &R, clang::tidy::ClangTidyContext *Context);
  ~RuleCheck() override;

  const Rule &rule() const { return Declaration; }

  /// Looks at the translation unit and reports. Called once. What the page of
  /// the rule says of flows is looked for after that, and reported where this
  /// did not report already.
  virtual void analyse(const TranslationUnitFacts &TU) = 0;

  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Map) override;

protected:
  /// Reports a finding at \p Where. \p Arguments replace '{0}', '{1}', ... in
  /// the rule's message; secrets among them have to be masked (masked()).
  void report(clang::SourceRange Where, std::vector<std::string> Arguments,
              FindingDetails Details = {});
  void report(clang::SourceLocation Where, std::vector<std::string> Arguments,
              FindingDetails Details = {}) {
    report(clang::SourceRange(Where), std::move(Arguments), std::move(Details));
  }

private:
  void registerPPCallbacks(const clang::SourceManager &SM,
                           clang::Preprocessor *PP,
                           clang::Preprocessor *ModuleExpanderPP) final;
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) final;
  void check(const clang::ast_matchers::MatchFinder::MatchResult &Result) final;

  /// In the driver only says that the flows of the rule are wanted: it links
  /// the units of all files and reports. In the plugin there is nobody to do
  /// so, and the flow core solves the one unit that is there, with those that
  /// the option SummaryDir names.
  void analyseFlows();

  const Rule &Declaration;
  clang::tidy::ClangTidyContext &Tidy;
  const std::string SummaryDir;
  struct Told {
    clang::SourceLocation Begin, End;
    std::vector<std::string> Arguments;
  };
  llvm::SmallVector<Told, 4> Reported;
  bool IsInSyntax = false; ///< while analyse() runs
  std::shared_ptr<SharedFacts> Shared;
  const TranslationUnitFacts *TU = nullptr;
};

/// The rules that are implemented in C++, as a list that the registrations
/// below thread themselves onto before main starts.
class RuleImplementation {
public:
  using Factory = std::unique_ptr<RuleCheck> (*)(
      const Rule &R, clang::tidy::ClangTidyContext *Context);

  RuleImplementation(const Rule &R, Factory Make);
  RuleImplementation(const RuleImplementation &) = delete;
  RuleImplementation &operator=(const RuleImplementation &) = delete;

  const Rule &Of;
  const Factory Make;
  const RuleImplementation *const Next;

  static const RuleImplementation *first();
};

/// A static object of this type makes \p Check the implementation of a rule.
template <class Check> class RuleRegistration : RuleImplementation {
public:
  explicit RuleRegistration(const Rule &R)
      : RuleImplementation(
            R,
            [](const Rule &Of, clang::tidy::ClangTidyContext *Context)
                -> std::unique_ptr<RuleCheck> {
              return std::make_unique<Check>(Of, Context);
            }) {}
};

/// The flow core decides the rule, or what its own analysis cannot see of it.
bool asksForFlows(const Rule &R);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_RULECHECK_H
