//===- core/flow/Transfer.cpp - What an operation does --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

using namespace firmcop::flow;

static bool isComparison(Opcode Op) {
  return Op >= Opcode::Equal && Op <= Opcode::GreaterEqual;
}

bool Frame::execute(State &S, std::uint32_t Index) {
  const Operation &O = F.Operations[Index];
  Current = Index;
  switch (O.Op) {
  case Opcode::Unknown: {
    Value V;
    V.Of = O.Of;
    V.Range = Interval::of(O.Of);
    setResult(O, redefine(S, {Tag::Result, Index, 0}, V));
    return true;
  }
  case Opcode::Copy:
    setResult(O, operand(O.A));
    return true;
  case Opcode::Cast:
    executeCast(S, Index, O);
    return true;
  case Opcode::Field:
  case Opcode::Element: {
    ValueId Base = operand(O.A);
    ValueId Number = O.Op == Opcode::Element ? operand(O.B) : 0;
    if (!Base)
      Base = redefine(S, {Tag::Result, Index, 1}, pointerTo({}));
    std::span<const Place> From = targets(S, Base);
    Interval Count = Number ? known(S, Number).Range : Interval::constant(0);
    auto Inside = [&](Place At) {
      if (At.Object >= LiteralObject && O.Op == Opcode::Field)
        return At;
      At.Path = O.Op == Opcode::Field
                    ? Shared.PathTable.field(At.Path, O.Extra)
                    : Shared.PathTable.element(At.Path, Count.isConstant(),
                                               Count.Low, O.Extra);
      return At;
    };
    Value V;
    if (From.size() == 1) {
      V = pointerToOne(Inside(From.front()));
    } else {
      std::vector<Place> At(From.begin(), From.end());
      std::ranges::transform(At, At.begin(), Inside);
      std::ranges::sort(At);
      auto Same = std::ranges::unique(At);
      At.erase(Same.begin(), Same.end());
      V = pointerTo(std::move(At));
    }
    V.Kinds = Values[Base].Kinds;
    V.Trace = Values[Base].Trace;
    V.IsFixed = Values[Base].IsFixed && (!Number || known(S, Number).IsFixed);
    V.Def = Definition::Operation;
    V.By = O.Op;
    V.Left = Base;
    V.Right = Number;
    V.Extra = O.Extra;
    if (Number && isCharacter(Number)) {
      V.Def = Definition::Entry;
      V.Left = Number;
      V.Right = V.Extra = 0;
    }
    if (Number && O.Flags & Operation::IsIndex)
      checkIndex(S, Index, O, Base, Number);
    setResult(O, redefine(S, {Tag::Result, Index, 0}, V));
    return true;
  }
  case Opcode::Load:
    executeLoad(S, Index, O);
    return true;
  case Opcode::Store:
    executeStore(S, Index, O);
    return true;
  case Opcode::CopyFrom:
    executeCopy(S, Index, O);
    return true;
  case Opcode::Call:
    return executeCall(S, Index, O);
  case Opcode::Jump:
  case Opcode::Branch:
  case Opcode::Switch:
  case Opcode::Return:
  case Opcode::Unreachable:
    return true;
  default:
    executeArithmetic(S, Index, O);
    return true;
  }
}

static bool isBitwise(Opcode Op) {
  return Op >= Opcode::ShiftLeft && Op <= Opcode::Xor;
}

