//===- core/flow/CallOutput.cpp - What comes back from a call -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The callee writes down what it returns, what it left in the memory that it
// was given, and what each class of results says of its inputs; the caller
// takes that over.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

using namespace firmcop::flow;

void Frame::exportOutput(Image &Out) {
  State Exit;
  ValueId Result = 0;
  constexpr std::uint32_t AtExit = 0x20000000;
  Out.Returns = !Returned.empty();
  for (auto &[S, V] : Returned) {
    if (V)
      Result = Result ? define({Tag::Joined, AtExit, AtExit},
                               either(known(Exit, Result), known(S, V)))
                      : define({Tag::Joined, AtExit, AtExit}, known(S, V));
    joinInto(Exit, State(S), AtExit);
  }
  // One way out keeps the value that it returns.
  if (Returned.size() == 1)
    Result = Returned.front().second;
  else if (Result && std::ranges::all_of(Returned, [&](const auto &Each) {
             return Each.second == Returned.front().second;
           }))
    Result = Returned.front().second;
  Out.Fills = Fills;
  Out.Sinks = Sinks;

  std::unordered_map<ObjectId, std::uint32_t> Number;
  std::vector<ObjectId> Ours;
  std::unordered_map<ValueId, std::uint32_t> ItemOf;
  auto AddObject = [&](ObjectId Id) -> ObjectId {
    if (isShared(Id))
      return Id;
    auto [Found, IsNew] =
        Number.try_emplace(Id, static_cast<std::uint32_t>(Out.Objects.size()));
    if (IsNew) {
      const Object &O = Objects[Id];
      ImageObject To{O.Size, O.ElementSize, O.IsUnique};
      if (O.Is == Object::Kind::Input)
        To.InputObject = O.Index;
      else if (O.Is == Object::Kind::Pointee && GivenItem.contains(O.Index))
        To.PointeeOfInput = GivenItem[O.Index];
      if (auto Size = GivenItem.find(amountOf(O)); Size != GivenItem.end())
        To.SizeItem = Size->second;
      Out.Objects.push_back(To);
      Ours.push_back(Id);
    }
    return Found->second;
  };
  auto AddItem = [&](ValueId V) -> std::uint32_t {
    auto [Found, IsNew] =
        ItemOf.try_emplace(V, static_cast<std::uint32_t>(Out.Items.size()));
    if (!IsNew)
      return Found->second;
    ImageItem I;
    I.Of = known(Exit, V);
    if (auto Item = GivenItem.find(V); Item != GivenItem.end())
      I.Input = Item->second;
    std::uint32_t Set = Values[V].Targets;
    std::uint32_t Here = Found->second;
    I.Of.Def = Definition::Opaque;
    I.Of.Left = I.Of.Right = I.Of.Extra = I.Of.Application = I.Of.Targets = 0;
    Out.Items.push_back(std::move(I));
    for (Place At : TargetSets[Set])
      if (Out.Objects.size() < Image::MaximumObjects || isShared(At.Object)) {
        ObjectId O = AddObject(At.Object);
        Out.Items[Here].Targets.push_back({O, At.Path});
      }
    return Here;
  };
  if (Result) {
    Out.Arguments = 1;
    AddItem(Result);
  }
  // Objects that the caller knows come first; what they lead to follows.
  for (ObjectId Id = 0; Id < Objects.size(); ++Id) {
    const Object &O = Objects[Id];
    if (O.Is == Object::Kind::Input ||
        (O.Is == Object::Kind::Pointee && GivenItem.contains(O.Index)))
      if (Out.Objects.size() < Image::MaximumObjects)
        AddObject(Id);
  }
  auto AddCells = [&](ObjectId Id) {
    for (const Cell &C : Exit.cellsOf(Id)) {
      if (isUntouched(C.At, C.Holds) || Out.Items.size() >= Image::MaximumItems)
        continue;
      ObjectId To = AddObject(Id);
      std::uint32_t Item = AddItem(C.Holds);
      Out.Cells.push_back({{To, C.At.Path}, Item});
    }
  };
  ObjectId Last = ~0U;
  for (const Cell &C : Exit.cells())
    if (C.At.Object >= GlobalObject && C.At.Object < LiteralObject &&
        C.At.Object != Last) {
      Last = C.At.Object;
      AddCells(Last);
    }
  for (std::uint32_t I = 0; I < Ours.size(); ++I)
    AddCells(Ours[I]);

  // What each class of results says of what came in.
  for (unsigned Class = 0; Class < 3; ++Class) {
    ReturnClass &To = Out.Classes[Class];
    bool IsFirst = true;
    for (auto &[S, V] : Returned) {
      State Here = S;
      Opcode Is = Class == Image::Zero       ? Opcode::Equal
                  : Class == Image::Positive ? Opcode::Greater
                                             : Opcode::Less;
      if (!V) {
        if (Class != Image::Zero)
          continue;
      } else if (!assumeComparison(Here, Is, V, 0, 0)) {
        continue;
      }
      std::vector<Fact> Told;
      for (const Fact &Each : Here.facts())
        if (auto Item = GivenItem.find(Each.Of); Item != GivenItem.end()) {
          Told.push_back(Each);
          Told.back().Of = Item->second;
        }
      if (IsFirst) {
        To.IsPossible = true;
        To.Facts = std::move(Told);
        IsFirst = false;
        continue;
      }
      std::vector<Fact> Both;
      for (const Fact &A : To.Facts)
        for (const Fact &B : Told)
          if (A.Of == B.Of)
            Both.push_back(weakest(A, B));
      To.Facts = std::move(Both);
    }
  }
}

