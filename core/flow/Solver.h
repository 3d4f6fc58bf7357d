//===- core/flow/Solver.h - What all frames share ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_SOLVER_H
#define FIRMCOP_CORE_FLOW_SOLVER_H

#include "core/flow/Globals.h"
#include "core/flow/Image.h"
#include "core/flow/KeptGlobals.h"
#include "core/flow/Loops.h"
#include "core/flow/OpenCounters.h"
#include "core/flow/Origins.h"
#include "core/flow/Reach.h"
#include "core/flow/Solve.h"
#include "core/flow/Vocabulary.h"

#include <map>
#include <memory>
#include <set>
#include <unordered_map>

namespace firmcop::flow {

/// Sets of literals and functions that a value can be, each set once.
class Constants {
public:
  static constexpr std::size_t MaximumSize = 6, MaximumFunctions = 64;

  Constants() { Sets.emplace_back(); }
  ConstantSet of(Operand C) {
    ConstantSet &Set = Single[std::uint64_t(C.Of) << 32 | C.Index];
    return Set ? Set : Set = intern({C});
  }
  /// The union; \p IsOther is set when it would be too large.
  ConstantSet join(ConstantSet A, ConstantSet B, bool &IsOther);
  const std::vector<Operand> &operator[](ConstantSet S) const {
    return Sets[S];
  }

private:
  ConstantSet intern(std::vector<Operand> Set);
  ConstantSet unite(ConstantSet A, ConstantSet B, bool &IsOther);
  std::vector<std::vector<Operand>> Sets;
  std::unordered_map<std::uint64_t, std::vector<ConstantSet>> Known;
  std::unordered_map<std::uint64_t, ConstantSet> Single; ///< by operand
  /// Of two sets their union, and whether it would have been too large.
  std::unordered_map<std::uint64_t, std::pair<ConstantSet, bool>> Joined;
};

/// Two arguments of a call.
struct Compared {
  std::uint32_t First = 0, Second = 0;
};

/// Solves functions for images, each pair once.
class Solver {
public:
  Solver(const Program &P, const ModelSet &Models, const SolveOptions &Options);

  Solution run();

  /// A function, solved for one input.
  struct Context {
    enum { New, Open, Solved } Is = New;
    Image Input; ///< kept for summaries only
    Image Output;
  };
  /// The context for an input, which loses what makes no difference any more;
  /// null when the function is called too deep, or with too many inputs.
  Context *context(std::uint32_t FunctionIndex, Image &Input, unsigned Depth);
  /// Solves a new context.
  void solve(Context &Here, std::uint32_t FunctionIndex, const Image &Input,
             unsigned Depth);
  /// Something was reported there.
  bool isReported(const Rule &Of, Position Where) const {
    return Reported.contains({&Of, Where.File, Where.Offset});
  }

  void report(FlowFinding F);
  /// Notes whether the text that reaches a sink at the place is harmless.
  void judge(const Rule &Of, Position Where, bool IsHarmless);
  /// False when the budget is used up.
  bool spend(std::uint64_t Operations) {
    Solved.Statistics.Operations += Operations;
    return Solved.Statistics.Operations < Budget;
  }

  /// What the initialisers of the program put into a place of a global.
  std::optional<Operand> initialOf(Place At) const {
    auto Found = Initial.find(At);
    return Found == Initial.end() ? std::nullopt : std::optional(Found->second);
  }
  /// The objects and functions that the initialisers put into some of the
  /// places, as into the elements of a table.
  const std::vector<Operand> &initialsOf(Place At);
  /// What a field, or a global, holds before the program writes to it.
  KindMask fieldKinds(std::uint32_t Field) const { return FieldKinds[Field]; }
  /// The operating system sets the field.
  bool isOfSystem(std::uint32_t Field) const { return SystemFields[Field]; }
  KindMask variableKinds(std::uint32_t Symbol) const {
    return VariableKinds[Symbol];
  }
  /// Somebody else has left something in the global buffer (a symbol).
  bool isMail(std::uint32_t Symbol) const {
    return HasMail && Mail.contains(Symbol);
  }
  /// How many bytes an array in a record has; 0 when that is not known.
  std::uint32_t roomOf(std::uint32_t Field) const { return FieldRooms[Field]; }
  /// The fields that point to what their record is about.
  const std::vector<std::uint32_t> &wrappedContents() const { return Wrapped; }
  /// The store puts something at a place that moves on with every call, and
  /// nothing limits.
  bool isOpenFill(std::uint32_t FunctionIndex, std::uint32_t Store) {
    if (!Counters)
      Counters = std::make_unique<OpenCounters>(P);
    return Counters->isFill(FunctionIndex, Store);
  }
  /// All sockets that are made in the file are ones that only programs of the
  /// device reach; what the same library, \p Library, receives there is no
  /// remote input.
  bool isLocal(std::uint32_t File, std::string_view Library) const {
    auto Found = LocalFiles.find(File);
    return Found != LocalFiles.end() && Found->second == Library;
  }
  /// How large the largest variable is that a library fills with such data: no
  /// more of them was received.
  std::uint64_t roomFor(KindMask Kinds) const;
  /// What the form of a function says, found out once.
  struct Form {
    BlockOrder Order;
    std::optional<Loops> Of; ///< of a function that has loops

