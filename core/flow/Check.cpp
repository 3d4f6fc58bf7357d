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

ValueId Frame::withoutCasts(ValueId V) const {
  while (Values[V].Def == Definition::Operation &&
         Values[V].By == Opcode::Cast && Values[V].Left)
    V = Values[V].Left;
  return V;
}

/// A comparison told a number that it may reach, which is more than that.
bool Frame::isLimitedAbove(const State &S, ValueId V,
                           std::uint64_t Room) const {
  const Value K = known(S, withoutCasts(V));
  return K.Range.High < Interval::of(K.Of).High && K.Range.High > 0 &&
         static_cast<std::uint64_t>(K.Range.High) > Room;
}

Frame::Room Frame::room(const State &S, ValueId Pointer) {
  Room Found;
  for (Place At : targets(S, Pointer)) {
    std::uint64_t Size = At.Object < LiteralObject ? sizeOf(At.Object) : 0;
    // Where in the object, or in a field that is an array, a path ends is not
    // known; behind its beginning there is no more room than all of it.
    for (PathId Path = At.Path; Path; Path = Shared.PathTable.parent(Path)) {
      const Selector Last = Shared.PathTable.last(Path);
      if (Last.Of != Selector::Kind::Field)
        continue;
      Size = Shared.roomOf(Last.Index);
      Found.IsOfField = true;
      break;
    }
    if (Size == 0)
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

/// What any of the demands is about.
static KindMask sourcesOf(std::span<const Demand> Demands) {
  KindMask Kinds = 0;
  for (const Demand &D : Demands)
    Kinds |= D.From;
  return Kinds;
}

void Frame::checkText(State &S, std::uint32_t Index, const Operation &O,
                      const RowEffect &E, std::span<const ValueId> Arguments) {
  const ModelRow &Row = *E.Row;
  KindMask Wanted = sourcesOf(E.Demands);
  if (Vocabulary::isCommand(Row.Kind))
    Wanted |= sourcesOf(Shared.Words.demands("whole-command"));
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
}

/// Nothing but its own type limits the number that a wider one was made of.
bool Frame::isWidened(const State &S, ValueId V) const {
  constexpr unsigned Most = 4, Narrow = 16;
  for (unsigned I = 0; I < Most; ++I) {
    const Value K = known(S, V);
    if (K.IsBounded || K.IsCompared || K.Def != Definition::Operation)
      break;
    bool IsScaled = (K.By == Opcode::Add || K.By == Opcode::Multiply ||
                     K.By == Opcode::ShiftLeft) &&
                    K.Right && known(S, K.Right).Range.isConstant();
    if ((K.By != Opcode::Cast && !IsScaled) || !K.Left)
      break;
    V = K.Left;
  }
  const Value K = known(S, V);
  return K.Of.isInteger() && K.Of.Bits > Narrow && K.isFromOutside() &&
         !K.isLimited() && !K.IsCompared;
}

/// 'buffer + offset' as the place to write to, with an offset that nobody
/// looked at, is as bad as a length.
void Frame::checkOffset(State &S, std::uint32_t Index,
                        std::span<const Demand> Demands, ValueId Where) {
  const Value &At = Values[Where];
  if (At.Def != Definition::Operation || At.By != Opcode::Element || !At.Right)
    return;
  const Value V = known(S, withoutCasts(At.Right));
  if (!V.isFromOutside() || V.isLimited() || V.IsCompared ||
      known(S, At.Right).IsCompared || V.Of.Bits <= 8 ||
      V.Def == Definition::Operation)
    return;
  report(Index, Demands, V, Library.Name, numberLevel(V), /*CanMove=*/true);
}

void Frame::checkAmount(State &S, std::uint32_t Index, const Operation &O,
                        const RowEffect &E,
                        std::span<const ValueId> Arguments) {
  const ModelRow &Row = *E.Row;
  KindMask Wanted = sourcesOf(E.Demands);
  Port At = Row.At;
  At.Pointee = false;
  ValueId Id = atPort(S, O, At, Arguments);
  if (!Id)
    return;
  const Value V = known(S, Id);
  for (std::string_view Kind : {"arithmetic", "narrowing"})
    Wanted |= sourcesOf(Shared.Words.demands(Kind));
  std::uint64_t Room = 0, MostRoom = 0;
  bool IsOwn = false, IsPart = false;
  if (Row.From.Of != Port::Base::None) {
    Port To = Row.From;
    To.Pointee = false;
    if (ValueId Where = atPort(S, O, To, Arguments)) {
      auto [Least, Most, IsOfField] = room(S, Where);
      Room = Least;
      // Programs copy several fields at once on purpose.
      MostRoom = IsOfField ? 0 : Most;
      IsPart = IsOfField;
      IsOwn = std::ranges::all_of(targets(S, Where), [&](Place Each) {
        const Object *Whose = object(Each.Object);
        return !Whose || Whose->Is == Object::Kind::Local ||
               Whose->Is == Object::Kind::New;
      });
      if (Row.Kind == "copy-length" && isMadeFor(S, Where, Id))
        return;
      if (Row.Kind == "copy-length")
        checkOffset(S, Index, E.Demands, Where);
    }
  }
  if (!V.isFrom(Wanted)) {
    if (!V.isFromOutside())
      certainAmount(S, Index, Id, Row.Kind == "copy-length" ? MostRoom : 0,
                    IsOwn);
    return;
  }
  // What was received is there, and reserving or copying as much is no more.
  if (!Room && V.Kinds & Shared.Words.received())
    return;
  bool IsWithin =
      V.IsBounded ||
      (Room == 0 && ((V.isLimited() && !isWidened(S, Id)) || V.IsCompared));
  if (Room)
    IsWithin = (V.IsBounded && !isOpenDifference(S, Id) &&
                !isLimitedAbove(S, Id, Room)) ||
               (V.Range.High != Interval::Most &&
                static_cast<std::uint64_t>(
                    std::max<std::int64_t>(0, V.Range.High)) <= Room);
  // What was compared with another part of the record is most often right.
  IsWithin |= IsPart && V.IsCompared && !isLimitedAbove(S, Id, Room);
  // A byte is no length to worry about where nobody knows the room.
  if (!Room && V.Range.High <= 255)
    IsWithin = true;
  // Compared, but only from above: huge for whoever makes it negative.
  // A difference is negative only where another promise is broken; a number
  // that somebody wrote is what he likes, and a buffer of known size is left.
  if (V.WasNegative && IsWithin && V.Range.High >= Huge)
    report(Index, Shared.Words.demands("narrowing"), V, Library.Name,
           V.IsParsed || Room ? numberLevel(V) : std::optional(Level::Note),
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
               : numberLevel(V),
           /*CanMove=*/true);
}

void Frame::checkSink(State &S, std::uint32_t Index, const Operation &O,
                      const RowEffect &E, std::span<const ValueId> Arguments) {
  switch (E.Asks) {
  case Need::Text:
    return checkText(S, Index, O, E, Arguments);
  case Need::Amount:
    return checkAmount(S, Index, O, E, Arguments);
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
