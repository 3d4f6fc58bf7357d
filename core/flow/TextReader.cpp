//===- core/flow/TextReader.cpp - Bodies of the text form -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/TextReader.h"
#include "core/flow/TextWords.h"

#include <algorithm>

namespace firmcop::flow {

Symbol *TextTables::symbol(TextCursor &C) {
  auto Name = C.linkName();
  if (!Name) {
    C.fail("expected '@' and a name, not " + C.next());
    return nullptr;
  }
  auto Found = SymbolOf.find(*Name);
  if (Found == SymbolOf.end()) {
    C.fail("no line declares '" + *Name + "'");
    return nullptr;
  }
  return &U.Symbols[Found->second];
}

void readObject(TextCursor &C, Type &Of, std::uint64_t &Size,
                std::uint32_t &ElementSize) {
  if (auto Known = C.type())
    Of = *Known;
  else
    C.fail("expected a type such as i32s, ptr or record, not " + C.next());
  if (C.takeWord("size"))
    Size = static_cast<std::uint64_t>(
        C.number(0, std::numeric_limits<std::int64_t>::max()).value_or(0));
  if (C.takeWord("element"))
    ElementSize = static_cast<std::uint32_t>(C.number().value_or(0));
}

Local readLocal(TextCursor &C) {
  Local L;
  auto Name = C.name();
  if (!Name)
    C.fail("expected a name, or \"\", not " + C.next());
  L.Name = Name.value_or("");
  readObject(C, L.Of, L.Size, L.ElementSize);
  L.IsStatic = C.takeWord("static");
  return L;
}

BodyReader::BodyReader(TextTables &Tables, Function &F) : Tables(Tables), F(F) {
  for (std::size_t L = 0; L < F.Locals.size(); ++L)
    nameLocal(L);
}

void BodyReader::nameLocal(std::size_t Index) {
  auto [Known, IsNew] = LocalOf.try_emplace(F.Locals[Index].Name, Index);
  if (!IsNew)
    Known->second = Ambiguous;
}

void BodyReader::close(TextCursor &C, std::size_t &Line) const {
  for (auto [Index, Of] : TemporariesUsed)
    if (Index >= F.Temporaries) {
      Line = Of;
      return C.fail("nothing sets t" + std::to_string(Index));
    }
  for (auto [Index, Of] : BlocksUsed)
    if (Index >= F.Blocks.size()) {
      Line = Of;
      return C.fail("there is no block b" + std::to_string(Index));
    }
}

static bool atEndOfOperands(TextCursor C) {
  return C.atEnd() || C.take("[") || (!C.linkName() && C.take("@"));
}

static void comma(TextCursor &C) {
  if (!C.take(","))
    C.fail("expected ',', not " + C.next());
}

bool BodyReader::readLine(TextCursor &C, std::size_t &Line) {
  Now = Line;
  if (C.take("}")) {
    close(C, Line);
    return true;
  }
  if (C.takeWord("local")) {
    if (!F.Blocks.empty())
      C.fail("locals stand before the first block");
    F.Locals.push_back(readLocal(C));
    nameLocal(F.Locals.size() - 1);
    return false;
  }
  TextCursor Label = C;
  if (auto Number = Label.numbered('b'); Number && Label.take(":")) {
    C = Label;
    if (*Number != F.Blocks.size())
      C.fail("the next block is b" + std::to_string(F.Blocks.size()));
    F.Blocks.push_back({static_cast<std::uint32_t>(F.Operations.size()), 0});
    return false;
  }
  if (F.Blocks.empty()) {
    C.fail("the first operation comes after 'b0:'");
    return false;
  }
  readOperation(C);
  ++F.Blocks.back().Count;
  return false;
}

void BodyReader::readOperation(TextCursor &C) {
  Operation O;
  if (auto Result = C.numbered('t')) {
    if (!C.take("="))
      C.fail("expected '=', not " + C.next());
    O.Result = *Result;
    // A number that no operation sets is found by the verifier.
    F.Temporaries = std::max(F.Temporaries, O.Result + 1);
    if (F.Temporaries > Tables.Lines)
      C.fail("temporaries are numbered from 0 without a gap");
  }
  std::string Name = C.next();
  auto Word = std::ranges::find(OpcodeWords, C.word());
  if (Word == std::end(OpcodeWords))
    return C.fail("there is no operation " + Name);
  O.Op = static_cast<Opcode>(Word - std::begin(OpcodeWords));
  if (auto Of = C.type())
    O.Of = *Of;
  else if (O.Result != Operation::NoResult)
    C.fail("expected a type such as i32s, ptr or record, not " + C.next());
  readOperands(C, O);
  for (auto [Flag, Text] : FlagWords)
    if (C.take("[" + std::string(Text) + "]"))
      O.Flags |= Flag;
  Position Where;
  if (C.take("@")) {
    auto Place = C.place();
    if (!Place)
      C.fail("expected a position");
    Where = Place.value_or(Position());
  }
  F.Operations.push_back(O);
  F.Positions.push_back(Where);
}

void BodyReader::readOperands(TextCursor &C, Operation &O) {
  unsigned Wanted = operandsOf(O.Op);
  if (Wanted != 0 && !(O.Op == Opcode::Return && atEndOfOperands(C)))
    O.A = readOperand(C);
  if (Wanted == 2) {
    comma(C);
    O.B = readOperand(C);
  }
  switch (O.Op) {
  case Opcode::Field: {
    comma(C);
    auto Name = C.quoted();
    if (!Name)
      C.fail("expected the field as \"Record::field\"");
    O.Extra = Tables.Fields.add(Name.value_or(""), Tables.U.Fields);
    if (C.take(",")) {
      auto Size = C.number();
      if (!Size)
        C.fail("expected the size of the array in bytes");
      O.Count = static_cast<std::uint32_t>(Size.value_or(0));
    }
    return;
  }
  case Opcode::Element:
  case Opcode::CopyFrom: {
    comma(C);
    auto Size = C.number();
    if (!Size)
      C.fail("expected a size in bytes");
    O.Extra = static_cast<std::uint32_t>(Size.value_or(0));
    return;
  }
  case Opcode::Call:
    return readArguments(C, O);
  case Opcode::Jump:
    O.Extra = readBlock(C);
    return;
  case Opcode::Branch:
    if (!C.take("?"))
      C.fail("expected '?', not " + C.next());
    O.Extra = readBlock(C);
    if (!C.take(":"))
      C.fail("expected ':', not " + C.next());
    O.B.Index = readBlock(C);
    return;
  case Opcode::Switch:
    return readCases(C, O);
  default:
    return;
  }
}

std::uint32_t BodyReader::readBlock(TextCursor &C) {
  auto Number = C.numbered('b');
  if (!Number)
    C.fail("expected a block such as b1, not " + C.next());
  BlocksUsed.emplace_back(Number.value_or(0), Now);
  return Number.value_or(0);
}

void BodyReader::readArguments(TextCursor &C, Operation &O) {
  O.Extra = static_cast<std::uint32_t>(F.Pool.size());
  if (!C.take("("))
    C.fail("expected '(' and arguments, not " + C.next());
  if (C.take(")"))
    return;
  do {
    F.Pool.push_back(readOperand(C));
    ++O.Count;
  } while (C.take(","));
  if (!C.take(")"))
    C.fail("expected ')', not " + C.next());
}

void BodyReader::readCases(TextCursor &C, Operation &O) {
  O.Extra = static_cast<std::uint32_t>(F.Pool.size());
  if (!C.take("{"))
    C.fail("expected '{' and cases, not " + C.next());
  if (C.take("}"))
    return;
  do {
    F.Pool.push_back(C.takeWord("default") ? Operand() : readOperand(C));
    if (!C.take(":"))
      C.fail("expected ':' and a block, not " + C.next());
    F.Pool.emplace_back(Operand::Kind::None, readBlock(C));
    ++O.Count;
  } while (C.take(","));
  if (!C.take("}"))
    C.fail("expected '}', not " + C.next());
}

Operand BodyReader::readOperand(TextCursor &C) {
  TextCursor Ahead = C;
  if (Ahead.takeWord("none") && !Ahead.take("=")) {
    C.takeWord("none");
    return {};
  }
  if (C.take("&"))
    return readLocalReference(C);
  Ahead = C;
  if (auto Number = Ahead.numbered('t'); Number && !Ahead.take("=")) {
    C.numbered('t');
    TemporariesUsed.emplace_back(*Number, Now);
    return {Operand::Kind::Temporary, *Number};
  }
  if (Ahead.take("@")) {
    const Symbol *S = Tables.symbol(C);
    if (!S)
      return {};
    return {S->IsFunction ? Operand::Kind::Function : Operand::Kind::Global,
            static_cast<std::uint32_t>(S - Tables.U.Symbols.data())};
  }
  return readLiteral(C);
}

Operand BodyReader::readLocalReference(TextCursor &C) {
  if (auto Number = C.number()) {
    if (*Number >= static_cast<std::int64_t>(F.Locals.size()))
      C.fail("there is no local " + std::to_string(*Number));
    return {Operand::Kind::Local, static_cast<std::uint32_t>(*Number)};
  }
  std::string Name(C.word());
  auto Found = LocalOf.find(Name);
  if (Name.empty() || Found == LocalOf.end()) {
    C.fail("no local is called '" + Name + "'");
    return {};
  }
  if (Found->second == Ambiguous) {
    C.fail("more than one local is called '" + Name + "'; give its number");
    return {};
  }
  return {Operand::Kind::Local, static_cast<std::uint32_t>(Found->second)};
}

Operand BodyReader::readLiteral(TextCursor &C) {
  Literal L;
  for (;;) {
    TextCursor Ahead = C;
    auto Name = Ahead.name();
    if (!Name || !Ahead.take("="))
      break;
    C = Ahead;
    L.Names.push_back(*Name);
  }
  if (auto Value = C.number(std::numeric_limits<std::int64_t>::min(),
                            std::numeric_limits<std::int64_t>::max())) {
    L.Integer = *Value;
  } else {
    L.Of = C.takeWord("bytes") ? Literal::Kind::Bytes : Literal::Kind::Text;
    auto Content = C.quoted();
    if (!Content) {
      C.fail("expected a value, not " + C.next());
      return {};
    }
    L.Bytes = *Content;
  }
  return {Operand::Kind::Literal,
          Tables.Literals.add(std::move(L), Tables.U.Literals)};
}

} // namespace firmcop::flow
