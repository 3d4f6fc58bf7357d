//===- core/flow/Frame.h - One function, solved for one image ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A frame executes a function with values of which something is known instead
// of values that are known. Blocks are visited in reverse post-order; where
// paths meet, their states are joined; a loop is visited again until nothing
// changes in it. See docs/flow.md.
//
// The parts: Frame.cpp (order of the blocks, joins), Values.cpp (values and
// objects), Access.cpp (what places hold), Sameness.cpp (values that are
// equal), Transfer.cpp (operations), Assume.cpp (conditions), Walk.cpp (texts
// of which every character is tested), Call.cpp, CallInput.cpp and
// CallOutput.cpp (calls of the program's functions), Library.cpp, Effects.cpp
// and Format.cpp (calls of modelled functions), Check.cpp, CheckOperations.cpp,
// CheckOrigin.cpp and Fill.cpp (sinks), Report.cpp (findings), Certain.cpp
// (mistakes that no input is needed for).
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_FRAME_H
#define FIRMCOP_CORE_FLOW_FRAME_H

#include "core/flow/Image.h"
#include "core/flow/Numbering.h"
#include "core/flow/Solver.h"
#include "core/flow/State.h"

#include <map>
#include <memory_resource>
#include <optional>
#include <set>
#include <unordered_map>

namespace firmcop::flow {

/// How a program writes an operation that may overflow; empty for others.
constexpr std::string_view signOf(Opcode Op) {
  return Op == Opcode::Add        ? "+"
         : Op == Opcode::Subtract ? "-"
         : Op == Opcode::Multiply ? "*"
                                  : "";
}

class Frame {
public:
  Frame(Solver &S, std::uint32_t FunctionIndex, const Image &Input,
        unsigned Depth);

  /// What a call that looks like the input does. False if the function was too
  /// much work; the image is then what was found so far.
  bool solve(Image &Output);

private:
  // -- Objects and values (Values.cpp) --------------------------------------
  struct Object {
    enum class Kind : std::uint8_t { Local, New, Input, Pointee };
    Kind Is = Kind::Local;
    bool IsUnique = true;
    std::uint64_t Size = 0;
    std::uint32_t ElementSize = 0;
    std::uint32_t Index = 0; ///< local, operation, input object, or value
    ValueId Amount = 0;      ///< the size that was asked for, of New and Input
    ValueId Source = 0;      ///< of Input: what leads to it from outside
  };

  /// What a value is the value of; with two numbers it is its key.
  enum class Tag : std::uint8_t {
    Result,  ///< of operation A
    Address, ///< of operand A
    Initial, ///< of object A, path B, before anything is stored there
    Content, ///< made of several cells; A and B tell which
    Part,    ///< of value A, at path B
    Joined,  ///< at block A, at the place numbered B
    Given,   ///< item A of the input
    Back,    ///< item B of what call A gives back
    Made,    ///< by call A, number B
  };
  struct Key {
    Tag Of;
    std::uint32_t A = 0, B = 0;
    bool operator==(const Key &) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key &K) const {
      std::uint64_t H =
          ((std::uint64_t(K.A) << 32) | K.B) + std::uint64_t(K.Of);
      H = (H ^ (H >> 32)) * 0xD6E8FEB86659FD93ULL;
      return H ^ (H >> 32);
    }
  };
  /// The value of a key; what it can be grows by V.
  ValueId define(Key K, const Value &V);
  /// The same, for what an operation just made: what was known of the value
  /// that it made the last time is forgotten.
  ValueId redefine(State &S, Key K, const Value &V);
  /// The value of a key that was defined; 0 if it was not.
  ValueId defined(Key K) const {
    std::optional<std::uint32_t> Known = ValueKeys.find(K);
    return Known ? *Known + 1 : 0;
  }
  /// The value with what the state knows of it.
  Value known(const State &S, ValueId V) const;
  /// The two are computed in the same way of the same values (Sameness.cpp).
  bool isSame(ValueId A, ValueId B, unsigned Nesting = 0) const;
  /// The number of a function, or what else it is known by, and its inputs.
  std::uint32_t application(std::uint32_t Of, std::span<const ValueId> Inputs);
  /// What the call gives back depends on its inputs alone, and it does nothing
  /// else.
  bool isApplication(const Image &Back, std::uint32_t Callee) const;
  ValueId operand(Operand O);
  Operand constant(ValueId V) const;

