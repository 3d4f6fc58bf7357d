//===- checks/driver/Shown.h - Which linked findings are shown --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding of the whole program is made when no syntax tree is there any more.
// What decides whether a user sees it (NOLINT, header and line filters, globs,
// WarningsAsErrors) is clang-tidy's to know; so each finding is put to
// clang-tidy's own consumer as a diagnostic at its place, with the
// configuration that clang-tidy had for the file.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_DRIVER_SHOWN_H
#define FIRMCOP_CHECKS_DRIVER_SHOWN_H

#include "checks/FindingLog.h"
#include "checks/driver/Display.h"

#include "clang/Basic/FileManager.h"

namespace firmcop {

class LinkedDiagnostics {
public:
  /// \p LineFilter is the value of clang-tidy's option, or empty.
  LinkedDiagnostics(Diagnostics &To, llvm::StringRef LineFilter);

  /// Reports a finding of a rule as if a check had done so while \p MainFile
  /// was analysed with \p Configuration; Level::None for one that a human has
  /// to judge. Why it is not shown, or nothing.
  std::optional<HiddenBy> report(const Rule &R, Level Severity,
                                 llvm::StringRef MainFile,
                                 llvm::StringRef Configuration,
                                 bool IsInSystemHeader, const FilePlace &Where,
                                 llvm::StringRef Message,
                                 const std::vector<LoggedNote> &Steps);

private:
  Diagnostics &To;
  clang::tidy::ClangTidyGlobalOptions Global;
  clang::FileManager Files;
  std::map<std::string, clang::tidy::ClangTidyOptions> Known;
};

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DRIVER_SHOWN_H
