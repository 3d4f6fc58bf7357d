//===- checks/driver/CompileDatabase.h - Usable flags -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Firmware is built by cross compilers, most of them GCC, and their commands
// are what a compile database holds. Clang refuses a command for one flag that
// it does not know, and knows nothing of the processor that is meant by the
// name "xtensa-esp32-elf-gcc". The commands are therefore put to Clang's own
// driver first; what it rejects is left out, and said so.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_DRIVER_COMPILEDATABASE_H
#define FIRMCOP_CHECKS_DRIVER_COMPILEDATABASE_H

#include "checks/driver/CompilerQuery.h"
#include "firmcop/Problem.h"

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/StringRef.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace firmcop {

/// Makes compiler commands acceptable to Clang and remembers what it changed.
class CommandSanitiser {
public:
  /// \p AsksCompilers: cross compilers may be run, see CompilerQuery.h.
  explicit CommandSanitiser(bool AsksCompilers)
      : AsksCompilers(AsksCompilers) {}

  /// The command for Clang: \p Command without what Clang rejects, and with the
  /// target that the compiler's name stands for. The first word is the
  /// compiler, \p File the source file.
  std::vector<std::string> sanitise(const std::vector<std::string> &Command,
                                    llvm::StringRef File);

  /// A note for each kind of change, with the number of files.
  std::vector<Problem> notes() const;

private:
  struct Adapted {
    std::vector<std::string> Command;
    std::set<std::string> Dropped;
    std::string Target; ///< chosen by the compiler's name, or empty
    std::string Wanted; ///< what Clang has no target for, or empty
  };
  Adapted adapt(const std::vector<std::string> &Command);

  const bool AsksCompilers;
  CompilerQuery Query;
  /// By the command without its file; a project has few different ones.
  std::map<std::vector<std::string>, Adapted> Known;
  std::map<std::string, std::set<std::string>> DroppedFrom;
  std::map<std::string, std::set<std::string>> StandsInFor;
};

/// A compile database as the driver uses it.
struct CompileDatabase {
  using Commands = std::vector<clang::tooling::CompileCommand>;

  std::vector<std::string> Files; ///< absolute, each once, in its order
  /// The commands for each of them, as Clang takes them. Empty when one list of
  /// flags (compile_flags.txt) is for all files.
  std::map<std::string, Commands> CommandsOf;
  std::string Directory; ///< where it lies
  std::vector<Problem> Notes;
};

/// Writes commands as the compile database of an existing directory.
bool writeCompileDatabase(const CompileDatabase::Commands &Commands,
                          llvm::StringRef Directory);

/// Loads the database in \p Directory, or with an empty \p Directory the one
/// found above \p NearFile. A missing, malformed or empty one is a problem.
Result<CompileDatabase> loadCompileDatabase(llvm::StringRef Directory,
                                            llvm::StringRef NearFile,
                                            bool AsksCompilers);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DRIVER_COMPILEDATABASE_H
