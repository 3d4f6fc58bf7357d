//===- core/flow/Callees.cpp - Who may call whom --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Callees.h"

#include <algorithm>

using namespace firmcop::flow;

Callees::Callees(const Program &P, const PointerFlow &Flow)
    : P(P), Known(P.functions().size()), Open(P.functions().size()) {
  std::vector<std::uint32_t> Unknown(P.functions().size());
  for (std::uint32_t I = 0; I < P.functions().size(); ++I) {
    std::span<const std::uint32_t> Named = P.callees(I);
    Known[I].assign(Named.begin(), Named.end());
    for (std::uint32_t Method : Named) {
      std::span<const std::uint32_t> Others = P.overriders(Method);
      Known[I].insert(Known[I].end(), Others.begin(), Others.end());
    }
    for (const Operation &O : P.functions()[I].Operations)
      Unknown[I] +=
          O.Op == Opcode::Call && O.A.kind() != Operand::Kind::Function;
  }
  for (const PointerFlow::Use &Each : Flow.uses()) {
    std::span<const std::uint32_t> Found = Flow.of(Each.Through);
    if (Found.empty() || Found.size() >= PointerFlow::MaximumCallees)
      continue;
    --Unknown[Each.Function];
    std::vector<std::uint32_t> &To = Known[Each.Function];
    To.insert(To.end(), Found.begin(), Found.end());
  }
  for (std::uint32_t I = 0; I < P.functions().size(); ++I) {
    Open[I] = Unknown[I] != 0;
    std::ranges::sort(Known[I]);
    auto Rest = std::ranges::unique(Known[I]);
    Known[I].erase(Rest.begin(), Rest.end());
  }
}

void Callees::addCallers(std::vector<bool> &Functions) const {
  auto IsIn = [&](std::uint32_t Symbol) {
    std::uint32_t Body = P.definition(Symbol);
    return Body != Program::None && Functions[Body];
  };
  for (bool HasChanged = true; HasChanged;) {
    HasChanged = false;
    bool IsHandled = std::ranges::any_of(handlers(), IsIn);
    for (std::uint32_t I = 0; I < Functions.size(); ++I)
      if (!Functions[I] &&
          ((IsHandled && Open[I]) || std::ranges::any_of(Known[I], IsIn))) {
        Functions[I] = true;
        HasChanged = true;
      }
  }
}
