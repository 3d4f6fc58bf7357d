//===- core/flow/UpdateVersions.cpp - Who compares releases ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Old releases are signed as well as new ones, so a signature does not keep the
// flaws of the last year out. Somebody has to compare versions, or counters of
// security fixes. Whether somebody does is read off names: a comparison of what
// is called a version, or a call of something that says it compares them. Which
// way round it compares is not asked, for what follows from that is a review.
//
//===----------------------------------------------------------------------===//

#include "core/flow/UpdateNames.h"
#include "core/flow/UpdateProgram.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::flow;

bool UpdateProgram::comparesVersions(std::uint32_t FunctionIndex) const {
  const Function &F = P.functions()[FunctionIndex];
  auto LastOf = [](std::string_view Field) {
    auto Colons = Field.rfind("::");
    return Colons == Field.npos ? Field : Field.substr(Colons + 2);
  };
  // Temporaries that are a version, or where one lies.
  std::vector<bool> Is(F.Temporaries);
  auto IsVersion = [&](Operand O) {
    switch (O.kind()) {
    case Operand::Kind::Temporary:
      return bool(Is[O.Index]);
    case Operand::Kind::Local:
      return isAboutReleases(F.Locals[O.Index].Name);
    case Operand::Kind::Global:
      return isAboutReleases(P.symbols()[O.Index].Name);
    default:
      return false;
    }
  };
  for (const Operation &O : F.Operations) {
    switch (O.Op) {
    case Opcode::Field:
      Is[O.Result] =
          IsVersion(O.A) || isAboutReleases(LastOf(P.fields()[O.Extra]));
      break;
    case Opcode::Less:
    case Opcode::LessEqual:
    case Opcode::Greater:
    case Opcode::GreaterEqual:
      if (IsVersion(O.A) || IsVersion(O.B))
        return true;
      break;
    case Opcode::Equal:
    case Opcode::NotEqual:
      // With a constant, it is the version of a format.
      if (IsVersion(O.A) && IsVersion(O.B))
        return true;
      break;
    case Opcode::Call: {
      bool IsGiven = false;
      for (std::uint32_t K = 0; K < O.Count; ++K)
        IsGiven |= IsVersion(F.Pool[O.Extra + K]);
      if (O.A.kind() == Operand::Kind::Function) {
        const std::string &Name = P.symbols()[O.A.Index].Name;
        if (row(O.A.Index, "rollback-protection") ||
            (IsGiven && row(O.A.Index, "memory-compare")) ||
            (rows(O.A.Index).empty() && isReleaseCheck(Name)))
          return true;
        if (O.Result != Operation::NoResult)
          Is[O.Result] = isAboutReleases(Name);
      }
      break;
    }
    case Opcode::Store:
    case Opcode::CopyFrom:
    case Opcode::Branch:
    case Opcode::Jump:
    case Opcode::Switch:
    case Opcode::Return:
    case Opcode::Unreachable:
      break;
    default:
      if (O.Result != Operation::NoResult)
        Is[O.Result] = IsVersion(O.A) || IsVersion(O.B);
    }
  }
  return false;
}

bool UpdateProgram::isVersioned(std::uint32_t FunctionIndex) {
  if (hasOption("rollback-protection"))
    return true;
  if (Versioned.empty()) {
    Versioned.resize(P.functions().size());
    for (std::uint32_t I = 0; I < Versioned.size(); ++I)
      Versioned[I] = comparesVersions(I);
  }
  // A job begins a few calls above where it installs, and asks a few below.
  constexpr unsigned Up = 4, Down = 3;
  for (std::uint32_t Above : above(FunctionIndex, Up))
    for (std::uint32_t Each : below(Above, Down))
      if (Versioned[Each])
        return true;
  return false;
}
