//===- binscan/rules/ExecutableStack.cpp - Code where data is ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Programs.h"
#include "firmcop/Rules.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

static std::optional<Weakness> judge(const Program &P) {
  const ElfFile &F = *P.File;
  if (F.Stack == ElfStack::Executable)
    return Weakness{{"stack, which the header asks for,"}};
  const bool HasOpenSegment =
      std::ranges::any_of(F.Segments, [](const ElfSegment &S) {
        return S.Writable && S.Executable && S.MemorySize != 0;
      });
  if (HasOpenSegment)
    return Weakness{{"data segment"}};
  // What the kernel makes of silence is the stack of a program. Of a library,
  // the C library decides.
  if (F.Stack == ElfStack::Unstated && F.isProgram() &&
      stackIsExecutableByDefault(F.Machine))
    return Weakness{.Details = {"stack, because the header does not say and " +
                                machineName(F.Machine) +
                                " kernels may take that for consent,"},
                    .NeedsReview = true};
  return std::nullopt;
}

static void run(const Image &I, Report &R) {
  const auto Applies = [](const ElfFile &F) {
    return F.isProgram() || F.isDynamicallyLinked();
  };
  checkPrograms(I, R,
                {.Things = "programs and libraries",
                 .NotApplicable = "the image has no ELF program of user space",
                 .Applies = Applies,
                 .Judge = judge});
}

static const ArtifactRule Registered(rules::ExecutableStack, run);
