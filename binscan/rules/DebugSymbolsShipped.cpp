//===- binscan/rules/DebugSymbolsShipped.cpp - Symbols ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Programs.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static std::optional<Weakness> judge(const Program &P) {
  if (P.File->Sections.HasDebugInfo)
    return Weakness{{"Debug information"}};
  if (P.File->Sections.HasSymbolTable)
    return Weakness{{"The names of all functions"}};
  return std::nullopt;
}

static void run(const Image &I, Report &R) {
  // Not modules: the kernel links them by their symbol tables.
  const auto Applies = [](const ElfFile &F) {
    return F.isProgram() || F.isDynamicallyLinked();
  };
  checkPrograms(I, R,
                {.Things = "programs and libraries",
                 .NotApplicable = "the image has no ELF program of user space",
                 .Applies = Applies,
                 .Judge = judge});
}

static const ArtifactRule Registered(rules::DebugSymbolsShipped, run);
