//===- core/flow/Access.cpp - What places hold, read and written ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

using namespace firmcop::flow;

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
  if (At.Path && !IsElement && Shared.isOfSystem(Table.last(At.Path).Index)) {
    Value Set;
    Set.Of = T;
    Set.Range = Interval::of(T);
    ValueId Id = define({Tag::Initial, At.Object, At.Path}, Set);
    S.set(At, Id);
    return Id;
  }
  for (PathId Around = At.Path; Around != 0;) {
    // What was written from some place on is not what stands before it.
    if (Table.isBefore(Around))
      break;
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
  // The other bytes of a field are what the record around it holds.
  for (PathId Around = IsByte ? At.Path : 0; Around != 0 && !Old;) {
    Around = Table.parent(Around);
    if (ValueId Whole = S.at({At.Object, Around}))
      Old = define({Tag::Part, Whole, At.Path},
                   part(known(S, Whole), Type(Type::Kind::Record)));
  }
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
