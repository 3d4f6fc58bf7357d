//===- core/flow/UpdateFindings.h - What the walk found ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The walk says how each installation is reached. Which of it is a finding
// depends on what is installed: flash memory holds settings, too, and a device
// that goes back to its old program after a failure does right.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_UPDATEFINDINGS_H
#define FIRMCOP_CORE_FLOW_UPDATEFINDINGS_H

#include "core/flow/Solve.h"
#include "core/flow/UpdateWalk.h"

#include <functional>

namespace firmcop::flow {

class UpdateFindings {
public:
  UpdateFindings(const Program &P, UpdateProgram &U, const UpdateWalk &Walk,
                 const SolveOptions &Options,
                 const std::function<void(FlowFinding)> &Report)
      : P(P), U(U), Walk(Walk), Options(Options), Report(Report) {}

  /// \p IsComplete: every path was followed. Where not, what comes after a
  /// write is not known.
  void run(bool IsComplete);

  /// Functions that are to verify, and say that all is well without a look.
  void findStubs();

private:
  // -- What is a finding (UpdateFindings.cpp) -------------------------------
  void judge(const UpdateSite &S);
  void judgeOrder(const UpdateSite &S);
  void judgeData(const UpdateSite &S);
  void judgeAge(const UpdateSite &S);
  bool isUpdate(const UpdateSite &S) const;
  bool isInsideLibrary(const UpdateSite &S) const;
  /// Where the installation itself is, behind the calls that lead there.
  const UpdateSite &innermost(const UpdateSite &S) const;
  bool isStarted(const UpdateSite &Write) const;
  bool isNear(const std::set<std::uint32_t> &Functions,
              std::uint32_t FunctionIndex) const;
  // -- Verifications that are none (UpdateStubs.cpp) ------------------------
  bool isStub(const Function &F) const;
  void reportStub(std::uint32_t Index);
  // -- How it is told (UpdateReport.cpp) ------------------------------------
  static const Rule *ruleOf(std::string_view Way);
  const Rule *wantedRule(std::string_view Way) const;
  void report(std::string_view Way, const UpdateSite &S,
              std::uint32_t Verifier = 0);
  /// A finding at the site itself. \p Path: how it begins.
  void reportSite(std::string_view Way, const UpdateSite &S, std::string How,
                  std::vector<FlowPoint> Path, firmcop::Level Severity);
  /// The function of the site as the first step.
  FlowPoint beginning(const UpdateSite &S, std::string Text) const;
  void addWay(FlowFinding &To, const UpdateSite &S) const;
  std::string_view nameOf(std::uint32_t FunctionIndex) const {
    return P.symbols()[P.functions()[FunctionIndex].Symbol].Name;
  }
  std::string nameOf(const UpdateSite &S) const {
    return S.Symbol == ~0U ? std::string(nameOf(S.Function))
                           : P.symbols()[S.Symbol].Name;
  }
  std::string callName(const UpdateWalk::Call &C) const {
    return C.Symbol == ~0U ? std::string(U.pointerName(C.Function, C.Operation))
                           : P.symbols()[C.Symbol].Name;
  }
  const Position &where(std::uint32_t FunctionIndex,
                        std::uint32_t Operation) const {
    return P.functions()[FunctionIndex].Positions[Operation];
  }

  const Program &P;
  UpdateProgram &U;
  const UpdateWalk &Walk;
  const SolveOptions &Options;
  const std::function<void(FlowFinding)> &Report;
  std::set<std::uint32_t> Unverified, Undated; ///< functions, reported
  bool IsCommitted = false; ///< something verified is installed
  bool HasChoice = false;   ///< the program says which image boots next
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_UPDATEFINDINGS_H
