//===- checks/driver/Task.h - The analysis of one file ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_DRIVER_TASK_H
#define FIRMCOP_CHECKS_DRIVER_TASK_H

#include "checks/UnitRecord.h"
#include "checks/driver/CompileDatabase.h"

#include <string>
#include <vector>

namespace firmcop {

/// One file to analyse.
struct Task {
  std::string File; ///< as clang-tidy is to be given it
  std::string Main; ///< the same as an absolute path
  /// The compiler's commands; empty when Directory or Flags tell them.
  CompileDatabase::Commands Commands;
};

/// What all tasks of a run have in common.
struct TaskSetting {
  std::string Program;              ///< the name this program was called by
  std::vector<std::string> Options; ///< for clang-tidy
  /// Of the compile database for files without commands; empty when the flags
  /// stand behind "--".
  std::string Directory;
  std::vector<std::string> Flags; ///< "--" and what follows, or empty
  std::string Temporary;          ///< an existing directory for own files
  bool ReadsDigests = false;      ///< the record lists the files that were read
};

/// Where a task's process puts what it prints, and its record. \p Kind is
/// "out", "err", "fixes" or "record".
std::string fileOf(const TaskSetting &Setting, std::size_t Index,
                   const char *Kind);

/// Analyses the file, in a process of its own, and writes the record; the exit
/// code is 0 when that worked.
int runTask(const TaskSetting &Setting, const Task &T, std::size_t Index);

/// The record that the process has written, with what it has printed.
Result<UnitRecord> takeRecord(const TaskSetting &Setting, const Task &T,
                              std::size_t Index);

/// A digest of a file's content, or empty when it cannot be read.
std::string digestOf(const std::string &File);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DRIVER_TASK_H
