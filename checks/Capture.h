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

#include <set>
#include <string>
#include <vector>

namespace firmcop {

class Capture {
public:
  /// The capture of this process, or null.
  static Capture *active();
  /// Makes \p C the capture of this process. Not to be called while checks run.
  static void activate(Capture *C);

  /// A check looks at a translation unit; the first of them counts.
  void see(clang::ASTContext &Context, clang::tidy::ClangTidyContext &Tidy);

  /// Absolute paths of all files that were read, sorted, each once.
  const std::set<std::string> &files() const { return Files; }
  /// clang-tidy's configuration for the main file as text, or empty when no
  /// check of ours has run.
  const std::string &configuration() const { return Configuration; }

private:
  const clang::ASTContext *Seen = nullptr;
  std::set<std::string> Files;
  std::string Configuration;
};

} // namespace firmcop

#endif // FIRMCOP_CHECKS_CAPTURE_H
