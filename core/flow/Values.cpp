//===- core/flow/Values.cpp - Values and memory of a frame ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

using namespace firmcop::flow;

static constexpr std::size_t MaximumTargets = 8;

static std::uint64_t mix(std::uint64_t A, std::uint64_t B) {
  std::uint64_t H =
      (A ^ (B + 0x9E3779B97F4A7C15ULL + (A << 6))) * 0xFF51AFD7ED558CCDULL;
  return H ^ (H >> 29);
}

ValueId Frame::define(Key K, const Value &V) {
  auto [Found, IsNew] =
      ValueOf.try_emplace(K, static_cast<ValueId>(Values.size()));
  if (IsNew) {
    Values.push_back(V);
    HasChanged = true;
    return Found->second;
  }
  Value &Old = Values[Found->second];
  ConstantSet Constants = Old.Constants;
  if (Constants != V.Constants) {
    bool IsOther = false;
    Constants = Shared.ConstantTable.join(Old.Constants, V.Constants, IsOther);
    Old.IsOther |= IsOther;
    HasChanged |= Constants != Old.Constants;
    Old.Constants = Constants;
  }
  if (V.Targets != Old.Targets && V.Targets) {
    std::vector<Place> All = TargetSets[Old.Targets];
    for (Place At : TargetSets[V.Targets])
      if (std::ranges::find(All, At) == All.end() &&
          All.size() < MaximumTargets)
        All.push_back(At);
    std::uint32_t Set = targetSet(std::move(All));
    HasChanged |= Set != Old.Targets;
    Old.Targets = Set;
  }
  HasChanged |= Old.add(V, Round >= 2);
  Old.Def = V.Def;
  Old.By = V.By;
  Old.Left = V.Left;
  Old.Right = V.Right;
  Old.Extra = V.Extra;
  Old.Application = V.Application;
  return Found->second;
}

ValueId Frame::redefine(State &S, Key K, const Value &V) {
  ValueId Id = define(K, V);
  S.forget(Id);
  return Id;
}

Value Frame::known(const State &S, ValueId V) const {
  Value K = Values[V];
  if (K.Def == Definition::Copy)
    if (const Fact *Told = S.factOf(K.Left))
      K.IsValidated |= Told->IsValidated;
  auto Learn = [&K](const Fact &Told) {
    K.Range = K.Range.meet(Told.Range);
    K.MaxLength = std::min(K.MaxLength, Told.MaxLength);
    K.IsBounded |= Told.IsBounded;
    K.IsBoundedBelow |= Told.IsBoundedBelow;
    K.IsValidated |= Told.IsValidated;
    K.IsNonZero |= Told.IsNonZero;
    K.IsCompared |= Told.IsCompared;
  };
  if (const Fact *Told = S.factOf(V))
    Learn(*Told);
  // What was tested may have been computed twice, as 'ntohs(p->n)' often is.
  if (K.isFromOutside() && K.Of.isInteger())
    for (const Fact &Told : S.facts())
      if (Told.Of != V && isSame(Told.Of, V))
        Learn(Told);
  return K;
}

std::uint32_t Frame::targetSet(Place Only) {
  auto [Found, IsNew] =
      SingleTargets.try_emplace((std::uint64_t(Only.Object) << 32) | Only.Path,
                                static_cast<std::uint32_t>(TargetSets.size()));
  if (IsNew)
    TargetSets.push_back({Only});
  return Found->second;
}

std::uint32_t Frame::targetSet(std::vector<Place> Places) {
  if (Places.empty())
    return 0;
  if (Places.size() == 1)
    return targetSet(Places.front());
  std::ranges::sort(Places);
  std::uint64_t Hash = 0;
  for (Place At : Places)
    Hash = mix(Hash, (std::uint64_t(At.Object) << 32) | At.Path);
  for (std::uint32_t Set : TargetSetsOf[Hash])
    if (TargetSets[Set] == Places)
      return Set;
  auto Set = static_cast<std::uint32_t>(TargetSets.size());
  TargetSets.push_back(std::move(Places));
  TargetSetsOf[Hash].push_back(Set);
  return Set;
}

