//===- checks/LocalFlows.h - Flows of one translation unit ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_LOCALFLOWS_H
#define FIRMCOP_CHECKS_LOCALFLOWS_H

#include "checks/RuleCheck.h"

#include <map>
#include <string>
#include <vector>

namespace firmcop {

/// A finding of the flow core, with places that Clang knows.
struct LocalFlow {
  clang::SourceRange Where;
  clang::SourceLocation End; ///< behind the whole operation
  std::vector<std::string> Arguments;
  std::optional<Level> Severity;
  /// In the order of execution; without those in files of other units.
  std::vector<Note> Steps;
  std::string Evidence;
  /// It is about a constant, which was given to the sink as it is written.
  bool IsOfConstant = false, IsDirect = false;
};

/// What the flow core finds in a translation unit, where nobody links it.
class LocalFlows {
public:
  /// Lowers and solves. \p SummaryDir is a directory with results that
  /// firmcop-tidy has captured of the other files, or empty.
  LocalFlows(const TranslationUnitFacts &TU, const std::string &SummaryDir);

  /// Those of a rule that lie in this unit.
  const std::vector<LocalFlow> &of(const Rule &R) const;

  /// The flow core looked at all that reaches the place and found nothing that
  /// the rule objects to.
  bool isHarmless(const Rule &R, clang::SourceRange Where,
                  const clang::SourceManager &SM) const;

  /// Why units of the directory could not be used; empty when they were.
  const std::string &problem() const { return Problem; }

private:
  std::map<std::string_view, std::vector<LocalFlow>> ByRule;
  std::map<std::string_view, std::vector<clang::SourceRange>> Harmless;
  std::string Problem;
};

} // namespace firmcop

#endif // FIRMCOP_CHECKS_LOCALFLOWS_H
