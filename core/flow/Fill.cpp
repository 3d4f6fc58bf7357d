//===- core/flow/Fill.cpp - Places that a loop fills ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// 'while ((c = getchar()) != '\n') line[n++] = c;' writes as far as there is
// input. No single value is wrong here: it is the form of the loop that lets
// only the input end it. Where the array is a parameter, the caller is told,
// who knows how large it is.
//
// The loop may be one of calls: an interrupt handler that stores one character
// each time, at a position that it keeps (OpenCounters.h).
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

using namespace firmcop::flow;

static bool isComparison(Opcode Op) {
  return Op >= Opcode::Equal && Op <= Opcode::GreaterEqual;
}

ObjectId Frame::textAt(std::uint32_t Access) const {
  Operand At = F.Operations[Access].A;
  ValueId Address =
      At.kind() == Operand::Kind::Temporary ? Temporaries[At.Index] : 0;
  const std::vector<Place> &To = TargetSets[Values[Address].Targets];
  return To.empty() ? Loops::None : To.front().Object;
}

std::optional<Value> Frame::endedByInput(const Loops::Fill &Fill,
                                         std::uint64_t Room) {
  std::optional<Value> Input;
  bool IsCount = false;
  std::vector<Operand> Starts;
  auto Judge = [&](Operand Side) {
    ValueId Id =
        Side.kind() == Operand::Kind::Temporary ? Temporaries[Side.Index] : 0;
    if (!Id)
      return true;
    const Value &V = Values[Id];
    // A pointer that is null is a failure, not a limit.
    if (!V.Of.isInteger() || V.Range.isConstant())
      return true;
    if (!V.isFromOutside() || V.MaxLength < Room)
      return false;
    // A text that is changed where it is read ends where it did.
    if (std::ranges::any_of(Form->walks(), [&](const Loops::Walk &W) {
          return std::ranges::find(W.Writes, Fill.Store) != W.Writes.end() &&
                 std::ranges::any_of(W.Reads, [&](std::uint32_t Read) {
                   return Temporaries[F.Operations[Read].Result] == Id &&
                          textAt(Read) == textAt(Fill.Store);
                 });
        }))
      return false;
    // A count of no more rounds than there is room; 'while (n--)' goes once
    // below zero, so what it begins with counts as well.
    auto IsSmall = [&](const Value &Count) {
      return Count.Range.High < static_cast<std::int64_t>(Room);
    };
    if (IsCount &&
        (IsSmall(V) ||
         (!Starts.empty() && std::ranges::all_of(Starts, [&](Operand Start) {
           ValueId From = operand(Start);
           return From && IsSmall(Values[From]);
         }))))
      return false;
    Input = V;
    return true;
  };
  for (std::uint32_t End : Fill.EndedBy) {
    Operand Condition = F.Operations[End].A;
    IsCount = Form->countsDown(End, comparedIn(Condition));
    Starts = Form->countedFrom(End, comparedIn(Condition));
    bool IsKnown = true;
    for (const Operation &O : F.Operations) {
      if (O.Result == Operation::NoResult ||
          Condition != Operand(Operand::Kind::Temporary, O.Result))
        continue;
      if (isComparison(O.Op)) {
        IsKnown = Judge(O.A) && Judge(O.B);
        Condition = Operand();
      }
      break;
    }
    if (!IsKnown || (Condition && !Judge(Condition)))
      return std::nullopt;
  }
  return Input;
}

void Frame::noteFill(std::uint32_t Index, ObjectId Filled, KindMask Kinds,
                     TraceId Trace) {
  const Object *O = object(Filled);
  if (O && O->Is == Object::Kind::Input) {
    if (std::ranges::find(Fills, O->Index, &ImageFill::Object) == Fills.end())
      Fills.push_back({O->Index, Kinds, Trace});
    return;
  }
  Value V;
  V.Kinds = Kinds;
  V.Trace = Trace;
  if (sizeOf(Filled))
    report(Index, Shared.Words.demands("fill"), V, nameOf({Filled, 0}),
           Kinds & Shared.Words.remote() ? std::nullopt
                                         : std::optional(Level::Note));
}

void Frame::checkOpenFill(State &S, std::uint32_t Index, ValueId What) {
  const Value V = known(S, What);
  const Operation *Place = nullptr;
  for (const Operation &O : F.Operations)
    if (Operand(Operand::Kind::Temporary, O.Result) == F.Operations[Index].A)
      Place = &O;
  if (!V.isFrom(Shared.Words.input()) || !Place)
    return;
  const Value Number = known(S, operand(Place->B));
  for (flow::Place At : targets(S, operand(Place->A))) {
    auto Count = static_cast<std::int64_t>(elementsAt(At, Place->Extra));
    if (Count < 2 || Number.Range.High < Count)
      continue;
    std::string Name = nameOf(At);
    report(Index, Shared.Words.demands("fill"), V,
           Name.empty() ? "array" : Name, numberLevel(V));
    return;
  }
}

void Frame::checkFills() {
  if (Shared.Words.demands("fill").empty())
    return;
  for (const Loops::Fill &Fill : Form->fills()) {
    ValueId Address = operand(F.Operations[Fill.Store].A);
    if (!Address || !Values[Address].Targets)
      continue;
    const std::vector<Place> &At = TargetSets[Values[Address].Targets];
    ObjectId Filled = At.front().Object;
    // The first element and all others of one array, or a field of them; the
    // size of a part of a structure is not known.
    bool IsArray = std::ranges::all_of(At, [&](Place Each) {
      PathId First = Each.Path;
      while (First && Shared.PathTable.parent(First))
        First = Shared.PathTable.parent(First);
      return Each.Object == Filled &&
             (!First || elementSizeOf(Filled) > 1 ||
              Shared.PathTable.last(First).Of != Selector::Kind::Field);
    });
    if (!IsArray || Filled >= LiteralObject || sizeOf(Filled) == 0)
      continue;
    if (std::optional<Value> Input = endedByInput(Fill, sizeOf(Filled)))
      noteFill(Fill.Store, Filled, Input->Kinds, Input->Trace);
  }
}