Value Frame::pointerTo(std::vector<Place> Places) {
  Value V;
  V.Of = Type(Type::Kind::Pointer);
  V.Range = {1, Interval::Most};
  V.Targets = targetSet(std::move(Places));
  return V;
}

Value Frame::pointerToOne(Place Only) {
  Value V;
  V.Of = Type(Type::Kind::Pointer);
  V.Range = {1, Interval::Most};
  V.Targets = targetSet(Only);
  return V;
}

ObjectId Frame::makeObject(Key Of, Object O) {
  auto [Found, IsNew] =
      ObjectOf.try_emplace(Of, static_cast<ObjectId>(Objects.size()));
  if (IsNew)
    Objects.push_back(O);
  return Found->second;
}

const Literal &Frame::literal(ObjectId O) const {
  return P.literals()[Shared.LiteralOrigins.literal(O & ~LiteralObject)];
}

std::uint64_t Frame::sizeOf(ObjectId O) const {
  if (O >= LiteralObject)
    return literal(O).Bytes.size() + 1;
  if (O >= GlobalObject)
    return P.symbols()[O & ~GlobalObject].Size;
  return Objects[O].Size;
}

std::uint32_t Frame::elementSizeOf(ObjectId O) const {
  if (O >= LiteralObject)
    return 1;
  if (O >= GlobalObject)
    return P.symbols()[O & ~GlobalObject].ElementSize;
  return Objects[O].ElementSize;
}

bool Frame::isUnique(ObjectId O) const {
  return O < LiteralObject && (O >= GlobalObject || Objects[O].IsUnique);
}

ValueId Frame::operand(Operand O) {
  switch (O.kind()) {
  case Operand::Kind::None:
    return 0;
  case Operand::Kind::Temporary:
    return Temporaries[O.Index];
  case Operand::Kind::Local:
  case Operand::Kind::Global: {
    // The objects of the locals come first.
    bool IsGlobal = O.kind() == Operand::Kind::Global;
    Value V =
        pointerToOne(Place{IsGlobal ? GlobalObject | O.Index : O.Index, 0});
    V.IsFixed = true;
    return define({Tag::Address, O.Of, O.Index}, V);
  }
  case Operand::Kind::Function: {
    Value V = pointerTo({});
    V.Constants = Shared.ConstantTable.of(O);
    return define({Tag::Address, O.Of, O.Index}, V);
  }
  case Operand::Kind::Literal: {
    std::uint32_t Number = O.Index;
    O.Index = Shared.LiteralOrigins.literal(Number);
    const Literal &L = P.literals()[O.Index];
    Value V;
    if (L.Of == Literal::Kind::Integer) {
      V.Range = Interval::constant(L.Integer);
      V.Of = Type(Type::Kind::Integer, 64, true);
    } else {
      if (Shared.usesConstants(FunctionIndex))
        Number = Shared.LiteralOrigins.at(Number, FunctionIndex,
                                          F.Positions[Current]);
      V = pointerToOne(Place{LiteralObject | Number, 0});
    }
    V.IsFixed = true;
    V.Constants = Shared.ConstantTable.of(O);
    return define({Tag::Address, O.Of, Number}, V);
  }
  }
  return 0;
}

std::span<const Place> Frame::targets(const State &S, ValueId Pointer) {
  if (!Pointer)
    return {};
  Value &V = Values[Pointer];
  if (V.Targets)
    return TargetSets[V.Targets];
  // The null pointer and functions point to no data.
  if (V.Constants || (V.Range.isConstant() && V.Range.Low == 0))
    return {};
  if (Value K = known(S, Pointer); K.Range.isConstant() && K.Range.Low == 0)
    return {};
  ObjectId O = makeObject({Tag::Initial, Pointer, 0},
                          {Object::Kind::Pointee, true, 0, 0, Pointer});
  std::uint32_t Set = targetSet(Place{O, 0});
  Values[Pointer].Targets = Set;
  return TargetSets[Set];
}

