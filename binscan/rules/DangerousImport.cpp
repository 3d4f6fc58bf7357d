//===- binscan/rules/DangerousImport.cpp - Trusting functions ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Programs.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// Functions that trust the length or the content of what they are given.
constexpr std::string_view Trusting[] = {"popen",  "sprintf", "strcat",
                                         "strcpy", "system",  "vsprintf"};
/// Functions through which the network comes in.
constexpr std::string_view Receiving[] = {"accept", "accept4", "recv",
                                          "recvfrom", "recvmsg"};

std::optional<Weakness> judge(const Program &P) {
  const ElfFile &F = *P.File;
  // No call of gets can be made safe.
  if (F.imports("gets"))
    return Weakness{.Details = {"'gets'"}, .As = Level::Warning};
  const std::vector<std::string> Names = importsOf(F, Trusting);
  if (!F.isProgram() || Names.empty() || importsOf(F, Receiving).empty())
    return std::nullopt;
  return Weakness{.Details = {quotedList(Names)}, .NeedsReview = true};
}

void run(const Image &I, Report &R) {
  checkPrograms(I, R,
                {.Things = "programs and libraries",
                 .NotApplicable = "the image has no dynamically linked program",
                 .Applies = &ElfFile::isDynamicallyLinked,
                 .Judge = judge});
}

const ArtifactRule Registered(rules::DangerousImport, run);

} // namespace
