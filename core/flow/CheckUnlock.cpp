//===- core/flow/CheckUnlock.cpp - Fixed words that open something --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// 'if (word == 0x5AC3F00D) unlocked = true;' is a back door whose secret has no
// name. Programs compare input with constants all the time; what tells this one
// apart is that nobody would come upon the constant by chance, and what follows
// when it matches: a flag that says so, a call of that name, a shell.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"
#include "firmcop/Finding.h"
#include "firmcop/Names.h"
#include "firmcop/Words.h"

#include <cctype>

using namespace firmcop;
using namespace firmcop::flow;

/// Looked through for what a match leads to.
static constexpr std::size_t MaximumBlocks = 24;

static bool anyWord(std::string_view Name, const WordSet &Of) {
  for (const std::string &Word : identifierWords(Name))
    if (Of.contains(Word))
      return true;
  return false;
}

/// Nobody arrives at the number by counting, by a mask, or by four letters.
static bool isMagic(std::int64_t Number) {
  constexpr std::int64_t Least = 0x10000, Most = 0xFFFFFFFF;
  auto N = static_cast<std::uint64_t>(Number < 0 ? Number & Most : Number);
  if (N < Least || Number % 1000 == 0 || Number < -Most)
    return false;
  if ((N & (N - 1)) == 0 || (N & (N + 1)) == 0)
    return false;
  std::set<unsigned> Bytes;
  bool AreLetters = true;
  for (std::uint64_t Rest = N; Rest; Rest >>= 8) {
    Bytes.insert(Rest & 0xFF);
    AreLetters &= std::isalnum(static_cast<int>(Rest & 0xFF)) != 0 ||
                  (Rest & 0xFF) == ' ' || (Rest & 0xFF) == '_';
  }
  return Bytes.size() > 2 && !AreLetters;
}

/// No word that a command would have: letters are mixed with what is none.
static bool isUndocumented(std::string_view Text) {
  constexpr std::size_t Least = 5, Most = 64;
  if (Text.size() < Least || Text.size() > Most)
    return false;
  std::size_t Letters = 0, Digits = 0, Marks = 0;
  for (char C : Text) {
    auto Byte = static_cast<unsigned char>(C);
    if (C == ' ' || C == '/' || C == '%' || C == '=' || C == ':' || C == '+' ||
        C == '<' || C == '(' || C == '\n')
      return false;
    if (std::isalpha(Byte))
      ++Letters;
    else if (std::isdigit(Byte))
      ++Digits;
    else if (C != '-' && C != '_' && C != '.')
      ++Marks;
  }
  // 'sha256', 'eth0' and 'v1.2' are names with a number.
  std::size_t Tail = Text.size() - 1 - Text.find_last_not_of("0123456789");
  bool IsNumbered = Digits == Tail && Marks == 0 && Digits < 4;
  return (Digits || Marks) && (Letters || Marks) && !IsNumbered;
}

/// The blocks that are reached over the edge alone.
static std::vector<std::uint32_t>
blocksBehind(const Function &F, std::uint32_t From, std::uint32_t First) {
  std::vector<std::vector<std::uint32_t>> Before(F.Blocks.size());
  for (std::uint32_t Block = 0; Block < F.Blocks.size(); ++Block)
    for (std::uint32_t To : successors(F, Block))
      Before[To].push_back(Block);
  if (Before[First] != std::vector<std::uint32_t>{From})
    return {};
  std::vector<std::uint32_t> Behind{First};
  auto IsBehind = [&](std::uint32_t Block) {
    return std::ranges::find(Behind, Block) != Behind.end();
  };
  for (std::size_t I = 0; I < Behind.size() && Behind.size() < MaximumBlocks;
       ++I)
    for (std::uint32_t To : successors(F, Behind[I]))
      if (!IsBehind(To) && std::ranges::all_of(Before[To], IsBehind))
        Behind.push_back(To);
  return Behind;
}

/// What an operation unlocks, for the message; empty if it does nothing of the
/// kind.
static std::string unlocks(const Program &P, Vocabulary &Words,
                           const Function &F, const Operation &O) {
  auto Definition = [&](Operand Of) -> const Operation * {
    for (const Operation &Each : F.Operations)
      if (Of == Operand(Operand::Kind::Temporary, Each.Result))
        return &Each;
    return nullptr;
  };
  auto IsGranted = [&](Operand What) {
    while (const Operation *By = Definition(What)) {
      if (By->Op != Opcode::Cast && By->Op != Opcode::Copy)
        break;
      What = By->A;
    }
    if (What.kind() != Operand::Kind::Literal)
      return false;
    const Literal &L = P.literals()[What.Index];
    return L.Of != Literal::Kind::Integer || L.Integer != 0;
  };
  if (O.Op == Opcode::Store) {
    std::string Name;
    if (O.A.kind() == Operand::Kind::Global)
      Name = P.symbols()[O.A.Index].Name;
    else if (O.A.kind() == Operand::Kind::Local)
      Name = F.Locals[O.A.Index].Name;
    else if (const Operation *Place = Definition(O.A);
             Place && Place->Op == Opcode::Field)
      Name = P.fields()[Place->Extra];
    Name = Name.substr(Name.rfind(':') + 1);
    return anyWord(Name, words::Unlocked) && IsGranted(O.B)
               ? "sets '" + Name + "'"
               : "";
  }
  if (O.Op == Opcode::Call && O.A.kind() == Operand::Kind::Function) {
    const Symbol &Callee = P.symbols()[O.A.Index];
    for (std::string_view Kind :
         {"debug-shell-start", "debug-program", "debug-port-open"})
      if (Words.isOfKind(Callee.ModelName, Kind))
        return "calls '" + Callee.Name + "'";
    if (anyWord(Callee.Name, words::Unlocking) &&
        !anyWord(Callee.Name, words::Telling))
      return "calls '" + Callee.Name + "'";
  }
  if (O.Op == Opcode::Return && IsGranted(O.A) &&
      anyWord(P.symbols()[F.Symbol].Name, words::Allowing))
    return "satisfies '" + P.symbols()[F.Symbol].Name + "'";
  return {};
}

