//===- checks/rules/DebugInterfaceEnabled.cpp -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Products get a debug interface in three ways: a library's console is started,
// a build option compiles one in, or a program of the system is run that hands
// out a shell. A shell that runs a script or one command is no interface; one
// that takes its commands from a connection or a terminal is.
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/Programs.h"
#include "checks/RuleCheck.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

struct DebugProgram {
  llvm::StringLiteral Name, Meaning;
};

/// Servers that hand out a shell or let others look into programs.
constexpr DebugProgram DebugPrograms[] = {
    {"telnetd", "a Telnet server"},
    {"in.telnetd", "a Telnet server"},
    {"utelnetd", "a Telnet server"},
    {"gdbserver", "a remote debugger"},
    {"lldb-server", "a remote debugger"},
    {"tcf-agent", "a remote debugger"},
    {"adbd", "the Android debug bridge"},
    {"ttyd", "a shell in the browser"},
    {"shellinaboxd", "a shell in the browser"},
};

/// How far the way of a descriptor through callers is followed.
constexpr unsigned MaxCallers = 3;

class DebugInterfaceEnabled : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    for (const Call &C : Facts.calls())
      if (const ModelRow *Row = rowOfKind(C, "debug-shell-start", Facts))
        add(C.Site->getSourceRange(), C.Name, Row->Text);
      else
        for (const ProgramWords &Words : startedPrograms(C, Facts))
          if (llvm::StringRef Meaning = meaningOf(Words, C); !Meaning.empty()) {
            add(C.Site->getSourceRange(), C.Name, Meaning);
            break;
          }
    for (const MacroDefinition &M : Facts.macros())
      for (const ModelRow &Row :
           ModelSet::builtin().rows(Subject::Macro, M.Name))
        if (Row.Kind == "debug-configuration" &&
            applies(Row, {nullptr, nullptr, macroValue(M, Facts)}, Facts)) {
          add(M.Where, M.Name, Row.Text);
          break;
        }
  }

private:
  void add(SourceRange Where, llvm::StringRef Name, llvm::StringRef Meaning) {
    FindingDetails Details;
    Details.Evidence = Name.str();
    report(Where, {Name.str(), Meaning.str()}, std::move(Details));
  }

  /// What the product gets by a program; empty when it is no debug interface.
  llvm::StringRef meaningOf(const ProgramWords &Words, const Call &C) const {
    for (const DebugProgram &P : DebugPrograms)
      if (programName(Words.front()) == P.Name)
        return P.Meaning;
    return isInteractiveShell(Words, C) ? "a shell without a login" : "";
  }

  /// A shell without a script that takes its commands from a connection or a
  /// terminal.
  bool isInteractiveShell(const ProgramWords &Words, const Call &C) const {
    if (!isShell(Words.front()))
      return false;
    bool SaysInteractive = false;
    for (const std::string &Word : llvm::ArrayRef(Words).drop_front())
      if (Word == "-i")
        SaysInteractive = true;
      else if (!isShell(Word) && Word != "-l")
        return false;
    return SaysInteractive || readsFromConnection(C.In);
  }

  /// The function makes a connection or a terminal its standard input.
  bool readsFromConnection(const FunctionDecl *F) const {
    return llvm::any_of(TU->callsOf("dup2"), [&](const Call *C) {
      if (!F || C->In != F || C->argumentCount() != 2)
        return false;
      // In a loop over the standard descriptors the target is a variable.
      std::optional<std::int64_t> Target = constantInteger(C->argument(1), *TU);
      return Target.value_or(0) == 0 &&
             isConnection(C->argument(0), MaxCallers);
    });
  }

  bool isConnection(const Expr *Descriptor, unsigned Callers) const {
    const Expr *E = stripped(Descriptor);
    if (const auto *Call = dyn_cast<CallExpr>(E))
      return opensConnection(*Call);
    const auto *Reference = dyn_cast<DeclRefExpr>(E);
    const auto *V =
        Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
    if (!V)
      return false;
    if (const auto *P = dyn_cast<ParmVarDecl>(V))
      return Callers > 0 && isConnectionParameter(*P, Callers - 1);
    return llvm::any_of(TU->valuesOf(V, Reference), [&](const Expr *Value) {
      const auto *Call = dyn_cast<CallExpr>(stripped(Value));
      return Call && opensConnection(*Call);
    });
  }

  /// A caller in this file passes a connection.
  bool isConnectionParameter(const ParmVarDecl &P, unsigned Callers) const {
    const auto *In = dyn_cast<FunctionDecl>(P.getDeclContext());
    const Function *F = In ? TU->definition(In) : nullptr;
    return F && llvm::any_of(F->CalledBy, [&](const Call *C) {
             const Expr *Argument = C->argument(P.getFunctionScopeIndex());
             return Argument && isConnection(Argument, Callers);
           });
  }

  bool opensConnection(const CallExpr &E) const {
    const FunctionDecl *Callee = E.getDirectCallee();
    if (!Callee)
      return false;
    std::string Name = modelName(*Callee);
    if (Name == "socket" || Name == "accept" || Name == "accept4")
      return true;
    if (Name != "open" || E.getNumArgs() == 0)
      return false;
    std::optional<std::string> Path = constantText(E.getArg(0), *TU);
    return Path && (llvm::StringRef(*Path).starts_with("/dev/tty") ||
                    *Path == "/dev/console");
  }

  const TranslationUnitFacts *TU = nullptr;
};

RuleRegistration<DebugInterfaceEnabled> X(rules::DebugInterfaceEnabled);

} // namespace

} // namespace firmcop