void Frame::executeArithmetic(State &S, std::uint32_t Index,
                              const Operation &O) {
  ValueId Left = operand(O.A), Right = operand(O.B);
  const Value A = known(S, Left), B = known(S, Right);
  // 'n * sizeof(char)' is n.
  if (O.Op == Opcode::Multiply && B.Range == Interval::constant(1) &&
      A.Of.isInteger() && A.Of.Bits == O.Of.Bits &&
      A.Of.Signed == O.Of.Signed) {
    setResult(O, Left);
    return;
  }
  Value R;
  R.Of = O.Of;
  R.Def = Definition::Operation;
  R.By = O.Op;
  R.Left = Left;
  R.Right = Right;
  if (isComparison(O.Op) || O.Op == Opcode::Not) {
    R.Of = Type(Type::Kind::Integer, 1);
    int Holds =
        O.Op == Opcode::Not
            ? compare(Opcode::Equal, A.Range, Interval::constant(0))
            : compare(O.Op, A.Range, B.Range, A.Of.Signed && B.Of.Signed);
    R.Range = Holds < 0 ? Interval{0, 1} : Interval::constant(Holds);
    setResult(O, redefine(S, {Tag::Result, Index, 0}, R));
    return;
  }

  R.Range = arithmetic(O.Op, A.Range, B.Range);
  R.Kinds = ((A.IsValidated ? 0 : A.Kinds) | (B.IsValidated ? 0 : B.Kinds)) &
            ~Vocabulary::Constant;
  // Bytes of a generator that are put together are made to be any.
  if (isBitwise(O.Op) && (A.Range.High <= 255 || B.Range.High <= 255) &&
      !(A.Range.isConstant() || B.Range.isConstant()))
    R.Kinds &= ~Shared.Words.random();
  R.Trace = A.isFromOutside() ? A.Trace : B.Trace;
  // How far apart two pointers are is the program's own doing, even where an
  // outsider wrote what they point to.
  if (O.Op == Opcode::Subtract && A.Of.isPointer() && B.Of.isPointer())
    R.Kinds = 0;
  R.IsDecrypted = true;
  // What is computed of constants alone, such as a key that is hidden behind
  // another, is one.
  R.IsFixed = A.IsFixed && (B.IsFixed || !Right);
  if (R.IsFixed && (A.Kinds | B.Kinds) & Vocabulary::Constant) {
    R.Kinds |= Vocabulary::Constant;
    R.Trace = A.Kinds & Vocabulary::Constant ? A.Trace : B.Trace;
  }
  R.WasNegative = A.WasNegative || B.WasNegative;
  R.MayWrap = A.MayWrap || B.MayWrap;
  // Nobody writes a number as bits that have to be put together.
  R.IsParsed = (A.IsParsed || B.IsParsed) &&
               !(isBitwise(O.Op) && R.Kinds & Shared.Words.input());
  R.IsCompared =
      (A.IsCompared || A.isLimited()) && (B.IsCompared || B.isLimited());
  switch (O.Op) {
  case Opcode::And:
  case Opcode::Remainder:
    // A mask, or a modulus, that is trusted is a bound.
    R.IsBounded = B.isLimited() || (O.Op == Opcode::And && A.isLimited());
    R.IsBoundedBelow = R.IsBounded;
    break;
  case Opcode::Subtract:
    R.IsBounded = A.isLimited() && B.isLimitedBelow();
    R.IsBoundedBelow = A.isLimitedBelow() && B.isLimited();
    break;
  case Opcode::Or:
  case Opcode::Xor: {
    // Bits that are put together to fill the type, as when bytes change their
    // order, bound nothing.
    std::int64_t All = Interval::of(O.Of).High;
    bool Fills =
        A.Range.High < All && B.Range.High < All && R.Range.High >= All;
    R.IsBounded = A.isLimited() && B.isLimited() && !Fills;
    R.IsCompared = R.IsCompared && !Fills;
    R.IsBoundedBelow = A.isLimitedBelow() && B.isLimitedBelow();
    break;
  }
  case Opcode::Divide:
  case Opcode::ShiftRight:
    R.IsBounded = A.isLimited();
    R.IsBoundedBelow = A.isLimitedBelow();
    break;
  case Opcode::Add:
    // Small numbers make a large one when there are enough of them; how large
    // this one gets, its range says.
    R.IsBounded = (A.IsBounded || !A.isFromOutside()) &&
                  (B.IsBounded || !B.isFromOutside());
    R.IsBoundedBelow = A.isLimitedBelow() && B.isLimitedBelow();
    break;
  default:
    R.IsBounded = A.isLimited() && B.isLimited();
    R.IsBoundedBelow = A.isLimitedBelow() && B.isLimitedBelow();
  }
  if (O.Op == Opcode::Divide || O.Op == Opcode::Remainder)
    checkDivisor(S, Index, B);
  if (R.isFromOutside() && O.Of.isInteger())
    checkArithmetic(S, Index, O, A, B, R);
  else if (O.Of.isInteger())
    certainOverflow(S, Index, O, R);
  if (O.Of.isInteger() && !fits(R.Range, O.Of)) {
    bool CanGrow = O.Op == Opcode::Add || O.Op == Opcode::Multiply ||
                   O.Op == Opcode::Subtract || O.Op == Opcode::ShiftLeft;
    if (R.isFromOutside() && CanGrow && !(R.IsBounded && R.IsBoundedBelow)) {
      R.MayWrap = true;
      // What goes below zero is huge.
      if (!O.Of.Signed)
        R.IsBounded = R.IsCompared = false;
    }
    R.Range = Interval::of(O.Of);
  }
  setResult(O, redefine(S, {Tag::Result, Index, 0}, R));
}

