//===- core/flow/CallInput.cpp - What goes into a call --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The caller writes down its arguments and what they lead to; the callee begins
// with that.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

#include <array>
#include <unordered_set>

using namespace firmcop::flow;

Image Frame::exportInput(State &S, std::uint32_t Callee,
                         std::span<const ValueId> Arguments, Binding &Bound) {
  const Function &To = P.functions()[Callee];
  Image In;
  std::array<std::byte, 4096> Buffer;
  std::pmr::monotonic_buffer_resource Local(Buffer.data(), Buffer.size());
  std::pmr::unordered_map<ObjectId, std::uint32_t> Number(&Local);
  std::pmr::unordered_map<ValueId, std::uint32_t> ItemOf(&Local);
  std::pmr::vector<Place> Reached(&Local); ///< places that are pointed to
  std::pmr::unordered_set<std::uint64_t> IsReached(&Local);
  auto Reach = [&](Place At) {
    if (IsReached.insert(std::uint64_t(At.Object) << 32 | At.Path).second)
      Reached.push_back(At);
  };

  auto AddObject = [&](ObjectId O) -> std::optional<ObjectId> {
    if (isShared(O))
      return O;
    auto [Found, IsNew] =
        Number.try_emplace(O, static_cast<std::uint32_t>(In.Objects.size()));
    if (IsNew) {
      if (In.Objects.size() >= Image::MaximumObjects) {
        Number.erase(Found);
        return std::nullopt;
      }
      In.Objects.push_back({sizeOf(O), elementSizeOf(O), isUnique(O)});
      Bound.Objects.push_back(O);
    }
    return Found->second;
  };
  auto AddItem = [&](ValueId V) -> std::uint32_t {
    auto [Found, IsNew] =
        ItemOf.try_emplace(V, static_cast<std::uint32_t>(In.Items.size()));
    if (!IsNew)
      return Found->second;
    ImageItem &I = In.Items.emplace_back();
    I.Of = known(S, V);
    // What a number is matters when it is one number, or comes from outside.
    if (!I.Of.isFromOutside() && !I.Of.Range.isConstant() &&
        I.Of.Of.isInteger()) {
      I.Of.Range = Interval::of(I.Of.Of);
      I.Of.IsBounded = I.Of.IsBoundedBelow = false;
    }
    if (!I.Of.isFromOutside() &&
        !(Shared.usesConstants(Callee) && I.Of.Kinds & Vocabulary::Constant))
      I.Of.Trace = 0;
    I.Of.IsFixed &= Shared.usesConstants(Callee);
    for (Place At : TargetSets[Values[V].Targets]) {
      // Where a literal is written makes calls different only for who asks.
      if (At.Object >= LiteralObject && !Shared.usesConstants(Callee))
        At.Object = LiteralObject |
                    Shared.LiteralOrigins.literal(At.Object & ~LiteralObject);
      if (std::optional<ObjectId> O = AddObject(At.Object)) {
        I.Targets.push_back({*O, At.Path});
        if (I.Of.isFromOutside() && isFromOutside(At.Object) &&
            In.Objects[*O].SourceItem == NoInput)
          In.Objects[*O].SourceItem = Found->second;
        if (At.Object < LiteralObject)
          Reach({At.Object, Shared.PathTable.content(At.Path)});
      }
    }
    I.Of.Targets = 0;
    I.Of.Def = Definition::Opaque;
    I.Of.Left = I.Of.Right = I.Of.Extra = I.Of.Application = 0;
    Bound.Items.push_back(V);
    return Found->second;
  };

  auto AddArgument = [&](ValueId V) {
    // The same value twice is two arguments.
    ItemOf.erase(V);
    AddItem(V);
  };
  std::size_t Named = std::min<std::size_t>(To.Parameters, Arguments.size());
  for (std::size_t I = 0; I < Named; ++I)
    AddArgument(Arguments[I]);
  // What the dots stand for comes after the parameters, also when it is handed
  // on in a va_list.
  if (Named == To.Parameters) {
    if (To.IsVariadic)
      for (ValueId Each : Arguments.subspan(Named))
        AddArgument(Each);
    else if (std::ranges::any_of(Arguments, [&](ValueId V) {
               auto At = TargetSets[Values[V].Targets];
               return !At.empty() && ArgumentLists.contains(At.front().Object);
             }))
      for (ValueId Each : VariadicGiven)
        AddArgument(Each);
  }
  In.Arguments = static_cast<std::uint32_t>(In.Items.size());
  // A buffer and its size are often passed together.
  for (std::uint32_t I = 0; I < In.Objects.size(); ++I)
    if (auto Size = ItemOf.find(Objects[Bound.Objects[I]].Amount);
        Size != ItemOf.end() && Size->first)
      In.Objects[I].SizeItem = Size->second;

  for (const Cell &C : S.cells())
    if (ObjectId O = C.At.Object;
        O >= GlobalObject && O < LiteralObject &&
        (Reached.empty() || Reached.back() != Place{O, 0}) &&
        Shared.Touches.usesGlobal(Callee, O & ~GlobalObject))
      Reach({O, 0});
  std::pmr::vector<char> IsTold(S.cells().slots(), false, &Local);
  for (std::size_t Next = 0; Next < Reached.size(); ++Next) {
    const Place Base = Reached[Next];
    Cells::Range Of = S.cellsOf(Base.Object);
    for (Cells::Iterator I = Of.begin(); I != Of.end(); ++I) {
      if (In.Items.size() >= Image::MaximumItems)
        return In;
      const Cell &C = *I;
      char &Is = IsTold[S.cells().slotOf(I)];
      if (Is || !isOfInterest(C, Base.Path, Callee))
        continue;
      Is = true;
      ObjectId O = isShared(Base.Object) ? Base.Object : Number.at(Base.Object);
      std::uint32_t Item = AddItem(numberIn(S, C));
      // Whoever else knows the buffer fills it.
      if (In.Items[Item].Of.Kinds == Vocabulary::Constant &&
          isHeldElsewhere(S, Base.Object))
        In.Items[Item].Of.IsOther = true;
      In.Cells.push_back({{O, C.At.Path}, Item});
    }
  }
  return In;
}

