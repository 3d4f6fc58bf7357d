//===- core/flow/DroppedChecksums.cpp - Checksums nobody misses -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What was not stored is not compared later. So a malformed checksum in a list
// that is dropped without a word lets everything through that the list names.
// Which function stores what is said by its name; that it refuses, by a
// constant that it returns beside other results.
//
//===----------------------------------------------------------------------===//

#include "core/flow/DroppedChecksums.h"
#include "firmcop/Names.h"
#include "firmcop/Words.h"

#include <algorithm>
#include <span>

using namespace firmcop;
using namespace firmcop::flow;

namespace {

/// 'pkg_set_sha256', not 'set_sha256_offset'.
bool keepsChecksum(std::string_view Name) {
  std::vector<std::string> Words = identifierWords(Name);
  // '256' of 'sha256'.
  while (!Words.empty() && Words.back().front() >= '0' &&
         Words.back().front() <= '9')
    Words.pop_back();
  return !Words.empty() && words::ExpectedSums.contains(Words.back()) &&
         std::ranges::any_of(Words, [](const std::string &Word) {
           return words::Keeping.contains(Word);
         });
}

class DroppedChecksums {
public:
  DroppedChecksums(const Program &P, const Rule &Of,
                   const std::function<void(FlowFinding)> &Report)
      : P(P), Of(Of), Report(Report) {}

  void run() {
    for (std::uint32_t I = 0; I < P.functions().size(); ++I) {
      const Function &F = P.functions()[I];
      if (F.Parameters < 2 || !keepsChecksum(P.symbols()[F.Symbol].Name))
        continue;
      if (auto Refused = refusal(F))
        for (std::uint32_t Caller : P.callers(F.Symbol))
          if (auto Call = carelessCall(Caller, F.Symbol)) {
            report(I, *Refused, Caller, *Call);
            break;
          }
    }
  }

private:
  /// Returns null, or a negative number, before the end, and something else
  /// elsewhere.
  static bool isRefusal(const Program &P, Operand O) {
    return O.kind() == Operand::Kind::Literal &&
           P.literals()[O.Index].Of == Literal::Kind::Integer &&
           P.literals()[O.Index].Integer <= 0;
  }
  std::optional<std::uint32_t> refusal(const Function &F) const {
    std::optional<std::uint32_t> Found;
    bool HasOther = false;
    for (std::uint32_t I = 0; I < F.Operations.size(); ++I) {
      const Operation &O = F.Operations[I];
      if (O.Op != Opcode::Return || !O.A)
        continue;
      bool IsNull = isRefusal(P, O.A) && (F.Result.isPointer() ||
                                          P.literals()[O.A.Index].Integer < 0);
      if (IsNull && !Found)
        Found = I;
      HasOther |= !IsNull;
    }
    return HasOther ? Found : std::nullopt;
  }

  /// A call whose result nobody uses.
  std::optional<std::uint32_t> carelessCall(std::uint32_t Caller,
                                            std::uint32_t Symbol) const {
    const Function &F = P.functions()[Caller];
    std::vector<bool> Used(F.Temporaries);
    auto Use = [&](Operand O) {
      if (O.kind() == Operand::Kind::Temporary)
        Used[O.Index] = true;
    };
    for (const Operation &O : F.Operations) {
      Use(O.A);
      if (O.Op != Opcode::Branch)
        Use(O.B);
    }
    for (Operand O : F.Pool)
      Use(O);
    for (std::uint32_t I = 0; I < F.Operations.size(); ++I) {
      const Operation &O = F.Operations[I];
      if (O.Op == Opcode::Call &&
          O.A == Operand(Operand::Kind::Function, Symbol) &&
          (O.Result == Operation::NoResult || !Used[O.Result]) &&
          !isKeptElsewhere(F, O, P.symbols()[Symbol].Name))
        return I;
    }
    return std::nullopt;
  }

  /// What is stored comes from where it was accepted before:
  /// 'set_sha256(to, get_sha256(from))'.
  bool isKeptElsewhere(const Function &F, const Operation &Call,
                       std::string_view Keeper) const {
    auto Kept = [](std::string_view Name, const WordSet &Verbs) {
      std::vector<std::string> Words = identifierWords(Name);
      std::erase_if(
          Words, [&](const std::string &Word) { return Verbs.contains(Word); });
      return Words;
    };
    return std::ranges::any_of(F.Operations, [&](const Operation &O) {
      if (O.Op != Opcode::Call || O.A.kind() != Operand::Kind::Function ||
          O.Result == Operation::NoResult)
        return false;
      auto Given = std::span(F.Pool).subspan(Call.Extra, Call.Count);
      return std::ranges::find(Given, Operand(Operand::Kind::Temporary,
                                              O.Result)) != Given.end() &&
             Kept(P.symbols()[O.A.Index].Name, words::Asking) ==
                 Kept(Keeper, words::Keeping);
    });
  }

  void report(std::uint32_t Function, std::uint32_t At, std::uint32_t Caller,
              std::uint32_t Call) {
    const std::string &Name = P.symbols()[P.functions()[Function].Symbol].Name;
    FlowFinding Found;
    Found.Of = &Of;
    Found.Severity = firmcop::Level::Warning;
    Found.Function = Function;
    Found.Where = P.functions()[Function].Positions[At];
    Found.Arguments = {"without the value that '" + Name + "' refuses",
                       "since '" +
                           P.symbols()[P.functions()[Caller].Symbol].Name +
                           "' does not ask whether it was stored"};
    Found.Path = {
        {Found.Where, "The value is refused here.", 0, StepKind::Source},
        {P.functions()[Caller].Positions[Call], "Nobody asks for the result.",
         0, StepKind::Through}};
    Found.Evidence = Name;
    Report(std::move(Found));
  }

  const Program &P;
  const Rule &Of;
  const std::function<void(FlowFinding)> &Report;
};

} // namespace

void firmcop::flow::checkDroppedChecksums(
    const Program &P, const SolveOptions &Options,
    const std::function<void(FlowFinding)> &Report) {
  for (const Rule *R : allRules())
    for (const FlowConstraint &C : R->Flows)
      if (std::ranges::find(C.From, "dropped-checksum") != C.From.end() &&
          Options.IsOn(*R))
        DroppedChecksums(P, *R, Report).run();
}
