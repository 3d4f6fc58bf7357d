//===- checks/driver/CompilerQuery.h - What a GCC is made for ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a cross compiler has the headers of its C library, and which macros it
// defines, stands nowhere in a compile command; the compiler itself tells it
// when it preprocesses nothing (gcc -E -v -dM -x c /dev/null). It is asked once
// for each set of flags that may change the answer, and never with any that
// could make it write a file or run another program.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_DRIVER_COMPILERQUERY_H
#define FIRMCOP_CHECKS_DRIVER_COMPILERQUERY_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace firmcop {

/// What a compiler has said of itself.
struct CompilerFacts {
  std::string Target; ///< "arm-none-eabi"; may be empty
  /// Where it looks for <headers>, in its order, without those that belong to
  /// the compiler and not to a library.
  std::vector<std::string> HeaderDirectories;
  /// "NAME=VALUE" of the macros that describe the processor.
  std::vector<std::string> Macros;
};

/// Reads what the compiler prints: the macros on its output, the rest on its
/// errors. Nothing when it is no answer.
std::optional<CompilerFacts> parseCompilerAnswer(llvm::StringRef Output,
                                                 llvm::StringRef Errors);

/// Asks compilers, each once for the same flags.
class CompilerQuery {
public:
  /// The answer of the compiler that \p Command starts with; null when there is
  /// none: it is not installed, is not one that calls itself a GCC, or does not
  /// answer in time.
  const CompilerFacts *ask(llvm::ArrayRef<std::string> Command);

private:
  std::map<std::vector<std::string>, std::optional<CompilerFacts>> Known;
};

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DRIVER_COMPILERQUERY_H