  ObjectId makeObject(Key Of, Object O);
  const Object *object(ObjectId O) const {
    return isShared(O) ? nullptr : &Objects[O];
  }
  const Literal &literal(ObjectId O) const;
  std::uint64_t sizeOf(ObjectId O) const;
  std::uint32_t elementSizeOf(ObjectId O) const;
  bool isUnique(ObjectId O) const;

  std::uint32_t targetSet(std::vector<Place> Places);
  std::uint32_t targetSet(Place Only);
  /// Where a pointer can point to; an object of its own when nothing is known.
  /// Valid as long as the frame.
  std::span<const Place> targets(const State &S, ValueId Pointer);
  Value pointerTo(std::vector<Place> Places);
  Value pointerToOne(Place Only);

  ValueId load(State &S, Place P, Type T);
  void store(State &S, Place P, ValueId V);
  ValueId initial(Place P, Type T);
  /// More bytes may follow the one at the place.
  bool isBeginning(Place At) const;
  /// What a library's structure or variable holds: input, if models say so.
  void addModelled(Value &V, Place At);
  /// The text or bytes at a place.
  ValueId content(State &S, Place P);
  ValueId contentAt(State &S, ValueId Pointer);
  void setContent(State &S, Place P, ValueId V, bool Replace);
  void setContentAt(State &S, ValueId Pointer, ValueId V, bool Replace);
  /// The place holds what it held when the function was entered.
  bool isUntouched(Place At, ValueId V) const;
  /// A value that is one or the other.
  Value either(const Value &A, const Value &B);
  /// A text that has parts of both.
  Value mixed(const Value &A, const Value &B);
  /// The two as one value: either of them, or a text with parts of both.
  ValueId merged(const State &S, ValueId A, ValueId B, bool AsParts);
  /// A part of a value: a field, an element, a byte.
  Value part(const Value &Whole, Type T) const;

  // -- Operations (Transfer.cpp) ---------------------------------------------
  /// False if what follows is not reached.
  bool execute(State &S, std::uint32_t Index);
  void executeArithmetic(State &S, std::uint32_t Index, const Operation &O);
  void executeCast(State &S, std::uint32_t Index, const Operation &O);
  void executeLoad(State &S, std::uint32_t Index, const Operation &O);
  ValueId byteRead(State &S, std::uint32_t Index, const Operation &O,
                   ValueId OneOfAll);
  /// What was loaded, or the part of a constant that it is.
  ValueId loadFixed(State &S, std::uint32_t Index, const Operation &O,
                    ValueId Found);
  void executeStore(State &S, std::uint32_t Index, const Operation &O);
  ValueId storedFixed(State &S, std::uint32_t Index, std::span<const Place> At,
                      ValueId What);
  void executeCopy(State &S, std::uint32_t Index, const Operation &O);
  void setResult(const Operation &O, ValueId V) {
    if (O.Result != Operation::NoResult)
      Temporaries[O.Result] = V;
  }
  std::string nameOf(Place P) const;
  TraceId step(StepKind K, std::uint32_t Index, TraceId Before,
               std::string_view Name, TraceId Inner = 0);

