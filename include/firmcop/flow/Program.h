//===- firmcop/flow/Program.h - What the flow core reads --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The flow core decides sentences such as "bytes from the network reach the
// length of memcpy with no upper bound". It knows nothing of C or of machine
// code: front ends lower a program into the form below, one Unit for each
// translation unit or binary, and the core links the units and solves them.
//
// The form is deliberately plain, like a compiler's output without
// optimisation. A function is a list of blocks of operations. Everything that
// has an address is an object: a local variable, a parameter, a global. What is
// computed is a temporary; each has exactly one operation that sets it. So
// 'x = y + 1;' is
//
//     t0 = load y
//     t1 = add t0, 1
//     store x, t1
//
// where the operands x and y stand for the addresses of the objects. Addresses
// of parts are computed: 'field' for 'p->f' and 's.f', 'element' for 'p + i'
// and 'a[i]'. Parameter i is the local object i, and holds its value when the
// function is entered. Conditions are values: 'branch' tests one, and '&&',
// '||', '?:' are blocks.
//
// core/flow/Text.h reads and writes the form as text, core/flow/Serialise.h as
// bytes.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_FLOW_PROGRAM_H
#define FIRMCOP_FLOW_PROGRAM_H

#include <cstdint>
#include <string>
#include <vector>

namespace firmcop::flow {

/// What the bits of a value are, in 16 bits: kind, sign, and width in bits.
struct Type {
  enum class Kind : std::uint8_t {
    Void,
    Integer, ///< also enumerations, characters and truth values
    Float,
    Pointer, ///< also references, arrays as values, and functions
    Record,  ///< a structure, union or class as a value
  };
  std::uint16_t Of : 3 = 0;
  std::uint16_t Signed : 1 = 0;
  std::uint16_t Bits : 12 = 0; ///< integers and floats; 0 for others

  constexpr Type() = default;
  constexpr Type(Kind K, unsigned Bits = 0, bool IsSigned = false)
      : Of(static_cast<std::uint16_t>(K)), Signed(IsSigned),
        Bits(static_cast<std::uint16_t>(Bits)) {}
  constexpr Kind kind() const { return static_cast<Kind>(Of); }
  constexpr bool isInteger() const { return kind() == Kind::Integer; }
  constexpr bool isPointer() const { return kind() == Kind::Pointer; }
  bool operator==(const Type &) const = default;
};

/// Where an operation stands.
struct Position {
  std::uint32_t File = 0;   ///< index into Unit::Files
  std::uint32_t Line = 0;   ///< from 1; 0 in machine code
  std::uint32_t Offset = 0; ///< in bytes from the start of the file, or address
  std::uint16_t Column = 0; ///< in bytes, from 1
  std::uint16_t Length = 0; ///< in bytes
  bool operator==(const Position &) const = default;
};

/// A place that a value comes from: a kind and an index into the table of that
/// kind.
struct Operand {
  enum class Kind : std::uint8_t {
    None,
    Temporary, ///< the result of an operation of the same function
    Local,     ///< the address of Function::Locals[Index]
    Global,    ///< the address of the global Unit::Symbols[Index]
    Function,  ///< the address of the function Unit::Symbols[Index]
    Literal,   ///< Unit::Literals[Index]
  };
  std::uint32_t Of : 3 = 0;
  std::uint32_t Index : 29 = 0;

  constexpr Operand() = default;
  constexpr Operand(Kind K, std::uint32_t I)
      : Of(static_cast<std::uint32_t>(K)), Index(I) {}
  constexpr Kind kind() const { return static_cast<Kind>(Of); }
  constexpr explicit operator bool() const { return kind() != Kind::None; }
  bool operator==(const Operand &) const = default;
};

/// What an operation does. R is its result, A and B its operands.
enum class Opcode : std::uint8_t {
  Unknown,    ///< R = some value that nothing is known of
  Copy,       ///< R = A
  Negate,     ///< R = -A
  Complement, ///< R = ~A
  Not,        ///< R = !A
  Add,        ///< R = A + B, and so on; both operands have R's type
  Subtract,
  Multiply,
  Divide,
  Remainder,
  ShiftLeft,
  ShiftRight,
  And,
  Or,
  Xor,
  Equal, ///< R = A == B, and so on; Of is the type of the operands
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Cast,     ///< R = A converted to Of
  Field,    ///< R = address of field Unit::Fields[Extra] of the record at A
  Element,  ///< R = A + B elements of Extra bytes (0: unknown)
  Load,     ///< R = *A
  Store,    ///< *A = B
  CopyFrom, ///< *A = *B: a whole record or array of Extra bytes; a literal
            ///< that is shorter has zeros behind it
  Call,     ///< R = A(arguments): the pool's [Extra, Extra + Count); a record
            ///< is passed by its address, and returned as that of a copy
  // What ends a block.
  Jump,        ///< go to block Extra
  Branch,      ///< if A go to block Extra, else to block B.Index
  Switch,      ///< A selects among Count cases in the pool, from Extra
  Return,      ///< return A, or nothing; a record by its address
  Unreachable, ///< what calls a function that does not return
};

/// One operation; 24 bytes.
struct Operation {
  Opcode Op = Opcode::Unknown;
  std::uint8_t Flags = 0;
  Type Of; ///< of the result; of B in a Store
  /// Arguments of a Call, cases of a Switch; of a Field that is an array, its
  /// size in bytes, or 0 when it is not known or has no end.
  std::uint32_t Count = 0;
  std::uint32_t Result = ~0u; ///< number of the temporary, or NoResult
  Operand A, B;
  std::uint32_t Extra = 0;

