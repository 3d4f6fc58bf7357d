//===- core/flow/Library.cpp - Calls of modelled functions ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a library's function does is said by its rows (docs/models.md). Each row
// is applied to the state; what the function then gives back is put together
// from what the rows say of it. A function without rows may have changed what
// its arguments point to, so that constants there are forgotten.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

#include <string>

using namespace firmcop;
using namespace firmcop::flow;

/// Arguments that models number start behind the object of a method.
static unsigned firstArgument(const Operation &O) {
  return O.Flags & Operation::IsMethod ? 1 : 0;
}

std::span<const ValueId>
Frame::argumentsFrom(const Operation &O, unsigned First,
                     std::span<const ValueId> Arguments) {
  First += firstArgument(O);
  return First < Arguments.size() ? Arguments.subspan(First)
                                  : std::span<const ValueId>();
}

ValueId Frame::atPort(State &S, const Operation &O, const Port &At,
                      std::span<const ValueId> Arguments) {
  ValueId V = 0;
  if (At.Of == Port::Base::Argument) {
    auto List = argumentsFrom(O, At.Index, Arguments);
    V = List.empty() ? 0 : List.front();
  } else if (At.Of == Port::Base::Object && firstArgument(O) &&
             !Arguments.empty()) {
    V = Arguments.front();
  } else if (At.Of == Port::Base::ReturnValue) {
    V = Library.Alias;
  }
  return V && At.Pointee ? contentAt(S, V) : V;
}

void Frame::putAt(State &S, const Operation &O, const Port &At,
                  std::span<const ValueId> Arguments, ValueId Content,
                  bool Replace) {
  Port Pointer = At;
  Pointer.Pointee = false;
  if (At.Of == Port::Base::ReturnValue) {
    if (!At.Pointee && !Library.Result.Of.isPointer()) {
      Library.Result = Values[Content];
      Library.Result.Of = O.Of;
      Library.Result.Range = Interval::of(O.Of);
    }
    return;
  }
  if (ValueId Where = atPort(S, O, Pointer, Arguments))
    setContentAt(S, Where, Content, Replace);
}

bool Frame::holds(State &S, const Operation &O, const ModelRow &Row,
                  std::span<const ValueId> Arguments) {
  for (const Condition &C : Row.When) {
    ValueId At = atPort(S, O, C.At, Arguments);
    if (!At)
      return false;
    const Value V = known(S, At);
    bool Holds = V.Range.isConstant() && C.holdsForValue(V.Range.Low);
    auto Try = [&](ConstantSet Set) {
      for (Operand Each : Shared.ConstantTable[Set])
        if (Each.kind() == Operand::Kind::Literal) {
          const Literal &L = P.literals()[Each.Index];
          Holds |= L.Of == Literal::Kind::Integer ? C.holdsForValue(L.Integer)
                                                  : C.holdsForText(L.Bytes);
          for (const std::string &Name : L.Names)
            Holds |= C.holdsForName(Name);
        }
    };
    Try(V.Constants);
    if (!Holds && (V.Of.isPointer() || V.Targets))
      if (ValueId Text = contentAt(S, At))
        Try(known(S, Text).Constants);
    if (!Holds)
      return false;
  }
  return true;
}

/// The conversions of a printf-like format: their letters, with '*' for a
/// width or precision that is an argument, and the precision of each.
static std::vector<std::pair<char, std::uint32_t>>
conversions(std::string_view Format, std::uint32_t &Plain) {
  std::vector<std::pair<char, std::uint32_t>> Found;
  Plain = 0;
  for (std::size_t I = 0; I < Format.size(); ++I) {
    if (Format[I] != '%') {
      ++Plain;
      continue;
    }
    std::uint32_t Precision = AnyLength;
    bool InPrecision = false;
    for (++I; I < Format.size(); ++I) {
      char C = Format[I];
      if (C == '%') {
        ++Plain;
        break;
      }
      if (C == '.') {
        InPrecision = true;
        Precision = 0;
      } else if (C >= '0' && C <= '9') {
        if (InPrecision && Precision < 100000)
          Precision = Precision * 10 + static_cast<std::uint32_t>(C - '0');
      } else if (C == '*') {
        Found.emplace_back('*', 0);
        if (InPrecision)
          Precision = AnyLength;
      } else if (std::string_view("hlLqjzt-+ #'wI").find(C) ==
                 std::string_view::npos) {
        Found.emplace_back(C, Precision);
        break;
      }
    }
  }
  return Found;
}

