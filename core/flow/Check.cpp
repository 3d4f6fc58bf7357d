//===- core/flow/Check.cpp - Sinks ----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A sink asks something of the values that reach it: of a text that nobody
// outside wrote it, of a length that it has an upper bound, and where the room
// is known, that it is no longer than that.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

using namespace firmcop;
using namespace firmcop::flow;

/// So many bytes may be reserved for whoever asks.
static constexpr std::int64_t MuchMemory = 1 << 20;

/// What a small negative number is at least when it is taken for a size.
static constexpr std::int64_t Huge = 0x7FFFFFFF;

/// A path of more steps than this has many chances to be none. How often a loop
/// runs is often limited on the way by what is no comparison, such as the
/// length of a message that was received.
static constexpr std::size_t LongPath = 14, LongLocalPath = 8, LongLoopPath = 6;

/// What a rule calls a loop.
static constexpr std::string_view LoopSink = "loop";

/// "recv()", of the step that a path begins with.
static std::string sourceName(const Traces &Table, TraceId Path) {
  std::string_view Text = Table.name(Table[Table.source(Path)]);
  auto Begin = Text.find('\''), End = Text.find('\'', Begin + 1);
  return End == Text.npos
             ? "text"
             : std::string(Text.substr(Begin + 1, End - Begin - 1)) + "()";
}

/// A number that nobody far away decides is worth a look at most.
static std::optional<Level> numberLevel(const Vocabulary &Words,
                                        const Value &V) {
  return V.Kinds & Words.remote() ? std::nullopt : std::optional(Level::Note);
}

FlowFinding Frame::finding(std::uint32_t Index, const Rule &Of,
                           std::string_view Sink, std::string What) const {
  FlowFinding Found;
  Found.Of = &Of;
  Found.Function = FunctionIndex;
  Found.Where = F.Positions[Index];
  Found.Arguments = {std::string(Sink), std::move(What)};
  Found.Evidence = P.symbols()[F.Symbol].Name + ":" + std::string(Sink);
  return Found;
}

void Frame::report(std::uint32_t Index, std::span<const Demand> Demands,
                   const Value &V, std::string_view Sink,
                   std::optional<Level> Severity, bool CanMove) {
  ImageSink Here;
  Here.Asked = Demands;
  Here.Name = Sink;
  Here.Function = FunctionIndex;
  Here.Where = F.Positions[Index];
  Here.Severity = Severity;
  if (reportAt(Here, V, FunctionIndex, CanMove, /*IsRepeated=*/false))
    noteSink(std::move(Here), V.Trace);
}

void Frame::noteSink(ImageSink Sink, TraceId Trace) {
  const Traces &Table = Shared.TraceTable;
  const Step &Enters = Table[Table.leaf(Trace)];
  if (Enters.Of != StepKind::Input || Enters.Function != FunctionIndex)
    return;
  Sink.As = Enters.As;
  Sink.Item = Enters.Item;
  bool IsKnown = std::ranges::any_of(Sinks, [&](const ImageSink &Each) {
    return Each.Item == Sink.Item && Each.Where == Sink.Where &&
           Each.Asked.data() == Sink.Asked.data();
  });
  if (!IsKnown && Sink.Item < Given.Items.size() &&
      Sinks.size() < Image::MaximumItems)
    Sinks.push_back(std::move(Sink));
}