bool Frame::isHeldElsewhere(const State &S, ObjectId O) const {
  return !isShared(O) && std::ranges::any_of(S.cells(), [&](const Cell &C) {
    bool IsField = C.At.Path && C.At.Object != O &&
                   Shared.PathTable.last(C.At.Path).Of == Selector::Kind::Field;
    return IsField &&
           std::ranges::any_of(TargetSets[Values[C.Holds].Targets],
                               [&](Place To) { return To.Object == O; });
  });
}

bool Frame::isFromOutside(ObjectId O) const {
  if (isShared(O))
    return false;
  ValueId Leads = Objects[O].Is == Object::Kind::Pointee ? Objects[O].Index
                                                         : Objects[O].Source;
  return Leads && Values[Leads].isFromOutside();
}

ValueId Frame::numberIn(const State &S, const Cell &C) const {
  // Bytes that were read into a field, and that a comparison took for a number.
  ValueId Number = defined({Tag::Part, C.Holds, C.At.Path});
  bool IsField =
      C.At.Path && Shared.PathTable.last(C.At.Path).Of == Selector::Kind::Field;
  if (!IsField || Values[C.Holds].Of.kind() != Type::Kind::Record || !Number)
    return C.Holds;
  const Value &V = Values[Number];
  return V.Of.isInteger() && V.Of.Bits > 8 && S.factOf(Number) ? Number
                                                               : C.Holds;
}