Value Frame::formatted(State &S, ValueId Format,
                       std::span<const ValueId> Arguments) {
  ValueId FormatText = contentAt(S, Format);
  const Value Text = known(S, FormatText);
  const Literal *L = nullptr;
  const auto &Set = Shared.ConstantTable[Text.Constants];
  if (Set.size() == 1 && !Text.IsOther &&
      Set.front().kind() == Operand::Kind::Literal)
    L = &P.literals()[Set.front().Index];
  if (!L || L->Of == Literal::Kind::Integer) {
    // With an unknown format every argument may be a part of the text.
    Value V = Text;
    for (ValueId Each : Arguments)
      if (Values[Each].Targets)
        V = mixed(V, known(S, contentAt(S, Each)));
    V.MaxLength = AnyLength;
    V.Def = Definition::Opaque;
    return V;
  }
  std::uint32_t Length = 0;
  auto List = conversions(L->Bytes, Length);
  if (List.empty())
    return Text;
  Value V;
  V.Of = Type(Type::Kind::Record);
  bool IsConstant = true;
  auto Grow = [&](std::uint32_t By) {
    Length = By == AnyLength || Length == AnyLength ? AnyLength : Length + By;
  };
  for (std::size_t I = 0; I < List.size(); ++I) {
    auto [Letter, Precision] = List[I];
    if (Letter == '*')
      continue;
    if (Letter != 's' && Letter != 'S' && Letter != '[') {
      IsConstant = false;
      Grow(Letter == 'c' ? 1 : Letter == 'f' ? 320 : 24);
      continue;
    }
    if (I >= Arguments.size()) {
      IsConstant = false;
      Grow(AnyLength);
      continue;
    }
    const Value Part = known(S, contentAt(S, Arguments[I]));
    Grow(std::min(Precision, Part.MaxLength));
    IsConstant &= (Part.Kinds & Vocabulary::Constant) != 0;
    if (!Part.IsValidated) {
      V.Trace =
          V.Trace && (V.Kinds & ~Vocabulary::Constant) ? V.Trace : Part.Trace;
      V.Kinds |= Part.Kinds;
    }
  }
  if (!IsConstant)
    V.Kinds &= ~Vocabulary::Constant;
  V.MaxLength = Length;
  return V;
}

bool Frame::callLibrary(State &S, std::uint32_t Index, const Operation &O,
                        const Symbol *Callee,
                        std::span<const ValueId> Arguments) {
  if (Callee && Callee->IsNoReturn)
    return false;
  std::span<const RowEffect> Effects;
  if (Callee)
    Effects = Shared.Words.effects(Callee->ModelName);
  if (Effects.empty()) {
    callUnknown(S, Index, O, Arguments);
    return true;
  }
  Library = LibraryCall();
  Library.Name = Callee->Name;
  Library.Result.Of = O.Of;
  Library.Result.Range = Interval::of(O.Of);
  Library.Variadic = Callee->Variadic;
  for (std::uint32_t I = 0; I < Effects.size(); ++I) {
    const RowEffect &E = Effects[I];
    if (!E.Row->When.empty() && !holds(S, O, *E.Row, Arguments))
      continue;
    if (E.Does == Effect::NoReturn)
      return false;
    if (E.Does == Effect::Sink)
      checkSink(S, Index, O, E, Arguments);
    else
      applyEffect(S, Index, O, E, Arguments, I);
  }
  if (Library.HasOutcome) {
    Library.Alias = 0;
    Library.Result.Def = Definition::Outcome;
    Library.Result.Extra = static_cast<std::uint32_t>(Outcomes.size());
    for (unsigned Class = 0; Class < 3; ++Class)
      Library.Tells.Classes[Class].IsPossible = true;
    Outcomes.push_back(Library.Tells);
  }
  setResult(O, Library.Alias
                   ? Library.Alias
                   : redefine(S, {Tag::Result, Index, 0}, Library.Result));
  return true;
}