void Frame::executeCast(State &S, std::uint32_t Index, const Operation &O) {
  ValueId From = operand(O.A);
  const Value A = known(S, From);
  // The same number under another type is the same value. At 64 bits the end
  // of an unsigned range is the end of what is counted.
  bool MayBeHuge = A.isFromOutside() && A.Of.Bits == 64 && !A.Of.Signed &&
                   O.Of.Signed && Values[From].Range.High == Interval::Most;
  if (A.Of.isInteger() && O.Of.isInteger() && !MayBeHuge &&
      fits(Values[From].Range, O.Of)) {
    setResult(O, From);
    return;
  }
  // What is an address of hardware, or one that somebody sent.
  if (A.Of.isInteger() && O.Of.isPointer() && !A.IsNumber &&
      (A.isFromOutside() || (A.Range.isConstant() && A.Range.Low > 0))) {
    Value R = A;
    R.Def = Definition::Opaque;
    R.Left = R.Right = R.Application = 0;
    R.IsNumber = true;
    setResult(O, redefine(S, {Tag::Result, Index, 0}, R));
    return;
  }
  if (A.Of.isPointer() || O.Of.isPointer()) {
    setResult(O, From);
    return;
  }
  Value R = A;
  R.Of = O.Of;
  R.Def = Definition::Operation;
  R.By = Opcode::Cast;
  R.Left = From;
  R.Right = R.Application = 0;
  Interval Can = A.Range;
  if (!O.Of.Signed && A.isFromOutside() && A.IsBoundedBelow)
    Can.Low = std::max<std::int64_t>(Can.Low, 0);
  R.Range = O.Of.isInteger() ? converted(Can, O.Of) : Interval();
  if (O.Of.isInteger() && !A.isFromOutside())
    certainNarrowing(S, Index, O, A);
  if (O.Of.isInteger() && A.Kinds) {
    checkNarrowing(S, Index, O, A);
    bool Loses = O.Of.Bits < A.Of.Bits && !fits(A.Range, O.Of);
    if (!O.Of.Signed && A.Range.Low < 0 && !A.isLimitedBelow()) {
      R.WasNegative = true;
      R.IsBounded = A.isLimited();
    }
    // What is too large for a signed type becomes negative.
    if (O.Of.Signed && !A.Of.Signed && !A.IsBounded &&
        (MayBeHuge || !fits(A.Range, O.Of))) {
      R.IsBoundedBelow = false;
      R.Range = Interval::of(O.Of);
    }
    // A narrow type is no bound that somebody thought of, but it loses what a
    // comparison before said.
    if (Loses)
      R.IsBounded = R.IsBoundedBelow = false;
  }
  setResult(O, redefine(S, {Tag::Result, Index, 0}, R));
}