Value Frame::part(const Value &Whole, Type T) const {
  Value V;
  V.Of = T;
  V.Range = T.isInteger() ? Interval::of(T) : Interval();
  V.Kinds = Whole.IsValidated ? 0 : Whole.Kinds & ~Vocabulary::Constant;
  V.Trace = Whole.Trace;
  // Bytes of a generator are made to be any; a number of it is not.
  if (T.isInteger() && (T.Bits <= 8 || Whole.Of.Bits != T.Bits))
    V.Kinds &= ~Shared.Words.random();
  // A container's content is the pointers that were put into it.
  if (!T.isInteger()) {
    V.Targets = Whole.Targets;
    V.Constants = Whole.Constants;
    V.Kinds = Whole.IsValidated ? 0 : Whole.Kinds;
  } else if (Whole.Of.isInteger() && Whole.Of.Bits <= T.Bits) {
    V.Range = V.Range.meet(Whole.Range);
  }
  V.MaxLength = Whole.MaxLength;
  V.IsParsed = Whole.IsParsed;
  V.IsDecrypted = Whole.IsDecrypted;
  V.IsPrefixed = Whole.IsPrefixed;
  return V;
}

Value Frame::either(const Value &A, const Value &B) {
  Value V = A;
  V.Def = Definition::Opaque;
  V.Left = V.Right = V.Application = 0;
  bool IsOther = false;
  V.Constants =
      A.Constants == B.Constants
          ? A.Constants
          : Shared.ConstantTable.join(A.Constants, B.Constants, IsOther);
  if (A.Targets != B.Targets) {
    std::vector<Place> All = TargetSets[A.Targets];
    for (Place At : TargetSets[B.Targets])
      if (std::ranges::find(All, At) == All.end() &&
          All.size() < MaximumTargets)
        All.push_back(At);
    V.Targets = targetSet(std::move(All));
  }
  V.add(B, /*Widen=*/false);
  // A literal has no width of its own; what it is joined with has.
  // Bytes that were read into a place are typed when they are loaded.
  if (A.Of.isInteger() &&
      (B.Of.kind() == Type::Kind::Record ||
       (B.Of.isInteger() && B.Of.Bits < A.Of.Bits && fits(V.Range, B.Of))))
    V.Of = B.Of;
  V.IsOther |= IsOther || !A.Constants != !B.Constants;
  // What is validated does not count; the other side alone does then.
  if (A.IsValidated != B.IsValidated) {
    const Value &Open = A.IsValidated ? B : A;
    V.Kinds = Open.Kinds;
    V.Trace = Open.Trace;
  }
  return V;
}

Value Frame::mixed(const Value &A, const Value &B) {
  // A number that is fixed, such as the NUL at the end, changes nothing.
  auto IsFixedNumber = [](const Value &V) {
    return V.Of.isInteger() && V.Range.isConstant() && !V.Kinds;
  };
  if (IsFixedNumber(B))
    return A;
  if (IsFixedNumber(A))
    return B;
  Value V = either(A, B);
  if (!(A.Kinds & B.Kinds & Vocabulary::Constant)) {
    V.Kinds &= ~Vocabulary::Constant;
    if (!(A.Kinds & ~Vocabulary::Constant) && V.Kinds)
      V.Trace = B.Trace;
  }
  if (V.Constants && A.Constants != B.Constants)
    V.IsOther = true;
  V.MaxLength = AnyLength;
  V.IsParsed = A.IsParsed && B.IsParsed;
  V.IsPrefixed = V.isFromOutside() && (A.IsPrefixed || !A.isFromOutside());
  return V;
}