void Frame::applyEffect(State &S, std::uint32_t Index, const Operation &O,
                        const RowEffect &E, std::span<const ValueId> Arguments,
                        std::uint32_t Number) {
  const ModelRow &Row = *E.Row;
  Key Made{Tag::Made, Index, Number};
  auto From = [&] {
    Port Content = Row.From;
    return atPort(S, O, Content, Arguments);
  };
  /// The content of what the row is about, whether it is written with or
  /// without the star.
  auto TextOf = [&](Port At) -> ValueId {
    if (At.Of != Port::Base::None && At.Of != Port::Base::ReturnValue)
      At.Pointee = true;
    return atPort(S, O, At, Arguments);
  };
  auto Through = [&](Value V) {
    V.Def = Definition::Opaque;
    V.Left = V.Right = 0;
    if (V.isFromOutside())
      V.Trace = step(StepKind::Through, Index, V.Trace, Library.Name);
    return V;
  };
  auto NewObject = [&](std::uint64_t Size) {
    ObjectId Id = makeObject({Tag::Made, Index, 0x1000},
                             {Object::Kind::New, true, Size, 0, Index});
    Library.Result = pointerTo({{Id, 0}});
    Library.Result.Range.Low = 0;
    return Id;
  };

  switch (E.Does) {
  case Effect::Sink:
  case Effect::NoReturn:
    return;
  case Effect::Source: {
    if (Row.At.Of == Port::Base::CallbackParameter) {
      callBack(S, Index, O, E, Arguments);
      return;
    }
    Value V;
    V.Of = Type(Type::Kind::Record);
    V.Kinds = E.Kind;
    V.Trace = step(StepKind::Source, Index, 0,
                   "'" + std::string(Library.Name) + "' gives " +
                       std::string(Shared.Words.meaning(E.Kind)) + ".");
    ValueId Id = redefine(S, Made, V);
    if (Row.At.Of == Port::Base::ReturnValue) {
      if (O.Of.isPointer()) {
        setContent(S, {NewObject(0), 0}, Id, /*Replace=*/true);
        Library.Result.Kinds = 0;
      } else {
        Library.Result.Kinds |= V.Kinds;
        Library.Result.Trace = V.Trace;
      }
      return;
    }
    if (isVariadic(Row.At)) {
      for (ValueId Each : argumentsFrom(O, Row.At.Index, Arguments))
        setContentAt(S, Each, Id, /*Replace=*/true);
      return;
    }
    putAt(S, O, Row.At, Arguments, Id, /*Replace=*/true);
    return;
  }
  case Effect::ContentCopy:
  case Effect::ContentAppend: {
    ValueId Text = TextOf(Row.From);
    if (!Text)
      return;
    Value V = Through(known(S, Text));
    ValueId Id = redefine(S, Made, V);
    putAt(S, O, Row.At, Arguments, Id, E.Does == Effect::ContentCopy);
    return;
  }
  case Effect::FormattedContent: {
    auto List = argumentsFrom(O, Row.From.Index, Arguments);
    if (List.empty())
      return;
    ValueId Id =
        redefine(S, Made, Through(formatted(S, List.front(), List.subspan(1))));
    putAt(S, O, Row.At, Arguments, Id, /*Replace=*/true);
    return;
  }
  case Effect::ScannedContent: {
    ValueId Text = TextOf(Row.From);
    if (!Text)
      return;
    Value V = Through(known(S, Text));
    V.Of = Type(Type::Kind::Record);
    V.Constants = 0;
    V.Kinds &= ~Vocabulary::Constant;
    ValueId Id = redefine(S, Made, V);
    for (ValueId Each : argumentsFrom(O, Row.At.Index, Arguments))
      setContentAt(S, Each, Id, /*Replace=*/true);
    return;
  }
  case Effect::ContentConstant: {
    Value V;
    V.Of = Type(Type::Kind::Record);
    putAt(S, O, Row.At, Arguments, redefine(S, Made, V), /*Replace=*/true);
    return;
  }
  case Effect::SamePointer:
    if (Row.At.Of == Port::Base::ReturnValue)
      Library.Alias = From();
    return;
  case Effect::PointerInto: {
    Port Pointer = Row.From;
    Pointer.Pointee = false;
    ValueId Base = atPort(S, O, Pointer, Arguments);
    if (!Base)
      return;
    std::vector<Place> At = targets(S, Base);
    for (Place &Each : At)
      Each.Path = Shared.PathTable.element(Each.Path, false, 0, 1);
    Value V = pointerTo(std::move(At));
    V.Range.Low = 0;
    V.Kinds = Values[Base].Kinds;
    V.Trace = Values[Base].Trace;
    if (Row.At.Of == Port::Base::ReturnValue)
      Library.Result = V;
    else
      putAt(S, O, Row.At, Arguments, redefine(S, Made, V), /*Replace=*/true);
    return;
  }
  case Effect::NewCopy: {
    ValueId Text = TextOf(Row.From);
    ObjectId Id = NewObject(0);
    if (Text)
      setContent(S, {Id, 0}, redefine(S, Made, Through(known(S, Text))),
                 /*Replace=*/true);
    return;
  }
  case Effect::NewObject: {
    ValueId Size = From();
    Interval Range = Size ? known(S, Size).Range : Interval();
    std::uint64_t Bytes = Range.isConstant() && Range.Low > 0
                              ? static_cast<std::uint64_t>(Range.Low)
                              : 0;
    ObjectId Id = NewObject(Bytes);
    Object &Here = Objects[Id];
    // A second row gives the other factor of calloc.
    Here.Size = Here.Index == Index && Number > 0 && Here.ElementSize == ~0U
                    ? Here.Size * Bytes
                    : Bytes;
    return;
  }
  case Effect::NumberOf:
  case Effect::ValueOf: {
    ValueId Text = E.Does == Effect::NumberOf ? TextOf(Row.From) : From();
    if (!Text)
      return;
    Value V = Through(known(S, Text));
    V.Of = O.Of;
    V.Range = Interval::of(O.Of);
    V.Constants = V.Targets = 0;
    V.Kinds &= ~Vocabulary::Constant;
    V.IsBounded = V.IsBoundedBelow = false;
    if (Row.At.Of == Port::Base::ReturnValue || Row.At.Of == Port::Base::None)
      Library.Result = V;
    else
      putAt(S, O, Row.At, Arguments, redefine(S, Made, V), /*Replace=*/true);
    return;
  }
  case Effect::Length: {
    ValueId Text = TextOf(Row.From.Of != Port::Base::None ? Row.From : Row.At);
    if (!Text)
      return;
    const Value V = known(S, Text);
    Library.Result.Def = Definition::Length;
    Library.Result.Left = Text;
    Library.Result.Range = {0, V.MaxLength == AnyLength
                                   ? Interval::Most
                                   : std::int64_t(V.MaxLength)};
    const auto &Set = Shared.ConstantTable[V.Constants];
    if (Set.size() == 1 && !V.IsOther &&
        Set.front().kind() == Operand::Kind::Literal &&
        V.Kinds == Vocabulary::Constant)
      Library.Result.Range = Interval::constant(V.MaxLength);
    return;
  }
  case Effect::Magnitude: {
    ValueId Number = From();
    if (!Number)
      return;
    const Value V = known(S, Number);
    Library.Result.Range = {0, Interval::Most};
    Library.Result.Kinds = V.Kinds;
    Library.Result.Trace = V.Trace;
    Library.Result.Def = Definition::Magnitude;
    Library.Result.Left = Number;
    return;
  }
  case Effect::AtMost: {
    ValueId Limit = From();
    if (!Limit)
      return;
    const Value V = known(S, Limit);
    if (Row.At.Of != Port::Base::ReturnValue)
      return;
    Library.Result.Range.High = std::min(
        Library.Result.Range.High, std::max<std::int64_t>(0, V.Range.High));
    Library.Result.IsBounded = V.isLimited();
    return;
  }
  case Effect::ShorterThan: {
    ValueId Limit = From();
    Port Content = Row.At;
    ValueId Text = TextOf(Content);
    if (!Limit || !Text)
      return;
    const Value V = known(S, Limit);
    if (V.Range.High > 0 && V.Range.High < AnyLength) {
      Fact &Told = S.fact(Text);
      Told.MaxLength = std::min(Told.MaxLength,
                                static_cast<std::uint32_t>(V.Range.High - 1));
    }
    return;
  }
  case Effect::CallbackValue:
    callBack(S, Index, O, E, Arguments);
    return;
  case Effect::Compare: {
    if (Library.Result.Def == Definition::Sameness) {
      Library.Result.Right = TextOf(Row.At);
      return;
    }
    Library.Result.Def = Definition::Sameness;
    Library.Result.By = Opcode::Equal;
    Library.Result.Left = TextOf(Row.At);
    return;
  }
  case Effect::Validation: {
    ValueId Text = TextOf(Row.From);
    if (!Text || Row.At.Of != Port::Base::ReturnValue)
      return;
    bool Good[3] = {
        Row.SuccessIs == Success::Zero || Row.SuccessIs == Success::NotNegative,
        Row.SuccessIs != Success::Zero, Row.SuccessIs == Success::NonZero};
    for (unsigned Class = 0; Class < 3; ++Class)
      if (Good[Class]) {
        Fact Told(Text);
        Told.IsValidated = true;
        Library.Tells.Classes[Class].Facts.push_back(Told);
      }
    Library.HasOutcome = true;
    return;
  }
  case Effect::Verification:
  case Effect::HashCheck:
  case Effect::FlashWrite:
  case Effect::Commit:
    return;
  }
}

