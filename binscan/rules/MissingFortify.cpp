//===- binscan/rules/MissingFortify.cpp - Unchecked calls -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Literals.h"
#include "binscan/Programs.h"
#include "firmcop/Rules.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// Calls that a fortified build replaces whatever it knows of the arguments.
constexpr std::string_view AlwaysReplaced[] = {
    "fprintf", "printf", "syslog", "vfprintf", "vprintf", "vsyslog"};
/// Calls that it replaces where it knows the size of the array.
constexpr std::string_view ReplacedIfKnown[] = {
    "gets",    "snprintf", "sprintf",   "strcat",  "strcpy",
    "strncat", "strncpy",  "vsnprintf", "vsprintf"};

/// What only glibc's own libraries ask of each other.
const Marks PrivateMark({"GLIBC_PRIVATE"});

bool isFortified(const ElfFile &F) {
  return std::ranges::any_of(F.Imports, [](const std::string &Name) {
    // The two checks that fortification is not needed for.
    return Name.starts_with("__") && Name.ends_with("_chk") &&
           Name != "__fdelt_chk" && Name != "__longjmp_chk";
  });
}

bool applies(const ElfFile &F) {
  return F.isDynamicallyLinked() && libcOf(F) == LibC::Glibc &&
         (isFortified(F) || (!importsOf(F, AlwaysReplaced).empty() &&
                             !importsOf(F, ReplacedIfKnown).empty()));
}

/// glibc's own libraries use each other's private functions, and are built
/// without fortification by glibc itself.
bool isPartOfGlibc(const Node &N) {
  bool IsPart = false;
  MarkedBytes(N).find(PrivateMark,
                      [&](std::size_t, std::uint64_t) { IsPart = true; });
  return IsPart;
}

std::optional<Weakness> judge(const Program &P) {
  if (isFortified(*P.File) || isPartOfGlibc(*P.Where))
    return std::nullopt;
  return Weakness{{quotedList(importsOf(*P.File, ReplacedIfKnown))}};
}

void run(const Image &I, Report &R) {
  checkPrograms(I, R,
                {.Things = "programs and libraries",
                 .NotApplicable = "the image has no program that was linked "
                                  "against glibc and prints or copies text",
                 .Applies = applies,
                 .Judge = judge});
}

const ArtifactRule Registered(rules::MissingFortify, run);

} // namespace