ValueId Frame::merged(const State &S, ValueId A, ValueId B, bool AsParts) {
  if (A == B)
    return A;
  const Value Old = known(S, A), New = known(S, B);
  Value V = AsParts ? mixed(Old, New) : either(Old, New);
  // What adds nothing leaves the value the one it was, with what is known of
  // it.
  Value Sum = Old;
  if (V.Constants == Old.Constants && V.Targets == Old.Targets &&
      V.Kinds == Old.Kinds && !Sum.add(V, /*Widen=*/false))
    return A;
  return define({Tag::Content, A, B}, V);
}

void Frame::addModelled(Value &V, Place At) {
  PathId Path = At.Path;
  while (Path && Shared.PathTable.last(Path).Of != Selector::Kind::Field)
    Path = Shared.PathTable.parent(Path);
  KindMask Kinds = 0;
  if (Path)
    Kinds = Shared.fieldKinds(Shared.PathTable.last(Path).Index);
  if (!Kinds && At.Object >= GlobalObject && At.Object < LiteralObject) {
    Kinds = Shared.variableKinds(At.Object & ~GlobalObject);
    // Beside its buffer a library keeps how much is in there.
    std::uint64_t Room =
        Kinds && V.Of.isInteger() && !At.Path ? Shared.roomFor(Kinds) : 0;
    if (Room)
      V.Range = V.Range.meet({0, static_cast<std::int64_t>(Room)});
  }
  if (!Kinds)
    return;
  V.Kinds |= Kinds;
  V.Trace = step(StepKind::Source, Current, 0,
                 "'" + nameOf(At) + "' holds " +
                     std::string(Shared.Words.meaning(Kinds)) + ".");
}

ValueId Frame::initial(Place At, Type T) {
  Value V;
  V.Of = T;
  V.Range = T.isInteger() ? Interval::of(T) : Interval();
  bool Overflows = false;
  if (At.Object >= LiteralObject) {
    const Origins &From = Shared.LiteralOrigins;
    std::uint32_t Number = At.Object & ~LiteralObject;
    V.Of = Type(Type::Kind::Record);
    V.Constants = Shared.ConstantTable.of(
        Operand(Operand::Kind::Literal, From.literal(Number)));
    V.Kinds = Vocabulary::Constant;
    V.IsPlain = true;
    V.MaxLength = static_cast<std::uint32_t>(literal(At.Object).Bytes.size());
    if (const Origins::Site *Site = From.site(Number)) {
      Step Written;
      Written.Function = Site->Function;
      Written.Where = Site->Where;
      V.Trace = Shared.TraceTable.add(Written, WrittenHere);
    }
    return define({Tag::Initial, At.Object, 0}, V);
  }
  // What is called through a field is one of the functions that are stored in
  // that field somewhere.
  if (!T.isInteger() && At.Path &&
      Shared.PathTable.last(At.Path).Of == Selector::Kind::Field)
    for (Operand Each :
         Shared.Globals.functionsIn(Shared.PathTable.last(At.Path).Index)) {
      V.Constants = Shared.ConstantTable.join(
          V.Constants, Shared.ConstantTable.of(Each), Overflows);
      V.IsOther = true;
    }
  if (At.Object >= GlobalObject) {
    std::uint32_t Symbol = At.Object & ~GlobalObject;
    if (At.Path == 0 && T.isInteger())
      V.Range = Shared.Globals.range(Symbol).meet(Interval::of(T));
    if (std::optional<Operand> Set = Shared.initialContentOf(At);
        Set && !T.isInteger() &&
        (Shared.Globals.isNeverWritten(Symbol) || Shared.isKept(Symbol))) {
      V = Values[initial({LiteralObject | Set->Index, 0}, T)];
    } else if (std::optional<Operand> Set = Shared.initialOf(At)) {
      // Another function may have stored something else.
      ValueId Stored = operand(*Set);
      V.Constants = Values[Stored].Constants;
      V.Targets = Values[Stored].Targets;
      if (Shared.Globals.isNeverWritten(Symbol)) {
        V.Range = Values[Stored].Range;
      } else {
        V.IsOther = true;
        // A pointer that is set elsewhere points where it was set.
      }
    } else if (T.isPointer() && !Shared.PathTable.isExact(At.Path)) {
      for (Operand Each : Shared.initialsOf(At)) {
        const Value One = Values[operand(Each)];
        V = either(V, One);
      }
      V.IsOther |= !Shared.Globals.isNeverWritten(Symbol);
    }
    addModelled(V, At);
    ValueId Id = define({Tag::Initial, At.Object, At.Path}, V);
    InitialPlaces[Id] = At;
    return Id;
  }
  const Object &O = Objects[At.Object];
  bool IsBytes = O.Source && Shared.PathTable.content(At.Path) == 0;
  if (O.Is == Object::Kind::Pointee || IsBytes) {
    // What an attacker's structure points to is the attacker's as well.
    const Value &Pointer = Values[IsBytes ? O.Source : O.Index];
    V.Kinds = Pointer.Kinds & ~Vocabulary::Constant;
    V.Trace = Pointer.Trace;
    V.IsPrefixed = Pointer.IsPrefixed;
  }
  // A local variable holds nothing before it is written.
  if (O.Is != Object::Kind::Local && O.Is != Object::Kind::New && !V.Kinds)
    addModelled(V, At);
  ValueId Id = define({Tag::Initial, At.Object, At.Path}, V);
  InitialPlaces[Id] = At;
  return Id;
}

