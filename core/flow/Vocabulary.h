//===- core/flow/Vocabulary.h - Models and rules, as the solver sees them -===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Models speak in the names of kinds. The solver works with two things made
// from them, once: for every kind of source a bit, and for every function a
// list of what a call of it does. Which kinds matter is said by the rules: a
// demand is one rule's wish that values of some kinds do not reach a sink.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_VOCABULARY_H
#define FIRMCOP_CORE_FLOW_VOCABULARY_H

#include "core/flow/Value.h"
#include "firmcop/Model.h"
#include "firmcop/Rule.h"

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace firmcop::flow {

/// What a row makes a call do.
enum class Effect : std::uint8_t {
  Source,
  Sink,
  ContentCopy,
  ContentAppend,
  FormattedContent,
  ScannedContent,
  ContentConstant,
  Decrypted,
  SamePointer,
  PointerInto,
  ContinuedText,
  NewCopy,
  NewObject,
  NumberOf,
  ValueOf,
  Length,
  Magnitude,
  AtMost,
  ShorterThan,
  NoReturn,
  CallbackValue,
  Validation,
  SearchedFor,
  Compare,
  Sent,
};

/// What a sink asks of a value.
enum class Need : std::uint8_t {
  Text,   ///< that nobody outside wrote the text
  Amount, ///< that there is an upper bound
  Origin, ///< that the value does not come from there
  Unused, ///< that the call is not made, or not in this way
};

/// A rule's wish about a sink.
struct Demand {
  const Rule *Of = nullptr;
  KindMask From = 0;
};

/// One row, resolved.
struct RowEffect {
  Effect Does = Effect::Sink;
  Need Asks = Need::Origin; ///< of a Sink
  KindMask Kind = 0;        ///< of a Source
  const ModelRow *Row = nullptr;
  std::span<const Demand> Demands; ///< of a Sink
};

class Vocabulary {
public:
  /// Bit 0: the value is fixed in the program.
  static constexpr KindMask Constant = 1;

  /// \p IsOn tells which rules are wanted.
  Vocabulary(const ModelSet &Models, bool (*IsOn)(const Rule &));

  /// What a call of a library function does; empty for one without a model.
  std::span<const RowEffect> effects(std::string_view ModelName);
  /// Models tell what a call of the function does to its arguments and its
  /// result, and not only where data comes from or goes to; the function has at
  /// least so many parameters then. 0 if they do not.
  unsigned isDescribed(std::string_view ModelName);
  /// The rules that speak of one of the solver's own kinds of sink: "address",
  /// "arithmetic", "comparison", "divisor", "fill", "index", "loop-bound",
  /// "narrowing", "unlock", "whole-command".
  std::span<const Demand> demands(std::string_view Kind) const;
  /// The kinds of source that a field of a library's structure, or a variable
  /// of a library, is.
  KindMask kindsOf(Subject About, std::string_view Name) const;
  /// A model says this kind of the function, whether or not a rule asks for it.
  bool isOfKind(std::string_view Function, std::string_view Kind) const;
  /// What the functions that a field of a library's structure holds are passed.
  std::vector<RowEffect> handlers(std::string_view Field) const;
  /// A shell runs the text.
  static bool isCommand(std::string_view Kind) {
    return Kind == "command" || Kind == "shell-argument";
  }
  /// In words, the first kind of a mask.
  std::string_view meaning(KindMask Kinds) const;
  /// A kind, in words.
  static std::string_view meaningOf(std::string_view Kind);
  /// The kind is input from another device.
  static bool isRemote(std::string_view Kind);
  /// The kinds of input that come from another device.
  KindMask remote() const { return Remote; }
  /// The kind of input from another program of the device.
  KindMask local() { return bit("file-input"); }
  /// The kinds of input of all sorts.
  KindMask input() const { return Input; }
  /// How much was received, which is as much as there is.
  KindMask received() const { return Received; }
  /// The operating system sets the field, whatever lies around it.
  bool isOfSystem(std::string_view Field) const;
  /// Numbers of a generator whose numbers can be computed.
  KindMask random() const { return Random; }
  /// Some rule asks which constants reach which places.
  bool asksForConstants() const { return AsksForConstants; }
  /// The rows of a field that some rule speaks of, as sinks.
  std::span<const RowEffect> fieldEffects(std::string_view Field);

private:
  KindMask bit(std::string_view Kind);
  /// The kind of input that a row speaks of, or none.
  KindMask inputOf(const ModelRow &Row) const;

  const ModelSet &Models;
  KindMask Input = 0, Remote = 0, Random = 0, Received = 0;
  bool AsksForConstants = false;
  std::vector<std::string_view> Bits; ///< the kind of each bit
  std::unordered_map<std::string_view, std::vector<Demand>> Demands;
  std::unordered_map<std::string_view, std::vector<Demand>> UseDemands;
  std::unordered_map<std::string_view, std::vector<RowEffect>> Effects;
  std::unordered_map<std::string_view, std::vector<RowEffect>> FieldEffects;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_VOCABULARY_H
