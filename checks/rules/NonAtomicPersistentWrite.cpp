//===- checks/rules/NonAtomicPersistentWrite.cpp - Half a file of settings
//-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Both findings are about a missing second step, which the whole file is
// searched for: helpers that commit or rename are often functions of their own.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "checks/Values.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

/// Whether a path is one of settings that survive a restart.
bool isSettings(llvm::StringRef Path) {
  // Which servers to ask, every connection tells anew.
  if (Path.ends_with("/resolv.conf"))
    return false;
  bool IsKept = false;
  for (const char *Folder : {"/etc/", "/config/", "/data/", "/var/lib/"})
    IsKept |= Path.starts_with(Folder);
  for (const char *Ending : {".conf", ".cfg", ".ini", ".json", ".config",
                             ".xml", ".yaml", ".db", ".dat"})
    if (Path.ends_with(Ending))
      return IsKept;
  return false;
}

class NonAtomicPersistentWrite : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &TU) override {
    bool Renames =
        !TU.callsOf("rename").empty() || !TU.callsOf("renameat").empty();
    if (!Renames)
      for (const Call *C : TU.callsOf("fopen"))
        overwritten(*C, TU);
    const Call *Set = nullptr;
    for (const Call &C : TU.calls()) {
      if (rowOfKind(C, "persistent-commit", TU))
        return;
      if (!Set && rowOfKind(C, "persistent-write", TU))
        Set = &C;
    }
    if (Set)
      report(Set->Site->getSourceRange(),
             {"What '" + Set->Callee->getNameAsString() + "' sets",
              "nothing here commits it", "commit it at once"});
  }

private:
  void overwritten(const Call &C, const TranslationUnitFacts &TU) {
    if (C.argumentCount() < 2)
      return;
    auto Path = constantText(C.argument(0), TU);
    auto Mode = constantText(C.argument(1), TU);
    if (Path && Mode && Mode->starts_with("w") && isSettings(*Path))
      report(C.Site->getSourceRange(),
             {"'" + *Path + "'", "it is cut to nothing before it is written",
              "write a new file, flush it and rename it"});
  }
};

RuleRegistration<NonAtomicPersistentWrite> X(rules::NonAtomicPersistentWrite);

} // namespace

} // namespace firmcop
