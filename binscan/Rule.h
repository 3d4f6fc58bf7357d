//===- binscan/Rule.h - How a rule judges an image --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A rule is one file in binscan/rules with one function and one line that
// registers it:
//
//   static void run(const Image &I, Report &R) {
//     for (const FileSystem &F : I.rootFileSystems())
//       if (const Node *Shadow = F.find("/etc/shadow"))
//         ... R.fail({User}, I.atLine(*Shadow, Line), User) ...
//     R.checked(Accounts, "accounts");
//   }
//   static const ArtifactRule Registered(rules::EmptyPasswordAccount, run);
//
// A rule says what it found and what it looked at. What that means for the
// image as a whole follows from it and is decided here, the same for all rules:
//
//   it failed or asked for a review:  those findings
//   part of the image is missing:     Open
//   it looked at something:           Pass, "Checked 37 accounts; no finding."
//   it looked at nothing:             NotApplicable, with its reason
//
// Rules run in parallel on an immutable image and keep no state.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_RULE_H
#define FIRMCOP_BINSCAN_RULE_H

#include "binscan/Tree.h"
#include "firmcop/Finding.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace firmcop::binscan {

/// What the caller asks of all rules.
struct RuleContext {
  /// The day that "expired" and "end of life" are judged by.
  std::chrono::sys_days Today;
};

/// Collects what one rule has to say about one image.
class Report {
public:
  Report(const Rule &Of, const Image &On, const RuleContext &Context)
      : Of(Of), On(On), Asked(Context) {}

  /// A violation. \p Evidence is what makes the finding itself wherever it
  /// moves: see Finding::Evidence. \p As is its level where the case is milder
  /// or worse than the rule's own.
  void fail(std::vector<std::string> Arguments, Location Where,
            std::string Evidence, std::optional<Level> As = std::nullopt);

  /// Something a human has to judge.
  void review(std::vector<std::string> Arguments, Location Where,
              std::string Evidence);

  /// Inventory; leaves the verdict alone.
  void inform(std::vector<std::string> Arguments, Location Where,
              std::string Evidence);

  /// A finding with a flow or related locations.
  void add(Finding F);

  /// Says what was looked at, in the plural: (37, "accounts"). Counts of the
  /// same things add up.
  void checked(std::uint64_t Count, std::string_view Things);

  /// Why there was nothing to look at: "no account file in the image", without
  /// a period. Only used when nothing was checked; the last reason counts.
  void notApplicable(std::string Reason);

  /// Why the rule could not decide although the image is complete; without a
  /// period.
  void open(std::string Reason);

  /// Something that kept the rule from reading a part of the image; the image
  /// then counts as incomplete for this rule.
  void problem(Problem P);

  const Rule &rule() const { return Of; }
  const Image &image() const { return On; }
  std::chrono::sys_days today() const { return Asked.Today; }

  /// The findings with the verdict on the image added.
  std::vector<Finding> findings() const;
  const std::vector<Problem> &problems() const { return Problems; }

private:
  const Rule &Of;
  const Image &On;
  const RuleContext &Asked;
  std::vector<Finding> Findings;
  std::vector<Problem> Problems;
  std::vector<std::pair<std::string, std::uint64_t>> Counts;
  std::optional<std::string> NoTarget;
  std::optional<std::string> Undecided;
};

/// Registers a rule; write one as a static constant of the rule's file.
class ArtifactRule {
public:
  using Function = void (*)(const Image &, Report &);

  ArtifactRule(const Rule &Declaration, Function Run);

  const Rule &declaration() const { return Declaration; }
  void run(const Image &I, Report &R) const { Run(I, R); }

  /// Every registered rule, sorted by id.
  static std::vector<const ArtifactRule *> all();

private:
  const Rule &Declaration;
  Function Run;
};

/// A secret as messages may show it: "su... (12 characters)"; nothing of one
/// with fewer than 8 characters but its length.
std::string mask(std::string_view Secret);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_RULE_H
