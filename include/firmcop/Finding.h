//===- firmcop/Finding.h - One result of a rule -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_FINDING_H
#define FIRMCOP_FINDING_H

#include "firmcop/Location.h"
#include "firmcop/Rule.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop {

/// One step of the path that leads to a finding, in execution order.
struct FlowStep {
  Location Where;
  std::string Text;
  std::uint32_t CallDepth = 0;
};

/// Another place that helps to understand a finding.
struct RelatedLocation {
  Location Where;
  std::string Text;
};

/// How a result relates to those of an earlier analysis; SARIF's words.
enum class BaselineState : std::uint8_t {
  New,       ///< the earlier analysis did not have it
  Unchanged, ///< it did
};

/// One result of a rule on one target.
struct Finding {
  std::reference_wrapper<const Rule> Of;
  firmcop::Kind Kind = firmcop::Kind::Fail;
  /// Level of a Fail; the rule's own unless the case is milder or worse.
  firmcop::Level Level = firmcop::Level::None;
  /// Values for '{0}', '{1}', ... of the rule's message, secrets masked.
  std::vector<std::string> Arguments;
  Location Where;
  std::vector<FlowStep> Flow;
  std::vector<RelatedLocation> Related;
  /// What makes this finding itself, wherever it moves: an account's name, a
  /// key's digest, a symbol. Never an offset, a size, a build id or a version.
  std::string Evidence;
  /// The source says beside it that it is accepted.
  bool IsSuppressed = false;
  /// Unset where there is nothing to compare with.
  std::optional<BaselineState> Baseline;

  /// A failure at the rule's own level.
  Finding(const Rule &R, std::vector<std::string> Arguments, Location Where)
      : Of(R), Level(R.DefaultLevel), Arguments(std::move(Arguments)),
        Where(std::move(Where)) {}

  /// A result of another kind; its level is None.
  Finding(const Rule &R, firmcop::Kind K, std::vector<std::string> Arguments,
          Location Where)
      : Of(R), Kind(K),
        Level(K == firmcop::Kind::Fail ? R.DefaultLevel : firmcop::Level::None),
        Arguments(std::move(Arguments)), Where(std::move(Where)) {}
};

/// The rule's message for the finding's kind with the arguments filled in. A
/// placeholder without an argument stays as it is written.
std::string message(const Finding &F);

/// A secret as messages may show it: its first two characters and its length.
std::string masked(std::string_view Secret);

} // namespace firmcop

#endif // FIRMCOP_FINDING_H