  // -- Conditions (Assume.cpp) -----------------------------------------------
  /// Restricts the state to what is so when the condition is true, or false.
  /// False if it cannot be.
  bool assume(State &S, ValueId Condition, bool IsTrue, unsigned Nesting = 0);
  bool assumeComparison(State &S, Opcode Op, ValueId A, ValueId B,
                        unsigned Nesting);
  bool restrict(State &S, ValueId V, Interval To, unsigned Nesting);
  /// The value is not above, or not below, one that is trusted or is not.
  void bound(State &S, ValueId V, bool Above, bool IsTrusted, unsigned Nesting);
  /// The value is not above one from outside, and that is all that is known.
  void limit(State &S, ValueId V, ValueId By);
  bool assumeSame(State &S, ValueId V, bool AreSame);
  bool applyOutcome(State &S, ValueId V);
  /// The value, and what it was converted from, is one that is allowed.
  void validate(State &S, ValueId V);
  /// The number that the value tells something of; 0 if there is none.
  ValueId answered(ValueId V) const;
  /// The number is a byte of some text from outside.
  bool isCharacter(ValueId V) const;

  // -- Texts (Walk.cpp) ------------------------------------------------------
  ValueId addressOf(const Loops::Walk &W);
  /// What the walk goes through, where a character of it is read.
  ValueId walkedText(State &S, std::uint32_t Read);
  /// The variable is set, so that a walk begins; or a character is replaced.
  void noteWalk(State &S, std::uint32_t Index, const Operation &O);
  /// A round of the loops with that head begins, or ends.
  void beginRound(State &S, std::uint32_t Head);
  void endRound(State &S, std::uint32_t Head);
  /// What a way out of a branch tells of the texts that are walked through.
  void assumeWalk(State &S, std::uint32_t Index, bool IsTrue);

  // -- Calls (Call*.cpp, Library.cpp) ----------------------------------------
  /// Notes which class a constructor made, and leaves of the methods that a
  /// virtual call may mean those of that class.
  void noteClass(State &S, std::uint32_t Index, const Operation &O,
                 ValueId Made);
  void keepClass(State &S, ValueId Made, std::vector<std::uint32_t> &Callees);
  struct Outcome {
    ReturnClass Classes[3]; ///< facts of this frame's values
  };
  /// Which input object is which of this frame's, while a call is made.
  struct Binding {
    std::vector<ObjectId> Objects;
    std::vector<ValueId> Items;
  };
  bool executeCall(State &S, std::uint32_t Index, const Operation &O);
  /// What the function does is known better from models than from its body, as
  /// of a copy of the C library that the program brings along.
  bool isDescribed(std::uint32_t Symbol, std::uint32_t Body) const;
  /// False if the function does not return.
  bool callProgram(State &S, std::uint32_t Index, const Operation &O,
                   std::uint32_t Callee, std::span<const ValueId> Arguments,
                   unsigned Alternative);
  /// What the callee is given: the arguments, and of the memory behind them and
  /// of the globals what it may touch. \p Bound: which is which here.
  Image exportInput(State &S, std::uint32_t Callee,
                    std::span<const ValueId> Arguments, Binding &Bound);
  /// What was in the object when it was first met came from outside.
  bool isFromOutside(ObjectId O) const;
  /// A field of something else points to the object as well.
  bool isHeldElsewhere(const State &S, ObjectId O) const;
  /// The callee may want to know what a place holds that it reaches from
  /// \p Base.
  bool isOfInterest(const Cell &C, PathId Base, std::uint32_t Callee) const;
  /// What a callee finds in the place: the number that it was compared as, or
  /// what it holds.
  ValueId numberIn(const State &S, const Cell &C) const;
  /// Solves the callee for the input, unless that was done; null as in
  /// Solver::context, or while it is being solved. \p IsNew: it was not.
  const Image *solved(std::uint32_t Index, std::uint32_t Callee, Image Input,
                      bool &IsNew);
  /// Hands on what the called function told of its inputs. \p IsRepeated: it
  /// was told of another call that looked like this one, and is of this one
  /// now.
  void importSinks(State &S, std::uint32_t Index, std::uint32_t Callee,
                   const Image &Back, const Binding &Bound, bool IsRepeated);
  void importOutput(State &S, std::uint32_t Index, const Operation &O,
                    std::uint32_t Callee, const Image &Back,
                    const Binding &Bound, unsigned Alternative);
  TraceId traceBack(std::uint32_t Index, std::uint32_t Callee, TraceId Inner,
                    const Binding &Bound);
  void importInput(State &S, const Image &Input);
  void exportOutput(Image &Output);

