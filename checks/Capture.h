//===- checks/Capture.h - What a translation unit leaves behind -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The driver analyses each file in a process of its own, and the program as a
// whole afterwards. What it needs for that and no diagnostic carries is taken
// here while the syntax tree is there: the files that were read, the
// configuration that clang-tidy found for the file, and the unit for the flow
// core. The plugin captures nothing.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_CAPTURE_H
#define FIRMCOP_CHECKS_CAPTURE_H

#include "checks/Clang.h"
#include "firmcop/Rule.h"
#include "firmcop/flow/Program.h"

#include <set>
#include <string>
#include <vector>

namespace firmcop {

class TranslationUnitFacts;

class Capture {
public:
  /// The capture of this process, or null.
  static Capture *active();
  /// Makes \p C the capture of this process. Not to be called while checks run.
  static void activate(Capture *C);

  /// A check looks at a translation unit; the first of them counts.
  void see(clang::ASTContext &Context, clang::tidy::ClangTidyContext &Tidy);

  /// A flow rule is on for the translation unit; the first of them lowers it.
  void want(const Rule &R, const TranslationUnitFacts &TU);

  /// Absolute paths of all files that were read, sorted, each once.
  const std::set<std::string> &files() const { return Files; }
  /// clang-tidy's configuration for the main file as text, or empty when no
  /// check of ours has run.
  const std::string &configuration() const { return Configuration; }

  /// Those of them that are the system's.
  const std::set<std::string> &systemFiles() const { return SystemFiles; }
  /// Ids of the flow rules that are on.
  const std::set<std::string_view> &flowRules() const { return FlowRules; }
  /// Names of the user's models that are mentioned.
  const std::set<std::string> &modelNames() const { return ModelNames; }
  /// One for each command that compiles the file.
  std::vector<flow::Unit> takeUnits() { return std::move(Units); }

private:
  const clang::ASTContext *Seen = nullptr, *Lowered = nullptr;
  std::set<std::string> Files, SystemFiles, ModelNames;
  std::set<std::string_view> FlowRules;
  std::vector<flow::Unit> Units;
  std::string Configuration;
};

} // namespace firmcop

#endif // FIRMCOP_CHECKS_CAPTURE_H
