//===- core/flow/Trace.h - How a value got to a place -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every step of a path is kept once, with the step before it, so that the path
// of a finding is read off backwards. What a function does is solved once for
// many callers; so a step that hands a value back from a call keeps apart what
// happened inside (Inner) and what led to the call (Before). Inside, the path
// begins with an Input step, whose own Before leads on to the caller for whom
// the function was solved first.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_TRACE_H
#define FIRMCOP_CORE_FLOW_TRACE_H

#include "core/flow/Numbering.h"
#include "core/flow/Value.h"

#include <functional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace firmcop::flow {

enum class StepKind : std::uint8_t {
  Source,   ///< the value comes from outside, or is a literal
  Assign,   ///< it is stored
  Through,  ///< a library function hands it on
  Argument, ///< it is passed to a function of the program
  Input,    ///< the same, seen from inside
  Return,   ///< it comes back from a function of the program
};

/// What a function of the program is given: a number or the text behind a
/// pointer, as it is, or what lies anywhere in a structure.
enum class Passing : std::uint8_t { Inside, Number, Text };

struct Step {
  StepKind Of = StepKind::Source;
  std::uint32_t Function = 0; ///< index into Program::functions()
  Position Where;
  TraceId Before = 0, Inner = 0;
  std::uint32_t Name = 0; ///< of the variable or function; see Traces::name
  std::uint16_t Length = 1;
  Passing As = Passing::Inside; ///< of Input
  std::uint32_t Item = 0;       ///< of Input: which of the image
  bool operator==(const Step &) const = default;
};

/// A step as a reader sees it.
struct FlowPoint {
  Position Where;
  std::string Text;
  unsigned Depth = 0; ///< of calls, from 0
  StepKind Of = StepKind::Source;
  std::string Callee = {}; ///< of Argument and Return
};

class Traces {
public:
  /// Longer paths are not drawn out further.
  static constexpr unsigned MaximumLength = 60;

  Traces() { Steps.add({}); }

  /// The step, made unless it is there. A path that is long enough already
  /// stays as it is.
  TraceId add(Step S, std::string_view Name = {});
  const Step &operator[](TraceId T) const { return Steps[T]; }
  const std::string &name(const Step &S) const { return Names[S.Name]; }
  /// The step that the path begins with, inside this function.
  TraceId leaf(TraceId T) const;
  /// The source that the whole path begins with; 0 if there is none.
  TraceId source(TraceId T) const;

  /// How many calls further out the value is passed, as it is, to a function
  /// that many call: there it has to be looked at, not here. The Argument step
  /// of the outermost of them, or 0. \p IsHelper is asked for each function,
  /// and told whether the value is a number.
  TraceId
  passedBy(TraceId T, std::uint32_t Function,
           const std::function<bool(std::uint32_t, bool)> &IsHelper) const;

  /// The path in the order of execution.
  std::vector<FlowPoint> expand(TraceId T) const;

  /// A function of the path is given what it gave back before, or the value
  /// comes back through many: it is the program's own state, such as how far it
  /// has got, whose bounds are kept elsewhere.
  static bool isStateOfProgram(std::span<const FlowPoint> Path);

private:
  void collect(TraceId T, bool StopAtInput, std::vector<TraceId> &To,
               std::vector<int> &Depths, int &Depth) const;

  struct StepHash {
    std::uint64_t operator()(const Step &S) const;
  };
  Numbering<Step, StepHash> Steps;
  std::vector<std::string> Names{""};
  struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>>
      NameIds;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_TRACE_H
