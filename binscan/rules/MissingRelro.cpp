//===- binscan/rules/MissingRelro.cpp - Writable tables ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Programs.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static std::optional<Weakness> judge(const Program &P) {
  // A library that calls no other has no table to protect.
  if (P.File->Relro == ElfRelro::Full || P.File->Imports.empty())
    return std::nullopt;
  return Weakness{{P.File->Relro == ElfRelro::Partial ? "partial" : "no"}};
}

static void run(const Image &I, Report &R) {
  checkPrograms(I, R,
                {.Things = "programs and libraries",
                 .NotApplicable = "the image has no dynamically linked program",
                 .Applies = &ElfFile::isDynamicallyLinked,
                 .Judge = judge});
}

static const ArtifactRule Registered(rules::MissingRelro, run);
