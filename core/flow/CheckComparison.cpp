//===- core/flow/CheckComparison.cpp - Secrets that open every unit -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A login that compares what it is given with a text of the program. Programs
// compare texts all the time; what makes the text a secret is a name, of one of
// the two sides or of the function that decides. The text may have come through
// a field, a variable or a call, and the comparison may be a function of the
// program.
//
//===----------------------------------------------------------------------===//

#include "core/flow/Frame.h"
#include "firmcop/Finding.h"
#include "firmcop/Names.h"
#include "firmcop/Words.h"

using namespace firmcop;
using namespace firmcop::flow;

namespace {

/// The operation that sets a temporary; null for other operands.
const Operation *definition(const Function &F, Operand O) {
  if (O.kind() != Operand::Kind::Temporary)
    return nullptr;
  for (const Operation &Each : F.Operations)
    if (Each.Result == O.Index)
      return &Each;
  return nullptr;
}

/// "password" of "get_password" and "check_password".
std::string withoutVerb(std::string_view Function) {
  std::string Name;
  for (const std::string &Word : identifierWords(Function))
    if (!words::Asking.contains(Word))
      Name += (Name.empty() ? "" : "_") + Word;
  return Name;
}

std::string spelling(const Program &P, const Function &F, Operand O,
                     unsigned Steps = 0) {
  constexpr unsigned Most = 6;
  if (O.kind() == Operand::Kind::Local)
    return F.Locals[O.Index].Name;
  if (O.kind() == Operand::Kind::Global)
    return P.symbols()[O.Index].Name;
  if (O.kind() == Operand::Kind::Literal)
    return P.literals()[O.Index].Names.empty()
               ? ""
               : P.literals()[O.Index].Names.back();
  const Operation *By = definition(F, O);
  if (!By || Steps > Most)
    return {};
  switch (By->Op) {
  case Opcode::Copy:
  case Opcode::Cast:
  case Opcode::Load:
  case Opcode::Element:
    return spelling(P, F, By->A, Steps + 1);
  case Opcode::Field: {
    const std::string &Field = P.fields()[By->Extra];
    return Field.substr(Field.rfind(':') + 1);
  }
  case Opcode::Call:
    return By->A.kind() == Operand::Kind::Function
               ? withoutVerb(P.symbols()[By->A.Index].Name)
               : "";
  default:
    return {};
  }
}

} // namespace

void Solver::findComparers() {
  Comparers.resize(P.symbols().size());
  if (Words.demands("comparison").empty())
    return;
  for (std::uint32_t Symbol = 0; Symbol < Comparers.size(); ++Symbol) {
    std::vector<std::uint32_t> Ports;
    for (const RowEffect &E : Words.effects(P.symbols()[Symbol].ModelName))
      if (E.Does == Effect::Compare)
        Ports.push_back(E.Row->At.Index);
    if (Ports.size() == 2)
      Comparers[Symbol] = Compared{Ports[0], Ports[1]};
  }
  // Functions that hand two of their parameters on to be compared.
  for (const Function &F : P.functions()) {
    auto Parameter = [&](Operand O) -> std::optional<std::uint32_t> {
      const Operation *By = definition(F, O);
      while (By && (By->Op == Opcode::Cast || By->Op == Opcode::Copy))
        By = definition(F, By->A);
      if (!By || By->Op != Opcode::Load ||
          By->A.kind() != Operand::Kind::Local || By->A.Index >= F.Parameters)
        return std::nullopt;
      return By->A.Index;
    };
    for (const Operation &O : F.Operations) {
      if (O.Op != Opcode::Call || O.A.kind() != Operand::Kind::Function)
        continue;
      std::optional<Compared> Inner = Comparers[O.A.Index];
      if (!Inner || std::max(Inner->First, Inner->Second) >= O.Count)
        continue;
      auto First = Parameter(F.Pool[O.Extra + Inner->First]),
           Second = Parameter(F.Pool[O.Extra + Inner->Second]);
      if (First && Second && *First != *Second && !Comparers[F.Symbol])
        Comparers[F.Symbol] = Compared{*First, *Second};
    }
  }
}

void Frame::checkComparison(const State &S, std::uint32_t Index,
                            std::uint32_t Symbol,
                            std::span<const ValueId> Arguments) {
  const std::optional<Compared> &Pair = Shared.compared(Symbol);
  const Operation &O = F.Operations[Index];
  if (!Pair || std::max(Pair->First, Pair->Second) >= Arguments.size() ||
      O.Flags & Operation::IsMethod)
    return;
  auto Texts = [&](std::uint32_t Side) {
    std::vector<ObjectId> Found;
    for (Place At : TargetSets[Values[Arguments[Side]].Targets])
      if (At.Object >= LiteralObject && At.Path == 0)
        Found.push_back(At.Object);
    return Found;
  };
  auto IsTable = [&](std::uint32_t Side) {
    return std::ranges::any_of(
        TargetSets[Values[Arguments[Side]].Targets], [&](Place At) {
          return At.Object >= GlobalObject && At.Object < LiteralObject &&
                 P.symbols()[At.Object & ~GlobalObject].IsConstant;
        });
  };
  for (auto [Fixed, Given] :
       {std::pair(Pair->First, Pair->Second), {Pair->Second, Pair->First}}) {
    if (!Texts(Given).empty() || IsTable(Given) ||
        known(S, Arguments[Given]).Of.isInteger())
      continue;
    const std::string Names[] = {
        spelling(P, F, F.Pool[O.Extra + Given]),
        spelling(P, F, F.Pool[O.Extra + Fixed]),
        canJudge(P.symbols()[F.Symbol].Name)
            ? withoutVerb(P.symbols()[F.Symbol].Name)
            : "",
    };
    for (ObjectId Each : Texts(Fixed)) {
      const std::string &Text = literal(Each).Bytes;
      for (const std::string &Name : Names) {
        std::string_view What = Shared.secretOf(Name, Text);
        if (What.empty())
          continue;
        for (const Demand &D : Shared.Words.demands("comparison")) {
          FlowFinding Found = finding(Index, *D.Of, "", "");
          Found.Severity = D.Of->DefaultLevel;
          Found.Arguments = {std::string(What), Name, masked(Text)};
          Found.Evidence = P.symbols()[F.Symbol].Name + ":" + Name;
          Found.Constant = Text;
          Shared.report(std::move(Found));
        }
        return;
      }
    }
  }
}
