//===- firmcop/Problem.h - What could not be analysed, and why --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Hostile and broken input is ordinary input. Whatever keeps a part of it from
// being analysed is a value of the type below, which ends as a SARIF tool
// execution notification and as a line on the console; it never ends a scan.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_PROBLEM_H
#define FIRMCOP_PROBLEM_H

#include "firmcop/Rule.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace firmcop {

/// The step that failed; each is one SARIF notification descriptor.
enum class Stage : std::uint8_t {
  Input,         ///< a file could not be opened or is not what was asked for
  Configuration, ///< options, model files, compile databases
  Parse,         ///< a translation unit or a structure is malformed
  Unpack,        ///< a container could not be opened or is damaged
  Limit,         ///< a budget of depth, bytes, count or time was used up
  Analysis,      ///< a rule could not finish on this input
};

/// One reason why a part of the input was not, or not wholly, analysed.
struct Problem {
  Stage Where = Stage::Input;
  /// Warning: the result is incomplete. Error: nothing came of this input.
  /// Note: nothing was lost (a dropped compiler flag, say).
  Level Severity = Level::Warning;
  /// File or artifact, as in Location::Path; may be empty.
  std::string Path;
  /// Thing, reason and fix, as a sentence with a period.
  std::string Text;
};

/// The descriptor id of a stage: "input", "configuration", "parse", ...
std::string_view toString(Stage S);

/// A value, or the problem that stood in its way.
template <class T> class Result {
public:
  Result(T Value) : Content(std::in_place_index<0>, std::move(Value)) {}
  Result(Problem P) : Content(std::in_place_index<1>, std::move(P)) {}

  explicit operator bool() const { return Content.index() == 0; }
  T &operator*() { return *std::get_if<0>(&Content); }
  const T &operator*() const { return *std::get_if<0>(&Content); }
  T *operator->() { return std::get_if<0>(&Content); }
  const T *operator->() const { return std::get_if<0>(&Content); }
  /// The problem; only when there is no value.
  const Problem &problem() const { return *std::get_if<1>(&Content); }

private:
  std::variant<T, Problem> Content;
};

} // namespace firmcop

#endif // FIRMCOP_PROBLEM_H