bool Frame::reportAt(const ImageSink &Sink, const Value &V,
                     std::uint32_t Function, bool CanMove, bool IsRepeated) {
  TraceId Passed = 0;
  if (CanMove)
    Passed = Shared.TraceTable.passedBy(
        V.Trace, Function, [this](std::uint32_t Each, bool IsNumber) {
          // Many call it, or another file does, to which it is an interface.
          auto Callers = P.callers(P.functions()[Each].Symbol);
          return Callers.size() > 1 ||
                 (Callers.size() == 1 && IsNumber &&
                  P.functions()[Callers.front()].Where.File !=
                      P.functions()[Each].Where.File);
        });
  if (IsRepeated && !Passed)
    return false;
  for (const Demand &D : Sink.Asked) {
    KindMask Kinds = V.Kinds & D.From;
    if (!Kinds)
      continue;
    // Of several sources the one that makes it as bad as it is.
    if (Kinds & Shared.Words.remote())
      Kinds &= Shared.Words.remote();
    FlowFinding Found;
    Found.Of = D.Of;
    Found.Function = Sink.Function;
    Found.Where = Sink.Where;
    Found.Arguments = {Sink.Name, std::string(Shared.Words.meaning(Kinds))};
    Found.Evidence =
        P.symbols()[P.functions()[Sink.Function].Symbol].Name + ":" + Sink.Name;
    Found.Severity = Sink.Severity.value_or(D.Of->DefaultLevel);
    // Who may set arguments and files of a device is trusted more than who
    // talks to it over a network.
    bool IsLocal =
        !(Kinds & Shared.Words.remote()) && D.From & Shared.Words.input();
    if (!Sink.Severity && Found.Severity == Level::Error && IsLocal)
      Found.Severity = Level::Warning;
    if (Passed) {
      const Step &Call = Shared.TraceTable[Passed];
      std::string Name = Shared.TraceTable.name(Call);
      if (Sink.Name == LoopSink)
        Name = "loop in '" + Name + "'";
      Found.Function = Call.Function;
      Found.Where = Call.Where;
      Found.Arguments.front() = Name;
      Found.Evidence =
          P.symbols()[P.functions()[Call.Function].Symbol].Name + ":" + Name;
    }
    if (IsRepeated && Shared.isReported(*D.Of, Found.Where))
      continue;
    // Rules that look at the syntax tree as well name the thing before they say
    // what it is.
    if (D.Of->Source == Method::Ast)
      Found.Arguments.insert(Found.Arguments.begin() + 1,
                             sourceName(Shared.TraceTable, V.Trace));
    Found.Path = Shared.TraceTable.expand(V.Trace);
    unsigned Depth = Found.Path.empty() ? 0 : Found.Path.back().Depth;
    if (!Found.Path.empty() && Found.Path.back().Of == StepKind::Argument)
      ++Depth;
    Found.Path.push_back({Sink.Where, "It reaches '" + Sink.Name + "'.", Depth,
                          StepKind::Through});
    std::size_t Long = Sink.Name == LoopSink ? LongLoopPath
                       : IsLocal             ? LongLocalPath
                                             : LongPath;
    if (Found.Path.size() > Long || Traces::isStateOfProgram(Found.Path))
      Found.Severity = Level::Note;
    Shared.report(std::move(Found));
  }
  return Passed != 0;
}

ValueId Frame::withoutSum(ValueId V) const {
  for (unsigned I = 0; I < 4 && V; ++I) {
    const Value &K = Values[V];
    // A sum that wrapped is told where it reserves too little.
    bool IsSum = K.By == Opcode::Add && K.Right &&
                 Values[K.Right].Range.isConstant() &&
                 Values[K.Right].Range.Low >= 0;
    if (K.Def != Definition::Operation || !(IsSum || K.By == Opcode::Cast))
      break;
    V = K.Left;
  }
  return V;
}

bool Frame::isMadeFor(const State &S, ValueId Pointer, ValueId Length) {
  auto Cast = [&](ValueId V) {
    while (V && Values[V].Def == Definition::Operation &&
           Values[V].By == Opcode::Cast)
      V = Values[V].Left;
    return V;
  };
  std::span<const Place> At = targets(S, Pointer);
  return !At.empty() && std::ranges::all_of(At, [&](Place Each) {
    if (isShared(Each.Object) || Each.Path || !Objects[Each.Object].Amount)
      return false;
    ValueId Amount = Objects[Each.Object].Amount;
    return Cast(Amount) == Cast(Length) || withoutSum(Amount) == Cast(Length);
  });
}

bool Frame::isOpenDifference(const State &S, ValueId V) const {
  auto IsTold = [&](ValueId Each) {
    return std::ranges::any_of(S.facts(), [&](const Fact &Told) {
      return Told.Of == Each || isSame(Told.Of, Each);
    });
  };
  while (V && !IsTold(V) && Values[V].Def == Definition::Operation) {
    const Value &K = Values[V];
    if (K.By == Opcode::Subtract)
      return K.Right && !known(S, K.Right).Range.isConstant() &&
             known(S, K.Left).isFromOutside();
    if (K.By != Opcode::Cast)
      break;
    V = K.Left;
  }
  return false;
}