void Frame::executeLoad(State &S, std::uint32_t Index, const Operation &O) {
  ValueId Found = 0;
  if (O.A.kind() == Operand::Kind::Temporary)
    checkAddress(S, Index, operand(O.A), Dereference);
  std::span<const Place> From = targets(S, operand(O.A));
  for (Place At : From) {
    // The first byte is one of all.
    if (From.size() > 1 && O.Of.isInteger() && O.Of.Bits == 8 &&
        std::ranges::find(From, Place{At.Object, Shared.PathTable.element(
                                                     At.Path, false, 0, 1)}) !=
            From.end() &&
        Shared.PathTable.content(At.Path) == At.Path)
      continue;
    ValueId One = load(S, At, O.Of);
    Found = Found ? merged(S, Found, One, /*AsParts=*/false) : One;
  }
  if (!Found) {
    Value V;
    V.Of = O.Of;
    V.Range = Interval::of(O.Of);
    Found = redefine(S, {Tag::Result, Index, 0}, V);
  }
  // A byte of a longer number is a byte.
  if (O.Of.isInteger() && Values[Found].Of.isInteger() &&
      !fits(known(S, Found).Range, O.Of))
    Found = define({Tag::Part, Found, ~(O.Of.Bits * 2U + O.Of.Signed)},
                   part(known(S, Found), O.Of));
  if (O.Of.isInteger() && Shared.usesConstants(FunctionIndex))
    Found = loadFixed(S, Index, O, Found);
  // What a table of the program has for a character says something of it.
  if (ValueId Pointer = operand(O.A);
      Pointer && Values[Pointer].Def == Definition::Entry && O.Of.isInteger() &&
      !Values[Found].isFromOutside()) {
    Value V = known(S, Found);
    V.Def = Definition::Answer;
    V.Left = Values[Pointer].Left;
    V.Right = 0;
    Found = redefine(S, {Tag::Result, Index, 3}, V);
  }
  bool IsSome =
      From.size() != 1 || !Shared.PathTable.isExact(From.front().Path);
  if (IsSome && isCharacter(Found))
    Found = byteRead(S, Index, O, Found);
  else
    Values[Found].IsSome |= IsSome;
  setResult(O, Found);
}

/// A byte of a packet is not the byte beside it: what a test tells of the one
/// that was read here holds where it is read again in the same way.
ValueId Frame::byteRead(State &S, std::uint32_t Index, const Operation &O,
                        ValueId OneOfAll) {
  Value V = known(S, OneOfAll);
  V.Def = Definition::Operation;
  V.By = Opcode::Load;
  V.Left = operand(O.A);
  V.Right = OneOfAll;
  V.Extra = V.Application = 0;
  const Key Own{Tag::Result, Index, 4};
  const ValueId Before = defined(Own);
  for (ValueId Each : ByteReads)
    if (Each != Before && Values[Each].Right == V.Right &&
        Values[Each].Of == V.Of && isSame(Values[Each].Left, V.Left))
      return Each;
  ValueId Read = redefine(S, Own, V);
  if (!Before && ByteReads.size() < MaximumByteReads)
    ByteReads.push_back(Read);
  return Read;
}

ValueId Frame::loadFixed(State &S, std::uint32_t Index, const Operation &O,
                         ValueId Found) {
  const Value Pointer = known(S, operand(O.A));
  if (!Pointer.IsFixed || Values[Found].Kinds)
    return Found;
  // A part of a constant, at a place that no input chooses.
  auto Around = [&](Place At) -> ValueId {
    if (At.Object >= LiteralObject)
      return initial({At.Object, 0}, Type(Type::Kind::Record));
    for (PathId Path = At.Path;; Path = Shared.PathTable.parent(Path)) {
      if (ValueId Whole = S.at({At.Object, Path}); Whole && Whole != Found)
        return Whole;
      if (At.Object >= GlobalObject &&
          Shared.initialContentOf({At.Object, Path}))
        return initial({At.Object, Path}, Type(Type::Kind::Record));
      if (!Path)
        return 0;
    }
  };
  Value V = Values[Found];
  for (Place At : targets(S, operand(O.A))) {
    ValueId Whole = Around(At);
    const Value Content = Whole ? known(S, Whole) : Value();
    if (Content.Kinds != Vocabulary::Constant)
      return Found;
    V.Kinds = Vocabulary::Constant;
    V.Trace = Content.Trace;
  }
  if (!V.Kinds)
    return Found;
  V.IsFixed = true;
  V.Def = Definition::Opaque;
  V.Left = V.Right = 0;
  return redefine(S, {Tag::Result, Index, 1}, V);
}