void Frame::callBack(State &S, std::uint32_t Index, const Operation &O,
                     const RowEffect &E, std::span<const ValueId> Arguments) {
  auto List = argumentsFrom(O, E.Row->At.Index, Arguments);
  if (List.empty())
    return;
  for (Operand Each : Shared.ConstantTable[Values[List.front()].Constants]) {
    if (Each.kind() != Operand::Kind::Function)
      continue;
    std::uint32_t Body = P.definition(Each.Index);
    if (Body == Program::None)
      continue;
    const Function &To = P.functions()[Body];
    State Here = S;
    std::vector<ValueId> Passed;
    for (std::uint32_t I = 0; I < To.Parameters; ++I) {
      Value V;
      V.Of = To.Locals[I].Of;
      V.Range = Interval::of(V.Of);
      Passed.push_back(redefine(Here, {Tag::Made, Index, 0x2000 + I}, V));
    }
    // All rows about this function's parameters count at once.
    for (const RowEffect &Other : Shared.Words.effects(E.Row->Name)) {
      const Port &At = Other.Row->At;
      if (At.Of != Port::Base::CallbackParameter ||
          At.Index != E.Row->At.Index || At.Callback >= Passed.size())
        continue;
      if (Other.Does == Effect::CallbackValue) {
        if (ValueId V = atPort(S, O, Other.Row->From, Arguments))
          Passed[At.Callback] = V;
        continue;
      }
      if (Other.Does != Effect::Source)
        continue;
      Value V;
      V.Of = Type(Type::Kind::Record);
      V.Kinds = Other.Kind;
      V.Trace = step(StepKind::Source, Index, 0,
                     "'" + std::string(Library.Name) + "' hands " +
                         std::string(Shared.Words.meaning(Other.Kind)) +
                         " to the function.");
      if (At.Pointee || To.Locals[At.Callback].Of.isPointer()) {
        ValueId Id =
            redefine(Here, {Tag::Made, Index, 0x3000U + At.Callback}, V);
        setContentAt(Here, Passed[At.Callback], Id, /*Replace=*/true);
      } else {
        V.Of = To.Locals[At.Callback].Of;
        V.Range = Interval::of(V.Of);
        Passed[At.Callback] =
            redefine(Here, {Tag::Made, Index, 0x4000U + At.Callback}, V);
      }
    }
    Binding Bound;
    Shared.call(Body, exportInput(Here, Index, Body, Passed, Bound), Depth + 1);
  }
}

void Frame::callUnknown(State &S, std::uint32_t Index, const Operation &O,
                        std::span<const ValueId> Arguments) {
  std::uint32_t Number = 0;
  for (ValueId Each : Arguments) {
    if (!Values[Each].Targets)
      continue;
    for (Place At : TargetSets[Values[Each].Targets]) {
      if (At.Object >= LiteralObject)
        continue;
      std::vector<Cell> Known;
      for (const Cell &C : S.cellsOf(At.Object))
        if (Shared.PathTable.isWithin(C.At.Path, At.Path))
          Known.push_back(C);
      for (const Cell &C : Known) {
        const Value Old = known(S, C.Holds);
        // Who looks at input hardly replaces it.
        if (Old.isFromOutside() || Old.IsValidated || Old.Targets)
          continue;
        Value V;
        V.Of = Old.Of;
        V.Range = Old.Of.isInteger() ? Interval::of(Old.Of) : Interval();
        S.set(C.At, redefine(S, {Tag::Made, Index, 0x5000 + Number++}, V));
      }
    }
  }
  Value V;
  V.Of = O.Of;
  V.Range = Interval::of(O.Of);
  setResult(O, redefine(S, {Tag::Result, Index, 0}, V));
}
