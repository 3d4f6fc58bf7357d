//===- binscan/rules/MissingPie.cpp - Fixed addresses -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Programs.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static std::optional<Weakness> judge(const Program &P) {
  if (P.File->IsPositionIndependent)
    return std::nullopt;
  return Weakness();
}

static void run(const Image &I, Report &R) {
  checkPrograms(I, R,
                {.Things = "programs",
                 .NotApplicable = "the image has no ELF program of user space",
                 .Applies = &ElfFile::isProgram,
                 .Judge = judge});
}

static const ArtifactRule Registered(rules::MissingPie, run);
