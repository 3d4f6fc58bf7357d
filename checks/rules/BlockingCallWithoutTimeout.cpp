//===- checks/rules/BlockingCallWithoutTimeout.cpp - Waiting for ever
//------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Limits are set far from the call that waits, on the handle or the descriptor.
// So the whole file is asked whether it knows of limits at all.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "firmcop/Rules.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace firmcop {

namespace {

class BlockingCallWithoutTimeout : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &TU) override {
    llvm::SmallVector<const Call *, 4> Waiting;
    bool IsClient = false;
    for (const Call &C : TU.calls()) {
      if (rowOfKind(C, "network-timeout", TU))
        return;
      IsClient |= rowOfKind(C, "network-connect", TU) != nullptr;
      if (rowOfKind(C, "network-wait", TU))
        Waiting.push_back(&C);
    }
    llvm::StringSet<> Seen;
    for (const Call *C : Waiting) {
      bool IsTransfer = C->Name.starts_with("curl_");
      if ((IsTransfer || IsClient) && Seen.insert(C->Name).second)
        report(C->Site->getSourceRange(),
               {C->Callee->getNameAsString(),
                IsTransfer ? "CURLOPT_TIMEOUT" : "SO_RCVTIMEO"});
    }
  }
};

RuleRegistration<BlockingCallWithoutTimeout>
    X(rules::BlockingCallWithoutTimeout);

} // namespace

} // namespace firmcop
