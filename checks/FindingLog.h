//===- checks/FindingLog.h - What diagnostics cannot carry ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy decides which diagnostics a user sees (NOLINT, header filters,
// line filters, duplicates), but a diagnostic is only a text at a place. What
// SARIF needs beyond that is kept here, beside clang-tidy, by rule, file and
// offset, and joined again by the driver. The plugin has no log.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_FINDINGLOG_H
#define FIRMCOP_CHECKS_FINDINGLOG_H

#include "checks/RuleCheck.h"

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace firmcop {

/// A place in a file, by absolute path and byte offset.
struct FilePlace {
  std::string File;
  unsigned Offset = 0;
  auto operator<=>(const FilePlace &) const = default;
};

struct LoggedNote {
  FilePlace Where;
  std::string Text;
  unsigned CallDepth = 0; ///< of a step: calls between it and the first one
};

/// The parts of a finding that its diagnostic does not carry.
struct LoggedFinding {
  std::vector<std::string> Arguments;
  std::string Function; ///< qualified name of the enclosing one, or empty
  unsigned Length = 0;  ///< bytes of the reported range, 0 when unknown
  std::optional<Level> Severity;
  std::vector<LoggedNote> Flow;
  std::string Evidence;
  bool MaskLiterals = false;
  bool IsSuppressed = false; ///< by a NOLINT comment
};

class FindingLog {
public:
  /// The log of this process, or null.
  static FindingLog *active();
  /// Makes \p Log the log of this process. Not to be called while checks run.
  static void activate(FindingLog *Log);

  void add(const Rule &R, clang::SourceRange Where,
           std::vector<std::string> Arguments, const FindingDetails &Details,
           bool IsSuppressed, const TranslationUnitFacts &TU);

  /// Adds a finding that was made elsewhere.
  void add(const Rule &R, const FilePlace &Where, std::string Message,
           LoggedFinding Finding);

  /// Adds all of another log.
  void merge(FindingLog Other);

  /// Gives a finding that the rule has in these bytes of a file the path that
  /// leads there, if it has none as long. False without such a finding.
  bool addPath(std::string_view RuleId, const FilePlace &From, unsigned Length,
               const std::vector<LoggedNote> &Path);
  /// Whether a finding of the rule in that function, or in none, has this
  /// argument.
  bool hasArgument(std::string_view RuleId, std::string_view Function,
                   std::size_t Index, std::string_view Text) const;

  /// What is known of the diagnostic of that rule, place and message.
  const LoggedFinding *find(std::string_view RuleId, const FilePlace &Where,
                            std::string_view Message) const;

  /// Whether the rule has reported anything, suppressed or not.
  bool hasFindingOf(std::string_view RuleId) const;

  /// A rule has looked at the translation unit of that main file.
  void ran(const Rule &R, const TranslationUnitFacts &TU);

  /// The translation units that were looked at, by absolute path of the main
  /// file, and whether they parsed without errors.
  const std::map<std::string, bool> &translationUnits() const { return Units; }
  /// The ids of the rules that looked at at least one.
  const std::set<std::string_view> &rules() const { return Rules; }

  /// Rule, place and message; the id is that of a rule of the catalogue.
  using Key = std::tuple<std::string_view, FilePlace, std::string>;
  const std::map<Key, LoggedFinding> &findings() const { return Findings; }

  /// As ran(), when the translation unit is gone: \p IsComplete tells whether
  /// it parsed without errors.
  void ran(const Rule &R) { Rules.insert(R.Id); }
  void addUnit(const std::string &MainFile, bool IsComplete);

  /// Takes away what a rule has found in these bytes of a file, and adds to
  /// \p Removed what that was.
  void remove(std::string_view RuleId, const FilePlace &From, unsigned Length,
              std::set<Key> &Removed);

private:
  std::map<Key, LoggedFinding> Findings;
  std::map<std::string, bool> Units;
  std::set<std::string_view> Rules;
};

} // namespace firmcop

#endif // FIRMCOP_CHECKS_FINDINGLOG_H
