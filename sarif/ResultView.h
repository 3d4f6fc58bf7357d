//===- sarif/ResultView.h - Any tool's result, leniently --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_RESULTVIEW_H
#define FIRMCOP_SARIF_RESULTVIEW_H

#include "firmcop/Rule.h"
#include "sarif/Json.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace firmcop {

/// A run, with its rules found by id.
class ResultContext {
public:
  explicit ResultContext(const Json &Run);

  /// The rule of a result: by index in its component, else by id; null when the
  /// log does not describe it.
  const Json &ruleOf(const Json &Result) const;

  const Json &Run;

private:
  std::unordered_map<std::string_view, const Json *> ById;
};

/// What a result says, with all of the standard's defaults applied.
class ResultView {
public:
  ResultView(const Json &Result, const ResultContext &Context)
      : Result(Result), Context(Context), TheRule(Context.ruleOf(Result)) {}

  std::string ruleId() const;
  firmcop::Kind kind() const;
  firmcop::Level level() const;
  /// The text, or what the message's id and arguments stand for, or the rule.
  std::string message() const;
  bool isSuppressed() const;
  /// It was there in the analysis that the log was compared with; true as well
  /// of what is not there any more.
  bool isKnown() const;
  /// Guidelines of the Code of Practice, ascending.
  std::vector<std::uint8_t> guidelines() const;
  /// The first location's URI from the root; empty when there is none.
  std::string uri() const;
  /// The first location's region; null when there is none.
  const Json &region() const;

private:
  const Json &physicalLocation() const;

  const Json &Result;
  const ResultContext &Context;
  const Json &TheRule;
};

/// The guidelines that a rule belongs to by its relationships, or else by its
/// tags "cop/guideline-N"; ascending.
std::vector<std::uint8_t> guidelinesOfRule(const Json &Rule);

} // namespace firmcop

#endif // FIRMCOP_SARIF_RESULTVIEW_H
