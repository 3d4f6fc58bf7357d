//===- core/flow/Values.cpp - Values and objects of a frame ---------------===//
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
  auto [Number, IsNew] = ValueKeys.add(K);
  const ValueId Id = Number + 1;
  if (IsNew) {
    Values.push_back(V);
    HasChanged = true;
    return Id;
  }
  Value &Old = Values[Id];
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
  return Id;
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
  auto [Number, IsNew] = ObjectKeys.add(Of);
  if (IsNew)
    Objects.push_back(O);
  return Number + static_cast<ObjectId>(F.Locals.size());
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