  bool callLibrary(State &S, std::uint32_t Index, const Operation &O,
                   const Symbol *Callee, std::span<const ValueId> Arguments);
  /// Which letters that shells treat in a special way a needle is made of, one
  /// bit each; all of them for one that paths, statements or formats treat so.
  std::uint8_t lettersIn(State &S, ValueId Needle);
  static constexpr std::string_view ShellLetters = ";|&`$";
  static constexpr std::uint8_t AllLetters = (1 << ShellLetters.size()) - 1;
  void applyEffect(State &S, std::uint32_t Index, const Operation &O,
                   const RowEffect &E, std::span<const ValueId> Arguments,
                   std::uint32_t Number);
  /// What rows say of the outputs of a function that has a body as well.
  void addSources(State &S, std::uint32_t Index, const Operation &O,
                  const Symbol &Callee, std::span<const ValueId> Arguments);
  void callUnknown(State &S, std::uint32_t Index, const Operation &O,
                   std::span<const ValueId> Arguments);
  void callBack(State &S, std::uint32_t Index, const Operation &O,
                const RowEffect &E, std::span<const ValueId> Arguments);
  /// The value at a port of a call, or, of a pointee, the content; 0 if the
  /// call has no such argument.
  ValueId atPort(State &S, const Operation &O, const Port &At,
                 std::span<const ValueId> Arguments);
  std::span<const ValueId> argumentsFrom(const Operation &O, unsigned First,
                                         std::span<const ValueId> Arguments);
  bool holds(State &S, const Operation &O, const ModelRow &Row,
             std::span<const ValueId> Arguments);
  /// The condition holds for the value, or for the text that it leads to.
  bool holds(State &S, const Condition &C, ValueId At);
  Value formatted(State &S, ValueId Format, std::span<const ValueId> Values);
  void putAt(State &S, const Operation &O, const Port &At,
             std::span<const ValueId> Arguments, ValueId Content, bool Replace);
  /// What a library call gives back, while its rows are applied.
  struct LibraryCall {
    Value Result;
    ValueId Alias = 0;   ///< the result is this value
    ValueId Earlier = 0; ///< what a null pointer stands for
    std::string_view Name;
    int Variadic = -1; ///< the first of the arguments without a parameter
    bool HasNew = false;
    std::uint64_t NewSize = 0; ///< in bytes; 0 when not known
    Outcome Tells;
    bool HasOutcome = false;
  } Library;
  /// The port stands for all arguments from there on.
  bool isVariadic(const Port &At) const {
    return At.Of == Port::Base::Argument && Library.Variadic >= 0 &&
           At.Index >= Library.Variadic;
  }

  /// The same for arguments that no row of a model speaks of.
  void forgetUndescribed(State &S, std::uint32_t Index, const Operation &O,
                         std::span<const RowEffect> Effects,
                         std::span<const ValueId> Arguments);
  /// What the arguments and the result lead to was unreadable before.
  void markDecrypted(State &S, std::uint32_t Index, const Operation &O,
                     std::span<const ValueId> Arguments);
  /// Forgets the constants that a pointer leads to; somebody may have written
  /// there.
  void forgetAt(State &S, std::uint32_t Index, ValueId Pointer,
                std::uint32_t &Number);

  // -- Sinks (CheckOrigin.cpp) -----------------------------------------------
  /// Where a constant is written, as its path begins.
  static constexpr std::string_view WrittenHere =
      "The constant is written here.";
  static constexpr std::string_view FillsIt = "' fills it with a constant.";
  /// The constant can be what a place of that kind takes.
  bool isUsable(const Value &V, std::string_view Kind) const;
  void checkOrigin(State &S, std::uint32_t Index, const Operation &O,
                   const RowEffect &E, std::span<const ValueId> Arguments);
  /// The same, of what a field of a structure that a model knows is set to.
  void checkField(State &S, std::uint32_t Index, Place At, ValueId What);
  void judgeOrigin(State &S, std::uint32_t Index, ValueId What,
                   const RowEffect &E, std::string_view Sink);
  /// The text or bytes behind a pointer that have one of the kinds.
  std::optional<Value> textFrom(State &S, ValueId Pointer, KindMask Wanted);
  void reportConstant(std::uint32_t Index, const RowEffect &E, const Value &V,
                      std::string_view Sink, bool IsDirect,
                      std::optional<Level> Severity = std::nullopt);
  bool isOneOfSeveral(State &S, const Operation &O, const ModelRow &Row,
                      std::span<const ValueId> Arguments);

