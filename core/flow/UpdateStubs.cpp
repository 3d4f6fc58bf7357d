//===- core/flow/UpdateStubs.cpp - Verifications that are none ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/UpdateFindings.h"
#include "core/flow/UpdateNames.h"
#include "firmcop/Names.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::flow;

void UpdateFindings::findStubs() {
  for (std::uint32_t I = 0; I < P.functions().size(); ++I) {
    // Who is called from elsewhere, or could be.
    std::uint32_t Symbol = P.functions()[I].Symbol;
    bool IsLocal = P.symbols()[Symbol].LinkName.find('@') != std::string::npos;
    if (isStub(P.functions()[I]) && (!IsLocal || !P.callers(Symbol).empty()))
      reportStub(I);
  }
}

bool UpdateFindings::isStub(const Function &F) const {
  std::string_view Name = P.symbols()[F.Symbol].Name;
  auto Has = [](const std::vector<std::string> &Words,
                std::initializer_list<std::string_view> Any) {
    return std::ranges::any_of(Words, [&](const std::string &Word) {
      return std::ranges::find(Any, Word) != Any.end();
    });
  };
  auto Words = identifierWords(Name);
  bool IsAbout = isAboutVerification(Name);
  if (!IsAbout && !Has(Words, {"verify", "validate", "authenticate", "check"}))
    return false;
  for (std::uint32_t K = 0; K < F.Parameters; ++K)
    IsAbout |= Has(identifierWords(F.Locals[K].Name),
                   {"sig", "signature", "signatures", "cert"});
  if (!IsAbout || !F.Result.isInteger() ||
      Has(Words, {"no", "dummy", "none", "mock", "fake", "test", "stub",
                  "support", "supported", "need", "needs", "enabled"}))
    return false;
  std::optional<std::int64_t> Says;
  for (const Operation &O : F.Operations) {
    if (O.Op == Opcode::Jump || O.Op == Opcode::Load)
      continue;
    if (O.Op != Opcode::Return || O.A.kind() != Operand::Kind::Literal)
      return false;
    std::int64_t Value = P.literals()[O.A.Index].Integer;
    if (Says.value_or(Value) != Value)
      return false;
    Says = Value;
  }
  // What returns a truth value says yes, everything else no error.
  bool IsTruth = F.Result.Bits == 1 || Has(Words, {"is", "has"});
  return Says && (IsTruth ? *Says != 0 : *Says == 0);
}

void UpdateFindings::reportStub(std::uint32_t Index) {
  const Rule *Of = wantedRule("unverified-image");
  if (!Of)
    return;
  FlowFinding Found;
  Found.Of = Of;
  Found.Severity = std::min(Of->DefaultLevel, Level::Warning);
  Found.Function = Index;
  Found.Where = P.functions()[Index].Where;
  Found.Arguments = {std::string(nameOf(Index)), "says that all is well",
                     " in this build"};
  Found.Path = {{Found.Where, "It returns the same whatever it is given.", 0,
                 StepKind::Source}};
  Found.Evidence = std::string(nameOf(Index)) + ":";
  Report(std::move(Found));
}