Frame::Room Frame::room(const State &S, ValueId Pointer) {
  Room Found;
  for (Place At : targets(S, Pointer)) {
    std::uint64_t Size = sizeOf(At.Object);
    // Where in the object a path ends is not known; behind its beginning there
    // is no more room than all of it.
    if (At.Object >= LiteralObject || Size == 0)
      return {};
    for (PathId Path = At.Path; Path; Path = Shared.PathTable.parent(Path))
      if (Shared.PathTable.last(Path).Of == Selector::Kind::Field)
        return {};
    Found.Least = Found.Least ? std::min(Found.Least, Size) : Size;
    Found.Most = std::max(Found.Most, Size);
  }
  return Found;
}

bool Frame::isProduct(Value V) const {
  while (V.Def == Definition::Operation && V.By == Opcode::Cast && V.Left)
    V = Values[V.Left];
  return V.Def == Definition::Operation &&
         (V.By == Opcode::Multiply || V.By == Opcode::ShiftLeft ||
          (V.By == Opcode::Add && V.Right &&
           !Values[V.Right].Range.isConstant() &&
           !Values[V.Left].Range.isConstant()));
}

bool Frame::isWithinOne(State &S, const Operation &O, const RowEffect &E,
                        std::span<const ValueId> Arguments) {
  for (const RowEffect &Other : Shared.Words.effects(E.Row->Name)) {
    if (Other.Does != Effect::ContentCopy)
      continue;
    Port To = Other.Row->At, From = Other.Row->From;
    To.Pointee = From.Pointee = false;
    std::span<const Place> Ends = targets(S, atPort(S, O, To, Arguments));
    std::span<const Place> Begins = targets(S, atPort(S, O, From, Arguments));
    return Ends.size() == 1 && Begins.size() == 1 &&
           Ends.front().Object == Begins.front().Object;
  }
  return false;
}

