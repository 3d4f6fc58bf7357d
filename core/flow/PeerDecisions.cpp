//===- core/flow/PeerDecisions.cpp - Who accepts every certificate --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/PeerDecisions.h"

#include <algorithm>
#include <optional>

using namespace firmcop;
using namespace firmcop::flow;

namespace {

bool isGood(Success Is, std::int64_t Result) {
  switch (Is) {
  case Success::Zero:
    return Result == 0;
  case Success::One:
    return Result == 1;
  case Success::NonZero:
    return Result != 0;
  case Success::Positive:
    return Result > 0;
  case Success::NotNegative:
    return Result >= 0;
  case Success::None:
    break;
  }
  return false;
}

/// The operations that set the temporaries of a function.
class Definitions {
public:
  explicit Definitions(const Function &F) : F(F), Of(F.Temporaries, None) {
    for (std::uint32_t I = 0; I < F.Operations.size(); ++I)
      if (F.Operations[I].Result != Operation::NoResult)
        Of[F.Operations[I].Result] = I;
  }
  /// What computes the operand, conversions left out; or null.
  const Operation *operator()(Operand O) const {
    for (unsigned Steps = 0; Steps < 8; ++Steps) {
      if (O.kind() != Operand::Kind::Temporary || Of[O.Index] == None)
        return nullptr;
      const Operation &By = F.Operations[Of[O.Index]];
      if (By.Op != Opcode::Cast && By.Op != Opcode::Copy)
        return &By;
      O = By.A;
    }
    return nullptr;
  }
  /// The local variable that the operand is the value of.
  std::optional<std::uint32_t> local(Operand O) const {
    const Operation *By = (*this)(O);
    if (!By || By->Op != Opcode::Load || By->A.kind() != Operand::Kind::Local)
      return {};
    return By->A.Index;
  }

private:
  static constexpr std::uint32_t None = ~0U;
  const Function &F;
  std::vector<std::uint32_t> Of;
};

class PeerDecisions {
public:
  PeerDecisions(const Program &P, const ModelSet &Models, const Rule &Of,
                const std::function<void(FlowFinding)> &Report)
      : P(P), Models(Models), Of(Of), Report(Report) {}

  void run() {
    for (std::uint32_t S = 0; S < P.symbols().size(); ++S)
      if (P.symbols()[S].IsFunction && row(S, "peer-result") &&
          !P.callers(S).empty())
        return;
    for (std::uint32_t I = 0; I < P.functions().size(); ++I) {
      const Function &F = P.functions()[I];
      for (std::uint32_t At = 0; At < F.Operations.size(); ++At) {
        const Operation &O = F.Operations[At];
        if (O.Op != Opcode::Call || O.A.kind() != Operand::Kind::Function)
          continue;
        const ModelRow *Row = row(O.A.Index, "peer-decision");
        if (Row && Row->At.Index < O.Count)
          judge(I, At, *Row, I, F.Pool[O.Extra + Row->At.Index], 0);
      }
    }
  }

private:
  const ModelRow *row(std::uint32_t Symbol, std::string_view Kind) const {
    const std::string &Name = P.symbols()[Symbol].ModelName;
    if (!Name.empty())
      for (const ModelRow &Row : Models.rows(Subject::Function, Name))
        if (Row.Kind == Kind)
          return &Row;
    return nullptr;
  }

  /// \p Function and \p At: the call that hands over \p Decides, which is a
  /// value of the function \p In.
  void judge(std::uint32_t Function, std::uint32_t At, const ModelRow &Row,
             std::uint32_t In, Operand Decides, unsigned Depth) {
    constexpr unsigned MaximumDepth = 3;
    if (Decides.kind() == Operand::Kind::Function) {
      std::uint32_t Body = P.definition(Decides.Index);
      if (Body != Program::None && accepts(P.functions()[Body], Row))
        report(Function, At, Body);
      return;
    }
    const flow::Function &F = P.functions()[In];
    Definitions Defines(F);
    if (const Operation *By = Defines(Decides);
        By && By->Op == Opcode::Load && By->A.kind() == Operand::Kind::Global) {
      if (P.symbols()[By->A.Index].IsConstant)
        for (const Operation &O : P.initialiser().Operations)
          if (O.Op == Opcode::Store && O.A == By->A &&
              O.B.kind() == Operand::Kind::Function)
            judge(Function, At, Row, In, O.B, MaximumDepth);
      return;
    }
    std::optional<std::uint32_t> Local = Defines.local(Decides);
    if (!Local || Depth >= MaximumDepth)
      return;
    for (const Operation &O : F.Operations)
      if (O.Op == Opcode::Store && O.A == Operand(Operand::Kind::Local, *Local))
        judge(Function, At, Row, In, O.B, Depth + 1);
    if (*Local >= F.Parameters)
      return;
    // A wrapper: its callers choose.
    for (std::uint32_t Caller : P.callers(F.Symbol)) {
      const flow::Function &C = P.functions()[Caller];
      for (std::uint32_t I = 0; I < C.Operations.size(); ++I) {
        const Operation &O = C.Operations[I];
        if (O.Op == Opcode::Call && O.Count > *Local &&
            O.A == Operand(Operand::Kind::Function, F.Symbol))
          judge(Caller, I, Row, Caller, C.Pool[O.Extra + *Local], Depth + 1);
      }
    }
  }

