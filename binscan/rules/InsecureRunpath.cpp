//===- binscan/rules/InsecureRunpath.cpp - Foreign libraries ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Programs.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

constexpr std::uint32_t SetUserId = 04000;
constexpr std::uint32_t WritableByAll = 0002;

/// Directories that a system makes writable for all or fills from outside.
constexpr std::string_view Open[] = {"/tmp", "/var/tmp", "/dev/shm", "/mnt",
                                     "/media"};

bool isBelow(std::string_view Path, std::string_view Folder) {
  return Path.starts_with(Folder) &&
         (Path.size() == Folder.size() || Path[Folder.size()] == '/');
}

/// What makes it possible that somebody else puts a library there; empty if
/// nothing does.
std::string_view reasonAgainst(const std::string &Path, const Image &I,
                               const Node &Where) {
  if (Path.empty())
    return "which is the current directory";
  if (Path.starts_with("$ORIGIN") || Path.starts_with("${ORIGIN}"))
    return {};
  if (!Path.starts_with('/'))
    return "which depends on the current directory";
  for (std::string_view Folder : Open)
    if (isBelow(Path, Folder))
      return "which others can write";
  const auto System = I.fileSystemOf(Where);
  if (!System)
    return {};
  const Node *Folder = System->find(Path);
  if (!Folder)
    return isBelow(Path, "/home")
               ? "which only exists on the machine that built it"
               : "";
  const bool IsOpen = Folder->isDirectory() && Folder->File->HasMode &&
                      (Folder->File->Mode & WritableByAll);
  return IsOpen ? "which others can write" : "";
}

bool isPrivileged(const Node &N) {
  return N.File && N.File->HasMode && (N.File->Mode & SetUserId);
}

void run(const Image &I, Report &R) {
  const auto Judge = [&](const Program &P) -> std::optional<Weakness> {
    for (const std::string &RunPath : P.File->RunPaths)
      for (const std::string &Path : splitRunPath(RunPath)) {
        const std::string_view Reason = reasonAgainst(Path, I, *P.Where);
        if (Reason.empty())
          continue;
        Weakness W{{"'" + printable(Path) + "'", std::string(Reason)}};
        if (isPrivileged(*P.Where))
          W.As = Level::Error;
        return W;
      }
    return std::nullopt;
  };
  checkPrograms(I, R,
                {.Things = "programs and libraries",
                 .NotApplicable = "the image has no dynamically linked program",
                 .Applies = &ElfFile::isDynamicallyLinked,
                 .Judge = Judge});
}

const ArtifactRule Registered(rules::InsecureRunpath, run);

} // namespace