/// The text of the program that the comparison \p Sameness is with, if what is
/// given is input and nobody would come upon the text.
Frame::Match Frame::matchedText(const State &S, ValueId Sameness) {
  const Value &V = Values[Sameness];
  for (auto [Text, Other] :
       {std::pair(V.Left, V.Right), std::pair(V.Right, V.Left)}) {
    if (!Text || !Other || !known(S, Other).isFromOutside())
      continue;
    for (Operand Each : Shared.ConstantTable[known(S, Text).Constants])
      if (Each.kind() == Operand::Kind::Literal &&
          isUndocumented(P.literals()[Each.Index].Bytes))
        return {true, Other, masked(P.literals()[Each.Index].Bytes)};
  }
  return {};
}

void Frame::checkUnlock(const State &S, std::uint32_t Block,
                        std::uint32_t Index) {
  auto Demands = Shared.Words.demands("unlock");
  if (Demands.empty())
    return;
  const Operation &Branch = F.Operations[Index];
  Match Found;
  ValueId Condition = operand(Branch.A);
  bool IsTrue = true;
  for (unsigned I = 0; I < 8 && Condition && !Found.Given; ++I) {
    const Value &V = Values[Condition];
    if (V.Def == Definition::Sameness) {
      // Not zero: they differ, unless the function says 'equal'.
      Found = matchedText(S, Condition);
      Found.OnTrue = IsTrue == (V.By != Opcode::Equal);
      break;
    }
    if (V.Def != Definition::Operation)
      return;
    if (V.By == Opcode::Not || V.By == Opcode::Cast) {
      IsTrue ^= V.By == Opcode::Not;
      Condition = V.Left;
      continue;
    }
    if (V.By != Opcode::Equal && V.By != Opcode::NotEqual)
      return;
    ValueId Other = V.Left;
    Value Fixed = known(S, V.Right);
    if (!Fixed.Range.isConstant()) {
      Other = V.Right;
      Fixed = known(S, V.Left);
    }
    if (!Other || !Fixed.Range.isConstant())
      return;
    if (Fixed.Range.Low == 0) {
      IsTrue ^= V.By == Opcode::Equal;
      Condition = Other;
      continue;
    }
    if (!known(S, Other).isFromOutside() || !isMagic(Fixed.Range.Low))
      return;
    Found = {IsTrue == (V.By == Opcode::Equal), Other, "a fixed number"};
  }
  if (Found.Given)
    tellUnlock(S, Block, Index, Found.OnTrue ? Branch.Extra : Branch.B.Index,
               Found);
}

void Frame::checkUnlockCase(const State &S, std::uint32_t Block,
                            std::uint32_t Index, Operand Case,
                            std::uint32_t Next) {
  const Literal &L = P.literals()[Case.Index];
  ValueId Selector = operand(F.Operations[Index].A);
  if (L.Of == Literal::Kind::Integer && isMagic(L.Integer) && Selector &&
      known(S, Selector).isFromOutside())
    tellUnlock(S, Block, Index, Next, {true, Selector, "a fixed number"});
}

void Frame::tellUnlock(const State &S, std::uint32_t Block, std::uint32_t Index,
                       std::uint32_t Next, const Match &Found) {
  auto Demands = Shared.Words.demands("unlock");
  const Value Given = known(S, Found.Given);
  for (std::uint32_t Each : blocksBehind(F, Block, Next)) {
    const struct Block &B = F.Blocks[Each];
    for (std::uint32_t I = B.First; I < B.First + B.Count; ++I) {
      std::string What = unlocks(P, Shared.Words, F, F.Operations[I]);
      if (What.empty())
        continue;
      for (const Demand &D : Demands)
        if (KindMask Kinds = Given.Kinds & D.From) {
          FlowFinding Told = finding(Index, *D.Of, Found.Shown, What);
          Told.Arguments = {What, std::string(Shared.Words.meaning(Kinds))};
          Told.Severity = D.Of->DefaultLevel;
          Told.Path = Shared.TraceTable.expand(Given.Trace);
          Told.Path.push_back({Told.Where,
                               "It is compared with " + Found.Shown + ".", 0,
                               StepKind::Through});
          Told.Path.push_back({F.Positions[I], "What matches " + What + ".", 0,
                               StepKind::Through});
          Shared.report(std::move(Told));
        }
      return;
    }
  }
}