void Frame::checkSink(State &S, std::uint32_t Index, const Operation &O,
                      const RowEffect &E, std::span<const ValueId> Arguments) {
  const ModelRow &Row = *E.Row;
  KindMask Wanted = 0;
  for (const Demand &D : E.Demands)
    Wanted |= D.From;
  if (Vocabulary::isCommand(Row.Kind))
    for (const Demand &D : Shared.Words.demands("whole-command"))
      Wanted |= D.From;
  switch (E.Asks) {
  case Need::Text: {
    auto List = argumentsFrom(O, Row.At.Index, Arguments);
    if (Row.At.Of == Port::Base::Object && !Arguments.empty())
      List = Arguments.first(1);
    if (!isVariadic(Row.At) && !List.empty())
      List = List.first(1);
    // What somebody outside may call with anything says nothing of the calls
    // that are known.
    if (Depth > 0 || !Shared.isCalledIndirectly(F.Symbol))
      for (const Demand &D : E.Demands)
        Shared.judge(*D.Of, F.Positions[Index],
                     std::ranges::all_of(List, [&](ValueId Each) {
                       return isPlainText(S, Each);
                     }));
    for (ValueId Each : List) {
      // A number is no text, whatever it was read from.
      if (known(S, Each).Of.isInteger())
        continue;
      std::optional<Value> V = textFrom(S, Each, Wanted);
      if (!V && Row.Kind == "format" &&
          List.data() + List.size() == Arguments.data() + Arguments.size() &&
          List.size() == 1)
        checkPlainFormat(S, Index, E.Demands, Each);
      if (!V)
        continue;
      if (Row.Kind == "copy-source") {
        std::uint64_t Room = 0;
        for (const RowEffect &Other : Shared.Words.effects(Row.Name))
          if (Other.Row->Kind == "content-copy" ||
              Other.Row->Kind == "content-append") {
            Port To = Other.Row->At;
            To.Pointee = false;
            if (ValueId Where = atPort(S, O, To, Arguments))
              Room = room(S, Where).Least;
          }
        if (Room == 0 || V->IsBounded ||
            (V->MaxLength != AnyLength && V->MaxLength < Room))
          continue;
      }
      // Who starts a program, or sets it up, says which files it works on and
      // which programs it runs. Memory is not theirs to overwrite.
      bool IsOwn = Row.Kind != "copy-source" && Row.Kind != "format" &&
                   !(V->Kinds & Wanted & Shared.Words.remote());
      report(Index, E.Demands, *V, Library.Name,
             IsOwn ? std::optional(Level::Note) : std::nullopt,
             /*CanMove=*/true);
      if (Vocabulary::isCommand(Row.Kind))
        checkWholeCommand(Index, *V);
      return;
    }
    return;
  }
  case Need::Amount: {
    Port At = Row.At;
    At.Pointee = false;
    ValueId Id = atPort(S, O, At, Arguments);
    if (!Id)
      return;
    const Value V = known(S, Id);
    for (std::string_view Kind : {"arithmetic", "narrowing"})
      for (const Demand &D : Shared.Words.demands(Kind))
        Wanted |= D.From;
    std::uint64_t Room = 0, MostRoom = 0;
    bool IsOwn = false;
    if (Row.From.Of != Port::Base::None) {
      Port To = Row.From;
      To.Pointee = false;
      if (ValueId Where = atPort(S, O, To, Arguments)) {
        auto [Least, Most] = room(S, Where);
        Room = Least;
        MostRoom = Most;
        IsOwn = std::ranges::all_of(targets(S, Where), [&](Place Each) {
          const Object *Whose = object(Each.Object);
          return !Whose || Whose->Is == Object::Kind::Local ||
                 Whose->Is == Object::Kind::New;
        });
        if (Row.Kind == "copy-length" && isMadeFor(S, Where, Id))
          return;
      }
    }
    if (!V.isFrom(Wanted)) {
      if (!V.isFromOutside())
        certainAmount(S, Index, Id, Row.Kind == "copy-length" ? MostRoom : 0,
                      IsOwn);
      return;
    }
    bool IsWithin =
        V.IsBounded || (Room == 0 && (V.isLimited() || V.IsCompared));
    if (Room)
      IsWithin = (V.IsBounded && !isOpenDifference(S, Id)) ||
                 (V.Range.High != Interval::Most &&
                  static_cast<std::uint64_t>(
                      std::max<std::int64_t>(0, V.Range.High)) <= Room);
    // A byte is no length to worry about where nobody knows the room.
    if (!Room && V.Range.High <= 255)
      IsWithin = true;
    // Compared, but only from above: huge for whoever makes it negative.
    // A difference is negative only where another promise is broken; a number
    // that somebody wrote is what he likes, and a buffer of known size is left.
    if (V.WasNegative && IsWithin && V.Range.High >= Huge)
      report(Index, Shared.Words.demands("narrowing"), V, Library.Name,
             V.IsParsed || Room ? numberLevel(Shared.Words, V)
                                : std::optional(Level::Note),
             /*CanMove=*/true);
    // Nor is what a short number can ask for.
    if (Row.Kind == "allocation-size" && V.Range.High <= MuchMemory)
      IsWithin = true;
    // A sum that wrapped around reserves too little; as a length it is judged
    // by what was compared after it.
    auto Wraps = Shared.Words.demands("arithmetic");
    if (V.MayWrap && !Wraps.empty() &&
        (!IsWithin || Row.Kind == "allocation-size"))
      report(Index, Wraps, V, Library.Name,
             V.Kinds & Shared.Words.remote() && Row.Kind == "allocation-size" &&
                     isProduct(V)
                 ? Level::Error
                 : Level::Note,
             /*CanMove=*/true);
    else if (!IsWithin)
      report(Index, E.Demands, V, Library.Name,
             Room == 0 && isWithinOne(S, O, E, Arguments)
                 ? std::optional(Level::Note)
                 : numberLevel(Shared.Words, V),
             /*CanMove=*/true);
    return;
  }
  case Need::Origin:
  case Need::Unused:
    checkOrigin(S, Index, O, E, Arguments);
    return;
  }
}

bool Frame::isPlainText(State &S, ValueId Pointer) {
  if (known(S, Pointer).Of.isInteger())
    return true;
  ValueId Content = contentAt(S, Pointer);
  if (!Content)
    return false;
  std::vector<Place> Inner = TargetSets[Values[Content].Targets];
  return known(S, Content).isPlain() ||
         (!Inner.empty() && std::ranges::all_of(Inner, [&](Place At) {
           return known(S, content(S, At)).isPlain();
         }));
}