void Frame::executeStore(State &S, std::uint32_t Index, const Operation &O) {
  ValueId What = operand(O.B);
  if (!What) {
    Value V;
    V.Of = O.Of;
    V.Range = Interval::of(O.Of);
    What = redefine(S, {Tag::Result, Index, 0}, V);
  }
  if (Form)
    noteWalk(S, Index, O);
  if (O.A.kind() == Operand::Kind::Temporary)
    checkAddress(S, Index, operand(O.A), Dereference);
  std::span<const Place> At = targets(S, operand(O.A));
  if (Shared.usesConstants(FunctionIndex))
    What = storedFixed(S, Index, At, What);
  for (std::size_t I = 0; I < At.size(); ++I)
    checkField(S, Index, At[I], What);
  if (Shared.isOpenFill(FunctionIndex, Index))
    checkOpenFill(S, Index, What);
  if (At.size() == 1) {
    store(S, At.front(), What);
    return;
  }
  for (Place Each : At) {
    ValueId Old = S.at(Each);
    store(S, Each, Old ? merged(S, Old, What, /*AsParts=*/false) : What);
  }
}

ValueId Frame::storedFixed(State &S, std::uint32_t Index,
                           std::span<const Place> At, ValueId What) {
  // Numbers that fill an array make a constant like the bytes of a literal do.
  const Value Old = known(S, What);
  if (!Old.Of.isInteger() || !Old.IsFixed || Old.Kinds || At.size() != 1 ||
      At.front().Object >= GlobalObject ||
      (Old.Range.isConstant() && Old.Range.Low == 0))
    return What;
  PathId Path = At.front().Path;
  bool IsByte = Path ? Shared.PathTable.last(Path).Of == Selector::Kind::AnyByte
                     : elementSizeOf(At.front().Object) == 1;
  if (!IsByte)
    return What;
  Value V = Old;
  V.Kinds = Vocabulary::Constant;
  V.Constants = 0;
  V.Def = Definition::Opaque;
  V.Left = V.Right = 0;
  Step Written;
  Written.Function = FunctionIndex;
  Written.Where = F.Positions[Index];
  V.Trace = Shared.TraceTable.add(Written, WrittenHere);
  return redefine(S, {Tag::Result, Index, 2}, V);
}

void Frame::executeCopy(State &S, std::uint32_t Index, const Operation &O) {
  Paths &Table = Shared.PathTable;
  std::span<const Place> To = targets(S, operand(O.A));
  std::span<const Place> From = targets(S, operand(O.B));
  if (To.empty() || From.empty())
    return;
  for (Place Each : To)
    checkField(S, Index, Each, operand(O.B));
  if (To.size() > 1 || From.size() > 1 || !isUnique(To.front().Object)) {
    ValueId What = contentAt(S, operand(O.B));
    setContentAt(S, operand(O.A), What, /*Replace=*/true);
    return;
  }
  std::vector<Cell> Parts;
  for (const Cell &C : S.cellsOf(From.front().Object))
    if (Table.isWithin(C.At.Path, From.front().Path))
      Parts.push_back(C);
  if (Parts.empty())
    Parts.push_back({From.front(), content(S, From.front())});
  S.eraseCells(To.front().Object, [&](PathId Inner) {
    return Table.isWithin(Inner, To.front().Path);
  });
  for (const Cell &C : Parts)
    S.set({To.front().Object,
           Table.rebased(C.At.Path, From.front().Path, To.front().Path)},
          C.Holds);
}

std::string Frame::nameOf(Place At) const {
  std::string Name;
  if (At.Object >= LiteralObject)
    return "";
  if (At.Object >= GlobalObject)
    Name = P.symbols()[At.Object & ~GlobalObject].Name;
  else if (Objects[At.Object].Is == Object::Kind::Local)
    Name = F.Locals[Objects[At.Object].Index].Name;
  for (PathId Path = At.Path; Path; Path = Shared.PathTable.parent(Path)) {
    Selector Last = Shared.PathTable.last(Path);
    if (Last.Of != Selector::Kind::Field)
      continue;
    std::string_view Field = P.fields()[Last.Index];
    if (auto Colons = Field.rfind("::"); Colons != Field.npos)
      Field.remove_prefix(Colons + 2);
    if (Field != "*")
      return std::string(Field);
  }
  return Name;
}

TraceId Frame::step(StepKind K, std::uint32_t Index, TraceId Before,
                    std::string_view Name, TraceId Inner) {
  Step S;
  S.Of = K;
  S.Function = FunctionIndex;
  S.Where = F.Positions[Index];
  S.Before = Before;
  S.Inner = Inner;
  return Shared.TraceTable.add(S, Name);
}
