//===- core/flow/Call.cpp - Calls of the program's functions --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

#include <array>

using namespace firmcop::flow;

/// More does not cross a call.
static constexpr std::size_t MaximumItems = 200, MaximumObjects = 40;
/// More functions than these are not tried behind one pointer: few when they
/// are given nothing from outside.
static constexpr std::size_t FewCallees = 8, MaximumCallees = 64;

/// The function's name says that it makes something readable.
static bool saysDecryption(std::string_view Name) {
  std::string Lower(Name);
  for (char &C : Lower)
    C = static_cast<char>(C >= 'A' && C <= 'Z' ? C - 'A' + 'a' : C);
  for (std::string_view Word : {"decrypt", "decipher", "unseal"})
    if (Lower.find(Word) != std::string::npos)
      return true;
  return false;
}

bool Frame::executeCall(State &S, std::uint32_t Index, const Operation &O) {
  std::vector<ValueId> Arguments;
  for (std::uint32_t I = 0; I < O.Count; ++I)
    Arguments.push_back(operand(F.Pool[O.Extra + I]));

  std::vector<std::uint32_t> Callees; // symbols
  auto Add = [&](Operand Each) {
    if (Each.kind() == Operand::Kind::Function &&
        Callees.size() < MaximumCallees)
      Callees.push_back(Each.Index);
  };
  if (O.A.kind() == Operand::Kind::Function) {
    Add(O.A);
    if (O.Flags & Operation::IsVirtual) {
      for (std::uint32_t Each : P.overriders(O.A.Index))
        Add(Operand(Operand::Kind::Function, Each));
      if (!Arguments.empty())
        keepClass(S, Arguments.front(), Callees);
    }
  } else if (ValueId Pointer = operand(O.A)) {
    for (Operand Each : Shared.ConstantTable[Values[Pointer].Constants])
      Add(Each);
  }

  const Symbol *Outside = nullptr;
  std::vector<std::uint32_t> Bodies;
  for (std::uint32_t Each : Callees)
    if (std::uint32_t Body = P.definition(Each);
        Body != Program::None && !isDescribed(Each, Body))
      Bodies.push_back(Body);
    else if (!Outside)
      Outside = &P.symbols()[Each];

  if (Bodies.size() > FewCallees) {
    Binding Bound;
    if (!exportInput(S, Index, Bodies.front(), Arguments, Bound)
             .isFromOutside())
      Bodies.resize(FewCallees);
  }
  bool Returns = false;
  State After;
  for (std::uint32_t I = 0; I < Bodies.size(); ++I) {
    State Here = S;
    if (callProgram(Here, Index, O, Bodies[I], Arguments, I)) {
      Returns = true;
      joinInto(After, std::move(Here), 0x10000000 + Index);
    }
  }
  if (Bodies.empty() || (Outside && !(O.Flags & Operation::IsVirtual))) {
    State Here = Bodies.empty() ? std::move(S) : S;
    if (callLibrary(Here, Index, O, Outside, Arguments)) {
      Returns = true;
      joinInto(After, std::move(Here), 0x10000000 + Index);
    }
  }
  S = std::move(After);
  if (Returns && std::ranges::any_of(Callees, [&](std::uint32_t Each) {
        return saysDecryption(P.symbols()[Each].Name);
      }))
    markDecrypted(S, Index, O, Arguments);
  // A source is one too where the library is a part of the program.
  if (Returns && Bodies.size() == 1 && !Outside &&
      O.A.kind() == Operand::Kind::Function)
    addSources(S, Index, O, P.symbols()[O.A.Index], Arguments);
  if (Returns && O.Flags & Operation::IsMethod && !Arguments.empty() &&
      O.A.kind() == Operand::Kind::Function)
    noteClass(S, Index, O, Arguments.front());
  return Returns;
}

bool Frame::isDescribed(std::uint32_t Symbol, std::uint32_t Body) const {
  const firmcop::flow::Symbol &Callee = P.symbols()[Symbol];
  unsigned Least = Shared.Words.isDescribed(Callee.ModelName);
  const Function &To = P.functions()[Body];
  // A function of the same name and other parameters is another function.
  return Least && (To.IsVariadic ? To.Parameters + 1 : To.Parameters) >= Least;
}