  // -- Sinks (CheckAddress.cpp) ----------------------------------------------
  /// The number from outside that decides where a pointer points to that leads
  /// to no object of the program.
  std::optional<Value> addressFromOutside(const State &S,
                                          ValueId Pointer) const;
  /// How a program writes that it reads or writes what a pointer leads to.
  static constexpr std::string_view Dereference = "*";
  void checkAddress(const State &S, std::uint32_t Index, ValueId Pointer,
                    std::string_view Sink);
  /// The call sends what lies at a fixed address, as much as it is asked for.
  void checkReadBack(const State &S, std::uint32_t Index, std::uint32_t Symbol,
                     std::span<const ValueId> Arguments);

  // -- Sinks (CheckCommand.cpp) ----------------------------------------------
  /// A shell runs what a peer sent, from the first word on.
  void checkWholeCommand(std::uint32_t Index, const Value &Command);

  // -- Sinks (CheckComparison.cpp) -------------------------------------------
  /// What a call compares is a secret that is fixed in the program.
  void checkComparison(const State &S, std::uint32_t Index,
                       std::uint32_t Symbol,
                       std::span<const ValueId> Arguments);

  // -- Sinks (CheckUnlock.cpp) -----------------------------------------------
  /// One way out of a branch is taken only by what equals a constant.
  struct Match {
    bool OnTrue = true;
    ValueId Given = 0; ///< 0 when there is none
    std::string Shown;
  };
  Match matchedText(const State &S, ValueId Sameness);
  void tellUnlock(const State &S, std::uint32_t Block, std::uint32_t Index,
                  std::uint32_t Next, const Match &Found);
  void checkUnlockCase(const State &S, std::uint32_t Block, std::uint32_t Index,
                       Operand Case, std::uint32_t Next);
  /// What is sent opens something when it is a certain constant.
  void checkUnlock(const State &S, std::uint32_t Block, std::uint32_t Index);

  // -- Sinks (Check.cpp) -----------------------------------------------------
  void checkSink(State &S, std::uint32_t Index, const Operation &O,
                 const RowEffect &E, std::span<const ValueId> Arguments);
  void checkText(State &S, std::uint32_t Index, const Operation &O,
                 const RowEffect &E, std::span<const ValueId> Arguments);
  void checkOffset(State &S, std::uint32_t Index,
                   std::span<const Demand> Demands, ValueId Where);
  void checkAmount(State &S, std::uint32_t Index, const Operation &O,
                   const RowEffect &E, std::span<const ValueId> Arguments);
  /// Every part of the text, or of all texts, is fixed or validated.
  bool isPlainText(State &S, ValueId Pointer);
  /// Computed of two numbers of which neither is a small addition.
  bool isProduct(Value V) const;
  /// What is copied moves within one object.
  bool isWithinOne(State &S, const Operation &O, const RowEffect &E,
                   std::span<const ValueId> Arguments);
  /// Somebody has compared the value; the comparison may be too clever for us.
  static bool isLookedAt(const State &S, ValueId V) {
    const Fact *Told = S.factOf(V);
    return Told &&
           (Told->IsBounded || Told->IsBoundedBelow || Told->IsCompared);
  }
  void checkPlainFormat(State &S, std::uint32_t Index,
                        std::span<const Demand> Demands, ValueId Format);
  void checkIndex(State &S, std::uint32_t Index, const Operation &O,
                  ValueId Address, ValueId Number);
  bool endsWithin(const State &S, ValueId Number, std::uint64_t Count) const;
  bool checkCountedIndex(State &S, std::uint32_t Index, const Operation &O,
                         ValueId Address, ValueId Number);
  bool checkAmountIndex(State &S, std::uint32_t Index, const Operation &O,
                        ValueId Address, ValueId Number);
  /// How many elements of so many bytes the array at a place has; 0 unknown.
  std::uint64_t elementsAt(Place At, std::uint32_t Size) const;
  /// What comes from outside and alone says how large the number may become.
  std::optional<Value> limitFromOutside(const State &S, ValueId Number,
                                        unsigned Nesting) const;
  void checkArithmetic(State &S, std::uint32_t Index, const Operation &O,
                       const Value &A, const Value &B, const Value &Result);
  void checkNarrowing(State &S, std::uint32_t Index, const Operation &O,
                      const Value &A);
  void checkDivisor(State &S, std::uint32_t Index, const Value &V);
  /// The comparison that a condition in a function with loops is; null for what
  /// is none.
  const Operation *comparisonIn(Operand Condition) const;
  /// Its left side, or the condition.
  Operand comparedIn(Operand Condition) const;
  /// How loud it is that input bounds the loop; none for the rule's own level.
  std::optional<Level> loopLevel(std::uint32_t Index,
                                 const Operation *Comparison,
                                 const Value &Bound) const;
  void checkLoop(State &S, std::uint32_t Index, ValueId Condition);