/// A text that is printed by being the format, and that nobody knows: with
/// values behind it, it would be meant as a format.
void Frame::checkPlainFormat(State &S, std::uint32_t Index,
                             std::span<const Demand> Demands, ValueId Format) {
  ValueId Content = contentAt(S, Format);
  if (!Content || Shared.isCalledIndirectly(F.Symbol))
    return;
  const Value V = known(S, Content);
  if (V.Kinds || V.Constants || V.isPlain())
    return;
  for (const Demand &D : Demands) {
    FlowFinding Found =
        finding(Index, *D.Of, Library.Name, "a text that is not fixed");
    Found.Severity = Level::Note;
    Found.Path.push_back({Found.Where,
                          "Nothing before says which text reaches '" +
                              std::string(Library.Name) + "'.",
                          0, StepKind::Through});
    Shared.report(std::move(Found));
  }
}

void Frame::checkIndex(State &S, std::uint32_t Index, const Operation &O,
                       ValueId Address, ValueId Number) {
  auto Demands = Shared.Words.demands("index");
  const Value V = known(S, Number);
  if (Demands.empty())
    return;
  if (!V.isFromOutside()) {
    if (!isLookedAt(S, Address) && !isLookedAt(S, Number) &&
        !isLookedAt(S, V.Left))
      certainIndex(Index, O, targets(S, Address), V);
    return;
  }
  for (Place At : targets(S, Address)) {
    std::uint64_t Count = 0;
    if (At.Path == 0 && O.Extra && At.Object < LiteralObject)
      Count = sizeOf(At.Object) / O.Extra;
    bool IsBelow = V.IsBounded ||
                   (Count == 0 && (V.isLimited() || V.IsCompared)) ||
                   (Count && V.Range.High < static_cast<std::int64_t>(Count));
    // Where the size is not known, neither is what a negative index means. A
    // byte as an index of a table is looked at only where its size is known,
    // and so is how far somebody has got in what was read.
    if (!Count && (IsBelow || V.Range.High <= 255 || V.MayWrap))
      continue;
    bool IsAbove = V.isLimitedBelow() || V.Range.Low >= 0;
    if (IsBelow && IsAbove)
      continue;
    std::string Name = nameOf(At);
    report(Index, Demands, V, Name.empty() ? "array" : Name,
           numberLevel(Shared.Words, V));
    return;
  }
}

/// A sum that measures no memory as far as is known: sequence numbers and times
/// go round in a circle on purpose, and what is compared later is often safe.
static constexpr Level SumLevel = Level::Note;

void Frame::checkArithmetic(State &, std::uint32_t Index, const Operation &O,
                            const Value &A, const Value &B,
                            const Value &Result) {
  if (signOf(O.Op).empty())
    return;
  auto Demands = Shared.Words.demands("arithmetic");
  if (Demands.empty() || !Result.isFromOutside())
    return;
  // Sums over bytes are what ciphers and checksums are made of. A number that
  // somebody wrote is another matter; and a sum that becomes an amount of
  // memory is looked at there.
  if (!A.IsParsed && !B.IsParsed)
    return;
  // Random numbers are hashed and mixed on purpose, with unsigned arithmetic.
  if (!O.Of.Signed && !(Result.Kinds & Shared.Words.input()))
    return;
  Interval Whole = Interval::of(O.Of);
  // At 64 bits the end of the range is the end of what is counted.
  bool TooHigh =
      Result.Range.High > Whole.High ||
      (Whole.High == Interval::Most && Result.Range.High == Interval::Most);
  bool TooLow =
      Result.Range.Low < Whole.Low ||
      (Whole.Low == Interval::Least && Result.Range.Low == Interval::Least);
  bool IsSubtract = O.Op == Opcode::Subtract;
  // What is unsigned is limited below by a comparison, not by its type.
  auto IsLimitedBelow = [](const Value &V) {
    return V.IsBoundedBelow || !V.isFromOutside() ||
           V.Range.Low > Interval::of(V.Of).Low;
  };
  bool CanBeHigh =
      !A.isLimited() || (IsSubtract ? !IsLimitedBelow(B) : !B.isLimited());
  bool CanBeLow =
      !IsLimitedBelow(A) || (IsSubtract ? !B.isLimited() : !IsLimitedBelow(B));
  if (O.Op == Opcode::Multiply)
    CanBeHigh = CanBeLow = CanBeHigh || CanBeLow;
  // Adding what cannot be negative makes nothing smaller, and so on.
  if (O.Op == Opcode::Add && (A.Range.Low >= 0 || B.Range.Low >= 0))
    CanBeLow = false;
  if (O.Op == Opcode::Add && (A.Range.High <= 0 || B.Range.High <= 0))
    CanBeHigh = false;
  if (IsSubtract && B.Range.Low >= 0)
    CanBeHigh = false;
  if (IsSubtract && B.Range.High <= 0)
    CanBeLow = false;
  if ((TooHigh && CanBeHigh) || (TooLow && CanBeLow))
    report(Index, Demands, Result, signOf(O.Op), SumLevel);
}

