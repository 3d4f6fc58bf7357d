//===- checks/Programs.cpp - Programs that a call starts --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Programs.h"
#include "checks/Modelled.h"
#include "checks/Values.h"

using namespace clang;

namespace firmcop {

llvm::StringRef programName(llvm::StringRef Path) {
  return Path.substr(Path.rfind('/') + 1);
}

bool isShell(llvm::StringRef Program) {
  Program = programName(Program);
  Program.consume_front("-");
  return llvm::is_contained(
      {"sh", "ash", "bash", "dash", "ksh", "mksh", "hush"}, Program);
}

/// The arguments of a call from the given one on. In the place of an array that
/// is spelled out in this file are its elements.
static llvm::SmallVector<const Expr *, 8> programArguments(const Call &C,
                                                           unsigned First) {
  llvm::SmallVector<const Expr *, 8> Result;
  for (unsigned I = First, End = C.argumentCount(); I < End; ++I) {
    const Expr *Argument = C.argument(I);
    const auto *Array = dyn_cast_or_null<VarDecl>(namedThing(Argument));
    const Expr *Initial = Array ? Array->getAnyInitializer() : nullptr;
    if (const auto *List = dyn_cast_or_null<InitListExpr>(Initial))
      Result.append(List->inits().begin(), List->inits().end());
    else
      Result.push_back(Argument);
  }
  return Result;
}

const Expr *scriptOf(const Call &C, const TranslationUnitFacts &TU) {
  bool SeenShell = false;
  llvm::SmallVector<const Expr *, 8> Arguments = programArguments(C, 0);
  for (size_t I = 0; I + 1 < Arguments.size(); ++I) {
    std::optional<std::string> Text = constantText(Arguments[I], TU);
    if (!Text)
      continue;
    SeenShell |= isShell(*Text);
    if (SeenShell && *Text == "-c")
      return Arguments[I + 1];
  }
  return nullptr;
}

/// The simple commands of a script: a good guess for the lines that programs
/// hand to a shell, which hardly ever quote what separates commands.
static void addCommands(llvm::StringRef Script,
                        llvm::SmallVectorImpl<ProgramWords> &Programs) {
  // What may stand before the name of the program.
  static constexpr llvm::StringLiteral Prefixes[] = {
      "exec", "nohup", "setsid", "then", "else", "do", "!"};
  while (!Script.empty()) {
    size_t End = Script.find_first_of(";&|\n(){}");
    llvm::StringRef Simple = Script.substr(0, End);
    Script = End == Script.npos ? "" : Script.substr(End + 1);
    llvm::SmallVector<llvm::StringRef, 8> Words;
    llvm::SplitString(Simple, Words, " \t");
    ProgramWords Program;
    for (llvm::StringRef Word : Words) {
      bool IsPrefix =
          llvm::is_contained(Prefixes, programName(Word)) || Word.contains('=');
      if (!Program.empty() || !IsPrefix)
        Program.push_back(Word.trim("\"'").str());
    }
    if (!Program.empty())
      Programs.push_back(std::move(Program));
  }
}

/// The words of an argument vector, which a null pointer ends.
static ProgramWords vectorWords(const Call &C, unsigned PathIndex,
                                const TranslationUnitFacts &TU) {
  ProgramWords Words;
  for (const Expr *E : programArguments(C, PathIndex)) {
    std::optional<ConstantValue> Value = constantValue(E, TU);
    if (!Value || !Value->Integer)
      Words.push_back(Value ? Value->Bytes.value_or("") : "");
    // The path and the program's own name come first.
    else if (Words.size() > 1)
      break;
  }
  return Words;
}

llvm::SmallVector<ProgramWords, 2>
startedPrograms(const Call &C, const TranslationUnitFacts &TU) {
  llvm::SmallVector<ProgramWords, 2> Programs;
  const ModelRow *Command = rowOfKind(C, "command", TU);
  const ModelRow *Program = rowOfKind(C, "program", TU);
  const Expr *Script = Command   ? C.argument(Command->At.Index)
                       : Program ? scriptOf(C, TU)
                                 : nullptr;
  if (Script)
    addCommands(constantText(Script, TU).value_or(""), Programs);
  else if (Program)
    Programs.push_back(vectorWords(C, Program->At.Index, TU));
  // A program with many faces goes by the name that follows.
  for (ProgramWords &Words : Programs)
    while (!Words.empty() && programName(Words.front()) == "busybox")
      Words.erase(Words.begin());
  llvm::erase_if(Programs, [](const auto &Words) { return Words.empty(); });
  return Programs;
}

} // namespace firmcop