  // -- Reports (Report.cpp) --------------------------------------------------
  /// What a rule calls a loop.
  static constexpr std::string_view LoopSink = "loop";
  /// A number that nobody far away decides is worth a look at most; none for
  /// the rule's own level.
  std::optional<Level> numberLevel(const Value &V) const;
  /// What a rule says of an operation; the level is set by who reports it.
  FlowFinding finding(std::uint32_t Index, const Rule &Of,
                      std::string_view Sink, std::string What) const;
  /// \p CanMove: whoever calls a helper may be the one to blame.
  void report(std::uint32_t Index, std::span<const Demand> Demands,
              const Value &V, std::string_view Sink,
              std::optional<Level> Severity = {}, bool CanMove = false);
  /// The same for a sink of any function; \p Function is the one that the value
  /// came into. False if the sink is its own business.
  bool reportAt(const ImageSink &Sink, const Value &V, std::uint32_t Function,
                bool CanMove, bool IsRepeated);
  /// The sink is one of what came in; callers are told of it.
  void noteSink(ImageSink Sink, TraceId Trace);
  /// Places that a loop fills for as long as there is input (Fill.cpp).
  void checkFills();
  /// A store that each call does one place further on, and nothing limits.
  void checkOpenFill(State &S, std::uint32_t Index, ValueId What);
  /// The input that alone ends the loop; none if something else may.
  std::optional<Value> endedByInput(const Loops::Fill &Fill,
                                    std::uint64_t Room);
  /// The object that a load or a store goes to.
  ObjectId textAt(std::uint32_t Access) const;
  void noteFill(std::uint32_t Index, ObjectId Filled, KindMask Kinds,
                TraceId Trace);
  /// What cannot go well whatever comes from outside (Certain.cpp). An
  /// operation is judged anew each time it is executed; the last time counts.
  void certain(std::uint32_t Index, std::string_view Kind, bool IsWrong,
               const Value &V, std::string_view Sink,
               Level AtMost = Level::Warning);
  void certainIndex(std::uint32_t Index, const Operation &O,
                    std::span<const Place> At, const Value &Number);
  void certainAmount(const State &S, std::uint32_t Index, ValueId Length,
                     std::uint64_t Room, bool IsOwn);
  void certainOverflow(const State &S, std::uint32_t Index, const Operation &O,
                       const Value &Result);
  void certainNarrowing(const State &S, std::uint32_t Index, const Operation &O,
                        const Value &A);
  void reportCertain();
  /// The size that was asked for, without what was added to it.
  ValueId amountOf(const Object &O) const { return withoutSum(O.Amount); }
  ValueId withoutSum(ValueId V) const;
  /// What the number was before it was converted.
  ValueId withoutCasts(ValueId V) const;
  /// The object that the pointer leads to was made for so many bytes, or more.
  bool isMadeFor(const State &S, ValueId Pointer, ValueId Length);
  /// What is left of an amount from outside, of which nobody asked whether it
  /// fits; that the amount is bounded does not say so.
  bool isOpenDifference(const State &S, ValueId V) const;
  bool isWidened(const State &S, ValueId V) const;
  bool isLimitedAbove(const State &S, ValueId V, std::uint64_t Room) const;
  /// From where a pointer points to the end of the object, in bytes: in the
  /// smallest and in the largest object that it may point to; 0 unknown.
  struct Room {
    std::uint64_t Least = 0, Most = 0;
    bool IsOfField = false; ///< of one, of which the array is a part
  };
  Room room(const State &S, ValueId Pointer);

