//===- core/flow/Solve.h - Findings of a whole program ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_SOLVE_H
#define FIRMCOP_CORE_FLOW_SOLVE_H

#include "core/flow/Link.h"
#include "core/flow/Trace.h"
#include "firmcop/Model.h"
#include "firmcop/Rule.h"

#include <string>
#include <string_view>
#include <vector>

namespace firmcop::flow {

/// Something a rule objects to.
struct FlowFinding {
  const Rule *Of = nullptr;
  /// None where a human has to judge.
  firmcop::Level Severity = firmcop::Level::Warning;
  std::uint32_t Function = 0;         ///< index into Program::functions()
  Position Where;                     ///< of the sink
  std::vector<std::string> Arguments; ///< of the rule's message
  std::vector<FlowPoint> Path;        ///< from the source to the sink
  std::string Evidence;               ///< what names it wherever it moves
  /// Of a finding about a constant: its bytes.
  std::string Constant;
  /// The constant is written as what the sink is given, or is the value of a
  /// variable that is.
  bool IsDirect = false;
};

struct SolveOptions {
  /// The rules that are wanted.
  bool (*IsOn)(const Rule &) = [](const Rule &) { return true; };
  /// The text can be a password or a token, and not the name of one.
  bool (*CanBeSecret)(std::string_view) = [](std::string_view Text) {
    return !Text.empty();
  };
  /// What kind of secret the text is, as far as the name of what holds it, or
  /// of what it is compared with, says so: "password"; empty for none.
  std::string_view (*SecretOf)(std::string_view Name, std::string_view Text) =
      [](std::string_view, std::string_view) { return std::string_view(); };
  /// The name of a function, or a text, is about a factory reset.
  bool (*IsAboutReset)(std::string_view) = [](std::string_view) {
    return false;
  };
  /// The units are a whole program, so that what is not there is missing.
  bool IsWhole = false;
  /// How many operations may be executed for each one that the program has.
  unsigned Effort = 400;
  /// Keep what is learnt of the functions, as text.
  bool KeepsSummaries = false;
};

/// What solving did, for --stats and the bench.
struct SolveStatistics {
  std::uint64_t Functions = 0;  ///< with a body
  std::uint64_t Contexts = 0;   ///< in which they were solved
  std::uint64_t Operations = 0; ///< that were executed
};

/// A place where a text goes, and where it was as it should be each time.
struct HarmlessPlace {
  const Rule *Of = nullptr;
  Position Where;
};

struct Solution {
  /// By file, offset and rule; each place once a rule.
  std::vector<FlowFinding> Findings;
  /// Where rules found nothing to object to: every part of the text is fixed,
  /// a number, or validated, in whatever way the place is reached. In no order.
  std::vector<HarmlessPlace> Harmless;
  /// Functions that could not be solved to their end, and models that fit
  /// nothing.
  std::vector<Problem> Problems;
  SolveStatistics Statistics;
  /// For people: what each function does with what it is given, as far as it
  /// was asked. In the order of the program's functions.
  std::vector<std::string> Summaries;
};

/// Solves a program. Deterministic; time and memory are bounded by
/// SolveOptions::Effort.
Solution solve(const Program &P, const ModelSet &Models,
               const SolveOptions &Options = {});

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_SOLVE_H