  static constexpr std::uint32_t NoResult = ~0u;
  /// Call: A names a virtual method; the first argument is the object.
  static constexpr std::uint8_t IsVirtual = 1;
  /// Branch: the condition of a loop; block Extra is the body. Also of the
  /// 'for (;;)' whose body ends with 'if (...) break;'.
  static constexpr std::uint8_t IsLoop = 2;
  /// Arithmetic and conversions that the language adds and nobody wrote.
  static constexpr std::uint8_t IsImplicit = 4;
  /// Element: written as an index, 'a[i]', not as 'p + i'.
  static constexpr std::uint8_t IsIndex = 8;
  /// Call: of a method; the first argument is the object's address, and what
  /// models call Argument[0] is the second one.
  static constexpr std::uint8_t IsMethod = 16;
  /// Element: nothing is read or written there, as in '&a[n]', which may name
  /// the end of the array.
  static constexpr std::uint8_t IsAddress = 32;
  /// Call: within a library, of a part of it, or within a test, so that nobody
  /// chose what is called for a purpose of his own.
  static constexpr std::uint8_t IsOwn = 64;
};

/// A run of operations of which the last is the only one that ends a block.
struct Block {
  std::uint32_t First = 0; ///< index into Function::Operations
  std::uint32_t Count = 0;
};

/// An object that lives while its function runs. The first ones are the
/// parameters.
struct Local {
  std::string Name;              ///< as written; may be empty
  Type Of;                       ///< Record for structures and arrays
  std::uint64_t Size = 0;        ///< in bytes; 0 when not known or variable
  std::uint32_t ElementSize = 0; ///< of an array; 0 for others
  bool IsStatic = false;         ///< keeps its value between calls
};

/// A function that has a body.
struct Function {
  std::uint32_t Symbol = 0; ///< index into Unit::Symbols
  Position Where;           ///< of the name
  std::uint32_t Parameters = 0;
  bool IsVariadic = false;
  Type Result;
  std::vector<Local> Locals;
  std::vector<Block> Blocks; ///< the first is the entry
  std::vector<Operation> Operations;
  std::vector<Position> Positions; ///< of each operation
  /// Arguments of calls, and of each case of a switch two entries: a literal
  /// (None for the default) and, as index, the block.
  std::vector<Operand> Pool;
  std::uint32_t Temporaries = 0; ///< their number
};

/// A constant.
struct Literal {
  enum class Kind : std::uint8_t {
    Integer,
    Text,  ///< a string literal, without its NUL
    Bytes, ///< an array of constant bytes
  };
  Kind Of = Kind::Integer;
  std::int64_t Integer = 0;
  std::string Bytes;
  /// Enumerators or macros that the constant is written as, innermost first.
  std::vector<std::string> Names;
  bool operator==(const Literal &) const = default;
};

/// A function or global, defined in the unit or only used there.
struct Symbol {
  /// What the linker knows it by. Symbols that other units cannot see carry
  /// their unit's path: "name@dir/file.c".
  std::string LinkName;
  /// As models know it, "strcpy", "Class::method"; empty when it cannot be a
  /// library's.
  std::string ModelName;
  std::string Name; ///< as messages show it
  bool IsFunction = true;
  bool IsDefined = false;  ///< in this unit
  bool IsWeak = false;     ///< another definition goes first
  bool IsConstant = false; ///< a global that the program may not write
  bool IsNoReturn = false;
  /// Which parameter is a printf-like format, or -1.
  std::int16_t Format = -1;
  /// How many parameters stand before the '...', or -1 without one.
  std::int16_t Variadic = -1;
  // Of globals.
  Type Of;
  std::uint64_t Size = 0;
  std::uint32_t ElementSize = 0;
};

/// A method that takes another's place in a virtual call.
struct Override {
  std::uint32_t Method = 0;     ///< index into Unit::Symbols
  std::uint32_t Overridden = 0; ///< index into Unit::Symbols
  bool operator==(const Override &) const = default;
};

/// A build option that is on and that a model row speaks of.
struct BuildOption {
  std::string Kind;    ///< of the row
  std::string Library; ///< whose option it is
  bool operator==(const BuildOption &) const = default;
};

/// A translation unit or a binary, lowered.
struct Unit {
  std::string Path; ///< of the main file
  /// Every file that some position names; absolute.
  std::vector<std::string> Files;
  std::vector<Symbol> Symbols;
  std::vector<Literal> Literals;
  /// "Record::field". The members of a union are one field, "Union::*".
  std::vector<std::string> Fields;
  std::vector<Override> Overrides;
  std::vector<BuildOption> Options;
  std::vector<Function> Functions;
  /// Stores that set the globals and static locals before anything runs; the
  /// function has no symbol. Globals without one start as zero.
  Function Initialiser;
  unsigned PointerBits = 64;
  /// A part of the source could not be parsed.
  bool IsIncomplete = false;
};

} // namespace firmcop::flow

#endif // FIRMCOP_FLOW_PROGRAM_H