  // -- Order (Frame.cpp) -----------------------------------------------------
  /// Visits the blocks of a region until nothing changes. False when that is
  /// too much work.
  bool solveRegion(const BlockOrder::Region &R, const State &Entry);
  /// Executes a block with what its ways in carry, which is used up when it is
  /// the \p IsLast time. False when that is too much work.
  bool visit(std::uint32_t Block, const State &Entry, bool IsLast);
  /// Where several ways meet only to part again by what a variable holds, they
  /// are not joined before.
  bool isParting(std::uint32_t Block) const;
  void joinInto(State &To, State &&From, std::uint32_t Block);
  void executeBlock(std::uint32_t Block, State S);
  void flowTo(std::uint32_t From, std::uint32_t Block, State &&S);

  Solver &Shared;
  const Program &P;
  const Function &F;
  const std::uint32_t FunctionIndex;
  const Image &Given;
  const unsigned Depth;

  /// What grows with the frame and goes with it.
  std::pmr::monotonic_buffer_resource Arena{4096};
  std::vector<Value> Values{Value{}};
  Numbering<Key, KeyHash> ValueKeys; ///< of the values but the first
  std::vector<Object> Objects;
  Numbering<Key, KeyHash> ObjectKeys; ///< of the objects behind the locals
  std::vector<std::vector<Place>> TargetSets{{}};
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> TargetSetsOf;
  std::pmr::unordered_map<std::uint64_t, std::uint32_t> SingleTargets{&Arena};
  std::vector<ValueId> Temporaries;
  std::vector<Outcome> Outcomes;
  std::pmr::unordered_map<std::uint64_t, std::uint32_t> JoinNumber{&Arena};
  std::pmr::unordered_map<ValueId, std::uint32_t> GivenItem{&Arena};
  /// Where an Initial value is the first one of.
  std::pmr::unordered_map<ValueId, Place> InitialPlaces{&Arena};

  const BlockOrder &Order;
  const Loops *Form; ///< of a function that has loops
  struct Edge {
    std::uint32_t From = 0;
    unsigned Round = 0; ///< in which it was last taken
    State Carries;
    bool operator==(const Edge &E) const {
      return From == E.From && Carries == E.Carries;
    }
  };
  std::vector<std::vector<Edge>> Incoming; ///< of each block
  std::vector<ValueId> VariadicGiven;      ///< what the dots stand for
  std::set<ObjectId> ArgumentLists;        ///< the va_lists of it
  std::vector<Cell> EntryCells;            ///< what the image gave
  std::vector<std::pair<State, ValueId>> Returned;
  /// By operation and rule.
  std::map<std::pair<std::uint32_t, const Rule *>, FlowFinding> Mistakes;
  std::vector<ImageFill> Fills;
  std::map<std::vector<std::uint32_t>, std::uint32_t> Applications;
  /// Bytes that were read at some place, and are not compared with more.
  std::vector<ValueId> ByteReads;
  static constexpr std::size_t MaximumByteReads = 64;
  std::vector<ImageSink> Sinks;
  bool HasChanged = false;
  unsigned Round = 0;
  std::uint32_t Current = 0; ///< the operation that is executed
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_FRAME_H
