//===- firmcop/Rule.h - What a rule is: one declaration ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A rule is declared once, by its page docs/rules/<id>.md. The build turns the
// pages into a table of the objects below (core/catalogue/generate.py), and
// everything else is read from that table: the clang-tidy check names, the
// SARIF metadata, `--list-rules`, `--explain`, and the documentation index.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_RULE_H
#define FIRMCOP_RULE_H

#include <cstdint>
#include <span>
#include <string_view>

namespace firmcop {

/// How bad a finding is; SARIF 2.1.0 section 3.27.10, in rising order.
enum class Level : std::uint8_t { None, Note, Warning, Error };

/// What a result says about its target; SARIF 2.1.0 section 3.27.9. Every
/// kind but Fail goes with Level::None.
enum class Kind : std::uint8_t {
  Fail,          ///< a located violation
  Review,        ///< a human has to judge
  Open,          ///< the input could not be read completely
  Pass,          ///< evaluated on this target, nothing found
  NotApplicable, ///< the precondition is absent; the message names it
  Informational, ///< inventory
};

/// The share of a rule's findings that are worth acting on, in GitHub's terms.
enum class Precision : std::uint8_t { Low, Medium, High, VeryHigh };

/// How a front end decides a rule.
enum class Method : std::uint8_t {
  None,     ///< the rule does not exist on this front end
  Call,     ///< data: a constraint on a modelled call or field
  Ast,      ///< a C++ file in checks/
  Flow,     ///< data: a source kind reaches a sink kind
  Artifact, ///< a C++ file in binscan/
};

/// The constraint that a `call` rule puts on the model rows of some kinds. An
/// `ast` rule has Option alone; with Used, it goes without saying.
enum class Constraint : std::uint8_t {
  Used,        ///< the row's function, field, macro or constant is used at all
  Constant,    ///< the value at the row's port is a non-empty constant
  NotConstant, ///< the value at the row's port is not a constant
  Option,      ///< a configuration file chooses the row's macro
};

/// One constraint of a `call` rule: every row of kind \c ModelKind is a finding
/// when \c Is holds.
struct CallConstraint {
  Constraint Is;
  std::string_view ModelKind;
};

/// One constraint of a `flow` rule: a value of one of the kinds \c From that
/// reaches a sink of kind \c To is a finding.
struct FlowConstraint {
  /// Kinds of model rows; "input" stands for all that end in "-input", and
  /// "constant" for values that are fixed in the program. Before an
  /// "installation", one of pathKinds().
  std::span<const std::string_view> From;
  /// A kind of model row, or an operation of the program: see
  /// operationKinds().
  std::string_view To;
};

/// What a program does with a value that rules may object to without a model,
/// sorted: an "address" that is read or written, "arithmetic" that may
/// overflow, a "comparison" with a secret, a "divisor", an "index" into an
/// array, a "loop-bound", a "narrowing" conversion, what a fixed
/// word or number is to "unlock", and a "whole-command" that a peer writes. Two
/// are told by the core from the program as a whole: the "installation" of an
/// image, and the "factory-reset" that should erase what is kept.
std::span<const std::string_view> operationKinds();

/// What an installation must not be reached by, sorted: an image of which a
/// checksum is asked for and no more ("checksum-only"), a "dropped-checksum"
/// that nobody misses, a "failed-verification" that stops nothing, "other-data"
/// than what was verified, an "overwritten-program" that nobody has verified
/// the successor of, an "unheeded-verification" whose result decides nothing,
/// an "unverified-image", and one that may be older than what it replaces
/// ("unversioned-image").
std::span<const std::string_view> pathKinds();

/// A rule of the catalogue. Objects live as long as the program; a finding
/// refers to its rule by reference, so that a finding of an undeclared rule
/// cannot be written.
struct Rule {
  /// The clang-tidy check name, SARIF ruleId and NOLINT token: "firmcop-...".
  std::string_view Id;
  /// PascalCase name, made from the id; SARIF wants it to differ from the id.
  std::string_view Name;
  /// A short noun phrase without a final period.
  std::string_view Title;
  /// The message with '{0}', '{1}', ... for the finding's arguments; ends with
  /// a period.
  std::string_view Message;
  /// The same for results of Kind::Pass, NotApplicable and Open.
  std::string_view PassMessage = "Checked {0}; no finding.";
  std::string_view NotApplicableMessage = "Not applicable: {0}.";
  std::string_view OpenMessage = "Not decided: {0}.";
  /// "What it finds", the page's first section, one paragraph of plain text.
  std::string_view Description;
  /// "How to fix it", plain text.
  std::string_view Help;
  /// The whole page below the front matter, Markdown.
  std::string_view Page;

  Method Source = Method::None; ///< how firmcop-tidy decides it
  Method Image = Method::None;  ///< how binscan decides it
  Level DefaultLevel = Level::Warning;
  Precision Confidence = Precision::Medium;
  /// CVSS-like score times ten, 0 to 100; 0 for rules that only give evidence.
  std::uint8_t SeverityTenths = 0;

  /// Guidelines of the Code of Practice, 1 to 13, the primary one first.
  std::span<const std::uint8_t> Guidelines;
  /// CWE numbers, the most fitting first.
  std::span<const std::uint16_t> Cwes;
  /// Provisions of ETSI EN 303 645 V2.1.1, such as "5.1-1".
  std::span<const std::string_view> EtsiProvisions;
  /// What is a finding without a C++ file.
  std::span<const CallConstraint> Calls;
  /// For `flow` rules: what must not reach what.
  std::span<const FlowConstraint> Flows;
};

/// Every rule, sorted by id.
std::span<const Rule *const> allRules();

/// The rule of that id, or null.
const Rule *findRule(std::string_view Id);

/// The message for results of kind \p K; Fail, Review and Informational share
/// Rule::Message.
std::string_view messageTemplate(const Rule &R, Kind K);

/// "error", "warning", "note", "none": SARIF's own words.
std::string_view toString(Level L);
/// "fail", "review", "open", "pass", "notApplicable", "informational".
std::string_view toString(Kind K);
/// "low", "medium", "high", "very-high".
std::string_view toString(Precision P);

} // namespace firmcop

#endif // FIRMCOP_RULE_H
