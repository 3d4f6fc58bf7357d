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
  return std::ranges::all_of(Row.When, [&](const Condition &C) {
    ValueId At = atPort(S, O, C.At, Arguments);
    return At && holds(S, C, At);
  });
}

bool Frame::holds(State &S, const Condition &C, ValueId At) {
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
  if (auto Found = InitialPlaces.find(At); Found != InitialPlaces.end())
    if (Place Named = Found->second; Named.Path == 0 &&
                                     Named.Object >= GlobalObject &&
                                     Named.Object < LiteralObject)
      Holds |= C.holdsForName(P.symbols()[Named.Object & ~GlobalObject].Name);
  if (!Holds && (V.Of.isPointer() || V.Targets))
    if (ValueId Text = contentAt(S, At))
      Try(known(S, Text).Constants);
  return Holds;
}

bool Frame::callLibrary(State &S, std::uint32_t Index, const Operation &O,
                        const Symbol *Callee,
                        std::span<const ValueId> Arguments) {
  if (Callee && Callee->IsNoReturn)
    return false;
  std::span<const RowEffect> Effects;
  if (Callee)
    Effects = Shared.Words.effects(Callee->ModelName);
  if (Callee && Callee->Name.ends_with("va_start") && !Arguments.empty())
    for (Place At : targets(S, Arguments.front()))
      ArgumentLists.insert(At.Object);
  if (Callee && Callee->Name == "va_arg" && !VariadicGiven.empty()) {
    ValueId Any = 0;
    for (ValueId Each : VariadicGiven)
      if (Values[Each].Of.isPointer() == O.Of.isPointer())
        Any = Any ? merged(S, Any, Each, /*AsParts=*/false) : Each;
    // A number behind dots is there to be printed, and which of them it is is
    // not known.
    if (Any && !(O.Of.isInteger() && Values[Any].isFromOutside())) {
      setResult(O, Any);
      return true;
    }
  }
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
  forgetUndescribed(S, Index, O, Effects, Arguments);
  if (std::ranges::all_of(Effects, [](const RowEffect &E) {
        return E.Does == Effect::ValueOf;
      }))
    Library.Result.Application = application(O.A.Index, Arguments);
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

void Frame::forgetUndescribed(State &S, std::uint32_t Index, const Operation &O,
                              std::span<const RowEffect> Effects,
                              std::span<const ValueId> Arguments) {
  std::uint32_t Number = 0x100;
  auto Speaks = [&](const Port &At, std::size_t I) {
    return At.Of == Port::Base::Argument &&
           (isVariadic(At) ? std::size_t(At.Index) <= I
                           : std::size_t(At.Index) == I);
  };
  unsigned First = firstArgument(O);
  std::size_t End = Arguments.size();
  // What is printed stays as it is; what is scanned has rows.
  if (Library.Variadic >= 0)
    End = std::min<std::size_t>(End, First + unsigned(Library.Variadic));
  for (std::size_t I = First; I < End; ++I)
    if (std::ranges::none_of(Effects, [&](const RowEffect &E) {
          return Speaks(E.Row->At, I - First) || Speaks(E.Row->From, I - First);
        }))
      forgetAt(S, Index, Arguments[I], Number);
}

void Frame::addSources(State &S, std::uint32_t Index, const Operation &O,
                       const Symbol &Callee,
                       std::span<const ValueId> Arguments) {
  std::span<const RowEffect> Effects = Shared.Words.effects(Callee.ModelName);
  bool HasResult = false;
  for (std::uint32_t I = 0; I < Effects.size(); ++I) {
    const RowEffect &E = Effects[I];
    bool IsResult = E.Row->At.Of == Port::Base::ReturnValue;
    bool IsCallback = E.Row->At.Of == Port::Base::CallbackParameter;
    bool IsOurs = E.Does == Effect::Source ||
                  E.Does == Effect::ContentConstant ||
                  E.Does == Effect::Decrypted ||
                  (IsCallback && E.Does == Effect::CallbackValue);
    if (!IsOurs ||
        (!IsResult && !IsCallback && E.Row->At.Of != Port::Base::Argument) ||
        (!E.Row->When.empty() && !holds(S, O, *E.Row, Arguments)))
      continue;
    if (!HasResult) {
      Library = LibraryCall();
      Library.Name = Callee.Name;
      Library.Variadic = Callee.Variadic;
      Library.Result.Of = O.Of;
      Library.Result.Range = Interval::of(O.Of);
    }
    HasResult |= IsResult;
    applyEffect(S, Index, O, E, Arguments, I);
  }
  if (HasResult)
    setResult(O, redefine(S, {Tag::Result, Index, 0}, Library.Result));
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
    bool IsNew = false;
    solved(Index, Body, exportInput(Here, Body, Passed, Bound), IsNew);
  }
}

