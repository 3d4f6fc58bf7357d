//===- core/flow/Walk.cpp - Texts of which every character is tested ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The usual way to let only some characters through is a loop:
//
//     for (const char *p = name; *p; p++)
//       if (!isalnum((unsigned char)*p))
//         return false;
//
// No value says afterwards that the text is harmless; that every round tested
// a character does. A variable that only moves on in a loop, such as p, walks
// through a text. A walk keeps one thing: whether every character that it has
// left behind was validated, which is true where it begins. Each way back to
// the head of the loop is asked whether the character of this round was. Where
// the end of the text is reached, by its NUL or by a length, and the answer was
// always yes, the text is validated. Whatever else leaves the loop says
// nothing, so a test that only counts, skips or marks validates nothing.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

using namespace firmcop::flow;

ValueId Frame::addressOf(const Loops::Walk &W) {
  return operand(Operand(Operand::Kind::Local, W.Variable));
}

ValueId Frame::walkedText(State &S, std::uint32_t Read) {
  // In the first round the end may be reached before anything is read.
  for (Operand At = F.Operations[Read].A;;) {
    const Operation *Set = Form->definition(At);
    if (!Set)
      return contentAt(S, operand(At));
    if (Set->Op == Opcode::Load) {
      ValueId Pointer = Set->A.kind() == Operand::Kind::Local
                            ? S.at({Set->A.Index, 0})
                            : operand(At);
      return Pointer ? contentAt(S, Pointer) : 0;
    }
    if (Set->Op != Opcode::Element && Set->Op != Opcode::Cast &&
        Set->Op != Opcode::Copy)
      return operand(At) ? contentAt(S, operand(At)) : 0;
    At = Set->A;
  }
}

void Frame::noteWalk(State &S, std::uint32_t Index, const Operation &O) {
  for (const Loops::Walk &W : Form->walks()) {
    if (O.A == Operand(Operand::Kind::Local, W.Variable) &&
        std::ranges::find(W.Steps, Index) == W.Steps.end())
      S.fact(addressOf(W)).IsWalked = true;
    // What the program puts in the place of a character is allowed.
    if (std::ranges::find(W.Writes, Index) != W.Writes.end() &&
        !known(S, operand(O.B)).isFromOutside())
      for (std::uint32_t Read : W.Reads)
        if (ValueId Character = Temporaries[F.Operations[Read].Result])
          S.fact(Character).IsValidated = true;
  }
}

void Frame::beginRound(State &S, std::uint32_t Head) {
  for (const Loops::Walk &W : Form->walks())
    if (std::ranges::find(W.Heads, Head) != W.Heads.end())
      for (std::uint32_t Read : W.Reads)
        S.forget(Temporaries[F.Operations[Read].Result]);
}

void Frame::endRound(State &S, std::uint32_t Head) {
  for (const Loops::Walk &W : Form->walks()) {
    ValueId Address = addressOf(W);
    if (const Fact *Told = S.factOf(Address); !Told || !Told->IsWalked)
      continue;
    if (std::ranges::find(W.Heads, Head) != W.Heads.end() &&
        !std::ranges::all_of(W.Reads, [&](std::uint32_t Read) {
          ValueId Character = Temporaries[F.Operations[Read].Result];
          const Value V = known(S, Character);
          return !V.isFromOutside() || V.Range == Interval::constant(0);
        }))
      S.fact(Address).IsWalked = false;
  }
}

void Frame::assumeWalk(State &S, std::uint32_t Index, bool IsTrue) {
  const Operation &Branch = F.Operations[Index];
  // Who asks somebody unknown of each character, and leaves after one answer,
  // goes on with the good one.
  if (Form->stays(Index) == IsTrue)
    if (ValueId Asked = answered(operand(Branch.A)))
      validate(S, Asked);
  for (const Loops::Walk &W : Form->walks()) {
    const Fact *Told = S.factOf(addressOf(W));
    if (!Told || !Told->IsWalked)
      continue;
    bool IsPast = false;
    std::int64_t Count = Interval::Most;
    for (const Loops::Limit &L : Form->limits()) {
      if (L.Branch != Index || L.Variable != W.Variable)
        continue;
      Opcode Op = IsTrue ? L.Op : negated(L.Op);
      IsPast = Op == Opcode::Equal || Op == Opcode::Greater ||
               Op == Opcode::GreaterEqual;
      // What is a constant wherever it comes from.
      if (const Value &Other = Values[operand(L.Other)];
          Other.Range.isConstant())
        Count = Other.Range.Low;
    }
    auto Judge = [&](std::uint32_t Read) {
      ValueId Character = Temporaries[F.Operations[Read].Result];
      bool IsEnd =
          Character && known(S, Character).Range == Interval::constant(0);
      if (!IsEnd && !IsPast)
        return;
      ValueId Text = walkedText(S, Read);
      if (!Text || !known(S, Text).isFromOutside())
        return;
      // So many characters and no more were looked at.
      std::uint64_t Room = 0;
      if (ValueId Pointer = operand(F.Operations[Read].A))
        Room = room(S, Pointer).Least;
      if (!IsEnd && Count != Interval::Most &&
          known(S, Text).MaxLength > Count &&
          (Room == 0 || Room > static_cast<std::uint64_t>(Count)))
        return;
      S.fact(Text).IsValidated = true;
    };
    std::ranges::for_each(W.Reads, Judge);
    std::ranges::for_each(W.Later, Judge);
  }
}