  /// Whatever the function is given, it says that all is well.
  bool accepts(const Function &F, const ModelRow &Row) const {
    Definitions Defines(F);
    auto IsConstant = [&](Operand O, bool &Is) {
      if (O.kind() == Operand::Kind::Temporary)
        if (const Operation *By = Defines(O); !By)
          return false;
      const Literal *L =
          O.kind() == Operand::Kind::Literal ? &P.literals()[O.Index] : nullptr;
      Is = L && L->Of == Literal::Kind::Integer &&
           isGood(Row.SuccessIs, L->Integer);
      return Is;
    };
    auto ReturnsGood = [&](Operand O) {
      bool Is = false;
      if (IsConstant(O, Is))
        return true;
      // A variable that is set to nothing else.
      std::optional<std::uint32_t> Local = Defines.local(O);
      if (!Local || *Local < F.Parameters)
        return false;
      bool IsSet = false;
      for (const Operation &Each : F.Operations) {
        bool Names = Each.A == Operand(Operand::Kind::Local, *Local);
        if (Each.Op == Opcode::Store && Names) {
          if (!IsConstant(Each.B, Is))
            return false;
          IsSet = true;
        } else if (Names && Each.Op != Opcode::Load) {
          return false;
        }
      }
      return IsSet;
    };
    bool Returns = false, Clears = false;
    bool IsByFlags = Row.At.Of == Port::Base::CallbackParameter;
    for (const Block &B : F.Blocks)
      for (std::uint32_t I = B.First; I < B.First + B.Count; ++I) {
        const Operation &O = F.Operations[I];
        if (O.Op == Opcode::Return) {
          if (!O.A || !ReturnsGood(O.A))
            return false;
          Returns = true;
        }
        bool Is = false;
        // Where every way leads.
        bool IsCertain =
            &B == &F.Blocks.front() ||
            F.Operations[B.First + B.Count - 1].Op == Opcode::Return;
        if (IsByFlags && IsCertain && O.Op == Opcode::Store &&
            Defines.local(O.A) == Row.At.Callback && IsConstant(O.B, Is))
          Clears = true;
      }
    return Returns && (Clears || !IsByFlags);
  }

  void report(std::uint32_t Function, std::uint32_t At, std::uint32_t Body) {
    const flow::Function &F = P.functions()[Function];
    std::string Decides = P.symbols()[P.functions()[Body].Symbol].Name;
    FlowFinding Found;
    Found.Of = &Of;
    Found.Severity = Of.DefaultLevel;
    Found.Function = Function;
    Found.Where = F.Positions[At];
    Found.Arguments = {P.symbols()[F.Operations[At].A.Index].Name,
                       "'" + Decides + "' accepts every certificate"};
    Found.Path = {
        {P.functions()[Body].Where, "It says the same whatever it is given.", 0,
         StepKind::Source},
        {Found.Where, "It is handed over here.", 0, StepKind::Through}};
    Found.Evidence = Decides;
    Report(std::move(Found));
  }

  const Program &P;
  const ModelSet &Models;
  const Rule &Of;
  const std::function<void(FlowFinding)> &Report;
};

} // namespace

void firmcop::flow::checkPeerDecisions(
    const Program &P, const ModelSet &Models, const SolveOptions &Options,
    const std::function<void(FlowFinding)> &Report) {
  for (const Rule *R : allRules())
    for (const CallConstraint &C : R->Calls)
      if (C.Is == Constraint::Used && C.ModelKind == "tls-verification-off" &&
          Options.IsOn(*R))
        PeerDecisions(P, Models, *R, Report).run();
}