ValueId Frame::load(State &S, Place At, Type T) {
  const Paths &Table = Shared.PathTable;
  if (At.Object >= LiteralObject)
    return define({Tag::Part, initial({At.Object, 0}, T), At.Path},
                  part(Values[initial({At.Object, 0}, T)], T));
  bool IsElement = At.Path && Table.last(At.Path).Of != Selector::Kind::Field;
  ValueId Exact = S.at(At);
  if (IsElement) {
    // Elements with a known index and some element may be the same.
    PathId Array = Table.parent(At.Path);
    bool IsAny = Table.last(At.Path).Of != Selector::Kind::Element;
    ValueId Found = 0;
    for (const Cell &C : S.cellsOf(At.Object)) {
      if (C.At.Path == 0 || Table.parent(C.At.Path) != Array ||
          Table.last(C.At.Path).Of == Selector::Kind::Field ||
          Table.isClass(C.At.Path))
        continue;
      bool Overlaps = IsAny || C.At.Path == At.Path ||
                      Table.last(C.At.Path).Of != Selector::Kind::Element;
      if (!Overlaps || Found == C.Holds)
        continue;
      Found = Found ? merged(S, Found, C.Holds, /*AsParts=*/false) : C.Holds;
    }
    if (IsAny)
      if (ValueId Whole = S.at({At.Object, Array}); Whole && Whole != Found) {
        ValueId Inner =
            define({Tag::Part, Whole, At.Path}, part(known(S, Whole), T));
        Found = Found ? merged(S, Found, Inner, /*AsParts=*/false) : Inner;
      }
    // What the program wrote or read before is not all that is in a table.
    if (Found && IsAny && T.isPointer() && At.Object >= GlobalObject &&
        !Shared.initialsOf(At).empty())
      Found = merged(S, Found, initial(At, T), /*AsParts=*/false);
    if (Found)
      return Found;
  } else if (Exact) {
    // A number read into the place as bytes has no type of its own; from here
    // on the place holds the number.
    if (Values[Exact].Of.kind() == Type::Kind::Record &&
        T.kind() != Type::Kind::Record) {
      ValueId Number =
          define({Tag::Part, Exact, At.Path}, part(known(S, Exact), T));
      if (At.Path == 0 && T.isInteger() && isUnique(At.Object) &&
          sizeOf(At.Object) * 8 == T.Bits)
        S.set(At, Number);
      return Number;
    }
    return Exact;
  }
  for (PathId Around = At.Path; Around != 0;) {
    Around = Table.parent(Around);
    if (ValueId Whole = S.at({At.Object, Around}))
      return define({Tag::Part, Whole, At.Path}, part(known(S, Whole), T));
  }
  // A byte that others may follow is a part of them all, so that what a test
  // tells of it is not said of the others.
  if (T.isInteger() && T.Bits == 8 && isBeginning(At)) {
    ValueId All = initial(At, Type(Type::Kind::Record));
    S.set(At, All);
    return define({Tag::Part, All, At.Path}, part(known(S, All), T));
  }
  ValueId First = initial(At, T);
  S.set(At, First);
  return First;
}