    explicit Form(const Function &F) : Order(F) {
      if (Order.hasLoop())
        Of.emplace(F, Order);
    }
  };
  const Form &formOf(std::uint32_t FunctionIndex) {
    std::unique_ptr<Form> &Known = Forms[FunctionIndex];
    if (!Known)
      Known = std::make_unique<Form>(P.functions()[FunctionIndex]);
    return *Known;
  }
  /// The literal that the initialisers of the program fill a place of a global
  /// with.
  std::optional<Operand> initialContentOf(Place At) const {
    auto Found = InitialContent.find(At);
    return Found == InitialContent.end() ? std::nullopt
                                         : std::optional(Found->second);
  }
  /// What the function does may bring a constant to where some rule does not
  /// want it.
  bool usesConstants(std::uint32_t FunctionIndex) const {
    return !ConstantUsers.empty() && ConstantUsers[FunctionIndex];
  }
  /// Nothing but its initialiser writes to the global, also by its address.
  bool isKept(std::uint32_t Symbol) {
    if (!Kept)
      Kept = std::make_unique<KeptGlobals>(P, Words);
    return Kept->isKept(Symbol);
  }
  /// A call of the function may send data to a peer.
  bool sends(std::uint32_t FunctionIndex);
  /// The text can be a secret.
  bool canBeSecret(std::string_view Text) const {
    return Options.CanBeSecret(Text);
  }
  std::string_view secretOf(std::string_view Name,
                            std::string_view Text) const {
    return Options.SecretOf(Name, Text);
  }
  /// Which arguments a call of the function compares as texts.
  const std::optional<Compared> &compared(std::uint32_t Symbol) const {
    return Comparers[Symbol];
  }
  /// Where the function is made known to others under a name: the operation of
  /// a function, or nothing.
  std::optional<std::pair<std::uint32_t, std::uint32_t>>
  registration(std::uint32_t Symbol) const;
  /// The function is called through a pointer or as a virtual method, so that
  /// not all calls of it are known.
  bool isCalledIndirectly(std::uint32_t Symbol) const {
    return IsIndirect[Symbol];
  }

  const Program &P;
  Vocabulary Words;
  Paths PathTable;
  Traces TraceTable;
  Constants ConstantTable;
  Origins LiteralOrigins;
  GlobalFacts Globals;
  PointerFlow Pointers;
  Callees Calls;
  Reach Touches;

private:
  void solveRoot(std::uint32_t FunctionIndex);
  /// Notes what the function leaves in global buffers.
  void collectMail(const Image &Output);
  /// Solves what begins with such a buffer filled by somebody else, such as a
  /// loop that reads the line of an interrupt handler.
  void solveWithMail();
  void summarise();
  void collectInitialValues();
  void collectFieldRooms();

  void collectConstantUsers();
  void findComparers();

  std::map<Place, Operand> Initial, InitialContent;
  void collectLocalFiles();

  std::map<Place, std::vector<Operand>> InitialElements; ///< found so far
  std::vector<KindMask> FieldKinds, VariableKinds;
  std::vector<bool> SystemFields;
  /// What comes from outside and is left in a global buffer (a symbol).
  struct Letter {
    KindMask Kinds = 0;
    TraceId Trace = 0;
  };
  std::map<std::uint32_t, Letter> Mail;
  bool HasMail = false;             ///< all of it was collected
  std::vector<std::uint32_t> Roots; ///< functions that were solved first
  std::vector<std::uint32_t> FieldRooms;
  std::vector<std::uint32_t> Wrapped;     ///< fields
  std::unique_ptr<OpenCounters> Counters; ///< null until asked
  std::unordered_map<std::uint32_t, std::string_view> LocalFiles;
  std::vector<std::unique_ptr<Form>> Forms; ///< of each function
  std::vector<bool> ConstantUsers;          ///< of each function
  /// Of functions (symbols) that a modelled field holds, what they are passed.
  std::unordered_map<std::uint32_t, std::vector<RowEffect>> Handlers;
  std::vector<std::optional<Compared>> Comparers; ///< of each symbol
  std::unique_ptr<KeptGlobals> Kept;              ///< null until asked
  std::vector<bool> Senders; ///< of each function; empty until asked

  std::vector<bool> IsIndirect; ///< of each symbol
  const ModelSet &Models;
  SolveOptions Options;
  std::uint64_t Budget;
  Solution Solved;
  std::vector<std::unordered_map<std::uint64_t, std::unique_ptr<Context>>>
      Contexts; ///< of each function
  std::map<std::tuple<const Rule *, std::uint32_t, std::uint32_t>, std::size_t>
      Reported;
  std::map<std::tuple<const Rule *, std::uint32_t, std::uint32_t>,
           std::pair<Position, bool>>
      Judged;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_SOLVER_H