TraceId Frame::traceBack(std::uint32_t Index, std::uint32_t Callee,
                         TraceId Inner, const Binding &Bound) {
  const Traces &Table = Shared.TraceTable;
  const std::string &Name = P.symbols()[P.functions()[Callee].Symbol].Name;
  TraceId Before = 0;
  if (const Step &Leaf = Table[Table.leaf(Inner)];
      Leaf.Of == StepKind::Input && Leaf.Function == Callee) {
    if (Leaf.Item < Bound.Items.size())
      Before = Values[Bound.Items[Leaf.Item]].Trace;
  }
  return step(StepKind::Return, Index, Before, Name, Inner);
}

void Frame::importSinks(State &S, std::uint32_t Index, std::uint32_t Callee,
                        const Image &Back, const Binding &Bound,
                        bool IsRepeated) {
  const std::string &Name = P.symbols()[P.functions()[Callee].Symbol].Name;
  for (const ImageSink &Each : Back.Sinks) {
    Value V = known(S, Bound.Items[Each.Item]);
    if (!V.isFromOutside() || !V.Trace)
      continue;
    noteSink(Each, V.Trace);
    if (!IsRepeated)
      continue;
    // As if the function had been solved for this call.
    Step Enters;
    Enters.Of = StepKind::Input;
    Enters.Function = Callee;
    Enters.Where = P.functions()[Callee].Where;
    Enters.Before = step(StepKind::Argument, Index, V.Trace, Name);
    Enters.As = Each.As;
    Enters.Item = Each.Item;
    V.Trace = Shared.TraceTable.add(Enters);
    reportAt(Each, V, Callee, /*CanMove=*/true, IsRepeated);
  }
}

