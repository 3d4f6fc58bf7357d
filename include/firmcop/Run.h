//===- firmcop/Run.h - Everything one analysis found ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_RUN_H
#define FIRMCOP_RUN_H

#include "firmcop/Finding.h"
#include "firmcop/Problem.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace firmcop {

/// A file that was analysed: a source file, an image, or something found
/// inside an image. Parents come before their children.
struct Artifact {
  /// As in Location::Path.
  std::string Path;
  /// Index of the artifact that contains this one.
  std::optional<std::uint32_t> Parent;
  /// Bytes from the start of the parent, where the parent holds this artifact
  /// verbatim; unset for decompressed or reassembled content.
  std::optional<std::uint64_t> Offset;
  std::uint64_t Length = 0;
  std::string MimeType;  ///< may be empty
  std::string Sha256;    ///< lower-case hex; may be empty
  std::string Format;    ///< our name of the format: "squashfs", "elf", ...
  bool IsTarget = false; ///< was named on the command line
};

/// The exit codes of all programs.
enum class ExitCode : int {
  Clean = 0,      ///< complete, nothing at or above --fail-on
  Findings = 1,   ///< findings at or above --fail-on
  Usage = 2,      ///< wrong options or unusable input
  Incomplete = 3, ///< a part of the input could not be analysed
};

/// A rule that is not firmcop's own: a stock clang-tidy check or a compiler
/// diagnostic that the driver reports alongside. Owns the strings its Rule
/// refers to, so it must not move; keep it in a deque.
struct ForeignRule {
  std::string Id, Name, Title, Description, Help;
  Rule Declaration;
};

/// The result of one program on its input.
struct Run {
  std::string ToolName; ///< "firmcop-tidy" or "binscan"
  std::vector<Artifact> Artifacts;
  std::vector<Finding> Findings;
  std::vector<Problem> Problems;
  std::deque<ForeignRule> ForeignRules;
  ExitCode Exit = ExitCode::Clean;
};

/// Sorts findings and problems by path, position, rule and arguments, and
/// drops exact duplicates, so that equal input gives equal output.
void canonicalise(Run &R);

} // namespace firmcop

#endif // FIRMCOP_RUN_H
