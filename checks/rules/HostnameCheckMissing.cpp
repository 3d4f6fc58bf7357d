//===- checks/rules/HostnameCheckMissing.cpp - A certificate of whomever
//---===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Verification of the chain and of the name are two things, and the libraries
// do the second one only when they are told the name.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

class HostnameCheckMissing : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &TU) override {
    struct Use {
      std::string_view Library;
      const Call *At;
    };
    llvm::SmallVector<Use, 2> Handshakes;
    llvm::SmallVector<std::string_view, 2> Verifying, Named;
    for (const Call &C : TU.calls()) {
      if (const ModelRow *Row = rowOfKind(C, "tls-handshake", TU))
        Handshakes.push_back({Row->Library, &C});
      if (const ModelRow *Row = rowOfKind(C, "peer-verification", TU)) {
        Verifying.push_back(Row->Library);
        // A function of the program decides on the certificate.
        if (hasCallback(C))
          Named.push_back(Row->Library);
      }
      for (std::string_view Kind : {"hostname-check", "tls-server"})
        if (const ModelRow *Row = rowOfKind(C, Kind, TU))
          Named.push_back(Row->Library);
    }
    for (const Use &H : Handshakes)
      if (llvm::is_contained(Verifying, H.Library) &&
          !llvm::is_contained(Named, H.Library))
        report(H.At->Site->getSourceRange(),
               {H.At->Callee->getNameAsString(), functionFor(H.Library)});
  }

private:
  static bool hasCallback(const Call &C) {
    for (unsigned I = 0; I < C.argumentCount(); ++I)
      if (isa_and_nonnull<FunctionDecl>(namedThing(C.argument(I))))
        return true;
    return false;
  }

  /// A function of the library that sets the name.
  static std::string functionFor(std::string_view Library) {
    for (const ModelRow &Row : ModelSet::builtin().all())
      if (Row.Library == Library && Row.Kind == "hostname-check" &&
          Row.Name.find("host") != std::string::npos)
        return Row.Name;
    return "the library's function";
  }
};

RuleRegistration<HostnameCheckMissing> X(rules::HostnameCheckMissing);

} // namespace

} // namespace firmcop
