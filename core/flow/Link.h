//===- core/flow/Link.h - Units joined to a program -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unit numbers its symbols, literals, fields and files by itself. Linking
// gives them one numbering: afterwards every operand of every function is an
// index into the tables of the Program, as if all had been one unit.
//
// What a name stands for is decided as a linker does it: a strong definition
// goes before a weak one, and weak ones that lose are dropped, as are second
// copies of what stands at one and the same place in a header. But a compile
// database often describes several programs, each with a 'main', and an
// 'options' or 'usage' of its own. So strong definitions of one name all stay:
// a unit means its own, and a unit that has none means the one in the directory
// nearest to it, of equally near ones the first by path. The last choice is a
// guess when there is more than one, and is told as a problem.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_LINK_H
#define FIRMCOP_CORE_FLOW_LINK_H

#include "firmcop/Problem.h"
#include "firmcop/flow/Program.h"

#include <span>
#include <string_view>
#include <unordered_map>

namespace firmcop::flow {

class Program {
public:
  /// What stays of a unit beside its functions.
  struct Origin {
    std::string Path;
    unsigned PointerBits = 64;
    bool IsIncomplete = false;
  };

  static constexpr std::uint32_t None = ~0u;

  /// Joins units, which must be well formed (see Verify.h). Their order does
  /// not matter, except among units of one path.
  explicit Program(std::vector<Unit> Units);

  /// In the order of the units' paths.
  const std::vector<Origin> &units() const { return Units; }

  // The tables that operands, operations and positions index. Equal entries
  // are one.
  const std::vector<std::string> &files() const { return Files; }
  const std::vector<Symbol> &symbols() const { return Symbols; }
  const std::vector<Literal> &literals() const { return Literals; }
  const std::vector<std::string> &fields() const { return Fields; }

  /// All functions with a body, by the path of their unit and, within it, in
  /// the unit's order.
  const std::vector<Function> &functions() const { return Functions; }
  /// Index into units() of functions()[Index].
  std::uint32_t unitOf(std::uint32_t FunctionIndex) const {
    return UnitOf[FunctionIndex];
  }

  /// What sets the globals and static locals of all units before anything
  /// runs, one unit after the other. Stores to globals whose definition lost
  /// are left out. Without blocks when there is nothing to set.
  const Function &initialiser() const { return Initialiser; }

  /// Index into functions() of the body of a symbol, or None: it is a global,
  /// or stays external.
  std::uint32_t definition(std::uint32_t SymbolIndex) const {
    return Definitions[SymbolIndex];
  }

  /// Index into symbols() of what a link name stands for, or None. Of several
  /// strong definitions the first by path.
  std::uint32_t find(std::string_view LinkName) const;

  /// The symbols that a function calls by name, sorted, each once. Of a virtual
  /// call the method named; see overriders().
  std::span<const std::uint32_t> callees(std::uint32_t FunctionIndex) const {
    return list(CalleeLists, FunctionIndex);
  }

  /// The functions (indices into functions()) that call a symbol by name,
  /// sorted, each once.
  std::span<const std::uint32_t> callers(std::uint32_t SymbolIndex) const {
    return list(CallerLists, SymbolIndex);
  }

  /// The methods (symbols) that override a method, directly or through another
  /// one, sorted; without the method itself.
  std::span<const std::uint32_t> overriders(std::uint32_t SymbolIndex) const {
    return list(OverriderLists, SymbolIndex);
  }

  /// The function symbols whose address is used otherwise than to call them,
  /// sorted; defined or not.
  const std::vector<std::uint32_t> &addressTaken() const {
    return AddressTaken;
  }

  /// The build options of all units, each once.
  const std::vector<BuildOption> &options() const { return Options; }

  /// What was ambiguous, in a fixed order.
  const std::vector<Problem> &problems() const { return Problems; }

private:
  friend class Linker;

  /// Many short lists in one vector: list I is [Starts[I], Starts[I + 1]).
  struct Lists {
    std::vector<std::uint32_t> Starts, Items;
  };
  static std::span<const std::uint32_t> list(const Lists &Of,
                                             std::uint32_t Index) {
    return {Of.Items.data() + Of.Starts[Index],
            Of.Items.data() + Of.Starts[Index + 1]};
  }

  std::vector<Origin> Units;
  std::vector<std::string> Files;
  std::vector<Symbol> Symbols;
  std::vector<Literal> Literals;
  std::vector<std::string> Fields;
  std::vector<Function> Functions;
  std::vector<std::uint32_t> UnitOf;
  Function Initialiser;
  std::vector<std::uint32_t> Definitions;
  std::unordered_map<std::string, std::uint32_t> ByLinkName;
  Lists CalleeLists, CallerLists, OverriderLists;
  std::vector<std::uint32_t> AddressTaken;
  std::vector<BuildOption> Options;
  std::vector<Problem> Problems;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_LINK_H