void Frame::forgetAt(State &S, std::uint32_t Index, ValueId Pointer,
                     std::uint32_t &Number) {
  auto Unknown = [&](const Value &Old) {
    Value V;
    V.Of = Old.Of;
    V.Range = Old.Of.isInteger() ? Interval::of(Old.Of) : Interval();
    return redefine(S, {Tag::Made, Index, 0x5000 + Number++}, V);
  };
  if (!Values[Pointer].Targets)
    return;
  const Paths &Table = Shared.PathTable;
  for (Place At : TargetSets[Values[Pointer].Targets]) {
    if (At.Object >= LiteralObject)
      continue;
    std::vector<Cell> Known;
    bool IsWhole = false;
    for (const Cell &C : S.cellsOf(At.Object)) {
      if (Table.isWithin(C.At.Path, At.Path))
        Known.push_back(C);
      IsWhole |= C.At.Path == At.Path;
    }
    for (const Cell &C : Known) {
      const Value Old = known(S, C.Holds);
      // Who looks at input hardly replaces it.
      if (Old.isFromOutside() || Old.IsValidated || Old.Targets ||
          Table.isClass(C.At.Path))
        continue;
      S.set(C.At, Unknown(Old));
    }
    // A part of what is constant as a whole is so no longer.
    for (PathId Around = At.Path; Around != 0 && !IsWhole;) {
      Around = Table.parent(Around);
      ValueId Whole = S.at({At.Object, Around});
      if (!Whole)
        continue;
      if (Values[Whole].Kinds == Vocabulary::Constant) {
        Value Old;
        Old.Of = Type(Type::Kind::Record);
        setContent(S, At, Unknown(Old), /*Replace=*/true);
      }
      break;
    }
  }
}

void Frame::callUnknown(State &S, std::uint32_t Index, const Operation &O,
                        std::span<const ValueId> Arguments) {
  std::uint32_t Number = 0;
  for (ValueId Each : Arguments)
    forgetAt(S, Index, Each, Number);
  Value V;
  V.Of = O.Of;
  V.Range = Interval::of(O.Of);
  // Who is given a text from outside and answers a question that a condition
  // asks has probably looked at it. Which answer is the good one nobody knows.
  Outcome Told;
  for (ValueId Each : Arguments)
    if (Values[Each].Targets && O.Of.isInteger())
      if (ValueId Text = contentAt(S, Each);
          Text && known(S, Text).isFromOutside()) {
        Fact Looked(Text);
        Looked.IsValidated = true;
        for (ReturnClass &Class : Told.Classes)
          Class.Facts.push_back(Looked);
      }
  if (!Told.Classes[0].Facts.empty()) {
    for (ReturnClass &Class : Told.Classes)
      Class.IsPossible = true;
    V.Def = Definition::Outcome;
    V.Extra = static_cast<std::uint32_t>(Outcomes.size());
    Outcomes.push_back(std::move(Told));
  } else if (auto Asked = std::ranges::find_if(
                 Arguments, [this](ValueId Each) { return isCharacter(Each); });
             Asked != Arguments.end() && O.Of.isInteger()) {
    V.Def = Definition::Answer;
    V.Left = *Asked;
  }
  setResult(O, redefine(S, {Tag::Result, Index, 0}, V));
}

void Frame::markDecrypted(State &S, std::uint32_t Index, const Operation &O,
                          std::span<const ValueId> Arguments) {
  std::vector<ValueId> Pointers(Arguments.begin(), Arguments.end());
  if (O.Result != Operation::NoResult)
    Pointers.push_back(Temporaries[O.Result]);
  std::uint32_t Number = 0;
  for (ValueId Each : Pointers) {
    if (!Each || !Values[Each].Targets)
      continue;
    Value V = known(S, contentAt(S, Each));
    if (!V.isFromOutside() || V.IsDecrypted)
      continue;
    V.IsDecrypted = true;
    V.Def = Definition::Opaque;
    V.Left = V.Right = 0;
    setContentAt(S, Each, redefine(S, {Tag::Made, Index, 0x6000 + Number++}, V),
                 /*Replace=*/true);
  }
}
