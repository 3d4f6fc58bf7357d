//===- core/flow/Effects.cpp - What a row of a model does -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

#include <string>

using namespace firmcop;
using namespace firmcop::flow;

std::uint8_t Frame::lettersIn(State &S, ValueId Needle) {
  auto In = [](std::string_view Text) -> std::uint8_t {
    if (Text == ".." || Text.find_first_of("/\\'\"%") != Text.npos)
      return AllLetters;
    // What redirects is refused by some as well, and starts no command.
    unsigned Letters =
        Text.find_first_of("<>") != Text.npos ? AllLetters + 1U : 0;
    for (std::size_t I = 0; I < ShellLetters.size(); ++I)
      if (Text.find(ShellLetters[I]) != Text.npos)
        Letters |= 1U << I;
    return static_cast<std::uint8_t>(Letters);
  };
  const Value Number = known(S, Needle);
  if (Number.Range.isConstant() && Number.Range.Low > 0 &&
      Number.Range.Low < 128) {
    char Letter = static_cast<char>(Number.Range.Low);
    return In({&Letter, 1});
  }
  unsigned Letters = 0;
  if (ValueId Text = Values[Needle].Targets ? contentAt(S, Needle) : 0)
    for (Operand Each : Shared.ConstantTable[known(S, Text).Constants])
      if (Each.kind() == Operand::Kind::Literal)
        Letters |= In(P.literals()[Each.Index].Bytes);
  return static_cast<std::uint8_t>(Letters);
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
  case Effect::Sent:
    return;
  case Effect::Source: {
    if (Row.At.Of == Port::Base::CallbackParameter) {
      callBack(S, Index, O, E, Arguments);
      return;
    }
    Value V;
    V.Of = Type(Type::Kind::Record);
    V.Kinds = E.Kind;
    if (E.Kind & Shared.Words.remote() & ~Shared.Words.received() &&
        Shared.isLocal(F.Where.File, Row.Library))
      V.Kinds = Shared.Words.local();
    V.Trace = step(StepKind::Source, Index, 0,
                   "'" + std::string(Library.Name) + "' gives " +
                       std::string(Shared.Words.meaning(V.Kinds)) + ".");
    // A generator gives numbers, not bytes.
    V.IsParsed = isVariadic(Row.At) ||
                 !(E.Kind & (Shared.Words.input() | Shared.Words.received()));
    ValueId Id = redefine(S, Made, V);
    if (Row.At.Of == Port::Base::ReturnValue) {
      if (O.Of.isPointer()) {
        setContent(S, {NewObject(0), 0}, Id, /*Replace=*/true);
        Library.Result.Kinds = 0;
      } else {
        Library.Result.Kinds |= V.Kinds;
        Library.Result.Trace = V.Trace;
        Library.Result.IsParsed |= V.IsParsed;
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
    for (Port At : {Row.At, Row.From}) {
      At.Pointee = false;
      if (ValueId Pointer = atPort(S, O, At, Arguments))
        checkAddress(S, Index, Pointer, Library.Name);
    }
    ValueId Text = TextOf(Row.From);
    if (!Text)
      return;
    Value V = Through(known(S, Text));
    V.Def = Definition::Copy;
    V.Left = Text;
    ValueId Id = redefine(S, Made, V);
    putAt(S, O, Row.At, Arguments, Id, E.Does == Effect::ContentCopy);
    return;
  }
  case Effect::FormattedContent: {
    auto List = argumentsFrom(O, Row.From.Index, Arguments);
    if (List.empty())
      return;
    // A function without dots of its own gets the values in a va_list.
    auto Printed = Library.Variadic < 0
                       ? std::span<const ValueId>(VariadicGiven)
                       : List.subspan(1);
    const Value Text = formatted(S, List.front(), Printed);
    Value V = Through(Text);
    V.Def = Text.Def;
    V.Left = Text.Left;
    ValueId Id = redefine(S, Made, V);
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
    V.IsParsed = true;
    ValueId Id = redefine(S, Made, V);
    for (ValueId Each : argumentsFrom(O, Row.At.Index, Arguments))
      setContentAt(S, Each, Id, /*Replace=*/true);
    return;
  }
  case Effect::ContentConstant: {
    Value V;
    V.Of = Type(Type::Kind::Record);
    V.Kinds = Vocabulary::Constant;
    V.IsPlain = true;
    if (Shared.usesConstants(FunctionIndex))
      V.Trace = step(StepKind::Source, Index, 0,
                     "'" + std::string(Library.Name) + std::string(FillsIt));
    putAt(S, O, Row.At, Arguments, redefine(S, Made, V), /*Replace=*/true);
    return;
  }
  case Effect::Decrypted: {
    ValueId Text = TextOf(Row.From.Of != Port::Base::None ? Row.From : Row.At);
    if (!Text)
      return;
    Value V = Through(known(S, Text));
    V.IsDecrypted = true;
    V.Kinds &= ~Vocabulary::Constant;
    V.Constants = 0;
    putAt(S, O, Row.At, Arguments, redefine(S, Made, V), /*Replace=*/true);
    return;
  }
  case Effect::SamePointer:
    if (Row.At.Of == Port::Base::ReturnValue)
      Library.Alias = From();
    return;
  case Effect::ContinuedText: {
    // The library keeps the pointer; its name stands for where.
    Place Kept{GlobalObject | O.A.Index, 0};
    ValueId Pointer = atPort(S, O, Row.At, Arguments);
    if (!Pointer || targets(S, Pointer).empty())
      Library.Earlier = S.at(Kept);
    else
      S.set(Kept, Pointer);
    return;
  }
  case Effect::PointerInto: {
    Port Pointer = Row.From;
    Pointer.Pointee = false;
    ValueId Base = atPort(S, O, Pointer, Arguments);
    if (!Base)
      return;
    std::span<const Place> Start = targets(S, Base);
    if (Start.empty() && Library.Earlier)
      Start = targets(S, Library.Earlier);
    std::vector<Place> At(Start.begin(), Start.end());
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
    if (Text) {
      Value V = Through(known(S, Text));
      V.Def = Definition::Copy;
      V.Left = Text;
      setContent(S, {Id, 0}, redefine(S, Made, V), /*Replace=*/true);
    }
    return;
  }
  case Effect::NewObject: {
    ValueId Size = From();
    Interval Range = Size ? known(S, Size).Range : Interval();
    std::uint64_t Bytes = Range.isConstant() && Range.Low > 0
                              ? static_cast<std::uint64_t>(Range.Low)
                              : 0;
    // A second row gives the other factor of calloc.
    bool IsFirst = !Library.HasNew;
    Library.NewSize = IsFirst ? Bytes : Library.NewSize * Bytes;
    Library.HasNew = true;
    Object &Made = Objects[NewObject(Bytes)];
    Made.Size = Library.NewSize;
    // With two factors, the one that is not fixed.
    if (IsFirst || !Range.isConstant())
      Made.Amount = Size;
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
    V.IsParsed = E.Does == Effect::NumberOf;
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
        V.MaxLength != AnyLength && V.Kinds == Vocabulary::Constant)
      Library.Result.Range = Interval::constant(V.MaxLength);
    return;
  }
  case Effect::Magnitude: {
    ValueId Number = From();
    if (!Number)
      return;
    const Value V = known(S, Number);
    std::int64_t Least = std::max(V.Range.Low, -Interval::Most);
    Library.Result.Range = {std::max({std::int64_t(0), Least, -V.Range.High}),
                            std::max(-Least, V.Range.High)};
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
    Library.Result.IsAmount = true;
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
    // A word of a line tells nothing of the line.
    Port Pointer = Row.At;
    Pointer.Pointee = false;
    ValueId Start = atPort(S, O, Pointer, Arguments);
    auto IsInside = [&](Place At) {
      return At.Path &&
             Shared.PathTable.last(At.Path).Of == Selector::Kind::AnyByte;
    };
    ValueId Text = Start && std::ranges::any_of(targets(S, Start), IsInside)
                       ? 0
                       : TextOf(Row.At);
    if (Library.Result.Def == Definition::Sameness) {
      Library.Result.Right = Text;
      return;
    }
    Library.Result.Def = Definition::Sameness;
    Library.Result.By = Opcode::Equal;
    Library.Result.Left = Text;
    // How many bytes are compared.
    if (Row.From.Of != Port::Base::None)
      Library.Result.Extra = From();
    return;
  }
  case Effect::SearchedFor: {
    // What makes a text dangerous is not in it when the search finds nothing.
    // That it has no line break or no space is no check of that kind.
    ValueId Needle = atPort(S, O, Row.At, Arguments), Text = TextOf(Row.From);
    if (!Needle || !Text)
      return;
    if (isCharacter(Needle)) {
      // A character that is looked for among those that are allowed, or among
      // those that are not.
      if (known(S, Text).Kinds != Vocabulary::Constant)
        return;
      Port Set = Row.From;
      Set.Pointee = false;
      bool IsDenied = lettersIn(S, atPort(S, O, Set, Arguments)) != 0;
      Fact Told(Needle);
      Told.IsValidated = true;
      Library.Tells.Classes[IsDenied ? Image::Zero : Image::Positive]
          .Facts.push_back(Told);
      Library.HasOutcome = true;
      return;
    }
    Fact Told(Text);
    Told.Refused = lettersIn(S, Needle);
    if (!Told.Refused)
      return;
    Library.Tells.Classes[Image::Zero].Facts.push_back(Told);
    Library.HasOutcome = true;
    return;
  }
  case Effect::Validation: {
    // A text, or a number that is passed as it is.
    ValueId Text = Row.From.Pointee ? TextOf(Row.From) : From();
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
  }
}
