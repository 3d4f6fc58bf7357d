//===- binscan/rules/MissingStackProtector.cpp - No guard -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Programs.h"
#include "firmcop/Rules.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// Functions that write text into an array of the caller's. A program that
/// calls some has arrays on its stack, and the compiler would guard them.
constexpr std::string_view Writers[] = {
    "__isoc99_fscanf", "__isoc99_sscanf", "__snprintf_chk",
    "__sprintf_chk",   "__strcat_chk",    "__strcpy_chk",
    "__vsnprintf_chk", "fscanf",          "gets",
    "snprintf",        "sprintf",         "sscanf",
    "strcat",          "strcpy",          "vsnprintf",
    "vsprintf"};
/// Functions that do so as well, but just as often into other memory.
constexpr std::string_view Readers[] = {
    "fgets", "getcwd", "read", "readlink", "realpath", "recv", "recvfrom"};

bool isGuarded(const ElfFile &F) {
  for (std::string_view Name : {"__stack_chk_fail", "__stack_smash_handler"})
    if (F.imports(Name) || F.exports(Name))
      return true;
  return F.Sections.HasStackProtectorSymbol;
}

bool hasArrays(const ElfFile &F) {
  const std::size_t Writing = importsOf(F, Writers).size();
  return Writing >= 1 && Writing + importsOf(F, Readers).size() >= 3;
}

std::optional<Weakness> judge(const Program &P) {
  if (isGuarded(*P.File))
    return std::nullopt;
  return Weakness();
}

void run(const Image &I, Report &R) {
  // uClibc can be built without the function that a failed guard calls; then
  // no program of the image could have one.
  const bool ImageHasGuard =
      std::ranges::any_of(elfFiles(I, R), [](const Program &P) {
        return P.File->exports("__stack_chk_fail");
      });
  const auto CanBeGuarded = [&](const ElfFile &F) {
    const LibC Library = libcOf(F);
    return ImageHasGuard || Library == LibC::Glibc || Library == LibC::Musl ||
           Library == LibC::Bionic;
  };
  const auto Applies = [&](const ElfFile &F) {
    return F.isDynamicallyLinked() &&
           (isGuarded(F) || (hasArrays(F) && CanBeGuarded(F)));
  };
  checkPrograms(I, R,
                {.Things = "programs and libraries",
                 .NotApplicable = "the image has no dynamically linked program "
                                  "with arrays that a compiler could guard",
                 .Applies = Applies,
                 .Judge = judge});
}

const ArtifactRule Registered(rules::MissingStackProtector, run);

} // namespace