bool Frame::isBeginning(Place At) const {
  if (At.Path && Shared.PathTable.last(At.Path).Of == Selector::Kind::Field)
    return false;
  if (At.Object >= GlobalObject)
    return At.Path == 0 && elementSizeOf(At.Object) == 1;
  return Objects[At.Object].Is == Object::Kind::Pointee ||
         (Objects[At.Object].Is == Object::Kind::Input &&
          sizeOf(At.Object) != 1);
}

void Frame::store(State &S, Place At, ValueId V) {
  if (At.Object >= LiteralObject || !V)
    return;
  const Paths &Table = Shared.PathTable;
  bool IsByte = At.Path && Table.last(At.Path).Of == Selector::Kind::AnyByte;
  bool IsArray = At.Path == 0 && elementSizeOf(At.Object) != 0;
  if (Table.isExact(At.Path) && isUnique(At.Object) && !IsArray) {
    S.eraseCells(At.Object, [&](PathId Inner) {
      return Inner != At.Path && Table.isWithin(Inner, At.Path);
    });
    S.set(At, V);
    return;
  }
  if (IsByte)
    At.Path = Table.parent(At.Path);
  ValueId Old = S.at(At);
  S.set(At, Old ? merged(S, Old, V, /*AsParts=*/true) : V);
}

ValueId Frame::content(State &S, Place At) {
  const Paths &Table = Shared.PathTable;
  if (At.Object >= LiteralObject)
    return initial({At.Object, 0}, Type(Type::Kind::Record));
  PathId Base = Table.content(At.Path);
  ValueId Found = 0;
  for (const Cell &C : S.cellsOf(At.Object)) {
    if (!Table.isWithin(C.At.Path, Base) || C.Holds == Found ||
        Table.isClass(C.At.Path))
      continue;
    Found = Found ? merged(S, Found, C.Holds, /*AsParts=*/true) : C.Holds;
  }
  return Found ? Found : load(S, {At.Object, Base}, Type(Type::Kind::Record));
}

ValueId Frame::contentAt(State &S, ValueId Pointer) {
  ValueId Found = 0;
  for (Place At : targets(S, Pointer)) {
    ValueId One = content(S, At);
    Found = Found ? merged(S, Found, One, /*AsParts=*/false) : One;
  }
  return Found;
}

void Frame::setContent(State &S, Place At, ValueId V, bool Replace) {
  if (At.Object >= LiteralObject || !V)
    return;
  const Paths &Table = Shared.PathTable;
  PathId Base = Table.content(At.Path);
  if (Replace && Table.isExact(At.Path) && isUnique(At.Object)) {
    S.eraseCells(At.Object,
                 [&](PathId Inner) { return Table.isWithin(Inner, Base); });
    S.set({At.Object, Base}, V);
    return;
  }
  ValueId Old = S.at({At.Object, Base});
  S.set({At.Object, Base}, Old ? merged(S, Old, V, /*AsParts=*/true) : V);
}

void Frame::setContentAt(State &S, ValueId Pointer, ValueId V, bool Replace) {
  std::span<const Place> At = targets(S, Pointer);
  for (Place Each : At)
    setContent(S, Each, V, Replace && At.size() == 1);
}