bool Frame::isOfInterest(const Cell &C, PathId Base,
                         std::uint32_t Callee) const {
  const Value &V = Values[C.Holds];
  if (isShared(C.At.Object)) {
    // Nobody else knows what somebody left there.
    if (isUntouched(C.At, C.Holds) &&
        !Shared.isMail(C.At.Object & ~GlobalObject))
      return false;
  } else if (!V.Kinds && !V.Targets && !V.Constants &&
             (isUntouched(C.At, C.Holds) || !V.Range.isConstant())) {
    // Nothing known is nothing to tell, unless it may be changed.
    return false;
  }
  // A record may be copied as a whole, and what comes from outside with it.
  if (V.isFromOutside() || Shared.PathTable.isWithin(Base, C.At.Path))
    return true;
  PathId Path = C.At.Path;
  for (; Path && Path != Base; Path = Shared.PathTable.parent(Path))
    if (Selector Last = Shared.PathTable.last(Path);
        Last.Of == Selector::Kind::Field &&
        !Shared.Touches.usesField(Callee, Last.Index))
      return false;
  return Path == Base;
}

void Frame::importInput(State &S, const Image &Input) {
  auto Mapped = [&](Place At) -> Place {
    if (isShared(At.Object))
      return At;
    const ImageObject &O = Input.Objects[At.Object];
    return {makeObject({Tag::Given, At.Object, 0},
                       {Object::Kind::Input, O.IsUnique, O.Size, O.ElementSize,
                        At.Object}),
            At.Path};
  };
  std::vector<Passing> As(Input.Items.size(), Passing::Inside);
  std::vector<Place> Texts;
  for (std::uint32_t I = 0; I < Input.Arguments; ++I) {
    As[I] = Input.Items[I].Of.Of.isInteger() ? Passing::Number : Passing::Text;
    for (Place To : Input.Items[I].Targets)
      Texts.push_back({To.Object, Shared.PathTable.content(To.Path)});
  }
  for (const ImageCell &C : Input.Cells)
    if (C.Item >= Input.Arguments &&
        std::ranges::find(Texts, C.At) != Texts.end())
      As[C.Item] = Passing::Text;
  std::vector<ValueId> Ids;
  for (std::uint32_t I = 0; I < Input.Items.size(); ++I) {
    const ImageItem &Item = Input.Items[I];
    Value V = Item.Of;
    if (V.Trace && V.isFromOutside()) {
      Step Enters;
      Enters.Of = StepKind::Input;
      Enters.Function = FunctionIndex;
      Enters.Where = F.Where;
      Enters.Before = V.Trace;
      Enters.As = As[I];
      Enters.Item = I;
      V.Trace = Shared.TraceTable.add(Enters);
    }
    std::vector<Place> At;
    for (Place Each : Item.Targets)
      At.push_back(Mapped(Each));
    V.Targets = targetSet(std::move(At));
    ValueId Id = define({Tag::Given, I, 0}, V);
    GivenItem[Id] = I;
    Ids.push_back(Id);
  }
  for (std::uint32_t I = 0; I < Input.Objects.size(); ++I)
    if (auto Known = ObjectKeys.find({Tag::Given, I, 0})) {
      const ImageObject &From = Input.Objects[I];
      Object &To = Objects[*Known + F.Locals.size()];
      if (From.SizeItem < Ids.size())
        To.Amount = Ids[From.SizeItem];
      if (From.SourceItem < Ids.size())
        To.Source = Ids[From.SourceItem];
    }
  for (std::uint32_t I = 0; I < Input.Arguments; ++I)
    if (I < F.Parameters)
      S.set({I, 0}, Ids[I]);
    else
      VariadicGiven.push_back(Ids[I]);
  for (const ImageCell &C : Input.Cells)
    S.set(Mapped(C.At), Ids[C.Item]);
  EntryCells.assign(S.cells().begin(), S.cells().end());
}

bool Frame::isUntouched(Place At, ValueId V) const {
  auto Found = std::ranges::lower_bound(EntryCells, At, {}, &Cell::At);
  if (Found != EntryCells.end() && Found->At == At)
    return Found->Holds == V;
  return InitialPlaces.contains(V) && InitialPlaces.at(V) == At;
}
