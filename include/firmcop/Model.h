//===- firmcop/Model.h - What the functions of a library mean ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// API knowledge is data: one JSON file per library in core/models, of rows that
// say what a function, a structure's field, a global variable, a constant or a
// macro means to a security rule. Rules name kinds ("key", "weak-hash"), never
// functions. Ports are written as CodeQL writes them: Argument[0] is the first
// argument, Argument[*1] what the second points to, ReturnValue the result, and
// Argument[2].Parameter[0] what a function that is passed as the third argument
// gets as its first. A row may speak of two ports: what is at the one comes
// from the other.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_MODEL_H
#define FIRMCOP_MODEL_H

#include "firmcop/Problem.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop {

/// What a row is about.
enum class Subject : std::uint8_t {
  Function, ///< a call of this function
  Field,    ///< a structure's field: "wifi_sta_config_t::password"
  Constant, ///< a use of this enumerator or object-like macro's name
  Macro,    ///< a definition of this macro in the translation unit
  Variable, ///< a global variable of a library: "uip_len"
};

/// A place of a call that a row speaks of.
struct Port {
  enum class Base : std::uint8_t {
    None,
    Argument,
    ReturnValue,
    Object,            ///< the object whose method is called
    Parameter,         ///< of the function itself, which the program defines
    CallbackParameter, ///< of the function that is passed as argument Index
  };
  Base Of = Base::None;
  std::uint8_t Index = 0; ///< number of the argument or parameter, from 0
  /// What the argument, object or parameter points to, not its own value.
  bool Pointee = false;
  std::uint8_t Callback = 0; ///< number of the CallbackParameter, from 0
  bool operator==(const Port &) const = default;
};

/// A condition on the value of a port, or of the field or macro itself, that
/// must hold for the row to apply. Several members are alternatives.
struct Condition {
  Port At;
  std::vector<std::int64_t> Equals;    ///< integer values
  std::optional<std::int64_t> Below;   ///< integer smaller than
  std::optional<std::int64_t> AnyBit;  ///< integer with one of these bits set
  std::vector<std::string> Named;      ///< spelled as this enumerator, macro or
                                       ///< variable
  std::vector<std::string> Containing; ///< string constant with this part
                                       ///< (case-insensitive)
  std::vector<std::string> Program;    ///< string that is this program's name
                                       ///< or a path that ends in it
  std::vector<std::string> Listing;    ///< list such as "HIGH:!RC4" with an
                                       ///< entry with this part that '!' or
                                       ///< '-' does not take away

  /// Whether an integer constant fulfils the condition.
  bool holdsForValue(std::int64_t Value) const;
  /// Whether a string constant fulfils the condition.
  bool holdsForText(std::string_view Text) const;
  /// Whether an enumerator or macro of this name fulfils the condition.
  bool holdsForName(std::string_view Name) const;

  bool operator==(const Condition &) const = default;
};

/// How a verification function says that the check succeeded.
enum class Success : std::uint8_t {
  None,
  Zero,     ///< == 0
  One,      ///< == 1
  NonZero,  ///< != 0 (boolean)
  Positive, ///< > 0
  NotNegative,
};

/// One fact about a library.
struct ModelRow {
  Subject About = Subject::Function;
  std::string Name; ///< function, constant or macro; "Type::field" for fields
  Port At;          ///< for functions; Base::None means the call itself
  Port From; ///< what At comes from or is measured by; None for most kinds
  std::string Kind; ///< what it means: "iv", "weak-cipher", "flash-write"
  std::vector<Condition> When; ///< all must hold
  std::string Text;            ///< for messages: "DES with its 56-bit key"
  Success SuccessIs = Success::None; ///< of verification functions
  std::string_view Library;          ///< display name
  std::string_view Header;           ///< as included; may be empty
};

/// A row of the user's own, and where it stands.
struct AddedRow {
  std::string Name;
  std::string FileName;
  unsigned Line = 0;
};

/// All rows of a set of model files, indexed by name.
class ModelSet {
public:
  ModelSet();
  ~ModelSet();
  ModelSet(ModelSet &&) noexcept;
  ModelSet &operator=(ModelSet &&) noexcept;

  /// The models that come with firmcop, read once.
  static const ModelSet &builtin();

  /// Adds a file of the user's to builtin(), as add() does. To be called before
  /// anything asks for rows.
  static std::optional<Problem> addToBuiltin(std::string_view Json,
                                             std::string_view FileName);

  /// What addToBuiltin() has added.
  std::span<const AddedRow> added() const;

  /// A warning for each row that was added and says the opposite of another
  /// row about the same place.
  std::vector<Problem> contradictions() const;

  /// Adds one file's rows. The JSON is read strictly: unknown members, unknown
  /// kinds, malformed ports and duplicates are problems that give file and
  /// line, and then nothing of the file is added.
  std::optional<Problem> add(std::string_view Json, std::string_view FileName);

  /// The rows about a function, constant, macro or "Type::field". Valid until
  /// the next add().
  std::span<const ModelRow> rows(Subject About, std::string_view Name) const;

  /// Every row, sorted by subject and name.
  std::span<const ModelRow> all() const;

private:
  static ModelSet &shared();

  struct Storage;
  std::unique_ptr<Storage> Content;
};

/// Whether the rows of a kind relate their port to another, ModelRow::From.
enum class FromPort : std::uint8_t { Never, Optional, Always };

/// Every kind a row may have, sorted, with what it means.
struct ModelKind {
  std::string_view Name;
  std::string_view Meaning;
  FromPort From = FromPort::Never;
};
std::span<const ModelKind> allModelKinds();

} // namespace firmcop

#endif // FIRMCOP_MODEL_H
