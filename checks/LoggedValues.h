//===- checks/LoggedValues.h - What reaches a log ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_LOGGEDVALUES_H
#define FIRMCOP_CHECKS_LOGGEDVALUES_H

#include "checks/Facts.h"

#include <string>
#include <vector>

namespace firmcop {

/// A variable or field whose content a log or console shows.
struct LoggedValue {
  const clang::ValueDecl *Thing = nullptr;
  /// What is shown: the thing itself, or an element of it.
  clang::QualType Type;
  bool IsElement = false;
  const clang::Expr *Value = nullptr;
  std::string Logger; ///< the function or stream
};

/// The values with a name that are logged: by functions that the models know,
/// by functions that format like printf and whose name says that they log, and
/// by the standard streams of C++. Left out is what is shown as an address,
/// cut to a few characters, or only tested ('p ? "set" : "unset"').
std::vector<LoggedValue> loggedValues(const TranslationUnitFacts &TU);

/// The identifier is one of a function or stream that logs: 'log_warn'.
bool soundsLikeLog(llvm::StringRef Identifier);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_LOGGEDVALUES_H
