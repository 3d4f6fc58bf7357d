//===- core/flow/Format.cpp - What printf makes of its arguments ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"

#include <string_view>

using namespace firmcop;
using namespace firmcop::flow;

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
  V.IsPlain = true;
  bool IsConstant = true, HasText = false, IsReadable = false, IsOther = false;
  bool IsFirst = false;
  auto Grow = [&](std::uint32_t By) {
    Length = By == AnyLength || Length == AnyLength ? AnyLength : Length + By;
  };
  for (std::size_t I = 0; I < List.size(); ++I) {
    auto [Letter, Precision] = List[I];
    if (Letter == '*')
      continue;
    if (Letter != 's' && Letter != 'S' && Letter != '[') {
      IsConstant = false;
      V.IsPlain &= Letter != 'c' || (I < Arguments.size() &&
                                     !known(S, Arguments[I]).isFromOutside());
      Grow(Letter == 'c' ? 1 : Letter == 'f' ? 320 : 24);
      // Digits hold no syntax; that they tell a serial number remains.
      const Value Number =
          I < Arguments.size() ? known(S, Arguments[I]) : Value();
      if (KindMask Origin =
              Number.Kinds & ~(Shared.Words.input() | Vocabulary::Constant);
          Origin && !Number.IsValidated) {
        V.Trace = V.Trace ? V.Trace : Number.Trace;
        V.Kinds |= Origin;
        HasText = true;
      }
      continue;
    }
    HasText = true;
    if (I >= Arguments.size()) {
      IsConstant = V.IsPlain = false;
      Grow(AnyLength);
      continue;
    }
    ValueId PartId = contentAt(S, Arguments[I]);
    const Value Part = known(S, PartId);
    V.IsPlain &= Part.isPlain();
    IsFirst = I == 0 ? Part.isFromOutside() && !Part.IsPrefixed
                     : IsFirst && !Part.isFromOutside();
    // The only part that can be bad is what has to be looked at.
    V.Def = V.Left ? Definition::Opaque : Definition::Copy;
    V.Left = PartId;
    Grow(std::min(Precision, Part.MaxLength));
    IsConstant &= (Part.Kinds & Vocabulary::Constant) != 0;
    if (!Part.IsValidated) {
      V.Trace =
          V.Trace && (V.Kinds & ~Vocabulary::Constant) ? V.Trace : Part.Trace;
      V.Kinds |= Part.Kinds;
      IsReadable |= Part.isFromOutside() && !Part.IsDecrypted;
      V.Constants =
          Shared.ConstantTable.join(V.Constants, Part.Constants, IsOther);
    }
  }
  V.IsDecrypted = V.isFromOutside() && !IsReadable;
  V.IsPrefixed = V.isFromOutside() && !(IsFirst && L->Bytes[0] == '%');
  if (!IsConstant)
    V.Kinds &= ~Vocabulary::Constant;
  if (!(V.Kinds & Vocabulary::Constant))
    V.Constants = 0;
  // The parts are known, the whole is none of them.
  V.IsOther = V.Constants != 0;
  V.MaxLength = Length;
  // Numbers between words of the program are harmless as any text.
  V.IsValidated = !HasText;
  return V;
}