void Frame::importOutput(State &S, std::uint32_t Index, const Operation &O,
                         std::uint32_t Callee, const Image &Back,
                         const Binding &Bound, unsigned Alternative) {
  std::uint32_t Site = Index | Alternative << 24;
  std::vector<std::optional<ObjectId>> Mapped;
  for (std::uint32_t I = 0; I < Back.Objects.size(); ++I) {
    const ImageObject &From = Back.Objects[I];
    if (From.InputObject != NoInput) {
      Mapped.push_back(Bound.Objects[From.InputObject]);
    } else if (From.PointeeOfInput != NoInput) {
      auto At = targets(S, Bound.Items[From.PointeeOfInput]);
      Mapped.push_back(At.empty() ? std::nullopt
                                  : std::optional(At.front().Object));
    } else {
      Mapped.push_back(makeObject({Tag::Back, Site, I},
                                  {Object::Kind::New, From.IsUnique, From.Size,
                                   From.ElementSize, Index}));
      if (From.SizeItem < Bound.Items.size())
        Objects[*Mapped.back()].Amount = Bound.Items[From.SizeItem];
    }
  }
  auto MapPlace = [&](Place At) -> std::optional<Place> {
    if (isShared(At.Object))
      return At;
    if (!Mapped[At.Object])
      return std::nullopt;
    return Place{*Mapped[At.Object], At.Path};
  };
  std::vector<ValueId> Ids;
  // Who is given a buffer to fill clears it first, for when there is nothing.
  std::vector<bool> IsGiven(Back.Items.size());
  for (const ImageCell &C : Back.Cells)
    if (!isShared(C.At.Object) &&
        Back.Objects[C.At.Object].InputObject != NoInput)
      IsGiven[C.Item] = true;
  for (std::uint32_t I = 0; I < Back.Items.size(); ++I) {
    const ImageItem &Item = Back.Items[I];
    if (Item.Input != NoInput) {
      Ids.push_back(Bound.Items[Item.Input]);
      continue;
    }
    Value V = Item.Of;
    if (IsGiven[I] && V.Kinds == Vocabulary::Constant && !V.Constants)
      V.IsOther = true;
    if (V.Trace && V.isFromOutside())
      V.Trace = traceBack(Index, Callee, V.Trace, Bound);
    std::vector<Place> At;
    for (Place Each : Item.Targets)
      if (std::optional<Place> Here = MapPlace(Each))
        At.push_back(*Here);
    V.Targets = targetSet(std::move(At));
    if (I == 0 && isApplication(Back, Callee))
      V.Application = application(P.functions()[Callee].Symbol, Bound.Items);
    bool Tells = I == 0 && Back.Arguments &&
                 std::ranges::any_of(Back.Classes, [&](const ReturnClass &C) {
                   return !C.Facts.empty() || !C.IsPossible;
                 });
    if (Tells) {
      Outcome To;
      for (unsigned Class = 0; Class < 3; ++Class) {
        To.Classes[Class] = Back.Classes[Class];
        std::erase_if(To.Classes[Class].Facts, [&](Fact &Each) {
          Each.Of = Each.Of < Bound.Items.size() ? Bound.Items[Each.Of] : 0;
          return Each.Of == 0;
        });
      }
      V.Def = Definition::Outcome;
      V.Extra = static_cast<std::uint32_t>(Outcomes.size());
      Outcomes.push_back(std::move(To));
    }
    Ids.push_back(redefine(S, {Tag::Back, Site, I}, V));
  }
  for (const ImageCell &C : Back.Cells) {
    std::optional<Place> At = MapPlace(C.At);
    if (!At)
      continue;
    if (isUnique(At->Object)) {
      S.eraseCells(At->Object, [&](PathId Inner) {
        return Inner != At->Path && Shared.PathTable.isWithin(Inner, At->Path);
      });
      S.set(*At, Ids[C.Item]);
    } else {
      ValueId Old = S.at(*At);
      S.set(*At,
            Old ? merged(S, Old, Ids[C.Item], /*AsParts=*/true) : Ids[C.Item]);
    }
  }
  for (const ImageFill &Each : Back.Fills)
    noteFill(Index, Bound.Objects[Each.Object], Each.Kinds,
             traceBack(Index, Callee, Each.Trace, Bound));
  if (Back.Arguments)
    setResult(O, Ids.front());
  // With several callees the result is either of theirs.
  if (Alternative && Back.Arguments && O.Result != Operation::NoResult) {
    ValueId Earlier = define({Tag::Result, Index, 7}, known(S, Ids.front()));
    setResult(O, Earlier);
  }
}