/// "Class" of "Class::method"; empty for what is no method.
static std::string_view classOf(std::string_view Method) {
  auto Colons = Method.rfind("::");
  return Colons == Method.npos ? std::string_view() : Method.substr(0, Colons);
}

void Frame::noteClass(State &S, std::uint32_t Index, const Operation &O,
                      ValueId Made) {
  // A constructor has the name of its class.
  std::string_view Name = P.symbols()[O.A.Index].Name;
  std::string_view Class = classOf(Name);
  if (Class.empty() ||
      Name.substr(Class.size() + 2) !=
          Class.substr(classOf(Class).empty() ? 0 : classOf(Class).size() + 2))
    return;
  Value V = pointerTo({});
  V.Constants = Shared.ConstantTable.of(O.A);
  ValueId Id = redefine(S, {Tag::Result, Index, 9}, V);
  std::span<const Place> At = targets(S, Made);
  if (At.size() == 1 && At.front().Object < LiteralObject)
    S.set({At.front().Object, Shared.PathTable.classOf(At.front().Path)}, Id);
}

void Frame::keepClass(State &S, ValueId Made,
                      std::vector<std::uint32_t> &Callees) {
  std::vector<std::uint32_t> Kept;
  for (Place At : targets(S, Made)) {
    ValueId Id = S.at({At.Object, Shared.PathTable.classOf(At.Path)});
    if (!Id || Values[Id].IsOther)
      return;
    for (Operand Maker : Shared.ConstantTable[Values[Id].Constants]) {
      std::string_view Class = classOf(P.symbols()[Maker.Index].Name);
      auto Found = std::ranges::find_if(Callees, [&](std::uint32_t Each) {
        return classOf(P.symbols()[Each].Name) == Class;
      });
      // A class that inherits the method: all remain.
      if (Found == Callees.end())
        return;
      Kept.push_back(*Found);
    }
  }
  if (!Kept.empty())
    Callees = std::move(Kept);
}

bool Frame::callProgram(State &S, std::uint32_t Index, const Operation &O,
                        std::uint32_t Callee,
                        std::span<const ValueId> Arguments,
                        unsigned Alternative) {
  Binding Bound;
  Image Input = exportInput(S, Index, Callee, Arguments, Bound);
  const Image *Back = Shared.call(Callee, std::move(Input), Depth + 1);
  if (!Back) {
    callUnknown(S, Index, O, Arguments);
    return true;
  }
  if (!Back->Returns)
    return false;
  importOutput(S, Index, O, Callee, *Back, Bound, Alternative);
  return true;
}