void Frame::checkNarrowing(State &, std::uint32_t Index, const Operation &O,
                           const Value &A) {
  if (!A.isFromOutside() || fits(A.Range, O.Of) || O.Of.Bits >= A.Of.Bits ||
      O.Of.Bits <= 1)
    return;
  bool IsComputed = A.Def == Definition::Operation && !signOf(A.By).empty();
  if (!IsComputed || !A.IsParsed || (A.IsBounded && A.IsBoundedBelow))
    return;
  report(Index, Shared.Words.demands("arithmetic"), A, signOf(A.By), SumLevel);
}

void Frame::checkDivisor(State &, std::uint32_t Index, const Value &V) {
  if (V.isFromOutside() && V.Of.isInteger() && V.Range.contains(0) &&
      !V.IsNonZero)
    report(Index, Shared.Words.demands("divisor"), V, "/",
           numberLevel(Shared.Words, V));
}

const Operation *Frame::comparisonIn(Operand Condition) const {
  for (const Operation &O : F.Operations)
    if (Condition == Operand(Operand::Kind::Temporary, O.Result) &&
        O.Op >= Opcode::Equal && O.Op <= Opcode::GreaterEqual)
      return &O;
  return nullptr;
}

Operand Frame::comparedIn(Operand Condition) const {
  const Operation *Comparison = comparisonIn(Condition);
  return Comparison ? Comparison->A : Condition;
}

/// Who runs through data does so until they end, however often that is: if
/// there are fewer than the number says, that is told where they are read.
std::optional<Level> Frame::loopLevel(std::uint32_t Index,
                                      const Operation *Comparison,
                                      const Value &Bound) const {
  if (Form &&
      (Form->readsOn(Index) ||
       (Comparison && Form->areOfOneRecord(Comparison->A, Comparison->B))))
    return Level::Note;
  return Bound.IsCompared ? Level::Note : numberLevel(Shared.Words, Bound);
}

void Frame::checkLoop(State &S, std::uint32_t Index, ValueId Condition) {
  auto Demands = Shared.Words.demands("loop-bound");
  const Value V = known(S, Condition);
  if (Demands.empty() || V.Def != Definition::Operation || !V.Left || !V.Right)
    return;
  const Operation *Comparison = comparisonIn(F.Operations[Index].A);
  Opcode Op = V.By;
  Value Counter = known(S, V.Left), Bound = known(S, V.Right);
  // 'while (n > 0)' that counts n down runs n times.
  if (Form && Bound.Range == Interval::constant(0) &&
      (Op == Opcode::Greater || Op == Opcode::NotEqual) &&
      Form->countsDown(Index, comparedIn(F.Operations[Index].A))) {
    std::swap(Counter, Bound);
    Counter.Range = Interval();
  } else if (Op == Opcode::Greater || Op == Opcode::GreaterEqual)
    std::swap(Counter, Bound);
  else if (Op != Opcode::Less && Op != Opcode::LessEqual &&
           Op != Opcode::NotEqual)
    return;
  if (Bound.isFromOutside() && !Bound.isLimited() && !Counter.isFromOutside() &&
      !Counter.Range.isConstant() && Bound.Of.Bits > 16)
    report(Index, Demands, Bound, LoopSink, loopLevel(Index, Comparison, Bound),
           /*CanMove=*/true);
}