Image Frame::exportInput(State &S, std::uint32_t Index, std::uint32_t Callee,
                         std::span<const ValueId> Arguments, Binding &Bound) {
  const Function &To = P.functions()[Callee];
  const std::string &Name = P.symbols()[To.Symbol].Name;
  Image In;
  std::array<std::byte, 4096> Buffer;
  std::pmr::monotonic_buffer_resource Local(Buffer.data(), Buffer.size());
  std::pmr::unordered_map<ObjectId, std::uint32_t> Number(&Local);
  std::pmr::unordered_map<ValueId, std::uint32_t> ItemOf(&Local);
  std::set<ObjectId> Reached; ///< objects that are pointed to

  auto AddObject = [&](ObjectId O) -> std::optional<ObjectId> {
    if (isShared(O))
      return O;
    auto [Found, IsNew] =
        Number.try_emplace(O, static_cast<std::uint32_t>(In.Objects.size()));
    if (IsNew) {
      if (In.Objects.size() >= MaximumObjects) {
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
    ImageItem I;
    I.Of = known(S, V);
    // What a number is matters when it is one number, or comes from outside.
    if (!I.Of.isFromOutside() && !I.Of.Range.isConstant() &&
        I.Of.Of.isInteger()) {
      I.Of.Range = Interval::of(I.Of.Of);
      I.Of.IsBounded = I.Of.IsBoundedBelow = false;
    }
    bool IsConstant =
        Shared.usesConstants(Callee) && I.Of.Kinds & Vocabulary::Constant;
    if ((I.Of.isFromOutside() || IsConstant) && I.Of.Trace)
      I.Of.Trace = step(StepKind::Argument, Index, I.Of.Trace, Name);
    else if (!IsConstant)
      I.Of.Trace = 0;
    I.Of.IsFixed &= Shared.usesConstants(Callee);
    for (Place At : TargetSets[Values[V].Targets]) {
      // Where a literal is written makes calls different only for who asks.
      if (At.Object >= LiteralObject && !Shared.usesConstants(Callee))
        At.Object = LiteralObject |
                    Shared.LiteralOrigins.literal(At.Object & ~LiteralObject);
      if (std::optional<ObjectId> O = AddObject(At.Object)) {
        I.Targets.push_back({*O, At.Path});
        Reached.insert(At.Object);
      }
    }
    I.Of.Targets = 0;
    I.Of.Def = Definition::Opaque;
    I.Of.Left = I.Of.Right = I.Of.Extra = 0;
    In.Items.push_back(std::move(I));
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
    if (C.At.Object >= GlobalObject && C.At.Object < LiteralObject &&
        In.Items.size() < MaximumItems && !isUntouched(C.At, C.Holds) &&
        (Reached.contains(C.At.Object) ||
         Shared.mayUse(Callee, C.At.Object & ~GlobalObject))) {
      std::uint32_t Item = AddItem(C.Holds);
      In.Cells.push_back({C.At, Item});
    }
  for (std::uint32_t I = 0; I < In.Objects.size(); ++I) {
    for (const Cell &C : S.cellsOf(Bound.Objects[I])) {
      if (In.Items.size() >= MaximumItems)
        break;
      const Value &V = Values[C.Holds];
      // Nothing known is nothing to tell, unless it may be changed.
      if (!V.Kinds && !V.Targets && !V.Constants &&
          (isUntouched(C.At, C.Holds) || !V.Range.isConstant()))
        continue;
      std::uint32_t Item = AddItem(C.Holds);
      In.Cells.push_back({{I, C.At.Path}, Item});
    }
  }
  return In;
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
  // A number that is passed ("="), or the text that a pointer that is passed
  // leads to ("*"); not what lies anywhere in a structure.
  auto Passed = [&](std::uint32_t Item) {
    if (Item < Input.Arguments)
      return Input.Items[Item].Of.Of.isInteger() ? "=" : "*";
    for (const ImageCell &C : Input.Cells)
      if (C.Item == Item)
        for (std::uint32_t I = 0; I < Input.Arguments; ++I)
          for (Place To : Input.Items[I].Targets)
            if (To.Object == C.At.Object &&
                Shared.PathTable.content(To.Path) == C.At.Path)
              return "*";
    return "";
  };
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
      V.Trace = Shared.TraceTable.add(Enters, std::to_string(I) + Passed(I));
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
    if (std::uint32_t Size = Input.Objects[I].SizeItem; Size < Ids.size())
      if (auto Known = ObjectOf.find({Tag::Given, I, 0});
          Known != ObjectOf.end())
        Objects[Known->second].Amount = Ids[Size];
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
    I.Of.Left = I.Of.Right = I.Of.Extra = I.Of.Targets = 0;
    Out.Items.push_back(std::move(I));
    for (Place At : TargetSets[Set])
      if (Out.Objects.size() < MaximumObjects || isShared(At.Object)) {
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
      if (Out.Objects.size() < MaximumObjects)
        AddObject(Id);
  }
  auto AddCells = [&](ObjectId Id) {
    for (const Cell &C : Exit.cellsOf(Id)) {
      if (isUntouched(C.At, C.Holds) || Out.Items.size() >= MaximumItems)
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
    std::size_t Item = std::stoul(Table.name(Leaf));
    if (Item < Bound.Items.size())
      Before = Values[Bound.Items[Item]].Trace;
  }
  return step(StepKind::Return, Index, Before, Name, Inner);
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
  for (std::uint32_t I = 0; I < Back.Items.size(); ++I) {
    const ImageItem &Item = Back.Items[I];
    if (Item.Input != NoInput) {
      Ids.push_back(Bound.Items[Item.Input]);
      continue;
    }
    Value V = Item.Of;
    if (V.Trace && V.isFromOutside())
      V.Trace = traceBack(Index, Callee, V.Trace, Bound);
    std::vector<Place> At;
    for (Place Each : Item.Targets)
      if (std::optional<Place> Here = MapPlace(Each))
        At.push_back(*Here);
    V.Targets = targetSet(std::move(At));
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
